"""Lines that a program lacks, proposed where they belong: above or below a statement, indented as
it is, in its cell.

Each function gives a fix, or None where the place or a name is not plain: another statement in
the line, a name that only a lambda or a comprehension binds. Nothing that is inserted changes what
the program does later, but it takes time or draws random numbers: such a fix is not safe.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.arguments import Argument
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.events.remarks import Fix
from scvi_lint.regex import regex
from scvi_lint.source.documents.logical import line_end, logical_line
from scvi_lint.source.documents.span import Span

if TYPE_CHECKING:
    from scvi_lint.interpreter.events.event import Event

# A name, an attribute of it, or an item of it by a constant or a name.
_PLAIN = regex(r"[^\W\d]\w*(?:\.\w+|\[(?:\w+|'[^'\n]*'|\"[^\"\n]*\")\])*")
# What only goes on with a statement above, and what ends a block.
_GOES_ON = regex(r"(?:elif|else|except|finally|case)\b|@")
_ENDS = regex(r"(?:return|raise|break|continue)\b")
_BINDS_INSIDE = r"(?:\bfor\b|\blambda\b)[^:\n]*\b{0}\b|\b{0}\s*:="
_IMPORT = regex(r"(?:import|from)[ \t]")
_SCVI = regex(r"\bscvi\b")
_BINDS_SCVI = regex(r"(?m)^import[ \t][^\n#]*?\bscvi(?![\w.])(?:[ \t]+as[ \t]+(\w+))?")


def insert_above(
    event: Event, lines: list[str], title: str, *, statement: Span | None = None
) -> Fix | None:
    """A fix that writes lines above the statement of an event, or above another one."""
    place = statement or event.statement
    if place is None:
        return None
    text = event.source(place._replace(start=0, end=place.start))
    start = max(text.rfind("\n"), text.rfind("\r")) + 1
    indent = text[start:]
    if indent.strip() or _GOES_ON.match(event.source(place)):
        return None
    written = "".join(f"{indent}{line}\n" for line in lines)
    return Fix(title, (place._replace(start=start, end=start), written), safe=False)


def insert_below(
    event: Event, lines: list[str], title: str, *, statement: Span | None = None
) -> Fix | None:
    """A fix that writes lines below the statement of an event, or below another one."""
    place = statement or event.statement
    if place is None:
        return None
    document = event.program.documents.get(place.path)
    if document is None or _ENDS.match(event.source(place)):
        return None
    text = document.cells[place.cell].text
    start = max(text.rfind("\n", 0, place.start), text.rfind("\r", 0, place.start)) + 1
    indent, (stop, following) = text[start : place.start], line_end(text, place.end)
    rest = text[place.end : stop].strip()
    if indent.strip() or (rest and not rest.startswith("#")):
        return None
    written = "".join(f"{indent}{line}\n" for line in lines)
    if following == stop:  # the last line has no end
        written = "\n" + written.removesuffix("\n")
    return Fix(title, (place._replace(start=following, end=following), written), safe=False)


def receiver_of(event: Event, call: Call | None = None) -> str | None:
    """What stands before the dot of the event's call, or of another one, as it can be written in
    a line above it: `model`, `self.model`, `models["a"]`."""
    call = call or event.call
    if call is None or call.statement is None:
        return None
    written = event.source(call.function_span)
    owner = written.removesuffix(f".{call.name}")
    return owner if owner != written and is_plain(event, owner, call.statement) else None


def is_plain(event: Event, expression: str, statement: Span) -> bool:
    """Whether an expression of this statement means the same in a line of its own above it."""
    if not _PLAIN.fullmatch(expression):
        return False
    text = event.source(statement)
    names = regex(r"\w+").findall(expression)
    return not any(regex(_BINDS_INSIDE.format(name)).search(text) for name in names)


def insert_below_imports(event: Event, line: str, title: str) -> Fix | None:
    """A fix that writes a line below the program's imports: behind the first of scvi-tools, and all
    that stand in one block with it. `{scvi}` in the line is what scvi-tools is called there."""
    document = event.program.documents.get(event.span.path)
    if document is None:
        return None
    for bound in (True, False):
        for cell in document.cells:
            found = _behind_imports(cell.text, bound) if cell.kind == "code" else None
            if found is None:
                continue
            place, name = found
            last, stop = cell, place
            # A script that is edited is read in pieces, and a block of imports may go on in more.
            for more in document.cells[cell.index + 1 :] if document.kind == "script" else ():
                further = _imports_at_once(more.text) if stop == len(last.text) else 0
                if not further:
                    break
                last, stop = more, further
            lines = [] if bound else ["import scvi"]
            written = "".join(f"{one}\n" for one in [*lines, line.replace("{scvi}", name)])
            if stop == len(last.text) and last.text[-1:] not in "\r\n":
                written = "\n" + written.removesuffix("\n")
            here = Span(event.span.path, last.index, stop, stop)
            return Fix(title, (here, written), safe=False)
    return None


def _behind_imports(text: str, bound: bool) -> tuple[int, str] | None:
    """Where the block of imports ends in which scvi-tools is first imported, and what it is called
    there; None if it is not, or, where it is to be `bound`, only parts of it are."""
    place, name = 0, ""
    while place < len(text):
        line = logical_line(text, place)
        imports = _IMPORT.match(text, place) is not None
        if name and not imports:
            return place, name
        if not name and imports:
            found = (_BINDS_SCVI if bound else _SCVI).search(text, place, line.end)
            name = "" if found is None else (bound and found[1]) or "scvi"
        place = line.stop
    return (place, name) if name else None


def _imports_at_once(text: str) -> int:
    """Where the imports end with which a text begins."""
    place = 0
    while place < len(text) and _IMPORT.match(text, place):
        place = logical_line(text, place).stop
    return place


def is_spelled_there(event: Event, given: Argument) -> bool:
    """Whether the call itself spells an argument out, so that lines beside it can."""
    if event.call is None or given.splatted or not event.call.writes(given):
        return False
    return not event.source(given.whole).startswith("*")


def name_of_module(event: Event, module: str, usual: str) -> tuple[str, list[str]]:
    """What the program calls a module at this place, and the line that imports it if none does."""
    spelled = regex(
        rf"(?m)^import[ \t][^\n#]*?\b{re.escape(module)}(?![\w.])(?:[ \t]+as[ \t]+(\w+))?"
    )
    here = (event.span.cell, event.span.start)
    for span, line in event.program.find(event.span.path, spelled):
        if (span.cell, span.start) < here:
            found = spelled.match(line)
            return ((found and found[1]) or module), []
    return usual, [f"import {module}" + ("" if usual == module else f" as {usual}")]
