"""SOLO's simulated doublets are written beside the cells.

`predict(include_simulated_doublets=True)` returns a row for each cell and two for each two cells
that SOLO put together to learn from. As a column of `obs` that is longer than there are cells, and
pandas raises ValueError; after hours of training.

Leave `include_simulated_doublets` out: then there is one row for each cell.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    solo = scvi.external.SOLO.from_scvi_model(vae)
    solo.train(max_epochs=1)
    scores = solo.predict(soft=True, include_simulated_doublets=True)
    adata.obs["doublet"] = scores["doublet"].to_numpy()  # <- finding

    # bad: raises ValueError after training
    import scvi

    def mark(solo, data, **how):
        data.obs["call"] = solo.predict(soft=False, **how)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    solo = scvi.external.SOLO.from_scvi_model(vae)
    solo.train(max_epochs=1)
    mark(solo, adata, include_simulated_doublets=True)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    solo = scvi.external.SOLO.from_scvi_model(vae)
    solo.train(max_epochs=1)
    every = solo.predict(soft=True, include_simulated_doublets=True)
    print(every["doublet"].mean())
    adata.obs["doublet"] = solo.predict(soft=True)["doublet"].to_numpy()
"""

from scvi_lint.rule import Queried, Stored, Table, cites, rule


@rule(
    "SCV921",
    severity="error",
    cites=cites("scvi.external.SOLO.predict", "user_guide/models/solo"),
    about={"room": ("obs", "obsm")},
)
def simulated_doublets_kept(stored: Stored):
    table = stored.returned
    query = table.made if isinstance(table, Table) else None
    if not isinstance(query, Queried) or not isinstance(table, Table):
        return
    if table.kind != "predict" or query.class_name != "SOLO":
        return
    asked = query.argument("include_simulated_doublets")
    if asked is None or not asked.is_literal(True):
        return
    yield stored.finding(
        stored.span,
        "SOLO.predict returned rows for simulated doublets, too: more than there are cells, and "
        "storing them raises ValueError. Leave include_simulated_doublets out.",
        because=query.reason("simulated doublets are asked for here"),
    )
