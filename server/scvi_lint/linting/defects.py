"""One bad rule stays alone: what it raised is noted, and all the others go on."""

from __future__ import annotations

from typing import NamedTuple

from scvi_lint.escaping import cut, visible
from scvi_lint.source.documents.span import Span

# What the code of others may raise: a rule, or a module that is imported for one, may even exit.
FAULTS = (Exception, SystemExit)
LONGEST = 200


class Defect(NamedTuple):
    """A rule that failed: its code (of a package of rules, its name), where it was asked, what it
    raised and the way there. Texts, since an exception would keep the whole analysis alive."""

    rule: str
    span: Span | None
    said: str
    trace: str


class Defects:
    """What failed while the rules were asked: of each rule the first failure."""

    def __init__(self) -> None:
        self._found: dict[str, Defect] = {}

    def add(self, rule: str, span: Span | None, error: BaseException) -> None:
        if rule not in self._found:
            self._found[rule] = defect(rule, span, error)

    def __iter__(self):
        return iter(self._found.values())


def defect(rule: str, span: Span | None, error: BaseException) -> Defect:
    """A failure, in words."""
    from traceback import format_exception

    name = type(error).__name__
    try:
        text = visible(str(error))
    except Exception:  # the code of others
        text = ""
    said = f"{name}: {cut(text, LONGEST)}" if text else name
    trace = "".join(format_exception(type(error), error, error.__traceback__))
    return Defect(rule, span, said, visible(trace, "\n"))
