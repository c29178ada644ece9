"""Cells are given by their names, where positions are asked for.

`indices=` of `get_latent_representation`, `get_normalized_expression` and their like, and `idx1`
and `idx2` of a comparison, are positions in the data, counted from 0, or a selection by True and
False. Names of cells, as they stand in `adata.obs_names`, raise IndexError, after the training.

Give a selection, `adata.obs["type"] == "B"`, or positions: `adata.obs_names.get_indexer(names)`.

    # bad: raises IndexError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    cells = adata.obs_names[adata.obs["batch"] == "batch_0"].tolist()
    model.get_normalized_expression(indices=cells)  # <- finding

    # bad: raises IndexError after training
    import scvi

    def embed(model, cells):
        return model.get_latent_representation(indices=cells)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.LinearSCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.LinearSCVI(adata)
    model.train(max_epochs=1)
    first = adata.obs[adata.obs["labels"] == "label_0"]
    embed(model, first.index)

    # bad: raises IndexError after training
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1)
    model.get_elbo(indices=["0", "1", "2"])  # <- finding
    drawn = np.random.choice(adata.obs_names, 20, replace=False)
    model.get_latent_representation(indices=drawn)  # <- finding

    # bad: raises IndexError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    part = adata[adata.obs["batch"] == "batch_1"]
    model.differential_expression(idx1=list(part.obs_names), mode="change")  # <- finding

    # good
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    mask = adata.obs["batch"] == "batch_0"
    model.get_latent_representation(indices=mask.values)
    model.get_normalized_expression(indices=np.where(mask)[0])
    names = adata.obs_names[mask]
    model.get_normalized_expression(indices=adata.obs_names.get_indexer(names))
    model.get_latent_representation(indices=adata.obs_names.isin(names))
    model.get_latent_representation(indices=[0, 1, 2])
    model.get_latent_representation(adata[names].copy())
    model.differential_expression(idx1="batch == 'batch_0'", mode="change")
"""

from scvi_lint.rule import NAMES_OF_CELLS, Argument, Column, Queried, cites, rule


@rule(
    "SCV480",
    severity="error",
    cites=cites("{symbol}", "scvi.model.SCVI.get_latent_representation"),
)
def cells_given_by_name(query: Queried):
    if not query.model.exact:
        return
    for name in ("indices", "idx1", "idx2"):
        given = query.argument(name)
        if given is None or not _names_cells(given):
            continue
        yield query.finding(
            given,
            f"{name} wants positions, counted from 0, or a mask, and gets names of cells: "
            "IndexError, after the training. Use adata.obs_names.get_indexer(names).",
        )
        return


def _names_cells(given: Argument) -> bool:
    """Whether it is for certain names of cells, out of data or in a list."""
    if given.mask is not None:
        return given.mask.by_name
    content = given.content
    if isinstance(content, Column):
        return content.made_by == NAMES_OF_CELLS
    items = given.items if given.is_sequence and given.is_complete else []
    return bool(items) and all(isinstance(item.value, str) for item in items)
