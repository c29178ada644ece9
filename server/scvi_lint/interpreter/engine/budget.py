"""How much is done for one program, whatever it says.

A step is a statement that is executed, a function that is entered, an item that is walked over;
what is long counts for more. When most steps are used up, functions are no longer entered and
short loops no longer followed round by round; when all are, nothing is executed any more. A rule
that has looked at too many other events is asked about no further one. The place where that began
is told to the user, and nothing is said that would rest on what comes later.
"""

from __future__ import annotations

from scvi_lint.source.documents.span import Span

DEEPEST_CALL = 5
INLINE_STEPS = 60_000
ALL_STEPS = 200_000
# A statement of so many characters counts for one step more, as do so many items: 2 ** n.
LONG_STATEMENT = 9
MANY_ITEMS = 4
# So many other events a rule may look at, all in all: each of 600 at each other one.
MOST_LOOKS = 400_000
# To search so many characters counts as a look: 2 ** n.
LONG_SEARCH = 7
# A literal sequence up to this length is walked item by item, a longer one as a whole.
UNROLLED = 8
# How often a statement is followed for the items of the short loops around it.
MOST_COPIES = 128
# In so many of these rounds, what each makes is an object of its own.
MOST_APART = 16


class Budget:
    """What one analysis has used. `copies` is how many rounds of short loops, within each other,
    are followed one by one; `ended` is where it began to be too much."""

    __slots__ = ("copies", "ended", "limit", "steps")

    def __init__(self) -> None:
        self.steps = 0
        self.limit = ALL_STEPS
        self.copies = 1
        self.ended: Span | None = None

    def walk(self, items: int) -> None:
        """So many items of a list are looked at."""
        self.steps += items >> MANY_ITEMS
