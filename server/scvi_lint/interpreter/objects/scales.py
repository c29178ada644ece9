"""What arithmetic does to the scale of a matrix."""

from __future__ import annotations

from collections.abc import Callable

from scvi_lint.interpreter.domain.contents import (
    AND_CHANGED,
    AND_LOGGED,
    AS_READ,
    BINARY,
    COUNTS,
    DENOISED,
    FRACTIONAL,
    LOGNORM,
    NORMALIZED,
    SCALE_WORDS,
    SCALED,
    UNSURE,
    Column,
    Matrix,
    Memory,
)
from scvi_lint.interpreter.domain.results import Summary, Table
from scvi_lint.interpreter.domain.values import Data, Literal, Value

ARCSINH = "transformed by arcsinh"
TO_ONE = "scaled to (0, 1)"
ROUNDS = frozenset("round rint around ceil floor trunc".split())


def change_words(change: str, before: Matrix) -> str:
    """What a change to this scale is called, said of the values: only what was normalised before
    is log-normalised by a logarithm."""
    if change == LOGNORM and before.scale != NORMALIZED:
        return "log-transformed"
    return SCALE_WORDS[change]


def after(before: str, change: str) -> str:
    """The scale after a change: normalising what is logged does not unlog it, and what a model
    decoded lacks noise as before."""
    if before == DENOISED and change in (NORMALIZED, LOGNORM):
        return before
    if change == NORMALIZED and before in (LOGNORM, SCALED):
        return before
    if change == LOGNORM and before == SCALED:
        return SCALED
    return change


# Where a value that is not zero is one at least.
WHOLE = frozenset({COUNTS, AS_READ, BINARY})


def binary(content: Matrix, memory: Memory) -> Matrix:
    """Whether there is something, of values that say how much."""
    return Matrix(BINARY, memory, content.root, done="binarised")


def filled(content: Matrix, memory: Memory) -> Matrix:
    """`np.nan_to_num`"""
    return content.with_holes(False).held_in(memory)


def capped(content: Matrix, most: object, memory: Memory) -> Matrix:
    """Values that are one at most; of another limit nothing is known."""
    if most == 1 and content.scale in WHOLE:
        return binary(content, memory)
    return Matrix(UNSURE, memory, content.root)


def logged(content: Matrix, memory: Memory) -> Matrix:
    """The logarithm of a matrix."""
    if content.scale == DENOISED:
        return Matrix(DENOISED, memory, content.root, done=then(content.done, AND_LOGGED))
    return Matrix(LOGNORM, memory, content.root, done=change_words(LOGNORM, content))


def arcsinh(content: Matrix, memory: Memory) -> Matrix:
    """What measurements of cytometry are transformed by; of large values it is a logarithm."""
    return Matrix(LOGNORM, memory, content.root, done=ARCSINH)


def then(done: str, change: str) -> str:
    """What is said of decoded values after one more change: a second one hides the first."""
    if not done:
        return done
    plain = done.removesuffix(AND_LOGGED).removesuffix(AND_CHANGED)
    return plain + (change if plain == done else AND_CHANGED)


# What makes another matrix of one, held in that memory.
Change = Callable[[Matrix, Memory], Matrix]


def of_table(table: Table, change: Change) -> Table:
    """A decoded table after one of these changes to its values."""
    if change is rounded:
        return table
    if change is unlogged and table.change == AND_LOGGED:
        return table.changed("")
    once = change is logged and not table.change
    return table.changed(AND_LOGGED if once else AND_CHANGED)


def of_summary(summary: Summary, change: Change, memory: Memory) -> Summary:
    """The same change to a mean."""
    whole = summary.of
    return Summary(of_table(whole, change) if isinstance(whole, Table) else change(whole, memory))


def unlogged(content: Matrix, memory: Memory) -> Matrix:
    """`np.expm1`: of what was normalised before it was logged that is no counts, rounded or not."""
    if content.scale == LOGNORM and content.done == SCALE_WORDS[LOGNORM]:
        return Matrix(NORMALIZED, memory, content.root)
    if content.scale == DENOISED and content.is_logged:
        return Matrix(DENOISED, memory, content.root, done=content.done.removesuffix(AND_LOGGED))
    return Matrix(UNSURE, memory, content.root)


def calculated(content: Matrix, op: str, other: Value, memory: Memory) -> Matrix:
    """A matrix after arithmetic: what is divided by the depth of each cell is normalised, and stays
    so when it is multiplied by a number, or one is taken away."""
    atom = other.single
    by = atom.content if isinstance(atom, Data) else None
    if op == "/" and isinstance(by, Column) and by.made_by == "depth":
        return Matrix(after(content.scale, NORMALIZED), memory, content.root)
    if op == "*" and content.scale == BINARY and isinstance(atom, Literal) and atom.value == 1:
        return content.held_in(memory)
    if op in ("*", "/", "+", "-") and content.scale == NORMALIZED and isinstance(atom, Literal):
        return content.held_in(memory)
    return Matrix(UNSURE, memory, content.root)


def rounded(content: Matrix, memory: Memory) -> Matrix:
    """Fractional counts become counts; what is on another scale stays there."""
    if content.scale == FRACTIONAL:
        return Matrix(COUNTS, memory, content.root)
    return content.held_in(memory)
