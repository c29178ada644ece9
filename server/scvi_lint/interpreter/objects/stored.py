"""Data files that programs write: what a file keeps of an object, and what reading it gives.

A file is not the object. What it keeps depends on its format; memory, the registrations of
scvi-tools and the models that computed a column stay behind in the program that wrote it.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import AS_READ, Column, Content, Matrix
from scvi_lint.interpreter.domain.facts import (
    REWRITTEN,
    Fact,
    Reason,
    fact,
    join_facts,
    possible,
    resting,
)
from scvi_lint.interpreter.domain.families import Family, shown
from scvi_lint.interpreter.domain.heap import GONE, Facts, Tracked, room_of
from scvi_lint.interpreter.domain.keys import Key, Room
from scvi_lint.interpreter.domain.results import Embedding
from scvi_lint.interpreter.domain.values import Literal, Value
from scvi_lint.interpreter.objects import data

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.table import Table
    from scvi_lint.interpreter.engine.run import Run
    from scvi_lint.source.parser import nodes

# What is said of a file whose name the program does not tell.
ANY = "*"
# What the program itself wrote, by file; under `ANY` that it writes to files that are not known.
WRITTEN_TO: Room[Stored] = Room("data")
# The rooms that each format keeps, and those of which it may keep more than was put in.
_KEEPS = {
    ".h5ad": frozenset({"X", "layers", "raw", "obs", "var", "obsm"}),
    ".zarr": frozenset({"X", "layers", "raw", "obs", "var", "obsm"}),
    ".h5mu": frozenset({"X", "layers", "raw", "obs", "var", "obsm"}),
    ".loom": frozenset({"X", "layers", "obs", "var"}),  # obsm only when asked for, raw never
}
# What tells where the genes are from: in another program it means nothing.
_OF_ONE_PROGRAM = frozenset({slots.GENES, slots.SOURCE})
# Embeddings that are what they are, whoever computed them; of a latent space nobody knows in
# another program which model it is of.
_NAMED = frozenset({"pca", "umap"})


class Stored(Content):
    """What a file holds of an object that was written to it: facts and open rooms as in a
    `Tracked`; `parts` are the modalities of a MuData."""

    __slots__ = ("facts", "kind", "open", "parts")

    def __init__(
        self,
        kind: str,
        facts: Facts,
        open: frozenset[str],  # noqa: A002
        parts: dict[str, Stored],
        key: tuple[object, ...],
    ) -> None:
        self.kind = kind
        self.facts = facts
        self.open = open
        self.parts = parts
        self.key = key

    @property
    def tells(self) -> bool:
        """Whether it is more than that there is a file: a scale, categories, all that there is."""
        told = any(
            value.scale != AS_READ if isinstance(value, Matrix) else value.categories is not None
            for known in self.facts.values()
            for value in known.values
            if isinstance(value, Matrix | Column)
        )
        closed = not data.FROM_FILE - {"uns", "mod"} <= self.open
        return told or closed or any(part.tells for part in self.parts.values())

    def joined(self, other: Stored) -> Stored | None:
        """What holds of a file that is one of two; None where they are of different kinds."""
        if self.kind != other.kind or self.parts.keys() != other.parts.keys():
            return None
        facts = {
            key: both
            for key, known in self.facts.items()
            if (both := _either(known, other.facts.get(key))) is not None
        }
        parts: dict[str, Stored] = {}
        for name, part in self.parts.items():
            one = part.joined(other.parts[name])
            if one is None:
                return None
            parts[name] = one
        gone = {key.partition("/")[0] for key in {*self.facts, *other.facts} if key not in facts}
        unknown = self.open | other.open | gone
        return Stored(self.kind, facts, unknown, parts, (self.key, other.key))


_NOTHING = Stored("unknown", {}, data.FROM_FILE, {}, ())


def _either(mine: Fact[object], theirs: Fact[object] | None) -> Fact[object] | None:
    """What two writers of a file agree on."""
    if theirs is None or len(mine.options) > 1 or len(theirs.options) > 1:
        return None
    one, other = mine.value, theirs.value
    both: Content | None = None
    if isinstance(one, Matrix) and isinstance(other, Matrix) and one.scale == other.scale:
        both = one if one.root == other.root else Matrix(one.scale, one.buffer, done=one.done)
    elif isinstance(one, Column) and isinstance(other, Column):
        known = one.categories is not None and other.categories is not None
        names = tuple(dict.fromkeys((*(one.categories or ()), *(other.categories or ()))))
        if known and one.kind == other.kind:
            both = Column(one.kind, names, one.closed and other.closed, exact=False)
    elif isinstance(one, Embedding) and one == other:
        both = one
    if both is None:
        return None
    reasons = tuple(dict.fromkeys((*mine.reasons, *theirs.reasons)))
    return resting(((both, reasons),), mine, theirs)


# --- writing ----------------------------------------------------------------------------------


def write(run: Run, identity: int, value: Value | None, made: Call) -> None:
    """An object goes to the file that `value` names: from here on the file holds it as it is now.

    A name that is one of several leaves each of these files possibly changed.
    """
    files = (
        []
        if value is None
        else [
            atom.value
            for atom in value.atoms
            if isinstance(atom, Literal) and type(atom.value) is str
        ]
    )
    run.written.update(files)
    if value is not None:
        named = [atom.pattern for atom in value.atoms if isinstance(atom, Family)]
        files += [pattern for pattern in named if pattern]
    exact = value is not None and value.text is not None
    if not exact:
        _put(run, WRITTEN_TO(ANY), fact(_NOTHING, Reason(made.span, ""), certain=False))
    for file in files:
        stored = store(run.heap.snapshot(), identity, file, made)
        if stored is None:
            continue
        place = place_of(file)
        reason = Reason(made.span, f"written to {_short(file)} here")
        known = fact(stored, reason, certain=exact)
        if not exact:
            disk = run.heap.tracked(run.disk)
            run.looked_up.append(place)
            both = join_facts(None if disk is None else disk.get(place), known)
            known = known if both is None else both
        _put(run, place, known)


def put(run: Run, file: str, known: Fact[Stored]) -> None:
    """A file whose name is certain holds this from here on: a Fact of Stored."""
    run.written.add(file)
    _put(run, place_of(file), known)


def _put(run: Run, place: Key[Stored], known: Fact[Stored]) -> None:
    disk = run.heap.tracked(run.disk) or Tracked("disk", {})
    run.heap.put(run.disk, disk.having(place, known))


def place_of(file: str) -> Key[Stored]:
    """The key of a data file among all that is on the disk."""
    return WRITTEN_TO(posixpath.normpath(file.replace("\\", "/")))


def _short(file: str) -> str:
    return shown(posixpath.basename(posixpath.normpath(file.replace("\\", "/"))))


def store(table: Table, identity: int, file: str, made: Call) -> Stored | None:
    """What a file of this name keeps of an object; None for a format that is not known."""
    suffix = posixpath.splitext(posixpath.normpath(file.replace("\\", "/")))[1].lower()
    thing = table.get(identity)
    if suffix not in _KEEPS or not isinstance(thing, Tracked) or thing.kind not in data.KINDS:
        return None
    if thing.kind == "mudata" and suffix not in (".h5mu", ".zarr"):
        return None
    return _kept(table, thing, _KEEPS[suffix], made.span.path, (made.span, made.stack, identity))


def _kept(
    table: Table, thing: Tracked, rooms: frozenset[str], program: str, key: tuple[object, ...]
) -> Stored:
    facts: Facts = {}
    parts: dict[str, Stored] = {}
    # A MuData shows columns of its modalities among its own once it is read.
    unknown = {"uns", "obs", "var", "obsm"} if thing.kind == "mudata" else {"uns"}
    for name, known in thing.facts.items():
        room, _, entry = name.partition("/")
        if slots.MOD.holds(name) and known.certain:
            inner = table.get(known.value)
            if isinstance(inner, Tracked):
                parts[entry] = _kept(table, inner, rooms, program, (*key, entry))
        if name == slots.GENES or name in slots.SOURCES:
            facts[slots.GENES if name == slots.GENES else slots.SOURCE] = known
            continue
        if name == slots.MINIFIED:
            facts[name] = known
            continue
        if room == GONE and room_of(name) in rooms:
            facts[name] = known
            continue
        if room not in rooms:
            continue
        options = tuple((content(v, program), reasons) for v, reasons in known.options)
        if all(value is not None for value, _ in options) or room == "var":
            facts[name] = Fact(options, known.certain, known.doubt)
        else:
            unknown.add(room)
    return Stored(thing.kind, facts, (thing.open & data.FROM_FILE) | unknown, parts, key)


def content(value: object, program: str) -> Content | None:
    """An entry as it is in a file: without the memory, the model or graph that it came from."""
    if isinstance(value, Matrix):
        root = ("elsewhere", program, value.root)
        return Matrix(value.scale, ("file",), root, done=value.done)
    if isinstance(value, Column):
        return Column(
            "categorical" if value.kind == "string" else value.kind,
            value.categories,
            value.closed,
            value.made_by,
            None,
            value.missing,
            value.seen,
            value.exact,
            value.some,
        )
    if isinstance(value, Embedding):
        return Embedding(value.method if value.method in _NAMED else "unknown", None, value.size)
    return None


# --- reading ----------------------------------------------------------------------------------


def written(run: Run, file: str) -> Fact[Stored] | None:
    """What the program itself wrote to a file, as far as it is known: a Fact of Stored."""
    disk = run.heap.tracked(run.disk)
    place = place_of(file)
    run.looked_up += (place, WRITTEN_TO(ANY))
    known = None if disk is None else disk.get(place)
    if disk is None or known is None:
        return None
    # What goes to a file that is not known may go to this one.
    return known if disk.get(WRITTEN_TO(ANY)) is None else possible(known, REWRITTEN)


def fill(run: Run, identity: int, node: nodes.Node, known: Fact[Stored]) -> None:
    """Give an object that was just read what its file is known to hold."""
    stored: Stored | None = known.value
    for other in known.values[1:]:
        stored = None if stored is None else stored.joined(other)
    thing = run.heap.tracked(identity)
    if stored is None or thing is None or stored.kind != thing.kind:
        return
    _fill(run, identity, thing, node, stored, known)


def _fill(
    run: Run, identity: int, thing: Tracked, node: nodes.Node, stored: Stored, known: Fact[Stored]
) -> None:
    facts = {key: one for key, one in thing.facts.items() if key != slots.X}
    elsewhere = any(reason.elsewhere for reason in known.reasons)
    for key, one in stored.facts.items():
        if key in _OF_ONE_PROGRAM and elsewhere:
            continue
        options = tuple(
            (
                value.held_in((key, identity)) if isinstance(value, Matrix) else value,
                (*reasons, *known.reasons),
            )
            for value, reasons in one.options
        )
        facts[key] = Fact(options, one.certain and known.certain, one.doubt or known.doubt)
    for name, inner in stored.parts.items():
        part = data.new(run, node, tag=slots.MOD(name), why=f"modality {name!r}")
        held = run.heap.tracked(part)
        if held is not None:
            _fill(run, part, held, node, inner, known)
        facts[slots.MOD(name)] = fact(
            part, *known.reasons, certain=known.certain, doubt=known.doubt
        )
    # What was not in the object is not in the file, if that is the file that is read.
    closed = stored.open if known.certain else data.FROM_FILE
    facts[slots.LISTED] = known
    run.heap.put(identity, Tracked(thing.kind, facts, closed | {"uns"}))
