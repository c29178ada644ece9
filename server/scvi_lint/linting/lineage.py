"""What programs of one repository hand on to each other in files.

A `Ledger` is what one program reads and writes. `Lineage` answers what a program wants to know of
a file that another one wrote: programs that write what this one reads are followed before it, with
what others wrote for them, and so on. Where that leads in a circle nothing is handed on.

Nothing here opens a file: `Neighbours` follow the programs, and tell which ones speak of a name.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from scvi_lint.evidence.wants import Want
from scvi_lint.interpreter.domain.facts import LINEAGE, Fact, Reason
from scvi_lint.interpreter.domain.families import HOLE
from scvi_lint.interpreter.engine.analysis import Analysis
from scvi_lint.interpreter.events.kinds import ApiUsed, Loaded, OfModel, OfModelClass
from scvi_lint.interpreter.objects import stored
from scvi_lint.interpreter.objects.apart import apart
from scvi_lint.regex import regex
from scvi_lint.semantic.model_views import Written

# A chain of more programs is not followed to its beginning.
_LONGEST_CHAIN = 40
# Of so many programs that may write a file each is followed; of more none.
MOST_SPEAKING = 24
# So many programs that write one file are told apart; with more nothing is said.
_MOST_WRITERS = 4
# Who shares fewer letters than this may mean any file.
LEAST_LETTERS = 4
_FIRST_NUMBER = regex(r"\D{0,3}(\d{1,4})")

# How well a path that is read fits one that is written.
_BY_NAME, _BY_PLACE, _EXACT = range(3)
FITS = ("same name", "same place from the root", "same place")

# What a program leaves in a file or folder.
Left = stored.Stored | Written


class Output(NamedTuple):
    """A file that a program writes, as it spells it: "data" or "saved", and a model's prefix."""

    form: str
    file: str
    prefix: str


class Ledger:
    """What a program (an absolute path) reads and writes. `known` has what is known of each
    output. `opaque` when it also writes to files that it does not name."""

    __slots__ = ("known", "opaque", "program", "reads")

    def __init__(self, program: str, analysis: Analysis) -> None:
        self.program = program
        self.reads: tuple[Want, ...] = tuple(analysis.reads)
        self.known: dict[Output, Fact[Left]] = {}
        self.opaque = False
        for key, known in analysis.disk.items():
            form, _, place = key.partition("/")
            if form == "data" and place == stored.ANY:
                self.opaque = True
            elif form == "data":
                self.known[Output(form, place, "")] = known
            elif form == "saved":
                moved = _apart(known)
                folder, _, prefix = place.rpartition("/")
                if moved is not None:
                    self.known[Output(form, folder, prefix)] = moved


def unsaved(program: str, reads: tuple[Want, ...]) -> Ledger:
    """The ledger of a program that is in no file yet: nothing reads what it writes."""
    ledger = Ledger.__new__(Ledger)
    ledger.program, ledger.reads, ledger.known, ledger.opaque = program, reads, {}, False
    return ledger


def uses_models(analysis: Analysis) -> bool:
    """Whether a program calls anything of scvi-tools: rules have little to say of the files that
    another one reads, whoever wrote them."""
    return any(
        isinstance(event, OfModel | OfModelClass | Loaded)
        or (isinstance(event, ApiUsed) and event.call is not None)
        for event in analysis.events
    )


def _apart(known: Fact[Left]) -> Fact[Left] | None:
    """Saved models, each on its own."""
    options: list[tuple[Left, tuple[Reason, ...]]] = []
    for value, reasons in known.options:
        moved = apart(value) if isinstance(value, Written) else None
        if moved is None:
            return None
        options.append((moved, reasons))
    return Fact(tuple(options), known.certain, known.doubt)


class Neighbours(Protocol):
    """The other programs of a repository. Programs are absolute paths."""

    def speaking_of(self, name: str) -> list[str]:
        """The programs that may write a file of this name, sorted; not all where they are more
        than MOST_SPEAKING."""
        ...

    def moved_by_hand(self, name: str) -> bool:
        """Whether a command somewhere fetches, copies or moves a file of this name."""
        ...

    def declared(self, writer: str, reader: str, file: str) -> bool:
        """Whether a workflow says that one program makes a file, and the other one gets it."""
        ...

    def first(self, program: str) -> Ledger | None:
        """What a program reads and writes by itself, None if it cannot be followed."""
        ...

    def settled(self, program: str, answers: Mapping[Want, Fact[Left]]) -> Ledger | None:
        """The same, with what other programs wrote for it and data files tell; None if that is
        nothing new."""
        ...


class Link(NamedTuple):
    """A program that writes what another one reads, and how well the paths fit."""

    program: str
    output: Output
    fit: int


class Handed(NamedTuple):
    """A file that one program writes and another reads, as `file`; `known` is what is known of it,
    None where nothing can be said."""

    link: Link
    reader: str
    file: str
    known: Fact[Left] | None


