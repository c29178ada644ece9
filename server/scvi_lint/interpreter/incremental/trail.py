"""From one analysis of a program to the next, when little of it has changed.

Who types changes one statement and leaves the rest as it was. A `Trail` keeps the run of the last
analysis and checkpoints between statements of the top level. The next analysis goes back to the
last one before the first change, and goes on from there. Where the next cell begins with the state
that it had the last time, the rest is taken over as it was; else each cell, and each function that
nobody calls, that has nothing to do with what is different (`passages`).
"""

from __future__ import annotations

import re
from typing import Any

from scvi_lint.interpreter.domain.context import Context
from scvi_lint.interpreter.domain.definitions import Definition, Function
from scvi_lint.interpreter.domain.heap import MOST_HELD
from scvi_lint.interpreter.domain.values import Ref, Value
from scvi_lint.interpreter.engine import functions
from scvi_lint.interpreter.engine.budget import INLINE_STEPS
from scvi_lint.interpreter.engine.run import SITE, Run
from scvi_lint.interpreter.incremental.checkpoint import GROWING, REMEMBERED, Checkpoint, Difference
from scvi_lint.interpreter.incremental.passages import Passage, Passages
from scvi_lint.json_values import is_row
from scvi_lint.regex import regex
from scvi_lint.source.documents.document import Cell, Document
from scvi_lint.source.documents.span import Span
from scvi_lint.source.parser import nodes
from scvi_lint.source.parser.sameness import same
from scvi_lint.source.syntax import parse

# So many statements are followed again at most, because the checkpoint lies before them.
SPACING = 8
# Objects get new numbers with each edit; with so many times those in use, it begins anew.
_MOST_NUMBERS = 4
# Whoever can see a name without spelling it, and who spells it but may look it up later.
_SEES_ALL = regex(r"%run|\b(?:globals|locals|vars|eval|exec)\b")
_LOOKS_LATER = regex(r"\b(?:def|class|lambda)\b")
_MOST_NAMES = 4
_MOST_TRIES = 2


class _Earlier:
    """What the last analysis had found from some place on, with that place's checkpoints."""

    __slots__ = ("by_cell", "checkpoints", "held", "kept", "steps", "tries")

    def __init__(self, run: Run, checkpoints: list[Checkpoint]) -> None:
        self.checkpoints = checkpoints
        self.by_cell = {point.place[0]: point for point in checkpoints if point.place[1] == 0}
        self.kept: dict[str, Any] = {name: getattr(run, name) for name in (*GROWING, *REMEMBERED)}
        self.steps = run.budget.steps
        self.held = run.heap.held
        self.tries = 0


