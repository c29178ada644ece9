"""The data holds several samples, and no batch is registered.

Without `batch_key` the model takes all cells for one batch. Differences between the samples stay
in the latent space, and `transform_batch` or `batch_correction` have nothing to work with. For
data that was integrated before, or for one experiment, that may be meant. Where the program gives
the batches to Harmony, to the choice of genes or to a score of integration, it knows better.

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

    # bad: silent: the scores ask for what the model was never told (not run: needs scib-metrics)
    import scanpy as sc
    import scvi
    from scib_metrics.benchmark import Benchmarker

    adata = sc.read_h5ad("atlas.h5ad")
    scvi.model.SCVI.setup_anndata(adata, layer="counts")  # <- finding
    model = scvi.model.SCVI(adata)
    model.train()
    adata.obsm["X_scVI"] = model.get_latent_representation()
    bench = Benchmarker(
        adata, batch_key="donor", label_key="cell_type", embedding_obsm_keys=["X_scVI"]
    )

    # bad: silent: the genes are chosen by batch, the model is not told
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(
        adata, flavor="seurat_v3", n_top_genes=50, batch_key="batch", subset=True
    )
    scvi.model.SCVI.setup_anndata(adata)  # <- finding

    # bad: silent: Harmony corrects for what the model is not told (not run: needs harmonypy)
    import scanpy as sc
    import scanpy.external as sce
    import scvi

    KEY = "sample"

    def compare(adata):
        sc.pp.pca(adata)
        sce.pp.harmony_integrate(adata, KEY)
        scvi.model.SCVI.setup_anndata(adata, layer="counts")  # <- finding

    compare(sc.read_h5ad("pbmc.h5ad"))

    # bad: silent: each part has a name, and the model is not told
    import anndata as ad
    import scvi

    parts = []
    for donor in ["a", "b", "c"]:
        part = scvi.data.synthetic_iid()
        part.obs["donor"] = f"donor {donor}"
        parts.append(part)
    joined = ad.concat(parts, index_unique="-")
    scvi.model.SCVI.setup_anndata(joined)  # <- finding

    # good: the model without batches is there to be compared
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(
        adata, flavor="seurat_v3", n_top_genes=50, batch_key="batch", subset=True
    )
    scvi.model.SCVI.setup_anndata(adata)
    plain = scvi.model.SCVI(adata)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    aware = scvi.model.SCVI(adata)

    # good: written out, so that one sees it is meant
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(
        adata, flavor="seurat_v3", n_top_genes=50, batch_key="batch", subset=True
    )
    scvi.model.SCVI.setup_anndata(adata, batch_key=None)

    # good: the samples are trained apart
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(
        adata, flavor="seurat_v3", n_top_genes=50, batch_key="batch", subset=True
    )
    for sample in adata.obs["batch"].unique():
        part = adata[adata.obs["batch"] == sample].copy()
        scvi.model.SCVI.setup_anndata(part)

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

from collections.abc import Iterator

from scvi_lint.rule import (
    AnnDataView,
    Called,
    Registered,
    Remark,
    Stored,
    Transformed,
    cites,
    rule,
    slots,
)

SAMPLES = tuple(
    "batch batch_id sample sample_id sampleid library_id lane orig.ident donor donor_id patient "
    "patient_id dataset dataset_id study".split()
)
# Who is told the batches, and by which argument.
TOLD = {
    "highly_variable_genes": "batch_key",
    "harmony_integrate": "key",
    "scanorama_integrate": "key",
    "bbknn": "batch_key",
    "combat": "key",
    "Benchmarker": "batch_key",
}


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
def no_batch_key_many_samples(setup: Registered) -> Iterator[Remark]:
    adata = setup.adata
    if not setup.has("integrates_batches") or adata is None or not setup.lacks("batch_key"):
        return
    if not setup.lacks("categorical_covariate_keys"):
        return
    known = {name.lower(): name for name in adata.entries(slots.OBS)}
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
    yield from _told_elsewhere(setup, adata)


def _told_elsewhere(setup: Registered, adata: AnnDataView) -> Iterator[Remark]:
    """What else in the program is told the batches of these very cells."""
    others = (*setup.earlier(Registered), *setup.later(Registered))
    if any(not other.lacks("batch_key") for other in others):
        return  # a model without batches, beside one that has them
    if setup.argument("batch_key") is not None:
        return  # whoever writes batch_key=None thought of it
    for event in (*setup.earlier(Called, Transformed), *setup.later(Called, Transformed)):
        call, column = event.call, _batches_of(event)
        if call is None or column is None or event.adata is None:
            continue
        if not event.adata.may_be(adata) and event.adata.id not in adata.copied_from:
            continue
        levels = adata.levels(column)
        if levels is not None and levels.column.closed and len(levels.names) < 2:
            continue
        yield setup.finding(
            setup.call.name_span,
            f"{call.name} is told of {column!r}, {setup.class_name} is not: it takes all cells for "
            f"one batch. Register batch_key={column!r}.",
            because=event.reason("told the batches here"),
        )
        return
    yield from _joined(setup, adata)


def _batches_of(event: Called | Transformed) -> str | None:
    """The column that a function is told for the batches, or a plot for the colours."""
    call = event.call
    if call is None:
        return None
    told, basis = event.argument(TOLD.get(call.name, "")), event.argument("basis")
    if told is not None:
        # Harmony on the latent space is another way to the same end.
        own = basis is None or "pca" in (basis.value.text or "").lower()
        return told.value.text if own else None
    if not call.function.startswith("scanpy.pl."):
        return None
    names = [item.value for item in event.values("color") if isinstance(item.value, str)]
    return next((name for name in names if name.lower() in SAMPLES), None)


def _joined(setup: Registered, adata: AnnDataView) -> Iterator[Remark]:
    """Parts that got a name each before they were joined."""
    cells = {adata.id, *adata.copied_from}
    joined = [
        called
        for called in setup.earlier(Called)
        if called.call.function == "anndata.concat" and called.adata and called.adata.id in cells
    ]
    for stored in setup.earlier(Stored):
        name = stored.entry
        if not joined or stored.room != "obs" or name.lower() not in SAMPLES:
            continue
        if stored.index > joined[0].index or stored.part or adata.obs(name) is None:
            continue
        levels = adata.levels(name)
        if levels is not None and levels.column.closed and len(levels.names) < 2:
            continue
        yield setup.finding(
            setup.call.name_span,
            f"{adata.name} was joined from parts that {name!r} tells apart, but "
            f"{setup.class_name} takes all cells for one batch. Register batch_key={name!r}.",
            because=(stored.reason("named here"), joined[0].reason("joined here")),
        )
        return