class Lineage:
    """The files between the programs below `root`."""

    def __init__(self, root: str, neighbours: Neighbours) -> None:
        self._root = root
        self._neighbours = neighbours
        self._links: dict[tuple[str, Want], list[Link]] = {}
        self._first: dict[str, Ledger | None] = {}
        self._settled: dict[str, Ledger | None] = {}
        self._answers: dict[tuple[str, Want], Fact[Left] | None] = {}
        self._upstream: dict[str, frozenset[str]] = {}
        self._depth = 0

    def note(self, first: Ledger, last: Ledger | None = None) -> None:
        """A program was checked anyway: what it reads and writes need not be found out again.
        `last` is what it writes with what others wrote for it, if that was asked for."""
        self._first.setdefault(first.program, first)
        if last is not None:
            self._settled.setdefault(last.program, last)

    def answers(self, own: Ledger, wanted: tuple[Want, ...]) -> dict[Want, Fact[Left]]:
        """What is known of the files that a program wants to know of; `own` is its ledger as it is
        by itself."""
        self._first.setdefault(own.program, own)
        found = {want: self._answer(own.program, want) for want in wanted}
        return {want: known for want, known in found.items() if known is not None and _tells(known)}

    def handed(self) -> list[Handed]:
        """Which files the programs followed so far hand on to each other, by reader."""
        found: list[Handed] = []
        for program, ledger in sorted(self._first.items()):
            for want in () if ledger is None else ledger.reads:
                known = self._answer(program, want)
                found += [
                    Handed(link, program, want[2], known) for link in self.links(program, want)
                ]
        return found

    def links(self, program: str, want: Want) -> list[Link]:
        """The programs that write what this one reads, those whose paths fit best."""
        key = (program, want)
        if key not in self._links:
            self._links[key] = self._find(program, want)
        return self._links[key]

    # --- which programs ---------------------------------------------------------------------------

    def _find(self, program: str, want: Want) -> list[Link]:
        form = "data" if want[0] == "written" else "saved"
        file, prefix = want[2], want[3] if form == "saved" else ""
        name = _name(file)
        mine = self._places(program, file)
        found: list[Link] = []
        if not name or "://" in file:
            return found
        speaking = self._neighbours.speaking_of(file if HOLE in name else name)
        if len(speaking) > MOST_SPEAKING:
            return found  # a name such as adata.h5ad: following all of them would tell nothing sure
        for other in speaking:
            ledger = None if _are_twins(other, program) else self._known_first(other)
            for output in () if ledger is None else ledger.known:
                if (output.form, output.prefix) == (form, prefix) and same_name(output.file, file):
                    fit = _fit(mine, self._places(other, output.file))
                    if HOLE in file + output.file:
                        fit = _BY_PLACE if output.file == file else _BY_NAME
                    elif fit == _BY_PLACE and output.file == file:
                        declared = self._neighbours.declared(other, program, file)
                        fit = _EXACT if declared else fit
                    found.append(Link(other, output, fit))
        placed = [link for link in found if link.fit != _BY_NAME]
        if placed:
            return placed
        places = {self._places(link.program, link.output.file)[0] for link in found}
        # A name that only one file of the repository has.
        return found if len(places) == 1 and form == "data" else []

    def _places(self, program: str, file: str) -> tuple[str, ...]:
        """Where a file may be: seen from the program's folder, and from the root."""
        file = file.replace("\\", "/")
        if file.startswith(("/", "~")) or os.path.isabs(file):
            return (posixpath.normpath(file),)
        folders = (os.path.dirname(program), self._root)
        return tuple(os.path.normpath(os.path.join(folder, file)) for folder in folders)

    def _known_first(self, program: str) -> Ledger | None:
        if program not in self._first:
            self._first[program] = self._neighbours.first(program)
        return self._first[program]

    def _above(self, program: str) -> frozenset[str]:
        """The programs whose files a program reads, directly or through others."""
        if program in self._upstream:
            return self._upstream[program]
        found: set[str] = set()
        todo = [program]
        while todo:
            ledger = self._known_first(todo.pop())
            for want in () if ledger is None else ledger.reads:
                for link in self.links(ledger.program, want) if ledger is not None else ():
                    if link.program not in found:
                        found.add(link.program)
                        todo.append(link.program)
        self._upstream[program] = frozenset(found)
        return self._upstream[program]

    # --- what they wrote --------------------------------------------------------------------------

    def _known_settled(self, program: str) -> Ledger | None:
        if program not in self._settled:
            first = self._known_first(program)
            answers = {} if first is None else self.answers(first, first.reads)
            self._settled[program] = self._neighbours.settled(program, answers) or first
        return self._settled[program]

    def _answer(self, program: str, want: Want) -> Fact[Left] | None:
        key = (program, want)
        if key not in self._answers:
            if self._depth >= _LONGEST_CHAIN:
                return None
            self._depth += 1
            try:
                self._answers[key] = self._made(program, want)
            finally:
                self._depth -= 1
        return self._answers[key]

    def _made(self, program: str, want: Want) -> Fact[Left] | None:
        links = self.links(program, want)
        if not links or len({link.program for link in links}) > _MOST_WRITERS:
            return None
        found: list[Fact[Left]] = []
        withheld = False
        for link in links:
            if any(_are_twins(one, program) for one in self._above(link.program)):
                withheld = True  # each needs the other
                continue
            ledger = self._known_settled(link.program)
            known = None if ledger is None else ledger.known.get(link.output)
            if known is None:
                withheld = True
            else:
                found.append(known)
        if not found or (withheld and want[0] == "saved"):
            return None
        sure = not withheld and self._is_sure(program, want, links)
        return _together(found, sure)

    def _is_sure(self, program: str, want: Want, links: list[Link]) -> bool:
        """Whether this one program, and nothing else, writes what is read, and before that."""
        writer = links[0].program
        if any(link.fit != _EXACT or not _are_twins(link.program, writer) for link in links):
            return False
        name = _name(want[2])
        own = self._known_first(program)
        first = self._known_first(writer)
        if first is None or own is None or _comes_before(program, writer):
            return False
        place = self._places(program, want[2])[0]
        if any(self._places(writer, one[2])[0] == place for one in first.reads):
            return False  # it was there before
        if any(self._places(program, one.file)[0] == place for one in own.known):
            return False
        others = (self._known_first(one) for one in self._neighbours.speaking_of(name))
        if any(one is not None and one.opaque for one in others):
            return False
        return not self._neighbours.moved_by_hand(name)


