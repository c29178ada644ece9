"""The other programs of a repository, for what they write to the files that a program reads.

They are found as `check` finds them, below the root of the work tree; without one, those that the
command line is about and those in the same folder. They are read once, and a program is followed
only when a file is asked about whose name it speaks of.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from scvi_lint import disk
from scvi_lint.cli import files
from scvi_lint.cli.failure import Failure, Troubles
from scvi_lint.cli.walking import SUFFIXES
from scvi_lint.config.discovery import Configuration, ConfigurationError
from scvi_lint.interpreter.domain.families import HOLE
from scvi_lint.linting.lineage import LEAST_LETTERS, MOST_SPEAKING, Ledger
from scvi_lint.regex import regex
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.pictures import without_pictures
from scvi_lint.source.documents.unreadable import Unreadable
from scvi_lint.source.documents.workflow_files import Workflows
from scvi_lint.source.reading import read_document
from scvi_lint.source.workflows.reading import started
from scvi_lint.source.workflows.started import Given, spelled_as

if TYPE_CHECKING:
    from scvi_lint.evidence.wants import Want
    from scvi_lint.interpreter.engine.analysis import Analysis
    from scvi_lint.linting.checking import Checker

# Whoever writes a file that others read says one of these, and has to do with single cells.
_WRITES = (
    b".write",
    b"write_h5",
    b"write_zarr",
    b"write(",
    b".save(",
    b".to_csv(",
    b".to_parquet(",
    b".to_pickle(",
)
_SUBJECT = (b"scvi", b"scanpy", b"anndata", b"mudata", b"muon", b"adata", b"mdata")
# Commands that fetch, copy or move files.
_BY_HAND = regex(
    rb"\b(?:cp|mv|ln|scp|rsync|wget|curl|gdown|gsutil|aws|copy|copy2|copyfile|copytree|move"
    rb"|rename|replace|symlink|urlretrieve|download\w*|\w+_download)\b"
)
# What stands before and behind the name of a file in a string, and in the JSON of a notebook.
_BEFORE = (b'"', b"'", b"/", b"\\", b"}")
_BEHIND = (b'"', b"'", b"/", b"\\", b".{", b".%")
_READ = regex(rb"\b(?:read|load)\w*\((?:[^()]*\()?[^()]*$")
_LONGEST_CALL = 400
# Nobody writes programs of more; of a repository's so much is kept.
_MOST_BYTES = 20 << 20
_MOST_KEPT = 128 << 20
_MOST_PROGRAMS = 3_000
_LONGEST_LINE = 20_000
_LARGE = 1 << 16
_MANY_LINES = 50  # of a notebook that is not written in one


def may_write(data: bytes) -> bool:
    """Whether a program may write data or models, by its words alone."""
    return any(word in data for word in _WRITES) and any(word in data for word in _SUBJECT)


def _slim(path: str, data: bytes) -> bytes:
    """The bytes of a program without a notebook's pictures."""
    return without_pictures(data) if path.lower().endswith(".ipynb") else data


def _bytes(name: str) -> bytes:
    """A name as it stands in a file; half a character is in none."""
    return name.encode("utf-8", "surrogatepass")


def _longest(name: str) -> str:
    """The longest part of a name that is known."""
    return max(os.path.splitext(name)[0].split(HOLE), key=len)


def spells(data: bytes, name: str) -> bool:
    """Whether a program spells the name of a file, with its suffix or without, as a string or the
    end of one; what is given to a function that reads is not what the program writes."""
    if HOLE in name:
        return _bytes(_longest(name)) in data
    stem, suffix = (_bytes(part) for part in os.path.splitext(name))
    if suffix not in data:
        return False
    place = data.find(stem)
    while place >= 0:
        end = place + len(stem)
        begins = data[place - 1 : place] in _BEFORE or place == 0
        if begins and data.startswith((suffix, *_BEHIND) if suffix else _BEHIND, end):
            line = data[max(data.rfind(b"\n", 0, place), place - _LONGEST_CALL, 0) : place]
            if not _READ.search(line):
                return True
        place = data.find(stem, end)
    return False


