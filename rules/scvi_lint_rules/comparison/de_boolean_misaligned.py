"""Cells are selected by a mask of another object.

`indices`, `idx1` and `idx2` are taken by position in the model's data, or in the data that the
method is given. A mask that was made from other data, a
filtered or reordered copy, selects other cells than it says; if its length differs, the comparison
raises IndexError. The names of the cells in a pandas mask are not looked at.

Make the mask from the data that the model holds: `model.adata.obs[...]`.

    # bad: raises IndexError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    first = adata[adata.obs["batch"] == "batch_0"].copy()
    chosen = first.obs["labels"] == "label_0"
    model.differential_expression(idx1=chosen, mode="change")  # <- finding

    # bad: silent: other cells are compared
    import numpy as np
    import scvi

    def compare(model, data, **groups):
        masks = {name: data.obs["labels"] == value for name, value in groups.items()}
        return model.differential_expression(
            idx1=data.obs["labels"] == "label_0",  # <- finding
            idx2=data.obs["labels"] == "label_1",
            mode="change",
        )

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    mixed = adata[np.random.permutation(adata.n_obs)].copy()
    compare(vae, mixed, first="label_0")

    # bad: raises IndexError after training
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    part = adata[adata.obs["batch"] == "batch_0"].copy()
    chosen = np.flatnonzero(adata.obs["labels"] == "label_0")
    model.get_latent_representation(part, indices=chosen)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(idx1=adata.obs["labels"] == "label_0", mode="change")
    model.differential_expression(
        idx1=(model.adata.obs["labels"] == "label_0").values, mode="change"
    )

    # good: a copy holds the same cells in the same order
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    again = adata.copy()
    model.differential_expression(idx1=again.obs["labels"] == "label_0", mode="change")

    # good: the data of the mask is given, too
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    part = adata[adata.obs["batch"] == "batch_0"].copy()
    model.differential_expression(part, idx1=part.obs["labels"] == "label_0", mode="change")
"""

from scvi_lint.rule import AnnDataView, Queried, cites, rule


@rule(
    "SCV610",
    severity="warning",
    cites=cites(
        "user_guide/use_case/downstream_analysis_tasks",
        "user_guide/background/differential_expression",
    ),
)
def de_boolean_misaligned(query: Queried):
    named = any(not query.lacks(name) for name in ("adata", "mdata"))
    data = query.adata if named else query.model.adata
    cells = None if data is None else data.cells
    if cells is None:
        return
    for name in ("idx1", "idx2", "indices"):
        given = query.argument(name)
        mask = None if given is None else given.mask
        if given is None or mask is None or data is None or mask.ref == data.id:
            continue
        theirs = AnnDataView(mask.ref, query.table, "").cells
        if theirs is None or set(theirs.values) & set(cells.values):
            continue
        if not any(value[0] == "part" for value in (*theirs.values, *cells.values)):
            continue  # the same file may have been read twice
        whole = data.its("obs") if named else query.model.its("adata.obs")
        yield query.finding(
            given,
            f"{name} is a mask of another AnnData: row 5 there is not row 5 here, so it selects "
            f"other cells than it says. Build it from {whole}.",
            because=(theirs, cells),
        )
        return
