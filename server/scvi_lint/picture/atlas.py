"""A repository as a map: programs, the files and models that they hand on, and a sheet for each
program with its own picture. Plain data, text as it was found.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from scvi_lint.interpreter.events.kinds import Constructed, Loaded, Read, Trained
from scvi_lint.picture.graph import Picture

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.analysis import Analysis
    from scvi_lint.linting.lineage import Handed, Output

# So many files that nobody else has to do with have boxes of their own.
_MOST_ALONE = 3
# The class of a model that was loaded or handed over, and may be any.
_ANY = "BaseModelClass"


class Item:
    """A program or a file on the map.

    `kind` is "program", "data" or "model"; `names` are several where files of one program are
    told together; `severities` counts a program's findings, `classes` are the model classes that
    it works with, `sheet` is its number among `Atlas.sheets`, None where it has none.
    """

    __slots__ = ("classes", "kind", "names", "number", "severities", "sheet")

    def __init__(self, number: int, kind: str, names: tuple[str, ...]) -> None:
        self.number = number
        self.kind = kind
        self.names = names
        self.severities: dict[str, int] = {}
        self.classes: tuple[str, ...] = ()
        self.sheet: int | None = None

    @property
    def name(self) -> str:
        return self.names[0] if len(self.names) == 1 else f"{len(self.names)} files"

    @property
    def severity(self) -> str:
        """That of the gravest finding, "" where there is none."""
        return next((one for one in ("error", "warning", "info") if one in self.severities), "")


class Way:
    """From a program to what it writes, or from a file to who reads it; `certain` where exactly
    this file is meant for sure."""

    __slots__ = ("certain", "source", "target")

    def __init__(self, source: int, target: int, certain: bool) -> None:
        self.source = source
        self.target = target
        self.certain = certain


class Atlas:
    """The map, and the pictures behind its programs; `quiet` are the names of programs in which
    nothing happens."""

    __slots__ = ("items", "quiet", "sheets", "title", "ways")

    def __init__(self, title: str) -> None:
        self.title = title
        self.items: list[Item] = []
        self.ways: list[Way] = []
        self.sheets: list[Picture] = []
        self.quiet: list[str] = []

    @property
    def programs(self) -> list[Item]:
        return [one for one in self.items if one.kind == "program"]

    def linked(self) -> set[int]:
        """The items that something leads to or from."""
        return {end for way in self.ways for end in (way.source, way.target)}

    def before(self, item: Item) -> list[Item]:
        """What leads to an item."""
        return [self.items[way.source] for way in self.ways if way.target == item.number]

    def behind(self, item: Item) -> list[Item]:
        """What an item leads to."""
        return [self.items[way.target] for way in self.ways if way.source == item.number]


class Drawn:
    """One program of a repository: its path, its picture under the name that is shown, the classes
    that it works with, and what it reads and writes."""

    __slots__ = ("classes", "path", "picture", "reads", "writes")

    def __init__(
        self,
        path: str,
        picture: Picture,
        analysis: Analysis,
        outputs: Iterable[Output] = (),
    ) -> None:
        self.path = path
        self.picture = picture
        self.reads = tuple(dict.fromkeys(_reads(analysis)))
        self.writes = tuple(
            ("model" if one.form == "saved" else "data", one.file) for one in outputs
        )
        self.classes = tuple(dict.fromkeys(_classes(analysis)))

    @property
    def happens(self) -> bool:
        """Whether there is anything to see."""
        return bool(self.picture.boxes or self.picture.loose or self.reads or self.writes)


def _reads(analysis: Analysis) -> Iterable[tuple[str, str]]:
    """The kinds and names of what a program reads."""
    for event in analysis.events:
        if isinstance(event, Read) and event.path:
            yield "data", event.path
        elif isinstance(event, Loaded):
            given = event.argument("dir_path")
            folder = None if given is None else given.value.text
            if folder:
                yield "model", folder.rstrip("/")


def _classes(analysis: Analysis) -> Iterable[str]:
    for event in analysis.events:
        if isinstance(event, Constructed | Loaded | Trained) and event.class_name != _ANY:
            yield event.class_name


def assemble(folder: str, programs: Sequence[Drawn], handed: Iterable[Handed]) -> Atlas:
    """The map of the programs below a folder, and of what they hand on."""
    made = _Making(folder)
    handed = list(handed)
    ends = {path for one in handed for path in (one.reader, one.link.program)}
    shown = [one for one in programs if one.happens or one.path in ends]
    made.atlas.quiet = [one.picture.title for one in programs if one not in shown]
    for one in shown:
        made.program(one)
    for one in handed:
        made.link(one)
    for one in shown:
        made.alone(one)
    return made.atlas


class _Making:
    def __init__(self, folder: str) -> None:
        self.atlas = Atlas(os.path.basename(folder) or folder)
        self._folder = folder
        self._programs: dict[str, Item] = {}  # by path
        self._files: dict[tuple[str, str], Item] = {}  # by kind and absolute path
        self._known: set[tuple[int, int]] = set()

    def _item(self, kind: str, *names: str) -> Item:
        item = Item(len(self.atlas.items), kind, names)
        self.atlas.items.append(item)
        return item

    def program(self, one: Drawn) -> None:
        item = self._programs[one.path] = self._item("program", one.picture.title)
        for note in one.picture.notes:
            item.severities[note.severity] = item.severities.get(note.severity, 0) + 1
        item.classes = one.classes
        item.sheet = len(self.atlas.sheets)
        self.atlas.sheets.append(one.picture)

    def _end(self, path: str) -> Item:
        """A program, or one that has nothing to do with scvi-tools but for what it writes."""
        if path not in self._programs:
            name = os.path.relpath(path, self._folder).replace(os.sep, "/")
            self._programs[path] = self._item("program", name)
        return self._programs[path]

    def link(self, one: Handed) -> None:
        """A file that one program writes and another one reads."""
        if one.reader not in self._programs and one.link.program not in self._programs:
            return
        writer, reader = self._end(one.link.program), self._end(one.reader)
        output = one.link.output
        kind = "model" if output.form == "saved" else "data"
        written = (kind, _place(one.link.program, output.file))
        read = (kind, _place(one.reader, one.file))
        file = self._files.get(written) or self._files.get(read) or self._item(kind, output.file)
        self._files[written] = self._files[read] = file
        certain = one.known is not None and one.known.certain
        self._way(writer, file, True)
        self._way(file, reader, certain)

    def alone(self, one: Drawn) -> None:
        """The other files that a program reads and writes."""
        item = self._programs[one.path]
        for files, is_read in ((one.reads, True), (one.writes, False)):
            new: dict[str, list[str]] = {}
            for kind, file in files:
                known = self._files.get((kind, _place(one.path, file)))
                if known is None:
                    new.setdefault(kind, []).append(file)
                elif is_read:
                    self._way(known, item, True)
                else:
                    self._way(item, known, True)
            for kind, names in new.items():
                together = len(names) > _MOST_ALONE
                for part in [names] if together else [[name] for name in names]:
                    file = self._item(kind, *part)
                    if not together:
                        self._files[kind, _place(one.path, part[0])] = file
                    self._way(*((file, item) if is_read else (item, file)), True)

    def _way(self, source: Item, target: Item, certain: bool) -> None:
        ends = (source.number, target.number)
        if ends not in self._known:
            self._known.add(ends)
            self.atlas.ways.append(Way(*ends, certain))


def _place(program: str, file: str) -> str:
    """Where a file is, seen from the folder of a program."""
    if "://" in file:
        return file
    return os.path.normpath(os.path.join(os.path.dirname(program), os.path.expanduser(file)))


def columns(atlas: Atlas) -> dict[int, int]:
    """The column of each linked item: files in even ones, programs in odd ones, and nothing left
    of what it comes from, unless programs lead in a circle."""
    into: dict[int, list[int]] = {}
    out: dict[int, list[int]] = {}
    for way in atlas.ways:
        into.setdefault(way.target, []).append(way.source)
        out.setdefault(way.source, []).append(way.target)
    found: dict[int, int] = {}
    for start in sorted(atlas.linked()):
        _deepen(start, into, found, atlas)
    for number in found:  # what nobody writes stands beside its first reader
        if number not in into and number in out:
            found[number] = min(found[one] for one in out[number]) - 1
    return found


def _deepen(start: int, into: dict[int, list[int]], found: dict[int, int], atlas: Atlas) -> None:
    """Give an item, and all that leads to it, their columns; without recursion."""
    todo: list[tuple[int, bool]] = [(start, False)]
    open_: set[int] = set()
    while todo:
        number, ready = todo.pop()
        if ready:
            known = [found[one] for one in into.get(number, ()) if one in found]
            first = 1 if atlas.items[number].kind == "program" else 0
            found[number] = max(known, default=first - 1) + 1
            open_.discard(number)
        elif number not in found and number not in open_:
            open_.add(number)
            todo.append((number, True))
            todo += [(one, False) for one in into.get(number, ()) if one not in open_]


def drawn_names(items: Iterable[Item]) -> str:
    """Names in a row, as a sentence has them."""
    return ", ".join(name for one in items for name in one.names)
