"""SCANVI is built from an SCVI model, and neither of them is told the labels.

SCANVI learns cell types, so it needs a column of obs with the labels that are known. The SCVI
model was registered without `labels_key`, and `from_scvi_model` is not given one either: it raises.

Pass `labels_key="cell_type"` to `from_scvi_model`.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(vae, "Unknown")  # <- finding

    # bad: raises ValueError after training
    from scvi.model import SCANVI, SCVI
    import scvi

    def two_steps(adata):
        SCVI.setup_anndata(adata, batch_key="batch")
        first = SCVI(adata)
        first.train(max_epochs=1)
        return SCANVI.from_scvi_model(first, unlabeled_category="Unknown")  # <- finding

    two_steps(scvi.data.synthetic_iid())

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(vae, "Unknown", labels_key="labels")

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(vae, "Unknown")
"""

from scvi_lint.rule import Constructed, cites, rule


@rule(
    "SCV803",
    severity="error",
    versions=">=0.15",
    cites=cites("scvi.model.SCANVI.from_scvi_model", "user_guide/models/scanvi#preliminaries"),
    about={"model.made_by": "from_scvi_model", "class_name": "SCANVI"},
)
def from_scvi_no_labels(built: Constructed):
    registered = built.registration
    if registered is None or not registered.value.leaves_out("labels_key"):
        return
    if not built.lacks("labels_key") or not built.lacks("adata"):
        return
    yield built.finding(
        built.call.name_span,
        "SCANVI is told no labels: SCVI was registered without labels_key, and none is given here. "
        'This raises ValueError. Pass labels_key="…".',
        because=registered,
    )