class _Program:
    """A program as it was read, without what no program says."""

    __slots__ = ("_writes", "data", "path")

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.data = data
        self._writes: bool | None = None

    @property
    def writes(self) -> bool:
        """Whether it may write data or models."""
        if self._writes is None:
            self._writes = may_write(self.data)
        return self._writes

    def imports(self, modules: Iterable[bytes]) -> bool:
        """Whether it may import one of these modules."""
        return b"import" in self.data and any(
            name in self.data and re.search(rb"\b%b\b" % re.escape(name), self.data)
            for name in modules
        )

    @property
    def module(self) -> bytes:
        """The name that others import it by."""
        folder, name = os.path.split(self.path)
        stem = name.removesuffix(".py")
        return os.fsencode(os.path.basename(folder) if stem == "__init__" else stem)


class Repository:
    """The programs below one folder.

    `named` are the programs that the command line is about, all of those in `folders` among them;
    `read` has the bytes of some; `checker` gives the checker of a program, `look` what the data
    files tell of what an analysis wants to know.
    """

    def __init__(
        self,
        root: str,
        configuration: Configuration,
        named: Iterable[str],
        folders: Iterable[str],
        read: Mapping[str, bytes],
        checker: Callable[[str], Checker],
        look: Callable[[str, Checker, Analysis], Mapping[Want, object]],
    ) -> None:
        self._root = root
        self._configuration = configuration
        self._named = tuple(named)
        self._folders = tuple(folders)
        self._at_hand = read
        self._checker = checker
        self._look = look
        self._programs: dict[str, _Program] | None = None
        self._is_whole = True
        self._workflows = Workflows(root)
        self._speaking: dict[str, list[str]] = {}
        self._documents: dict[str, tuple[int, Document | None]] = {}

    # --- asked by the lineage ---------------------------------------------------------------------

    def speaking_of(self, name: str) -> list[str]:
        """The programs that may write a file of this name: they, or a module that they may import,
        spell it; of a name with a HOLE, the longest part."""
        known = self._speaking.get(name)
        if known is None:
            known = self._speaking[name] = self._may_write(name)
        return known

    def _may_write(self, name: str) -> list[str]:
        programs = self._all().values()
        if HOLE in name and len(_longest(name)) < LEAST_LETTERS:
            return []
        if not name.isascii():  # notebooks may spell it in another way
            return [one.path for one in programs if one.writes]
        # Of who writes nothing, only what others import is of interest.
        asked = [one for one in programs if one.path.endswith(".py") or one.writes]
        spelling = [one for one in asked if spells(one.data, name)]
        spelling += [one for one in self._told(name) if one not in spelling]
        modules = {one.module for one in spelling if one.path.endswith(".py")}
        found = [one.path for one in spelling if one.writes]
        spelled = set(found)
        for one in programs if modules else ():
            if len(found) > MOST_SPEAKING:
                break
            if one.path not in spelled and one.imports(modules) and one.writes:
                found.append(one.path)
        return sorted(found)

    def _told(self, name: str) -> list[_Program]:
        """The programs that a workflow or a configuration may tell the name of a file."""
        sought = _bytes(_longest(name) if HOLE in name else name)
        workflows = self._workflows.texts.values()
        tellers = [text for text in workflows if sought in text]
        names: list[bytes] = []
        for path, text in self._workflows.configurations.items():
            if sought in text:
                names.append(os.fsencode(os.path.basename(path)))
                tellers += [text for text in workflows if names[-1] in text]
        if not tellers and not names:
            return []
        return [
            one
            for one in self._all().values()
            if any(os.fsencode(os.path.basename(one.path)) in text for text in tellers)
            or any(name in one.data for name in names)
        ]

    def declared(self, writer: str, reader: str, file: str) -> bool:
        """Whether the rules of a workflow say that one program makes a file, and the other one
        gets it."""
        made, got = False, False
        for path, text in self._workflows.texts.items():
            if _bytes(file) not in text:
                continue
            for one in started(text.decode("utf-8", "replace"), os.path.basename(path)):
                sections = one.sections or {}
                made = made or (
                    spelled_as(one.program, writer) and _names(sections.get("output", ()), file)
                )
                got = got or (
                    spelled_as(one.program, reader) and _names(sections.get("input", ()), file)
                )
        return made and got

    def moved_by_hand(self, name: str) -> bool:
        """Whether a command somewhere fetches, copies or moves a file of this name."""
        sought = _bytes(name)
        texts = [one.data for one in self._all().values()]
        for text in (*texts, *self._workflows.texts.values()):
            place = text.find(sought)
            while place >= 0:
                first = text.rfind(b"\n", max(place - _LONGEST_LINE, 0), place) + 1
                last = text.find(b"\n", place, place + _LONGEST_LINE)
                line = text[
                    max(first, place - _LONGEST_LINE) : last if last >= 0 else place + _LONGEST_LINE
                ]
                if _BY_HAND.search(line):
                    return True
                place = text.find(sought, place + 1)
        return not self._is_whole

    def first(self, program: str) -> Ledger | None:
        """What a program reads and writes by itself, None if it cannot be followed."""
        document = self.document(program)
        if document is None:
            return None
        try:
            return Ledger(program, self._checker(program).follow(document))
        except (Failure, ConfigurationError):
            return None

    def settled(self, program: str, answers: Mapping[Want, object]) -> Ledger | None:
        """The same, with what data files tell and other programs wrote for it; None if that is
        nothing new."""
        document = self.document(program)
        if document is None:
            return None
        checker = self._checker(program)
        seen = self._look(program, checker, checker.follow(document))
        known = {**answers, **{want: one for want, one in seen.items() if one is not None}}
        return Ledger(program, checker.follow(document, known)) if known else None

    @property
    def count(self) -> int:
        """How many programs there are, as far as they were asked about."""
        return 0 if self._programs is None else len(self._programs)

    # --- reading ----------------------------------------------------------------------------------

    def document(self, path: str) -> Document | None:
        """A program as a document, None if it is none."""
        if path not in self._documents:
            data = b""
            document = None
            try:
                data = _slim(path, disk.take(disk.open_found(path), _MOST_BYTES, path))
                document = read_document(files.shown(path, os.getcwd()), data)
            except (OSError, Unreadable):
                pass
            self._documents[path] = hash(data), document
        return self._documents[path][1]

    def as_read(self, path: str, data: bytes) -> Document | None:
        """The document that a program was read as, if these are its bytes and it was read: what was
        found out about it need not be found out again."""
        known, document = self._documents.get(path, (0, None))
        return document if document is not None and known == hash(_slim(path, data)) else None

    def _all(self) -> dict[str, _Program]:
        """All programs, sorted by path, as far as there is room for them."""
        if self._programs is None:
            self._programs = {}
            room = _MOST_KEPT
            found = self._found()
            for path in found[:_MOST_PROGRAMS]:
                data = self._read(path)
                room -= len(data)
                if room < 0:
                    break
                if len(data) > _LARGE and data.count(b"\n") > _MANY_LINES:
                    # The pictures in a notebook stand in one line each.
                    lines = data.split(b"\n")
                    data = b"\n".join(line for line in lines if len(line) <= _LONGEST_LINE)
                self._programs[path] = _Program(path, data)
            self._is_whole = len(self._programs) == len(found)
        return self._programs

    def _read(self, path: str) -> bytes:
        data = self._at_hand.get(path)
        try:
            if data is None:
                data = disk.take(disk.open_found(path), _MOST_BYTES, path)
        except OSError:
            return b""
        return _slim(path, data)

    def _found(self) -> list[str]:
        """The paths of all programs."""
        folder = self._root
        if any(disk.is_below(folder, one) for one in self._folders):
            return sorted(path for path in set(self._named) if disk.is_below(path, folder))
        if disk.top_level(folder) is None:
            beside = {os.path.dirname(path) for path in self._named}
            found = {entry for one in beside for entry in _programs_in(one)}
            return sorted({*found, *self._named})
        try:
            targets = files.find([folder], self._configuration, _Silent())
        except (Failure, ConfigurationError):
            return sorted(self._named)
        return sorted({target.path for target in targets})


def _names(given: Iterable[Given], file: str) -> bool:
    return any(one.value == file for one in given)


class _Silent(Troubles):
    """Nobody asked for these files: what cannot be read of them is left out without a word."""

    def add(self, message: str) -> None:
        self.count += 1


def _programs_in(folder: str) -> list[str]:
    """The programs in one folder, without those in folders below."""
    try:
        with os.scandir(folder) as scan:
            return [
                entry.path
                for entry in scan
                if entry.name.lower().endswith(SUFFIXES) and entry.is_file(follow_symlinks=False)
            ]
    except OSError:
        return []
