"""What other programs of the folder wrote to the files that an open one reads.

Asked for when an analysis is done, in a child process, and again when a file is saved: never while
somebody waits. What comes is kept by program, and has it analysed once more.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Mapping

from scvi_lint.evidence.wants import Want
from scvi_lint.json_values import Json, table, text
from scvi_lint.knowledge.api import Api
from scvi_lint.lsp.children.child import Child, ChildFailed
from scvi_lint.lsp.documents.handed import NOTHING, Handed
from scvi_lint.lsp.session.analyses import Analysed

logger = logging.getLogger(__name__)

# The first question has a whole repository read.
PATIENCE = 120.0


class Lineage:
    """What is handed to the programs that are open. `again` has one of them analysed anew."""

    def __init__(
        self,
        spawn: Callable[[Coroutine[object, None, None]], object],
        again: Callable[[str], None],
        settings: Callable[[str], Mapping[str, object]],
    ) -> None:
        self._spawn = spawn
        self._settings = settings  # what the editor says, for the program at a path
        self._again = again
        self._known: dict[str, tuple[Json, Handed]] = {}
        self._latest: dict[str, Analysed] = {}
        self._asked: dict[str, tuple[tuple[Want, ...], int]] = {}
        self._stamp = 0  # counts changes of files
        self._told = -1  # how many programs the log says are known
        self._child = Child(
            "scvi_lint.lsp.lineage.worker",
            ("scvi_lint_rules", "tree_sitter", "tree_sitter_python", "yaml", "h5py", "numpy"),
            patience=PATIENCE,
        )

    @property
    def pid(self) -> int | None:
        return self._child.pid

    def known(self, uri: str) -> Handed:
        """What an analysis of this program may use."""
        found = self._known.get(uri)
        return NOTHING if found is None else found[1]

    def analysed(self, analysed: Analysed) -> None:
        """Ask what others wrote to the files that this analysis reads."""
        uri, scope, result = analysed.snapshot.uri, analysed.snapshot.scope, analysed.result
        if result is None or scope.settings.isolated_files or not scope.root:
            self.forget(uri)
            return
        self._latest[uri] = analysed
        wants = tuple(result.analysis.reads)
        if not wants or self._asked.get(uri) == (wants, self._stamp):
            return
        from scvi_lint.linting.lineage import uses_models

        if uses_models(result.analysis):
            self._asked[uri] = (wants, self._stamp)
            self._spawn(self._ask(uri, analysed, wants))

    def files_changed(self) -> None:
        """A file was saved, or changed: what programs write is asked for again."""
        self._stamp += 1
        for analysed in list(self._latest.values()):
            self.analysed(analysed)

    def forget(self, uri: str) -> None:
        """The program was closed, or stands for itself."""
        for kept in (self._known, self._latest, self._asked):
            kept.pop(uri, None)

    def close(self) -> None:
        """Let go of the child process."""
        self._child.kill()

    async def _ask(self, uri: str, analysed: Analysed, wants: tuple[Want, ...]) -> None:
        scope = analysed.snapshot.scope
        request = {
            "root": scope.root,
            "program": scope.path,
            "wants": wants,
            "settings": self._settings(scope.path),
            "stamp": self._stamp,
        }
        try:
            answer = table(await self._child.ask(request))
        except ChildFailed as error:
            logger.warning("other programs could not be followed: %s", error)
            return
        programs, told = answer["programs"], answer["told"]
        if self._told != programs and isinstance(programs, int):
            self._told = programs
            logger.info("%s: %d programs are known for what they write", scope.root, self._told)
        before = self._known.get(uri)
        if uri not in self._latest or (before or (None,))[0] == told:
            return
        self._known[uri] = told, _unpacked(text(told) or None, scope.checker.api)
        self._again(uri)


def _unpacked(told: str | None, api: Api) -> Handed:
    from scvi_lint.lsp.lineage.parcel import unpacked

    try:
        return NOTHING if told is None else Handed(*unpacked(told, api))
    except Exception:
        logger.exception("what other programs wrote could not be read")
        return NOTHING
