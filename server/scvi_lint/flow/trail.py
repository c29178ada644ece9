"""Where an analysis stood on its way, so that an edit is followed from the first change on.

Who types changes one statement and leaves what stands before it as it was. A `Trail` is handed
from one analysis of a program to the next: it keeps the run, and checkpoints between statements
of the top level. The next analysis goes back to the last checkpoint before the first change and
goes on from there, with the events of what came before as they are.

What a run has learned in containers that others hold on to is copied when it goes back, so an
earlier analysis that is still being looked at does not change.
"""

from __future__ import annotations

from scvi_lint.flow.context import Context
from scvi_lint.flow.heap import Heap
from scvi_lint.flow.run import Run
from scvi_lint.source import nodes
from scvi_lint.source.document import Cell, Document
from scvi_lint.source.sameness import same
from scvi_lint.source.syntax import parse

# So many statements are followed again at most, because the checkpoint lies before them.
SPACING = 8
# What a run remembers, small enough to be copied at each checkpoint.
_REMEMBERED = (
    "called",
    "definitions",
    "documents",
    "merged_from",
    "model_classes",
    "modules",
    "loaded",
    "names_passed",
    "saved",
    "sharers",
    "written",
)
# Lists and tables that only grow: their length says where they stood.
_GROWING = ("events", "mentions", "wanted")
# Where execution stands within the program.
_STANDING = ("steps", "guards", "statement", "assigns", "assigned", "discards")


class Checkpoint:
    """The state of a run before a statement of the top level."""

    __slots__ = ("_env", "_ids", "_lengths", "_remembered", "_standing", "_table", "place")

    def __init__(self, run: Run, place: tuple[int, int]) -> None:
        self.place = place
        self._env = dict(run.frame.env)
        self._table = run.heap.snapshot()
        self._ids = len(run.ids)
        self._lengths = [len(getattr(run, name)) for name in _GROWING]
        self._remembered = [getattr(run, name).copy() for name in _REMEMBERED]
        self._standing = [getattr(run, name) for name in _STANDING]

    def restore(self, run: Run) -> None:
        """Go back: the run is as it was, and what others hold of it is left to them."""
        run.path, run.frame, run.dead = run.main, run.top, False
        run.stack, run.active, run.loop_exits, run.rounds = (), [], [], 0
        run.frame.env = dict(self._env)
        run.frame.returns = []
        run.heap = Heap(self._table)
        while len(run.ids) > self._ids:
            run.ids.popitem()
        for name, length in zip(_GROWING, self._lengths, strict=True):
            setattr(run, name, getattr(run, name)[:length])
        for name, known in zip(_REMEMBERED, self._remembered, strict=True):
            setattr(run, name, known.copy())
        for name, known in zip(_STANDING, self._standing, strict=True):
            setattr(run, name, known)


class Trail:
    """What the analyses of one program hand on from one state of it to the next."""

    __slots__ = ("_beside", "_checkpoints", "_document", "_due", "_followed", "_run", "_steps")

    def __init__(self) -> None:
        self._beside: dict[str, Trail] = {}
        self.clear()

    def clear(self) -> None:
        """Forget it all: the next analysis begins at the beginning."""
        self._run: Run | None = None
        self._document: Document | None = None
        self._checkpoints: list[Checkpoint] = []
        self._followed: dict[int, nodes.Block] = {}  # what was followed of each cell
        self._due: tuple[int, int] | None = None
        self._steps = 0

    def beside(self, release: str) -> Trail:
        """The trail of the same program, judged by another release."""
        return self._beside.setdefault(release, Trail())

    # --- going back ---------------------------------------------------------------------------

    def resume(self, document: Document, context: Context) -> tuple[Run, tuple[int, int]] | None:
        """The run, back where nothing has changed yet, and the place (cell, statement) from
        which it must go on; None if it must begin anew."""
        run, before = self._run, self._document
        self._run = None  # if the analysis does not come to its end, nothing is left of it
        if run is None or before is None or not _holds(run, before, document, context):
            self.clear()
            return None
        changed = self._first_change(before, document)
        while self._checkpoints and self._checkpoints[-1].place > changed:
            self._checkpoints.pop()
        if not self._checkpoints:
            self.clear()
            return None
        last = self._checkpoints[-1]
        last.restore(run)
        run.context = context
        run.documents[document.path] = document
        self._due = changed
        self._steps = 0
        self._followed = {
            cell: body for cell, body in self._followed.items() if cell <= last.place[0]
        }
        return run, last.place

    def _first_change(self, before: Document, now: Document) -> tuple[int, int]:
        """The cell and the statement in it before which both documents say the same."""
        for old, new in zip(before.cells, now.cells, strict=False):
            alike = (old.kind, old.language) == (new.kind, new.language)
            if alike and old.text == new.text and old.outputs == new.outputs:
                continue
            if not alike:
                return new.index, 0
            known = self._followed.get(old.index, ())
            body = parse(new).body
            common = 0
            for one, other in zip(known, body, strict=False):
                if one is not other and not same(one, other):
                    break
                common += 1
            return new.index, common
        return min(len(before.cells), len(now.cells)), 0

    # --- going on -----------------------------------------------------------------------------

    def follow(self, run: Run, cell: Cell, body: nodes.Block, first: int) -> None:
        """Execute the statements of a cell from the `first` on, with checkpoints on the way."""
        self._followed[cell.index] = body
        for number in range(first, len(body)):
            self._pass(run, (cell.index, number))
            if run.dead:
                return
            run.execute(body[number : number + 1])
            self._steps += 1

    def end(self, run: Run, document: Document) -> None:
        """The program was followed to its end; what comes now rests on all of it."""
        self._due = None
        self._steps = SPACING
        self._pass(run, (len(document.cells), 0))
        self._run, self._document = run, document

    def _pass(self, run: Run, place: tuple[int, int]) -> None:
        due = self._due is not None and place >= self._due
        known = bool(self._checkpoints) and self._checkpoints[-1].place == place
        if not known and not run.dead and (due or self._steps >= SPACING or not self._checkpoints):
            self._checkpoints.append(Checkpoint(run, place))
            self._steps = 0
            if due:
                self._due = None


def _holds(run: Run, before: Document, now: Document, context: Context) -> bool:
    """Whether what a run rests on beside the text is as it was."""
    known = run.context
    return (
        run.resumable
        and run.steps < run.limit
        and (before.path, before.kind, before.language) == (now.path, now.kind, now.language)
        and (known.api, known.load_module) == (context.api, context.load_module)
        and known.version_known == context.version_known
        and known.evidence == context.evidence
        and all(run.load(*asked, context) is found for asked, found in run.loaded.items())
    )

