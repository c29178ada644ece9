"""POISSONVI is registered on reads, where more values are two than one.

Cell Ranger counts the reads of a peak. Each fragment has two ends, so even numbers prevail, and a
Poisson distribution does not describe them. `setup_anndata` warns that X holds no fragment counts.

Turn reads into fragments first: `scvi.data.reads_to_fragments(adata)`, then `layer="fragments"`.

    # bad: warns "does not contain fragment count data"
    # file: atac.h5ad = cells(150, x=2.0 * np.random.default_rng(0).poisson(0.5, (150, 20)))
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("atac.h5ad")
    scvi.external.POISSONVI.setup_anndata(adata)  # <- finding

    # bad: warns "does not contain fragment count data"
    # file: atac.h5ad = cells(150, layers={"reads": 2 * np.tri(150, 20)})
    import anndata as ad
    from scvi.external import POISSONVI

    SETUP = {"layer": "reads"}

    def register(adata):
        POISSONVI.setup_anndata(adata, **SETUP)  # <- finding

    register(ad.read_h5ad("atac.h5ad"))

    # bad: silent: the reads are taken for fragments (not run: these data have few reads)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.data.reads_to_fragments(adata)
    scvi.external.POISSONVI.setup_anndata(adata, batch_key="batch")  # <- finding

    # good
    # file: atac.h5ad = cells(150, x=2.0 * np.random.default_rng(0).poisson(0.5, (150, 20)))
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("atac.h5ad")
    scvi.data.reads_to_fragments(adata)
    scvi.external.POISSONVI.setup_anndata(adata, layer="fragments")
"""

from scvi_lint.rule import ApiUsed, Reason, Registered, cites, matrix_name, rule


@rule(
    "SCV958",
    severity="warning",
    versions=">=1.1",
    cites=cites("user_guide/models/poissonvi#preliminaries", "user_guide/models/poissonvi"),
    about={"class_name": "POISSONVI"},
)
def poissonvi_read_counts(setup: Registered):
    if setup.adata is None:
        return
    layer = setup.registration.text("layer")
    if layer is None and not setup.lacks("layer"):
        return
    made = _fragments(setup) if layer is None else None
    if made is not None:
        yield setup.finding(
            setup.place("layer"),
            "reads_to_fragments wrote layers['fragments'] and left X as it is. X is registered: "
            'POISSONVI gets the reads. Pass layer="fragments".',
            because=made,
        )
        return
    known = setup.adata.matrix(layer)
    seen = None if known is None else known.value.seen
    if known is None or seen is None or not seen.even:
        return
    where = matrix_name(layer)
    yield setup.finding(
        setup.place("layer"),
        f"{where} holds reads: more values are 2 than 1. POISSONVI models fragments. Call "
        'scvi.data.reads_to_fragments(adata) and register layer="fragments".',
        because=known,
    )


def _fragments(setup: Registered) -> Reason | None:
    """Where this data got a layer of fragments."""
    for used in setup.earlier(ApiUsed):
        if used.call is None or used.call.name != "reads_to_fragments" or setup.adata is None:
            continue
        data = used.data_in("adata")
        if data is not None and data.id == setup.adata.id and used.lacks("fragment_layer"):
            return used.reason("fragments written here")
    return None
