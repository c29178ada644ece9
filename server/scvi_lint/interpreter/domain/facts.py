"""What is believed of an object, how firmly, and what taught it.

A Fact is a set of options, each with the reasons for it, and a certainty from the lattice of
two: a fact is certain while every path agrees on one option; joined with anything else (another
option, an unknown, a path without it) it is only possible, for good.
"""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeGuard, TypeVar, cast

from scvi_lint.interpreter.domain.contents import Matrix, either_matrix
from scvi_lint.source.documents.span import Span

MOST_OPTIONS = 6
# Of more reasons those that were there first are kept, and the latest.
MOST_REASONS = 32
_FIRST_REASONS = 8

# Why something is possible and not certain, as a reader is told.
BRANCH = "so on some paths of the program only"
UNSEEN = "code that cannot be seen here may have changed it"
DEFAULT = "so by default; a caller may pass something else"
REWRITTEN = "the program writes this file itself, which may change it"
LINEAGE = "another program writes this file, which may hold something else when it is read"
OUTPUT = "an output may be older than the program"
ANOTHER_ORDER = "the cells have run in another order than they stand in"
RELEASE = "no release of scvi-tools is named, and they differ in this"


class Reason(NamedTuple):
    """Why a fact is believed: a place, and a short phrase that a biologist understands.

    `seen` when it was not the program that taught it, but a look at a file; `elsewhere` when it
    was another program, that wrote a file which this one reads.
    """

    span: Span | None
    text: str
    seen: bool = False
    elsewhere: bool = False


Reasons = tuple[Reason, ...]
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Fact(Generic[T_co]):
    """`options` are `(value, reasons)`; `certain` only if there is one and all paths agree.

    `doubt` says why it is not certain, in one of the sentences above; "" when it is.
    """

    __slots__ = ("certain", "doubt", "options")

    def __init__(
        self, options: tuple[tuple[T_co, Reasons], ...], certain: bool, doubt: str = BRANCH
    ) -> None:
        for _, reasons in options:
            if len(reasons) > MOST_REASONS:
                options = tuple((value, _shortened(reasons)) for value, reasons in options)
                break
        self.options = options
        self.certain = certain
        self.doubt = "" if certain else doubt

    def __repr__(self) -> str:
        values = " | ".join(str(value) for value, _ in self.options)
        return f"Fact({values}{'' if self.certain else ' ?'})"

    @property
    def value(self) -> T_co:
        """The first option: the only one if the fact is certain."""
        return self.options[0][0]

    @property
    def reasons(self) -> Reasons:
        return self.options[0][1]

    @property
    def values(self) -> list[T_co]:
        return [value for value, _ in self.options]

    def reasons_of(self, value: object) -> Reasons:
        """Why one of the options is believed."""
        return next((reasons for known, reasons in self.options if known == value), ())


def is_fact(thing: object) -> TypeGuard[Fact[object]]:
    """Whether what may be anything is a fact."""
    return isinstance(thing, Fact)


def _shortened(reasons: Reasons) -> Reasons:
    if len(reasons) <= MOST_REASONS:
        return reasons
    return (*reasons[:_FIRST_REASONS], *reasons[_FIRST_REASONS - MOST_REASONS :])


def fact(value: T, *reasons: Reason, certain: bool = True, doubt: str = BRANCH) -> Fact[T]:
    return Fact(((value, reasons),), certain, doubt)


def resting(
    options: tuple[tuple[T, Reasons], ...], *on: Fact[object], certain: bool = True
) -> Fact[T]:
    """What follows from other facts: certain if all of them are, else doubted as they are."""
    doubt = next((known.doubt for known in on if not known.certain), "")
    return Fact(options, certain and not doubt, doubt or BRANCH)


def further(known: Fact[T], *reasons: Reason) -> Fact[T]:
    """The same belief, for these reasons, too."""
    options = tuple((value, (*why, *reasons)) for value, why in known.options)
    return Fact(options, known.certain, known.doubt)


def possible(known: Fact[T], doubt: str = BRANCH) -> Fact[T]:
    return Fact(known.options, False, doubt) if known.certain else known


def join_facts(left: Fact[T] | None, right: Fact[T] | None) -> Fact[T] | None:
    """One of the two paths was taken; None is a path that knows nothing of it."""
    if left is right:
        return left
    if left is None or right is None:
        known = left or right
        return None if known is None else possible(known)
    if left.certain and right.certain:
        matrix = either_matrix(left.value, right.value)
        if matrix is not None:
            reasons = tuple(dict.fromkeys((*left.reasons, *right.reasons)))
            return Fact(((cast("T", matrix), reasons),), True)  # as both are
    options = left.options
    for option in right.options:
        if all(option[0] != value for value, _ in options):
            options = (*options, option)
    if len(options) > MOST_OPTIONS:
        options = _by_scale(options)
    if len(options) > MOST_OPTIONS:
        return None
    if len(options) == len(left.options) and left.certain == right.certain:
        return left
    certain = left.certain and right.certain and len(options) == 1
    return Fact(options, certain, left.doubt or right.doubt or BRANCH)


def _by_scale(options: tuple[tuple[T, Reasons], ...]) -> tuple[tuple[T, Reasons], ...]:
    """Of many matrices that it may be, one of each scale: that is what is asked for."""
    found: dict[str, tuple[T, Reasons]] = {}
    for value, reasons in options:
        if not isinstance(value, Matrix):
            return options
        found.setdefault(value.scale, (value, reasons))
    return tuple(found.values())