def _together(found: list[Fact[Left]], sure: bool) -> Fact[Left] | None:
    """One fact for what one or several programs left in a file."""
    certain = sure and all(known.certain for known in found)
    options = [
        (value, tuple(_elsewhere(reason) for reason in reasons))
        for known in found
        for value, reasons in known.options
    ]
    value, reasons = options[0]
    if isinstance(value, stored.Stored):
        for other, more in options[1:]:
            both = value.joined(other) if isinstance(other, stored.Stored) else None
            if both is None:
                return None
            value, reasons = both, (*reasons, *more)
        return Fact(((value, reasons),), certain, LINEAGE)
    models = [one for one, _ in options[1:] if isinstance(one, Written)]
    if any(other.view.class_name != value.view.class_name for other in models):
        return None
    return Fact((options[0],), certain and len(options) == 1, LINEAGE)


def _tells(known: Fact[Left]) -> bool:
    """Whether a reader learns more from it than that there is a file."""
    return not isinstance(known.value, stored.Stored) or known.value.tells


def _elsewhere(reason: Reason) -> Reason:
    return reason._replace(elsewhere=True)


def _name(file: str) -> str:
    return posixpath.basename(posixpath.normpath(file.replace("\\", "/")))


def same_name(one: str, other: str) -> bool:
    """Whether two files may have one name, each perhaps with a HOLE: a folder that is not known, or
    what differs from sample to sample."""
    if one == other and HOLE in one and _letters(one) >= LEAST_LETTERS:
        return True
    one, other = (
        name[1:] if name.startswith(HOLE) and HOLE not in name[1:] and name[1:2].isalnum() else name
        for name in (_name(one), _name(other))
    )
    if one == other:
        return _letters(one) >= LEAST_LETTERS or HOLE not in one
    if (HOLE in one) == (HOLE in other):
        return False
    pattern, name = (one, other) if HOLE in one else (other, one)
    if _letters(pattern) < LEAST_LETTERS:
        return False
    return re.fullmatch(".+".join(map(re.escape, pattern.split(HOLE))), name) is not None


def _letters(pattern: str) -> int:
    """How many letters of a pattern are known, without its suffix."""
    return sum(map(str.isalnum, posixpath.splitext(pattern)[0]))


def _fit(mine: tuple[str, ...], theirs: tuple[str, ...]) -> int:
    if mine[0] == theirs[0]:
        return _EXACT
    return _BY_NAME if set(mine).isdisjoint(theirs) else _BY_PLACE


def _are_twins(one: str, other: str) -> bool:
    """Whether two programs are one, as a notebook and its script are."""
    return os.path.splitext(one)[0] == os.path.splitext(other)[0]


def _comes_before(one: str, other: str) -> bool:
    """Whether the numbers in the names of two programs say that one comes first."""
    if os.path.dirname(one) != os.path.dirname(other):
        return False
    numbers = [_FIRST_NUMBER.match(os.path.basename(path)) for path in (one, other)]
    mine, theirs = (None if found is None else int(found[1]) for found in numbers)
    return mine is not None and theirs is not None and mine < theirs
