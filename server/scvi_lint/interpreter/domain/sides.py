"""A condition that the program asks twice picks the same side twice.

`if save: model.train()`, and later `if save: model.get_latent_representation()`: where the second
one holds, the first one held, too, and the model is trained. So a join whose paths answered one
question differently keeps what differs between its two sides. Whoever asks the question again
takes back, on each side, what has not been touched since.

Paths know how they have answered (`Mark.decided`), also across functions: after `if self.dry:
return` in one method, the rest of another that begins in the same way knows what this one did.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from scvi_lint.interpreter.domain.table import Table, Thing
from scvi_lint.interpreter.domain.values import Value

Question = tuple[object, ...]
Decided = frozenset[tuple[Question, bool]]
# So many questions are remembered, the newest ones.
MOST_QUESTIONS = 8
# What a function returns has no name yet.
RETURNED = ""
# Two sides that differ in more objects are not told apart any more.
MOST_DIFFERENT = 200


class Sides(NamedTuple):
    """What a join made of two sides: for each name and object the joined one, and that of the
    side where the answer was yes and of the one where it was no."""

    names: tuple[tuple[str, Value, Value | None, Value | None], ...]
    objects: tuple[tuple[int, Thing, Thing | None, Thing | None], ...]

    def take(self, answer: bool, env: dict[str, Value], table: Table) -> Table:
        """What the side with this answer left, for all that was not touched since the join.

        A name goes back to its own object only with that object as it was: what was done since
        to "one of the two" would be lost.
        """
        untouched = {number for number, joined, _, _ in self.objects if table.get(number) is joined}
        for number, joined, yes, no in self.objects:
            one = yes if answer else no
            if one is not None and table.get(number) is joined:
                table = table.having(number, one)
        for name, joined, yes, no in self.names:
            one = yes if answer else no
            if one is None:
                continue
            if all(number in untouched for number in joined.refs() if number not in one.refs()):
                names = list(env) if name == RETURNED else [name]
                env.update((each, one) for each in names if env.get(each) is joined)
        return table


def asked_differently(decided: Sequence[Decided]) -> Question | None:
    """The question that each path has answered, and that they answered differently."""
    answers: dict[Question, list[bool]] = {}
    for known in decided:
        for question, answer in known:
            answers.setdefault(question, []).append(answer)
    for question, given in answers.items():
        if len(given) == len(decided) and len(set(given)) == 2:
            return question
    return None


State = tuple[dict[str, Value], Table]


def differing(env: dict[str, Value], table: Table, yes: State, no: State) -> Sides | None:
    """What a join of two sides made different from one of them; None if that is too much."""
    names = tuple(
        (name, value, yes[0].get(name), no[0].get(name))
        for name, value in env.items()
        if yes[0].get(name) is not no[0].get(name)
    )
    numbers = {number for number, _, _ in islice(yes[1].changes(no[1]), MOST_DIFFERENT + 1)}
    if len(numbers) > MOST_DIFFERENT:
        return None
    # An alternative that the join made is of neither side.
    numbers.update(number for _, value, _, _ in names for number in value.refs())
    objects = tuple(
        (number, joined, yes[1].get(number), no[1].get(number))
        for number in sorted(numbers)
        if (joined := table.get(number)) is not None
    )
    return Sides(names, objects)
