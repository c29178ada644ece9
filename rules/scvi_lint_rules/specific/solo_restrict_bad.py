"""SOLO is restricted to a batch that the SCVI model does not have.

`SOLO.from_scvi_model(model, restrict_to_batch=…)` looks for doublets in one batch of the model.
A name that is none of its batches raises ValueError, and so does any name when the model was
registered without `batch_key`.

Name a batch as the data spells it.

    # bad: raises ValueError after training
    # file: pbmc.h5ad = cells(obs={"lane": "lane_1*60 lane_2*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="lane")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    solo = scvi.external.SOLO.from_scvi_model(vae, restrict_to_batch="lane_1")  # <- finding

    # bad: raises ValueError after training
    import scvi

    def doublets(vae, batches):
        solo = scvi.external.SOLO
        return [solo.from_scvi_model(vae, restrict_to_batch=b) for b in batches]  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    found = doublets(vae, ["batch_0"])

    # bad: raises ValueError after training (not run: a file that only the author has)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("unseen.h5ad")
    adata = adata[~adata.obs["lane"].isin(["empty", "failed"])].copy()
    scvi.model.SCVI.setup_anndata(adata, batch_key="lane")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    solo = scvi.external.SOLO.from_scvi_model(vae, restrict_to_batch="failed")  # <- finding

    # good: the file says "lane 1"
    # file: pbmc.h5ad = cells(obs={"lane": "lane_1*60 lane_2*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="lane")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    solo = scvi.external.SOLO.from_scvi_model(vae, restrict_to_batch="lane 1")
"""

from scvi_lint.rule import MISSPELT, Constructed, cites, listed, rule, suggest


@rule(
    "SCV970",
    severity="error",
    cites=cites("scvi.external.SOLO.from_scvi_model", "user_guide/models/solo#overview"),
    about={"class_name": "SOLO"},
)
def solo_restrict_bad(solo: Constructed):
    wanted = solo.given("restrict_to_batch")
    origin = solo.origin
    if wanted is None or origin is None or origin.registration is None:
        return
    if origin.registration.certain and origin.registration.value.leaves_out("batch_key"):
        yield solo.finding(
            wanted,
            "The SCVI model knows no batches, so restrict_to_batch raises ValueError. Register "
            "it with batch_key, or leave restrict_to_batch out.",
            because=origin.registration,
        )
        return
    levels = origin.batches
    for name in wanted.items:
        gone = origin.taken_out("batch_key", name.value)
        if gone is not None:
            yield solo.finding(
                name,
                f"The cells of {name} were taken out before the set-up: this raises ValueError. "
                "Name a batch that is left.",
                because=(gone, origin.registration),
            )
        if levels is None or not levels.rule_out(name.value):
            continue
        has = f"It has {listed(levels.names)}."
        suggestion = suggest(name.value, levels.names, has, alike=MISSPELT)
        yield solo.finding(
            name,
            f"{name} is no batch of {levels.key!r}: this raises ValueError. {suggestion.advice}",
            because=(levels.known, origin.registration),
            fixes=suggestion.fixes(name),
        )
