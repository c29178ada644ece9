"""What has moved within scvi-tools, written where it is now: paths, imports, calls.

All names of an import statement that have moved are moved at once: each finding of it offers the
same fix, and none leaves half a statement behind. What has not moved stays as it is, with its
comments.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.interpreter.events.kinds import ApiUsed
from scvi_lint.interpreter.events.remarks import Fix
from scvi_lint.regex import regex
from scvi_lint.rule.fixes import cut
from scvi_lint.source.documents.logical import line_end
from scvi_lint.source.documents.span import Span

if TYPE_CHECKING:
    from scvi_lint.interpreter.events.api import ImportedName

Edit = tuple[Span, str]

_FROM = regex(r"from[ \t]+([\w.]+)[ \t]+import[ \t]*")


class Target(NamedTuple):
    """Where a name stands now, and what the program calls it."""

    path: str
    bound: str

    @property
    def owner(self) -> str:
        return self.path.rpartition(".")[0]

    @property
    def written(self) -> str:
        name = self.path.rpartition(".")[2]
        return name if name == self.bound else f"{name} as {self.bound}"


def use(used: ApiUsed, old: str, new: str, place: Span, *, safe: bool) -> Fix | None:
    """A fix that writes the path `new` where the program writes `old`.

    A `new` without a dot is only another name at the end. In an import statement all is written
    anew that has moved.
    """
    if used.imported:
        return _import_from_where_it_is(used, safe=safe)
    text = used.source(place)
    if "." not in new:
        last = place._replace(start=place.end - len(old.rpartition(".")[2]))
        exact = used.source(last) == old.rpartition(".")[2]
        return Fix(f"Use {new}", (last, new), safe=safe) if exact else None
    parts, now, written = old.split("."), new.split("."), text.split(".")
    pairs = zip(parts, now, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    head = len(written) - (len(parts) - shared)
    if head < 1:
        return _beside_the_alias(used, written[0], new, place, safe=safe)
    return Fix(f"Use {new}", (place, ".".join([*written[:head], *now[shared:]])), safe=safe)


def _beside_the_alias(
    used: ApiUsed, alias: str, new: str, place: Span, *, safe: bool
) -> Fix | None:
    """For `from scvi import model as m; m.GIMVI`: the module where it is now, imported above the
    alias's own import."""
    module, _, name = new.rpartition(".")
    owner, _, bound = module.rpartition(".")
    imported = list(_imported(used))
    here = next((one.bound for one in imported if one.path == module), None)
    if here is not None:
        return Fix(f"Use {new}", (place, f"{here}.{name}"), safe=safe)
    source = next((one for one in imported if one.bound == alias), None)
    if not owner or source is None or any(one.bound == bound for one in imported):
        return None
    before = used.source(source.span._replace(start=0))
    line = max(before.rfind("\n"), before.rfind("\r")) + 1
    head = regex(r"[ \t]*(?=from[ \t])").match(before, line)
    if head is None:
        return None
    above = source.span._replace(start=line, end=line)
    text = f"{head[0]}from {owner} import {bound}\n"
    return Fix(f"Use {new}", (above, text), (place, f"{bound}.{name}"), safe=safe)


def use_method_of_the_model(used: ApiUsed, becomes: str, *, safe: bool) -> Fix | None:
    """A fix that calls a method of the class that is built later in place of a function.

    `becomes` is the method, "{model}" being the class. Where the function is imported, all its
    calls are changed, and the classes imported in its place; where one of them is not followed, or
    its name is used otherwise, there is none.
    """
    if not used.imported:
        new = _method(used, becomes)
        place = None if new is None else used.place_of(used.path)
        return None if new is None or place is None else use(used, used.path, new, place, safe=safe)
    name = next((one for one in used.beside if one.span == used.span), None)
    if name is None:
        return None
    calls = {
        one.span: one
        for one in used.later(ApiUsed)
        if one.path == used.path and one.call is not None and one.span.path == used.span.path
    }
    if len(calls) != sum(1 for _ in _mentions(used, name)) - 1:
        return None
    first = min((call.index for call in calls.values()), default=used.index)
    bound = {one.path: one.bound for one in _imported(used, before=first)}
    edits: list[Edit] = []
    targets: dict[Target, None] = {}
    for call in calls.values():
        new = _method(call, becomes)
        if new is None or call.call is None or used.source(call.call.function_span) != name.bound:
            return None
        cls, _, method = new.rpartition(".")
        here = bound.get(cls)
        if here is None:
            here = cls.rpartition(".")[2]
            targets[Target(cls, here)] = None
        edits.append((call.call.function_span, f"{here}.{method}"))
    imports = moved(used, {name: tuple(targets)}) if edits else None
    if imports is None:
        return None
    classes = dict.fromkeys(text for _, text in edits)
    return Fix(f"Use {', '.join(classes)}", *imports, *edits, safe=safe)


