"""A file becomes an object: its contents are unknown, or what evidence saw in it.

What was seen is certain, unless the program itself writes that file earlier: then it may hold
something else by the time it is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scvi_lint.flow import data
from scvi_lint.flow.events import Read
from scvi_lint.flow.facts import (
    AS_READ,
    COUNTS,
    FRACTIONAL,
    LOGNORM,
    SCALE_WORDS,
    SCALED,
    Column,
    Embedding,
    Fact,
    Matrix,
    Reason,
    fact,
)
from scvi_lint.flow.heap import Tracked
from scvi_lint.flow.values import Ref, Value, one

if TYPE_CHECKING:
    from scvi_lint.flow.run import Run
    from scvi_lint.source import nodes

_SCALES = {"counts": COUNTS, "fractional": FRACTIONAL, "lognorm": LOGNORM, "scaled": SCALED}
_KINDS = {"categorical": "categorical", "string": "categorical", "float": "continuous"}


def read(run: Run, node: nodes.Node, call: Any, kind: str, file: str | None) -> Value:
    """A new object as a reader returns it. Just read, it is registered for no model."""
    made = "mudata" if kind == "mudata" or (file or "").endswith(".h5mu") else "anndata"
    identity = data.new(run, node, made)
    if file is not None:
        run.set_fact(identity, "file", fact(file, run.reason(node, f"read from {file}")))
        want = ("data", run.path, file)
        if want not in run.wanted:
            run.wanted.append(want)
        seen = run.context.evidence.get(want)
        if seen is not None:
            fill(run, identity, node, seen, certain=file not in run.written)
    run.emit(Read(run, call, identity, file))
    return one(Ref(identity))


def fill(run: Run, identity: int, node: nodes.Node, seen: Any, *, certain: bool) -> None:
    """Give an object what was seen in its file: matrices, columns, embeddings, modalities."""
    name = seen.path.replace("\\", "/").rpartition("/")[2]

    def known(value: Any, text: str) -> Fact:
        return fact(value, Reason(run.span(node), text, True), certain=certain)

    facts: dict[str, Fact] = {}
    for key, matrix in _matrices(seen):
        scale = _SCALES.get(matrix.state, AS_READ)
        label = "X" if key == "X" else key.partition("/")[2] or ".raw"
        content = Matrix(scale, (key, identity))
        if scale == AS_READ:
            facts[key] = fact(content, run.reason(node, f"read from {name}"))
        else:
            facts[key] = known(content, f"in {name}, {label} holds {SCALE_WORDS[scale]} values")
    for column, found in seen.obs.items():
        facts[f"obs/{column}"] = known(_column(found), f"a column of {name}")
    for key, shape in seen.obsm.items():
        size = shape[1] if len(shape) > 1 else None
        facts[f"obsm/{key}"] = known(Embedding("unknown", name, size), f"stored in {name}")
    for modality, inner in seen.modalities.items():
        part = run.site_of(("mod", identity, modality))
        run.heap.put(part, Tracked("anndata", {}, frozenset()))
        fill(run, part, node, inner, certain=certain)
        facts[f"mod/{modality}"] = known(part, f"a modality of {name}")
    thing = run.heap.tracked(identity)
    if thing is None:
        return
    # The file is seen whole: what it does not list is not there.
    closed = frozenset() if certain else data.FROM_FILE
    run.heap.put(identity, Tracked(thing.kind, {**thing.facts, **facts}, closed | {"uns"}))


def _matrices(seen: Any) -> list[tuple[str, Any]]:
    found = [] if seen.x is None else [("X", seen.x)]
    found += [(f"layers/{name}", matrix) for name, matrix in seen.layers.items()]
    return found if seen.raw is None else [*found, ("raw", seen.raw)]


def _column(found: Any) -> Column:
    names = found.categories
    complete = names is not None and len(names) == found.n_categories
    counts = None if found.counts is None else tuple(found.counts.items())
    return Column(
        _KINDS.get(str(found.kind), str(found.kind)),
        None if names is None else tuple(names),
        complete,
        "file",
        None,
        None if found.n_missing is None else found.n_missing > 0,
        counts,
    )
