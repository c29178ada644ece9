"""All cells are decoded in a batch that has none of some cell types.

`transform_batch` for all cells at once looks like a correction. For the types that were measured in
that batch it is one; for those that were not, the model extrapolates, and their values stand in the
same table, layer or heatmap as the others.

Decode these types in a batch that has them or leave them out, or average over several batches:
`transform_batch=["ctrl", "stim"]`.

    # bad: silent: B cells were never measured in 'ctrl'
    # file: pbmc.h5ad = cells(obs={"cell_type": "B*40 T*80", "batch": "stim*60 ctrl*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["as_ctrl"] = model.get_normalized_expression(
        transform_batch="ctrl"  # <- finding
    )

    # bad: silent: B and NK cells were never measured in 'b'
    # file: atlas.h5ad = cells(obs={"celltype": "B*30 NK*30 T*60", "lane": "a*80 b*40"})
    import anndata as ad
    import scvi

    def decode(model, data, lane):
        return model.get_normalized_expression(data, transform_batch=lane)  # <- finding

    adata = ad.read_h5ad("atlas.h5ad")
    scvi.model.SCANVI.setup_anndata(
        adata, labels_key="celltype", unlabeled_category="?", batch_key="lane"
    )
    vae = scvi.model.SCANVI(adata)
    vae.train(max_epochs=1)
    decode(vae, adata, "b").to_csv("decoded.csv")

    # bad: silent: B cells were never measured in 'ctrl', and the stimulated ones are decoded to it
    # file: pbmc.h5ad = cells(obs={"cell_type": "B*40 T*80", "batch": "stim*60 ctrl*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    stimulated = adata[adata.obs["batch"] == "stim"].copy()
    as_ctrl = model.get_normalized_expression(stimulated, transform_batch="ctrl")  # <- finding

    # bad: silent: a copy holds all cells, too
    # file: pbmc.h5ad = cells(obs={"cell_type": "B*40 T*80", "batch": "stim*60 ctrl*60"})
    import numpy as np
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    for target in ["stim", "ctrl"]:
        model.get_normalized_expression(
            adata.copy(),
            indices=np.arange(adata.n_obs),
            transform_batch=target,  # <- finding
        )

    # good
    # file: pbmc.h5ad = cells(obs={"cell_type": "B*40 T*80", "batch": "stim*60 ctrl*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    everywhere = model.get_normalized_expression(transform_batch="stim")
    averaged = model.get_normalized_expression(transform_batch=["stim", "ctrl"])
    t_cells = adata[adata.obs["cell_type"] == "T"].copy()
    as_ctrl = model.get_normalized_expression(t_cells, transform_batch="ctrl")
"""

from collections.abc import Mapping, Sequence

from scvi_lint.rule import AnnDataView, Queried, cells_grouped_by, cites, listed, rule, slots

# Of fewer cells nobody says anything as a type of their own.
FEW = 10


@rule(
    "SCV455",
    severity="warning",
    cites=cites(
        "user_guide/background/counterfactual_prediction#in-distribution-vs-out-of-distribution",
        "user_guide/models/scvi#preliminaries",
    ),
)
def all_cells_in_one_batch(query: Queried):
    own, key = query.model.adata, query.model.batch_key
    target = query.given("transform_batch")
    if own is None or key is None or target is None or target.is_sequence:
        return
    asked = _asked_of(query, own, key)
    if asked is None or not own.has_all_cells:
        return
    batch, (batches, certain) = target.literal, asked
    for column in _types(query, own):
        table = own.crosstab(column, key)
        if table is None:
            continue
        sizes = _sizes(table.pairs, batches)
        if not any(table.count(kind, batch) for kind in sizes):
            continue  # that batch does not occur: another rule's
        there = {name: table.count(name, batch) for name, size in sizes.items() if size >= FEW}
        absent = [name for name, number in there.items() if not number]
        scarce = [name for name, number in there.items() if 0 < number < FEW]
        if not absent and not scarce:
            continue
        cells = sum(sizes[kind] for kind in (*absent, *scarce))
        share = f"{cells} of {sum(sizes.values())} cells, {cells / sum(sizes.values()):.0%}"
        none = f"no {listed(absent, 3)}" if absent else ""
        few = [f"{there[name]} {name!r}" for name in scarce[:2]]
        more = [f"few of {len(scarce) - 2} more"] if len(scarce) > 2 else []
        less = f"only {', '.join([*few, *more])}" if scarce else ""
        yield query.finding(
            target,
            f"{batch!r} has {' and '.join(filter(None, (none, less)))}: what is decoded for them "
            f"({share}) is extrapolated. Leave them out, or average over batches.",
            severity="" if absent else "info",
            because=(own.seen, own.obs(column), query.model.registration),
            certain=certain,
            doubt="other cells may have been taken out before",
        )
        return


def _asked_of(query: Queried, own: AnnDataView, key: str) -> tuple[Sequence[object], bool] | None:
    """The batches whose cells are decoded, () for all, and whether these are all their cells; None
    where cells are chosen otherwise."""
    given, indices = query.adata, query.argument("indices")
    whole = given is None or given.id == own.id
    if given is not None and not whole and given.has_all_cells:
        whole = given.cells is not None and own.cells is not None
        whole = whole and given.cells == own.cells
    if indices is None:
        if whole and query.lacks("indices"):
            return (), True
    elif whole and (indices.takes_all or indices.every_cell_of in _same(own, given)):
        return (), True
    chosen = query.selected_levels()
    if len(chosen) != 1 or chosen[0][0] != key or not chosen[0][1]:
        return None
    mask = None if indices is None else indices.mask
    return chosen[0][1], whole and mask is not None and mask.whole and not mask.also


def _same(own: AnnDataView, given: AnnDataView | None) -> frozenset[int]:
    """The numbers by which the data that is asked of may be called."""
    return own.ids if given is None else own.ids | given.ids


def _types(query: Queried, own: AnnDataView) -> list[str]:
    """The columns that tell cell types: the registered labels first."""
    named = [name for name in own.entries(slots.OBS) if cells_grouped_by(name) == "cell types"]
    labels = query.model.labels_key
    return [labels, *named] if labels is not None else named


def _sizes(
    counts: Mapping[tuple[object, object], int], batches: Sequence[object]
) -> dict[object, int]:
    """How many cells each type has, in these batches or in all."""
    found: dict[object, int] = {}
    for (kind, batch), number in counts.items():
        if not batches or batch in batches:
            found[kind] = found.get(kind, 0) + number
    return found
