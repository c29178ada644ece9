"""Doublets are called, but neither removed nor looked at before the model is trained.

A doublet is two cells in one droplet; it looks like a cell type in between. The caller only writes
a score and a flag into `obs`. Here the flag is used nowhere: the model is trained with the
doublets, which form bridges between clusters.

Filter them out before the registration: `adata = adata[~adata.obs["predicted_doublet"]].copy()`.

    # bad: silent: the model is trained with the doublets
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.scrublet(adata, batch_key="batch", threshold=0.25)  # <- finding
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # bad: silent: the model is trained with the doublets
    import scanpy as sc
    import scvi

    def call_doublets(adata):
        sc.pp.scrublet(adata, threshold=0.25)  # <- finding
        return adata

    data = call_doublets(scvi.data.synthetic_iid())
    scvi.model.SCVI.setup_anndata(data)
    scvi.model.SCVI(data).train(max_epochs=1)

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.scrublet(adata, batch_key="batch", threshold=0.25)
    adata = adata[~adata.obs["predicted_doublet"]].copy()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # good: looked at and judged by eye
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.scrublet(adata, batch_key="batch", threshold=0.25)
    print(adata.obs["doublet_score"].describe())
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
"""

from scvi_lint.rule import Called, Trained, cites, regex, rule

USED = regex(r"predicted_doublets?|doublet_scores?|\bdoublets?\b[\"'\]]")


@rule(
    "SCV221",
    severity="warning",
    cites=cites("user_guide/models/solo", "tutorials/notebooks/use_cases/preprocessing"),
    about={"call.name": "scrublet"},
)
def doublets_never_removed(called: Called):
    if called.adata is None or not called.call.discarded:
        return
    if any(called.program.find(called.span.path, USED)):
        return
    cells = called.adata.cells
    for training in called.later(Trained):
        data = training.model.adata
        if data is None or cells is None or data.cells is None:
            continue
        if data.cells.value != cells.value:
            continue
        yield called.finding(
            called.call.name_span,
            f"The doublets called here are never taken out: {training.class_name} is trained with "
            "them. Keep the cells with obs['predicted_doublet'] == False before the set-up.",
            because=(cells, data.cells, training.reason("trained with all cells here")),
        )
        return
