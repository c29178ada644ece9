"""A file becomes an object: its contents are unknown, or what evidence saw in it.

What was seen is certain, unless the program itself writes that file earlier: then it may hold
something else by the time it is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard, TypeVar

from scvi_lint.evidence import wants
from scvi_lint.evidence.facts import (
    ColumnSeen,
    CrosstabSeen,
    DataSeen,
    MatrixSeen,
    NameListSeen,
    NamesSeen,
    ZerosSeen,
)
from scvi_lint.evidence.store import Refusal
from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import (
    AS_READ,
    BINARY,
    COUNTS,
    FRACTIONAL,
    LOGNORM,
    NORMALIZED,
    SCALE_WORDS,
    SCALED,
    Column,
    File,
    Matrix,
)
from scvi_lint.interpreter.domain.facts import (
    LINEAGE,
    REWRITTEN,
    Fact,
    Reason,
    fact,
    is_fact,
    possible,
)
from scvi_lint.interpreter.domain.families import Family
from scvi_lint.interpreter.domain.heap import Facts, Tracked
from scvi_lint.interpreter.domain.results import Embedding
from scvi_lint.interpreter.domain.values import UNKNOWN, Literal, Ref, Value, one
from scvi_lint.interpreter.events.kinds import Read
from scvi_lint.interpreter.objects import data, stored

T = TypeVar("T")

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.run import Run
    from scvi_lint.source.parser import nodes

_SCALES = {
    "counts": COUNTS,
    "binary": BINARY,
    "fractional": FRACTIONAL,
    "normalized": NORMALIZED,
    "lognorm": LOGNORM,
    "scaled": SCALED,
}
_KINDS = {"categorical": "categorical", "string": "categorical", "float": "continuous"}
# What programs write themselves; machines and tables are others' files.
_OF_PROGRAMS = ("anndata", "mudata")
# What a reader of a machine's output or of a table never brings along.
_NEVER_IN = {
    "10x": frozenset({"obs", "obsm", "layers", "raw"}),
    "visium": frozenset({"layers", "raw"}),
    "text": frozenset({"obs", "obsm", "layers", "raw"}),
}
LOOKED_INTO = (".h5ad", ".h5mu", ".zarr", ".h5")


def read(
    run: Run, node: nodes.Node, call: Call, kind: str, file: str | None, named: Value = UNKNOWN
) -> Value:
    """A new object as a reader returns it. Just read, it is registered for no model. `named` is
    what the name of the file may be."""
    made = "mudata" if kind == "mudata" or (file or "").endswith(".h5mu") else "anndata"
    identity = data.new(run, node, made, open=data.FROM_FILE - _NEVER_IN.get(kind, frozenset()))
    if file is not None:
        run.set_fact(identity, slots.FILE, fact(file, run.reason(node, f"read from {file}")))
        seen = look(run, wants.data(run.path, file)) if _is_looked_into(kind, file) else None
        if isinstance(seen, Refusal):
            run.set_fact(identity, slots.REFUSED, fact(seen.why, run.reason(node, "not looked at")))
        if isinstance(seen, DataSeen) and seen.kind == made:
            certain = file not in run.written and not seen.doubtful
            fill(run, identity, node, file, "", seen, certain=certain)
        elif kind in _OF_PROGRAMS:
            known = stored.written(run, file) or elsewhere(run, wants.written(run.main, file))
            if known is not None:
                stored.fill(run, identity, node, known)
    elif kind in _OF_PROGRAMS:
        known = _of_one_name(run, named)
        if known is not None:
            stored.fill(run, identity, node, known)
    run.emit(Read(run, call, identity, file))
    return one(Ref(identity))


def _of_one_name(run: Run, named: Value) -> Fact[stored.Stored] | None:
    """What is in a file of which the name is only a default, or known in part."""
    atom = named.atoms[0] if len(named.atoms) == 1 else None
    name = atom.pattern if isinstance(atom, Family) else None
    if isinstance(atom, Literal) and isinstance(atom.value, str):
        name = atom.value
    if not name:
        return None
    known = stored.written(run, name) or elsewhere(run, wants.written(run.main, name))
    return None if known is None else possible(known, LINEAGE)


def elsewhere(run: Run, want: wants.Want) -> Fact[stored.Stored] | None:
    """What another program left there, if that is known; `reads` asks for it."""
    run.reads.append(want)
    found = run.context.evidence.get(want)
    return found if _is_stored(found) else None


def _is_stored(found: object) -> TypeGuard[Fact[stored.Stored]]:
    return is_fact(found) and isinstance(found.value, stored.Stored)


def _is_looked_into(kind: str, file: str) -> bool:
    known = file.rstrip("/").endswith(LOOKED_INTO) or file.endswith(wants.IN_MEMORY)
    return kind in _OF_PROGRAMS and known


def look(run: Run, want: wants.Want) -> object:
    """What was seen of it; None when it was not looked at, which `wanted` asks to be done."""
    run.wanted.append(want)
    return run.context.evidence.get(want)


def fill(
    run: Run,
    identity: int,
    node: nodes.Node,
    file: str,
    modality: str,
    seen: DataSeen,
    *,
    certain: bool,
) -> None:
    """Give an object what was seen in its file: matrices, columns, embeddings, modalities."""
    name = f"{file.replace(chr(92), '/').rstrip('/').rpartition('/')[2]}"
    if modality:
        name += f"[{modality!r}]"

    def known(value: T, text: str) -> Fact[T]:
        return fact(value, Reason(run.span(node), text, True), certain=certain, doubt=REWRITTEN)

    facts: Facts = {}
    for key, matrix in _matrices(seen):
        scale = _SCALES.get(matrix.state, AS_READ)
        label = "X" if key == "X" else key.partition("/")[2] or ".raw"
        content = Matrix(scale, (key, identity), seen=matrix)
        if scale == AS_READ:
            facts[key] = known(content, f"as it is in {name}")
        else:
            words = SCALE_WORDS[scale] + ("" if "counts" in SCALE_WORDS[scale] else " values")
            facts[key] = known(content, f"in {name}, {label} holds {words}")
    for column, found in seen.obs.items():
        facts[slots.OBS(column)] = known(_column(found), f"a column of {name}")
    for column in seen.var:
        facts[slots.VAR(column)] = known(None, f"a column of {name}")
    for key, found in seen.obsm.items():
        size = found.shape[1] if len(found.shape) > 1 else None
        content = Embedding("unknown", name, size, seen=found)
        facts[slots.OBSM(key)] = known(content, f"stored in {name}")
    for inner_name, inner in seen.modalities.items():
        part = data.new(run, node, tag=slots.MOD(inner_name), why=f"a modality of {name}")
        fill(run, part, node, file, inner_name, inner, certain=certain)
        facts[slots.MOD(inner_name)] = known(part, f"a modality of {name}")
    facts[slots.SEEN] = known(_file(run, file, modality, seen), f"seen in {name}")
    thing = run.heap.tracked(identity)
    if thing is None:
        return
    # The file is seen whole: what it does not list is not there.
    closed = data.FROM_FILE if not certain else seen.partial & data.FROM_FILE
    held = {key: one for key, one in thing.facts.items() if key != "X" or seen.x is not None}
    run.heap.put(identity, Tracked(thing.kind, {**held, **facts}, frozenset(closed) | {"uns"}))


def _file(run: Run, file: str, modality: str, seen: DataSeen) -> File:
    """A rule may ask on, after the run: its wants join those of the analysis."""

    def ask(want: wants.Want) -> object:
        found = look(run, want)
        return (
            found
            if isinstance(found, CrosstabSeen | NameListSeen | NamesSeen | ZerosSeen)
            else None
        )

    return File(run.path, file, modality, seen, ask)


def _matrices(seen: DataSeen) -> list[tuple[str, MatrixSeen]]:
    found = [] if seen.x is None else [("X", seen.x)]
    found += [(slots.LAYERS(name), matrix) for name, matrix in seen.layers.items()]
    return found if seen.raw is None else [*found, ("raw", seen.raw)]


def _column(found: ColumnSeen) -> Column:
    # Categories that no cell has are registered all the same.
    names = found.declared or found.categories
    complete = names is not None and (
        found.declared is not None or len(names) == found.n_categories
    )
    return Column(
        _KINDS.get(found.kind, found.kind),
        None if names is None else tuple(names),
        complete,
        "file",
        None,
        None if found.n_missing is None else found.n_missing > 0,
        found,
        found.declared is None,
    )
