"""SOLO looks for doublets across several lanes at once.

A doublet is two cells in one droplet, so it can only come from one lane. SOLO simulates doublets
from the cells that it is given: from several batches it also makes pairs that cannot exist, and
scvi-tools only warns.

Call `from_scvi_model` once for each batch, with `restrict_to_batch`.

    # bad: warns
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    solo = scvi.external.SOLO.from_scvi_model(vae)  # <- finding

    # bad: warns
    import anndata as ad
    import scvi
    from scvi.external import SOLO

    lanes = {"lane1": scvi.data.synthetic_iid(), "lane2": scvi.data.synthetic_iid()}
    merged = ad.concat(lanes, label="lane", index_unique="-")
    scvi.model.SCVI.setup_anndata(merged, batch_key="lane")
    vae = scvi.model.SCVI(merged)
    vae.train(max_epochs=1)
    doublets = SOLO.from_scvi_model(vae)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    for batch in adata.obs["batch"].unique():
        solo = scvi.external.SOLO.from_scvi_model(vae, restrict_to_batch=batch)
"""

from scvi_lint.rule import Constructed, cites, listed, rule


@rule(
    "SCV906",
    severity="warning",
    cites=cites("user_guide/models/solo#doublet-simulation", "scvi.external.SOLO.from_scvi_model"),
    about={"class_name": "SOLO", "model.made_by": "from_scvi_model"},
)
def solo_multi_batch(built: Constructed):
    batches = None if built.origin is None else built.origin.batches
    if batches is None or len(batches.names) < 2 or not built.lacks("restrict_to_batch"):
        return
    if not built.lacks("adata"):
        return
    yield built.finding(
        built.call.name_span,
        f"{batches.key!r} has {listed(batches.names, 3)}: SOLO would simulate doublets across "
        "them, which no droplet holds. Call it once for each, with restrict_to_batch.",
        because=(built.origin.registration if built.origin else None, batches.known),
    )
