"""What to write where a name is none of those that there are: the one that was meant, or a few."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scvi_lint.interpreter.domain.arguments import Argument, Item
from scvi_lint.interpreter.events.remarks import Fix
from scvi_lint.rule.fixes import quoted, replace
from scvi_lint.spelling import nearest


class Suggestion(NamedTuple):
    """`meant` is the name that is spelled like the wrong one, None where none is; `advice` a
    sentence; `names` those that are offered in its place."""

    meant: str | None
    advice: str
    names: tuple[str, ...]

    def fixes(self, place: Argument | Item, title: str = "Use {!r}") -> list[Fix | None]:
        """A fix for each name that is offered, under a title that names it."""
        return [replace(place, quoted(name), title.format(name), safe=False) for name in self.names]


def suggest(
    wrong: object,
    known: Iterable[object],
    otherwise: str = "",
    *,
    alike: float = 0.7,
    offered: int = 0,
) -> Suggestion:
    """What to write in the place of a name. Where none of the known ones is spelled `alike` (0 to
    1), `otherwise` is the advice, and the first few of them are `offered`."""
    every = [name for name in known if isinstance(name, str)]
    meant = nearest(wrong, every, alike)
    if meant is not None:
        return Suggestion(meant, f"Did you mean {meant!r}?", (meant,))
    return Suggestion(None, otherwise, tuple(every[:offered]))
