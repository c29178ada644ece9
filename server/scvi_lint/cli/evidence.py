"""The look at data files for `check` and `inspect`: one child for a run, none if none is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from scvi_lint.cli.failure import say
from scvi_lint.linting.checking import Checker, Result
from scvi_lint.source.documents.document import Document

if TYPE_CHECKING:
    from scvi_lint.evidence.store import Store
    from scvi_lint.evidence.wants import Places, Want
    from scvi_lint.interpreter.engine.analysis import Analysis


class Evidence:
    """Checks documents, and looks at the files that they name if the settings allow it."""

    def __init__(self) -> None:
        self._store: Store | None = None
        self._places: dict[object, Places] = {}
        self._told: set[str] = set()
        # Who beside the rules wants to know something of files, and asks an analysis for it.
        self.curious: Callable[[Result], object] | None = None

    def check(
        self,
        checker: Checker,
        document: Document,
        root: str,
        first: Result,
        known: dict[Want, object],
    ) -> Result:
        """The findings with what data files tell; `first` are those without. `root` is the folder
        of the project that the document is of; `known` is filled with the answers."""
        if not checker.settings.evidence or not first.analysis.wanted:
            return first
        from scvi_lint.linting.gathering import check_with_evidence

        store, places = self._ready(root, checker.settings.evidence_roots)
        result = check_with_evidence(
            checker,
            document,
            lambda wanted: store.answers(wanted, places),
            first,
            known,
            self.curious,
        )
        self._tell(known)
        return result

    def look(self, checker: Checker, analysis: Analysis, root: str) -> Mapping[Want, object]:
        """What the data files tell of what an analysis wants to know."""
        if not checker.settings.evidence or not analysis.wanted:
            return {}
        from scvi_lint.linting.gathering import doubted

        store, places = self._ready(root, checker.settings.evidence_roots)
        return doubted(store.answers(analysis.wanted, places), analysis.written)

    def _ready(self, root: str, allowed: tuple[str, ...]) -> tuple[Store, Places]:
        from scvi_lint.evidence.client import FOR_A_RUN, Client
        from scvi_lint.evidence.store import Store
        from scvi_lint.evidence.wants import Places

        if self._store is None:
            self._store = Store(Client(lost=FOR_A_RUN).look)
        key = (root, allowed)
        if key not in self._places:
            self._places[key] = Places([root], allowed)
        return self._store, self._places[key]

    def _tell(self, known: dict[Want, object]) -> None:
        """Say once of each file why it was not looked at."""
        from scvi_lint.evidence.store import Refusal

        for refused in known.values():
            if isinstance(refused, Refusal) and refused.path not in self._told:
                self._told.add(refused.path)
                hint = "" if refused.allowed else "; allow its folder with --evidence-root"
                say(f"note: {refused.path} was not looked at: {refused.why}{hint}")
