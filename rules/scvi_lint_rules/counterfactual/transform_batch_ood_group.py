"""Cells are decoded in a batch in which their kind never occurred.

`transform_batch` asks what cells would look like in another batch. The answer can be trusted
where similar cells were measured in that batch. For a kind of cell that the batch does not have,
it is an extrapolation: numbers come back, and nothing warns.

Look at the cross table of the groups and the batches, and ask for pairs that occur.

    # bad: silent: the decoder never saw a B cell in this batch
    # file: pbmc.h5ad = cells(obs={"cell_type": "B*40 T*80", "batch": "stim*60 ctrl*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    b_cells = adata[adata.obs["cell_type"] == "B"]
    model.get_normalized_expression(b_cells, transform_batch="ctrl")  # <- finding

    # bad: silent: the decoder never saw a B cell in this batch
    # file: pbmc.h5ad = cells(obs={"cell_type": "B*40 T*80", "batch": "stim*60 ctrl*60"})
    import scanpy as sc
    import scvi

    def decode(model, cells, target):
        return model.get_normalized_expression(cells, transform_batch=target)  # <- finding

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    chosen = adata[adata.obs.cell_type.isin(["B"])].copy()
    expression = decode(model, chosen, target="ctrl")

    # bad: silent: for each type in turn, and B cells were never in this batch
    # file: pbmc.h5ad = cells(obs={"cell_type": "B*40 T*80", "batch": "stim*60 ctrl*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    cells = adata.obs.groupby("cell_type").indices
    decoded = {
        kind: model.get_normalized_expression(
            indices=rows,
            transform_batch="ctrl",  # <- finding
        )
        for kind, rows in cells.items()
    }

    # bad: silent: neither B nor NK cells were measured in this batch
    # file: pbmc.h5ad = cells(obs={"kind": "B*40 NK*30 T*80", "batch": "stim*90 ctrl*60"})
    import numpy as np
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    b_cells, nk_cells = (np.where(adata.obs["kind"] == kind)[0] for kind in ("B", "NK"))
    model.get_normalized_expression(
        indices=np.r_[b_cells, nk_cells],
        transform_batch="ctrl",  # <- finding
    )

    # bad: silent: the cells are named by a query
    # file: pbmc.h5ad = cells(obs={"kind": "B*40 NK*30 T*80", "batch": "stim*90 ctrl*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    names = adata.obs.query("kind in ['B', 'NK'] and batch == 'stim'").index
    model.get_normalized_expression(adata[names], transform_batch="ctrl")  # <- finding

    # good: a batch that has such cells, and the mean over all batches
    # file: pbmc.h5ad = cells(obs={"cell_type": "B*40 T*80", "batch": "stim*60 ctrl*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    t_cells = adata[adata.obs["cell_type"] == "T"]
    model.get_normalized_expression(t_cells, transform_batch="stim")
    b_cells = adata[adata.obs["cell_type"] == "B"]
    model.get_normalized_expression(b_cells, transform_batch=["stim", "ctrl"])
"""

from collections.abc import Mapping, Sequence

from scvi_lint.rule import Queried, cites, listed, rule


@rule(
    "SCV450",
    severity="warning",
    cites=cites(
        "user_guide/background/counterfactual_prediction#in-distribution-vs-out-of-distribution",
        "user_guide/models/scvi#preliminaries",
    ),
)
def transform_batch_ood_group(query: Queried):
    adata, key = query.model.adata, query.model.batch_key
    targets = query.values("transform_batch")
    if adata is None or key is None or len(targets) != 1:
        return
    target = targets[0]
    for column, kept in query.selected_levels():
        if column == key or not kept:
            continue
        table = adata.crosstab(column, key)
        if table is None or any(table.count(level, target.value) for level in kept):
            continue
        there = [name for name in table.partners(kept[0]) if name != target.value]
        if not there:
            continue
        group = listed(kept, 2)
        yield query.finding(
            target,
            f"No {group} cell was measured in {target} ({_counted(table.pairs, kept, there)}): the "
            "model extrapolates. Do not trust it without held-out cells of that pair.",
            because=(adata.seen, adata.obs(column), query.model.registration),
        )
        return


def _counted(
    pairs: Mapping[tuple[object, object], int], kept: Sequence[object], batches: Sequence[object]
) -> str:
    """Where the cells are, and how many: `212 in 'ctrl'`."""
    found = {batch: sum(pairs.get((level, batch), 0) for level in kept) for batch in batches}
    most = sorted(found, key=lambda batch: -found[batch])[:2]
    return ", ".join(f"{found[batch]} in {batch!r}" for batch in most)
