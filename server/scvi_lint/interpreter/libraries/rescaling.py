"""What library functions do to matrices: another scale, wherever their memory is shared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import (
    AND_LOGGED,
    DENOISED,
    LOGNORM,
    SCALED,
    UNSURE,
    Matrix,
)
from scvi_lint.interpreter.domain.facts import Fact, Reason, Reasons, fact
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.domain.keys import Key
from scvi_lint.interpreter.engine import naming
from scvi_lint.interpreter.events.kinds import Transformed
from scvi_lint.interpreter.libraries.rows import Target
from scvi_lint.interpreter.objects import data
from scvi_lint.interpreter.objects.scales import (
    after,
    change_words,
    then,
)

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.run import Run


class Rescales:
    """The values of X (or of `layer=`) change: normalised, logged, scaled; `words` say it where
    the scale alone does not.

    Other holders of the same memory change with it when the library works in place, which for
    integer data it cannot: there the change is only possible.
    """

    __slots__ = ("scale", "words")

    def __init__(self, scale: str, words: str = "") -> None:
        self.scale = scale
        self.words = words

    def __call__(self, run: Run, target: Target) -> None:
        layer = target.text("layer")
        if layer is None and not target.left_out("layer"):
            thing = run.heap.tracked(target.id)
            if thing is not None:
                run.heap.put(target.id, thing.weakened(frozenset({"X", "layers"})))
            return
        self.on(run, target, layer)

    def on(self, run: Run, target: Target, layer: str | None) -> None:
        """Change one matrix: X for None, else the layer."""
        thing = run.heap.tracked(target.id)
        if thing is None:
            return
        node = target.given.node
        matrix = data.matrix_of(run, target.id, thing, layer, node)
        scale = after(matrix.scale, self.scale)
        room, entry = ("X", "") if layer is None else ("layers", layer)
        adata = run.view(target.id, naming.first_argument(node))
        words = self.words or change_words(self.scale, matrix)
        run.emit(Transformed(run, target.call, target.call.span, adata, room, entry, scale, words))
        reason = run.reason(node, f"{words} here")
        key = slots.X if layer is None else slots.LAYERS(layer)
        known = thing.get(key)
        reasons = (*(known.reasons if known is not None else ()), reason)
        done = words if scale != DENOISED else matrix.done
        if scale == DENOISED and self.scale == LOGNORM:
            done = then(matrix.done, AND_LOGGED)
        made = Matrix(scale, ("X", run.site(node, key)), matrix.root, done=done)
        others = () if known is None else tuple(_others(known, made, self.scale, reason))
        run.set_fact(target.id, key, Fact(((made, reasons), *others), not others))
        _spread_to_aliases(run, matrix, made, (target.id, key), reason)


def _others(
    known: Fact[Matrix], made: Matrix, change: str, reason: Reason
) -> Iterator[tuple[Matrix, Reasons]]:
    """What else the change may have made, of what the values were on other paths: logging what is
    scaled leaves them scaled."""
    told = {made.scale}
    for value, reasons in known.options[1:]:
        if (scale := after(value.scale, change)) not in told:
            told.add(scale)
            yield Matrix(scale, made.buffer, value.root, done=made.done), (*reasons, reason)
    if not known.certain and change not in told:  # the change of what nobody saw
        yield Matrix(change, made.buffer, made.root, done=made.done), (reason,)


def scales(run: Run, target: Target) -> None:
    """`sc.pp.scale`; without centring no value becomes negative."""
    if target.truth("zero_center", True) is False:
        unknown_scale(run, target)
    else:
        Rescales(SCALED)(run, target)


def _spread_to_aliases(
    run: Run, old: Matrix, made: Matrix, changed: tuple[int, str], reason: Reason
) -> None:
    """Whatever shared the memory may have changed with it."""
    for identity in run.sharing(old):
        thing = run.heap.tracked(identity)
        if thing is None:
            continue
        for key, known in _matrices(thing):
            value = known.options[0][0]
            if (identity, key) == changed:
                continue
            if value.buffer == old.buffer:
                told = reason._replace(text=reason.text + ", in shared memory")
                # What it held before the first change is what it holds if nothing is in place.
                untouched = known.options[:1] if known.certain else known.options[1:]
                option = (made, (*known.reasons, told))
                run.set_fact(identity, key, Fact((option, *untouched), False))
                run.share(made, identity)
                run.share(made, changed[0])


def _matrices(thing: Tracked) -> Iterator[tuple[Key[Matrix], Fact[Matrix]]]:
    """X, raw and the layers of an object."""
    for key in (slots.X, slots.RAW, *(slots.LAYERS(name) for name in thing.entries(slots.LAYERS))):
        known = thing.get(key)
        if known is not None:
            yield key, known


def unknown_scale(run: Run, target: Target) -> None:
    """X changes in a way that has no name here."""
    reason = run.reason(target.given.node, "X changed here")
    matrix = Matrix(UNSURE, ("X", run.site(target.given.node)))
    run.set_fact(target.id, slots.X, fact(matrix, reason, certain=False))