class Trail:
    """What the analyses of one program hand on from one state of it to the next."""

    __slots__ = (
        "_beside",
        "_changed",
        "_checkpoints",
        "_document",
        "_due",
        "_earlier",
        "_entered",
        "_followed",
        "_numbers",
        "_passages",
        "_passed",
        "_run",
    )

    def __init__(self) -> None:
        self._beside: dict[str, Trail] = {}
        self._passages = Passages()
        self.clear()

    def clear(self) -> None:
        """Forget it all: the next analysis begins at the beginning."""
        self._run: Run | None = None
        self._document: Document | None = None
        self._checkpoints: list[Checkpoint] = []
        self._followed: dict[int, nodes.Block] = {}  # what was followed of each cell
        self._due: tuple[int, int] | None = None
        self._passed = 0  # statements since the last checkpoint
        self._earlier: _Earlier | None = None
        self._changed = range(0)  # the cells that an edit touched
        self._numbers = 0
        self._entered: dict[Definition, Passage] = {}  # functions that nobody calls

    def beside(self, release: str) -> Trail:
        """The trail of the same program, judged by another release."""
        return self._beside.setdefault(release, Trail())

    # --- going back ---------------------------------------------------------------------------

    def resume(self, document: Document, context: Context) -> tuple[Run, tuple[int, int]] | None:
        """The run, back where nothing has changed yet, and the place (cell, statement) from
        which it must go on; None if it must begin anew."""
        run, before = self._run, self._document
        self._run = None  # if the analysis does not come to its end, nothing is left of it
        if (
            run is None
            or before is None
            or len(run.ids) > _MOST_NUMBERS * self._numbers
            or not _holds(run, before, document, context)
        ):
            self.clear()
            return None
        place = self._first_change(before, document)
        later: list[Checkpoint] = []
        while self._checkpoints and self._checkpoints[-1].place > place:
            later.append(self._checkpoints.pop())
        if not self._checkpoints:
            self.clear()
            return None
        self._changed = range(place[0], _last_change(before, document) + 1)
        self._passages.begin(self._changed)
        after = [one for one in reversed(later) if one.place >= (self._changed.stop, 0)]
        self._earlier = _Earlier(run, after) if self._changed.stop < len(document.cells) else None
        start = self._checkpoints[-1]
        start.restore(run)
        run.context = context
        run.documents[document.path] = document
        self._document = document
        self._due = place
        self._passed = 0
        return run, start.place

    def _first_change(self, before: Document, now: Document) -> tuple[int, int]:
        """The cell and the statement in it before which both documents say the same."""
        for old, new in zip(before.cells, now.cells, strict=False):
            if _alike(old, new):
                continue
            if (old.kind, old.language) != (new.kind, new.language):
                return new.index, 0
            common = 0
            known = self._followed.get(old.index, ())
            for one, other in zip(known, parse(new).body, strict=False):
                if not same(one, other):
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
            self._passed += 1

    def end(self, run: Run, document: Document) -> None:
        """The program was followed to its end; what comes now rests on all of it."""
        self._due = None
        self._passed = SPACING
        self._pass(run, (len(document.cells), 0))
        self._run, self._document = run, document
        self._earlier = None
        self._numbers = self._numbers or len(run.ids)
        defined = run.definitions
        self._entered = {one: known for one, known in self._entered.items() if one in defined}

    def _pass(self, run: Run, place: tuple[int, int]) -> None:
        due = self._due is not None and place >= self._due
        known = bool(self._checkpoints) and self._checkpoints[-1].place == place
        enough = SPACING if place[1] else 1  # where a cell begins, what follows may be joined
        if not known and not run.dead and (due or self._passed >= enough or place == (0, 0)):
            self._checkpoints.append(Checkpoint(run, place))
            self._passed = 0
        if due:
            self._due = None

    # --- joining what was ---------------------------------------------------------------------

    def rejoin(self, run: Run, cell: int) -> bool:
        """Whether all that follows from this cell on is as it was the last time, as far as it
        has to do with it; then it is taken over."""
        earlier = self._earlier
        if earlier is None or earlier.tries >= _MOST_TRIES:
            return False
        at = next((one for one in earlier.checkpoints if one.place == (cell, 0)), None)
        if at is None:
            return False
        earlier.tries += 1
        difference = at.difference(run)
        if difference is None or not self._concerns_nobody(run, difference):
            return False
        steps = run.budget.steps - at.steps
        held = run.heap.held - at.held
        if earlier.steps + steps >= INLINE_STEPS or earlier.held + held > MOST_HELD:
            return False
        lengths = {name: len(getattr(run, name)) - at.lengths[name] for name in GROWING}
        for name in GROWING:
            had = earlier.kept[name][at.lengths[name] :]
            setattr(run, name, [*getattr(run, name), *had])
        documents = {**earlier.kept["documents"], run.main: run.documents[run.main]}
        for name in REMEMBERED:
            setattr(run, name, earlier.kept[name])
        run.documents = documents
        run.budget.steps = earlier.steps + steps
        run.heap.held = earlier.held + held
        for index in range(at.lengths["events"] + lengths["events"], len(run.events)):
            event = run.events[index]
            event.index = index
            if event.settled is not None:
                event.settled.forget_what_came_before()
        for point in earlier.checkpoints[earlier.checkpoints.index(at) :]:
            point.move(difference, lengths, steps, held)
            self._checkpoints.append(point)
        self._run = run
        self._earlier = None
        self._due = None
        return True

    def take_over(self, run: Run, cell: Cell) -> bool:
        """Whether this cell does what it did the last time, as far as it has to do with what is
        different now; then that is taken over."""
        earlier = self._earlier
        if earlier is None or cell.index < self._changed.stop:
            return False
        before = earlier.by_cell.get(cell.index)
        after = earlier.by_cell.get(cell.index + 1)
        if before is None or after is None:
            return False
        grown = {
            name: earlier.kept[name][before.lengths[name] : after.lengths[name]] for name in GROWING
        }
        here = Checkpoint(run, (cell.index, 0))
        body = self._followed.get(cell.index, ())
        if not self._passages.take(run, body, cell.text, Passage(before, after, grown)):
            return False
        self._checkpoints.append(here)
        self._passed = 1
        self._due = None
        return True

    def enters(self, run: Run, function: Function) -> Checkpoint | None:
        """The run before a function that nobody calls is followed; None where that need not be
        done, since it does what it did the last time."""
        run.frame = run.top
        known = self._entered.get(function.definition)
        if known is not None:
            text = run.text(Span(*function.place, function.node.start, function.node.end))
            holders: list[object] = [function]
            if function.owner is not None:
                holders.append(Value((Ref(functions.object_of(run, function.owner)),), True))
            if self._passages.take(run, function.node, text, known, *holders):
                return None
        return Checkpoint(run, (len(self._followed), 0))

    def entered(self, run: Run, function: Function, before: Checkpoint) -> None:
        """The function was followed."""
        run.frame = run.top
        grown = {name: getattr(run, name)[before.lengths[name] :] for name in GROWING}
        self._entered[function.definition] = Passage(before, Checkpoint(run, before.place), grown)

    def _concerns_nobody(self, run: Run, difference: Difference) -> bool:
        """Whether only the cells that changed have to do with what is different."""
        keys = list(run.ids) if difference.objects else []
        for number in difference.objects:
            key = keys[number - 1]
            here = len(key) == SITE and key[0] == run.main and key[1] in self._changed
            stack = key[-1]
            if not here or not is_row(stack) or any(type(one) is not int for one in stack):
                return False  # in a call
        if not difference.names:
            return True
        if len(difference.names) > _MOST_NAMES or self._document is None:
            return False
        spelled = regex(rf"\b(?:{'|'.join(map(re.escape, difference.names))})\b")
        for cell in self._document.cells:
            changed = cell.index in self._changed
            if cell.kind == "code" and (
                _SEES_ALL.search(cell.text)
                or (_LOOKS_LATER if changed else spelled).search(cell.text)
            ):
                return False
        return True


def _alike(one: Cell, other: Cell) -> bool:
    return (
        one.text == other.text
        and (one.kind, one.language) == (other.kind, other.language)
        and one.outputs == other.outputs
    )


def _last_change(before: Document, now: Document) -> int:
    """The last cell that differs; the last of all if there are more cells or fewer."""
    last = len(now.cells) - 1
    if len(before.cells) != len(now.cells):
        return last
    pairs = zip(reversed(before.cells), reversed(now.cells), strict=True)
    for old, new in pairs:
        if not _alike(old, new):
            return new.index
    return -1


def _holds(run: Run, before: Document, now: Document, context: Context) -> bool:
    """Whether what a run rests on beside the text is as it was."""
    known = run.context
    return (
        run.resumable
        and run.budget.ended is None
        and (before.path, before.kind, before.language) == (now.path, now.kind, now.language)
        and (known.api, known.load_module) == (context.api, context.load_module)
        and known.version_known == context.version_known
        and known.evidence == context.evidence
        and all(run.load(*asked, context) is found for asked, found in run.loaded.items())
    )