def _method(used: ApiUsed, becomes: str) -> str | None:
    """The method of the one class that is built of what a call was given, if it takes the same."""
    classes = {built.cls.qualname for built in used.models_built_later()}
    call = used.call
    if len(classes) != 1 or call is None:
        return None
    new = becomes.replace("{model}", classes.pop())
    signature = used.release.signature(new)
    if signature is None:
        return None
    given = call.arguments.values()
    needed = [one.name for one in signature.parameters if one.required][1:]  # beside the data
    fits = (
        sum(argument.positional for argument in given) <= 1
        and all(one.positional or used.release.takes(new, one.name) for one in given)
        and all(name in call.arguments for name in needed)
    )
    return new if fits else None


def _mentions(used: ApiUsed, name: ImportedName) -> Iterator[Span]:
    """Where the code of the program spells the name by itself."""
    alone = regex(rf"(?<![\w.]){name.bound}\b")
    for span, line in used.program.find(used.span.path, alone):
        before = used.source(span._replace(start=max(span.start - len(line), 0), end=span.start))
        if "#" not in before[before.rfind("\n") + 1 :]:
            yield span


def _imported(used: ApiUsed, before: int | None = None) -> Iterator[ImportedName]:
    """The names of scvi-tools that the document imports, all or up to an event."""
    for event in used.program.after(-1, (ApiUsed,)):
        if before is not None and event.index > before:
            return
        if event.imported and event.span.path == used.span.path:
            yield from event.beside


def _import_from_where_it_is(used: ApiUsed, *, safe: bool) -> Fix | None:
    now = {name: used.release.now_at(name.path) for name in used.beside}
    moves = {name: (Target(path, name.bound),) for name, path in now.items() if path is not None}
    edits = moved(used, moves) if moves else None
    if not edits:
        return None
    return Fix(f"Import {', '.join(path for path in now.values() if path)}", *edits, safe=safe)


def moved(used: ApiUsed, moves: Mapping[ImportedName, Sequence[Target]]) -> list[Edit] | None:
    """The edits that import names of the statement from where they are now.

    A name without a target is taken out. None where a comment would go with it, where the
    statement is no `from … import …` on lines of the usual form, or where the program imports one
    of the new names elsewhere.
    """
    statement = used.statement
    head = None if statement is None else _FROM.match(used.source(statement))
    if statement is None or head is None or _imports_already(used, moves):
        return None
    all_ = {name: moves.get(name, (Target(name.path, name.bound),)) for name in used.beside}
    owners = list(dict.fromkeys(target.owner for targets in all_.values() for target in targets))
    if not owners:
        return _taken_out(used, statement)
    kept = head[1] if head[1] in owners else owners[0]
    names = _names(used, statement, head.end(), kept, all_)
    if names is None:
        return None
    module = statement.start + head.start(1)
    edits = [(statement._replace(start=module, end=module + len(head[1])), kept), names]
    lines = [f"from {owner} import {_list(all_, owner)}" for owner in owners if owner != kept]
    if lines:
        before = _indent(used, statement)
        joint = "; " if before is None else f"\n{before}"
        above = statement._replace(end=statement.start)
        edits.insert(0, (above, "".join(line + joint for line in lines)))
    return [(span, text) for span, text in edits if used.source(span) != text]


def _imports_already(used: ApiUsed, moves: Mapping[ImportedName, Sequence[Target]]) -> bool:
    targets = {target for targets in moves.values() for target in targets}
    return any(
        Target(name.path, name.bound) in targets
        for name in _imported(used)
        if name not in used.beside
    )


def _list(names: Mapping[ImportedName, Sequence[Target]], owner: str) -> str:
    """What is imported from one module."""
    written = [one.written for targets in names.values() for one in targets if one.owner == owner]
    return ", ".join(dict.fromkeys(written))


def _names(
    used: ApiUsed,
    statement: Span,
    start: int,
    kept: str,
    names: Mapping[ImportedName, Sequence[Target]],
) -> Edit | None:
    """The list of names as it becomes: what stays in the statement, spelt as it is now."""
    place = statement._replace(start=statement.start + start)
    if used.source(place).startswith("("):
        place = place._replace(start=place.start + 1, end=place.end - 1)
    text = used.source(place)
    if "\\" in text:
        # Lines that a backslash joins hold no comment: the list is written anew in one.
        return place, _list(names, kept)
    for name in reversed(used.beside):
        first, last = name.span.start - place.start, name.span.end - place.start
        written = _list({name: names[name]}, kept)
        if written:
            text = text[:first] + written + text[last:]
            continue
        stretch = cut(text, first, last)
        if stretch is None:
            return None
        text = text[: stretch[0]] + text[stretch[1] :]
    return place, text


def _taken_out(used: ApiUsed, statement: Span) -> list[Edit] | None:
    """The statement away, with its line if it is alone there."""
    if "#" in used.source(statement):
        return None
    rest = used.source(statement._replace(start=statement.end, end=statement.end + 200))
    stop, following = line_end(rest, 0)
    if _indent(used, statement) == "" and not rest[:stop].strip():
        return [(statement._replace(end=statement.end + following), "")]
    return [(statement, "pass")]


def _indent(used: ApiUsed, statement: Span) -> str | None:
    """What stands before the statement in its line; None if that is more than blanks."""
    before = used.source(statement._replace(start=0, end=statement.start))
    line = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
    return None if line.strip() else line
