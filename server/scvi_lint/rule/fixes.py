"""The changes of a program that rules propose, written so that they fit where they go.

Each function gives a fix, or None where the program does not spell out what would have to change:
an argument that comes out of `**config` is mended where the dictionary is made, if anywhere. A
comment is never taken out, and nothing is written into one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.arguments import Argument, Item
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.events.remarks import Fix
from scvi_lint.regex import regex
from scvi_lint.source.documents.logical import code_end, indent_end, line_end

if TYPE_CHECKING:
    from scvi_lint.interpreter.events.event import Event

_GENERATOR = regex(r"\sfor\s")


def quoted(text: str) -> str:
    """A string as programs write it, in double quotes where it holds none."""
    shown = repr(text)
    return f'"{shown[1:-1]}"' if shown[0] == "'" and '"' not in text else shown


def add_argument(
    event: Event, text: str, title: str, *, safe: bool, call: Call | None = None
) -> Fix | None:
    """A fix that adds `name=value` at the end of the event's call, or of another one.

    In a call with an argument a line it gets a line of its own.
    """
    call = call or event.call
    if call is None:
        return None
    inner = event.source(call.inner)
    end = code_end(inner)
    if not end:
        return Fix(title, (call.inner._replace(end=call.inner.start), text), safe=safe)
    if _is_generator(inner[:end]):
        return None
    written = f", {text}"
    if inner[end - 1] == ",":
        written = f" {text}"
        first, stop = inner.rfind("\n", 0, end) + 1, line_end(inner, end)[0]
        if first and _is_between(inner[:first]) and stop < len(inner):
            end, written = stop, f"\n{inner[first : indent_end(inner, first)]}{text},"
    place = call.inner._replace(start=call.inner.start + end, end=call.inner.start + end)
    return Fix(title, (place, written), safe=safe)


def replace(place: Argument | Item, text: str, title: str, *, safe: bool) -> Fix | None:
    """A fix that puts other text in place of a value, where the call itself spells it out."""
    return None if place.written is None else Fix(title, (place.written, text), safe=safe)


def rename(argument: Argument, name: str, title: str, *, safe: bool) -> Fix | None:
    """A fix that gives a keyword argument, or a key of a dictionary argument, another name.

    A dictionary that is made elsewhere may be used elsewhere, too: that is not safe.
    """
    if argument.key is not None:
        key = argument.key
        inner = key._replace(start=key.start + 1, end=key.end - 1)
        exact = inner.end - inner.start == len(argument.name)
        return Fix(title, (inner, name), safe=safe and key in argument) if exact else None
    if argument.splatted or argument.positional:
        return None
    whole = argument.whole
    place = whole._replace(end=whole.start + len(argument.name))
    return Fix(title, (place, name), safe=safe)


def write_instead(argument: Argument, text: str, title: str, *, safe: bool) -> Fix | None:
    """A fix that writes other arguments in place of a whole one, name and value."""
    if argument.splatted or argument.positional or argument.key is not None:
        return None
    return Fix(title, (argument.whole, text), safe=safe)


def leave_out(event: Event, argument: Argument, title: str, *, safe: bool) -> Fix | None:
    """A fix that takes an argument out of the event's call, with the comma that joins it, and
    with the line that it has for itself."""
    call = event.call
    if call is None or argument.splatted or argument.key is not None or not call.writes(argument):
        return None
    if argument.positional and not _is_last_position(call, argument):
        return None
    inner = call.inner
    text = event.source(inner)
    place = cut(text, argument.whole.start - inner.start, argument.whole.end - inner.start)
    if place is None:
        return None
    start, end = place
    return Fix(
        title,
        (inner._replace(start=inner.start + start, end=inner.start + end), ""),
        safe=safe,
    )


def swap(event: Event, one: Argument, other: Argument, title: str, *, safe: bool) -> Fix | None:
    """A fix that turns two arguments around which are given by position."""
    if not all(each.positional and not each.splatted for each in (one, other)):
        return None
    if one.span in other or other.span in one:
        return None
    edits = (one.span, event.source(other.span)), (other.span, event.source(one.span))
    return Fix(title, *edits, safe=safe)


def bind(event: Event, name: str, title: str, *, safe: bool) -> Fix | None:
    """A fix that binds the result of the event's call, which is a statement of its own."""
    call = event.call
    if call is None or not call.discarded or call.statement is None:
        return None
    start = call.statement._replace(end=call.statement.start)
    return Fix(title, (start, f"{name} = "), safe=safe)


def _is_generator(code: str) -> bool:
    """Whether this may be `x for x in …`, beside which no other argument can stand."""
    return code[-1] not in ")]}," and _GENERATOR.search(code) is not None


def _is_between(code: str) -> bool:
    """Whether an argument begins behind this."""
    end = code_end(code)
    return not end or code[end - 1] == ","


def _is_last_position(call: Call, argument: Argument) -> bool:
    given = [one for one in call.arguments.values() if one.positional]
    return not call.open and given[-1] is argument


def cut(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What to take out of the text between parentheses so that an argument, or a name, is gone."""
    if not 0 <= start < end <= len(text):
        return None
    after = len(text) - len(text[end:].lstrip())
    last = code_end(text)
    if text[after : after + 1] == ",":
        end = after + 1
    elif last != end:
        return None  # in parentheses, or a comment before the comma
    elif "#" not in text[code_end(text[:start]) : start]:
        before = code_end(text[:start])
        start = before - 1 if text[before - 1 : before] == "," else start
        return start, end
    return _whole_line(text, start, end) or _in_line(text, start, end)


def _whole_line(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The lines that hold nothing else."""
    first = text.rfind("\n", 0, start) + 1
    stop, following = line_end(text, end)
    if not first or text[first:start].strip() or text[end:stop].strip() or stop == len(text):
        return None
    return first, following


def _in_line(text: str, start: int, end: int) -> tuple[int, int]:
    """The place with the blanks behind it, or, at the end of a line, those before it."""
    stop = line_end(text, end)[0]
    rest = text[end:stop].lstrip()
    if rest and not rest.startswith("#"):
        return start, len(text) - len(text[end:].lstrip(" \t"))
    before = len(text[:start].rstrip(" \t"))
    return (before if text[before - 1 : before] not in ("", "\n", "\r") else start), end
