"""What methods of AnnData and MuData do, and what writing to their attributes changes."""

from __future__ import annotations

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import UNSURE, Cells
from scvi_lint.interpreter.domain.facts import fact, resting
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.domain.values import NONE, UNKNOWN, Ref, Value, one
from scvi_lint.interpreter.engine import naming
from scvi_lint.interpreter.engine.binding import make_call
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.kinds import Called, Subset
from scvi_lint.interpreter.objects import (
    data,
    frames,
    gene_index,
    matrix_tables,
    obs_tables,
    rooms,
    stored,
    var_tables,
)
from scvi_lint.interpreter.objects.concatenation import concatenated
from scvi_lint.source.parser import nodes

# Methods that change nothing of what is followed, and give None …
UNTOUCHED = frozenset(
    """write write_h5ad write_h5mu write_zarr write_loom write_csvs obs_names_make_unique
    var_names_make_unique strings_to_categoricals pull_obs pull_var update""".split()
)
# … or something else.
_GIVES = frozenset(
    """obs_keys var_keys obsm_keys varm_keys uns_keys obs_vector var_vector chunked_X chunk_X
    file""".split()
)


def method(run: Run, identity: int, thing: Tracked, name: str, given: Given) -> Value:
    node = given.node
    if name in ("copy", "to_memory"):
        return data.copy(run, identity, thing, node)
    if name == "concatenate":
        return concatenated(run, identity, given)
    if name == "transpose":
        return data.turned(run, thing, node)
    if name == "to_adata":
        return one(Ref(data.new(run, node, scale=UNSURE, why="made here")))
    if name in ("_inplace_subset_var", "_inplace_subset_obs"):
        genes = name.endswith("var")
        _subset_in_place(run, identity, name, "genes" if genes else "cells", given)
        made, value = run.site(node), given.value(0, "index") or UNKNOWN
        reason = run.reason(node, "subset here")
        if genes:
            index = node.arguments[0].value if node.arguments else node
            left = gene_index.taken(run, identity, thing, index, made, value)
            run.set_fact(identity, slots.GENES, fact(left, reason))
        else:
            data.fewer_cells(run, identity, reason, aside=False)
            cells: Cells = ("part", made)
            run.set_fact(identity, slots.CELLS, fact(cells, reason))
        return NONE
    if name == "rename_categories":
        run.heap.put(identity, thing.weakened(frozenset({"obs"})))
        return NONE
    if name == "to_df":
        return matrix_tables.of_object(run, identity, thing, given.value(0, "layer"), node)
    if name == "update" and thing.kind == "mudata":
        thing = thing.without(*(slots.PUT_IN(part) for part in thing.entries(slots.PUT_IN)))
        run.heap.put(identity, thing)
    if name in _GIVES:
        return UNKNOWN
    if name in UNTOUCHED:
        if name.endswith("_make_unique"):
            data.actualise(run, identity)
        if name == "obs_names_make_unique":
            _rename_cells(run, identity, node)
        if name.startswith("write"):
            _written(run, identity, name, given)
        return NONE
    run.heap.put(identity, thing.weakened(frozenset({"obs", "var", "obsm", "uns"})))
    for value in given.every():
        run.weaken(value)
    return UNKNOWN


def _subset_in_place(run: Run, identity: int, name: str, what: str, given: Given) -> None:
    made = make_call(run, given, f"anndata.AnnData.{name}", ("index",))
    run.emit(Subset(run, made, run.view(identity, naming.receiver(given.node)), what))


def _written(run: Run, identity: int, name: str, given: Given) -> None:
    """The object goes to disk: a later read of that file may see something else than before."""
    made = make_call(run, given, f"anndata.AnnData.{name}", ("filename",))
    stored.write(run, identity, given.value(0, "filename", "store"), made)
    run.emit(Called(run, made, run.view(identity, naming.receiver(given.node))))


# --- attributes -------------------------------------------------------------------------------


def set_attribute(
    run: Run, identity: int, thing: Tracked, name: str, value: Value, node: nodes.Node
) -> None:
    if name in ("raw", "obs", "var", "obsm", "uns", "obs_names", "var_names"):
        data.actualise(run, identity)
        thing = run.heap.tracked(identity) or thing
    if name == "X":
        rooms.write_matrix(run, identity, "X", "", value, node)
    elif name == "raw":
        _set_raw(run, identity, thing, value, node)
    elif name == "obs" and (table := frames.held(run, value)) is not None:
        obs_tables.become(run, identity, table, node)
    elif name in ("obs", "var", "obsm", "layers", "uns", "mod"):
        run.heap.put(identity, thing.weakened(frozenset({name})))
    elif name == "obs_names":
        _rename_cells(run, identity, node)
    elif name == "var_names":
        before = thing.value(slots.GENES)
        if before is not None and gene_index.genes_in(value) == before:
            return  # `adata.var_names.astype(str)`
        var_tables.rename(run, identity, node)
    else:
        run.heap.put(identity, thing.having(slots.ATTRIBUTE(name), fact(None)))


def _rename_cells(run: Run, identity: int, node: nodes.Node) -> None:
    run.set_fact(identity, slots.RENAMED, fact(True, run.reason(node, "cells renamed here")))


def _set_raw(run: Run, identity: int, thing: Tracked, value: Value, node: nodes.Node) -> None:
    """`adata.raw = adata` freezes X as it is now, in memory of its own."""
    reason = run.reason(node, "kept in .raw here")
    for source, other in run.tracked(value, *data.KINDS):
        known = other.get(slots.X)
        if known is not None:
            frozen = known.value.held_in(("raw", source))
            made = resting(((frozen, (*known.reasons, reason)),), known)
            run.heap.put(identity, thing.having(slots.RAW, made))
            return
    run.heap.put(identity, thing.without(slots.RAW))
