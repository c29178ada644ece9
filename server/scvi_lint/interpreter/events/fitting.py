"""A fix as it can be written where it goes: in one file, inside the quotes around it."""

from __future__ import annotations

from collections.abc import Callable

from scvi_lint.interpreter.events.remarks import Fix
from scvi_lint.regex import regex
from scvi_lint.source.documents.logical import open_quote
from scvi_lint.source.documents.span import Span

Source = Callable[[Span], str]

_SPECIAL = regex(r"[\"'\\\n#]")


def fitted(source: Source, path: str, fix: Fix, doubted: bool) -> Fix | None:
    """The fix as it is offered for a finding in the file `path`; None if it cannot be.

    `source` gives the program's text at a place.

    It stays in that file and fits into the f-string around it; what is `doubted` is not safe.
    """
    edits: list[tuple[Span, str]] = []
    for span, text in fix.edits:
        if span.path != path:
            return None
        fitting = _in_string(text, _quote_around(source, span)) if _SPECIAL.search(text) else text
        if fitting is None:
            return None
        edits.append((span, fitting))
    return Fix(fix.title, *edits, safe=fix.safe and not doubted)


def _quote_around(source: Source, span: Span) -> str:
    """The quote of the f-string that a place is in, "" if it is in none."""
    before = source(span._replace(start=0, end=span.start))
    return open_quote(before[max(before.rfind("\n"), before.rfind("\r")) + 1 :])


def _in_string(text: str, quote: str) -> str | None:
    """The text as a string in these quotes can hold it; before Python 3.12 not every one can."""
    if not quote:
        return text
    if quote in text:
        other = '"' if quote == "'" else "'"
        if other in text:
            return None
        text = text.replace(quote, other)
    return None if any(sign in text for sign in "\\\n#") else text
