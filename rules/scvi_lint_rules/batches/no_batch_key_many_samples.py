"""The data holds several samples, and no batch is registered.

Without `batch_key` the model takes all cells for one batch. Differences between the samples stay
in the latent space, and `transform_batch` or `batch_correction` have nothing to work with. For
data that was integrated before, or for one experiment, that may be meant.

Otherwise name the column of the main technical difference: `batch_key="sample"`.

    # bad: silent: all samples are taken for one batch
    # file: pbmc.h5ad = cells(obs={"sample": "s1*60 s2*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)  # <- finding

    # bad: silent: all samples are taken for one batch
    # file: pbmc.h5ad = cells(obs={"donor_id": "a*40 b*40 c*40"}, layers={"counts": "counts"})
    import anndata as ad
    from scvi.model import TOTALVI, SCVI

    SETUP = {"layer": "counts", "batch_key": None}

    def register(path, cls=SCVI):
        adata = ad.read_h5ad(path)
        cls.setup_anndata(adata, **SETUP)  # <- finding
        return adata

    register("pbmc.h5ad")

    # good
    # file: pbmc.h5ad = cells(obs={"sample": "s1*60 s2*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="sample")

    # good: one sample
    # file: pbmc.h5ad = cells(obs={"sample": "s1*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
"""

from scvi_lint.rule import Registered, cites, rule

SAMPLES = tuple(
    "batch batch_id sample sample_id sampleid library_id lane orig.ident donor donor_id patient "
    "patient_id dataset dataset_id study".split()
)


@rule(
    "SCV360",
    severity="info",
    cites=cites(
        "faq#what-is-the-difference-between-batch-key-and-categorical-covariate-keys",
        "{setup}",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def no_batch_key_many_samples(setup: Registered):
    adata = setup.adata
    if not setup.has("integrates_batches") or adata is None or not setup.lacks("batch_key"):
        return
    if not setup.lacks("categorical_covariate_keys"):
        return
    known = {name.lower(): name for name in adata.entries("obs")}
    for name in SAMPLES:
        levels = adata.levels(known[name]) if name in known else None
        if levels is None or len(levels.names) < 2 or levels.column.made_by != "file":
            continue
        if not levels.occurs(levels.names):
            continue
        yield setup.finding(
            setup.call.name_span,
            f"{levels.key!r} has {len(levels.names)} levels, but no batch is registered: "
            f"{setup.class_name} treats all cells as one batch. Pass batch_key={levels.key!r}.",
            because=levels.known,
        )
        return
