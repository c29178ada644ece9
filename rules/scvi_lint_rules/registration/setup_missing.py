"""A model is built on data that was never registered for it.

`setup_anndata` tells a model class where in the data its counts, batches and labels are, and
leaves a mark on that one object. The constructor looks for the mark and refuses data without it.
A second object is not registered because the first one was, even if it came from the same file.

Call `setup_anndata` of this class, with the object that the model is given.

    # bad: raises ValueError
    import anndata as ad
    import numpy as np
    import scvi

    adata = ad.AnnData(np.random.poisson(2.0, (60, 20)).astype("float32"))
    model = scvi.model.SCVI(adata, n_latent=5)  # <- finding

    # bad: raises ValueError
    import scvi

    def build(data):
        return scvi.model.SCVI(data)  # <- finding

    reference = scvi.data.synthetic_iid()
    query = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(reference, batch_key="batch")
    models = [build(reference), build(query)]

    # bad: raises ValueError
    # file: cells.h5ad = scvi.data.synthetic_iid()
    import scanpy as sc
    from scvi.model import SCVI

    adata = sc.read_h5ad("cells.h5ad")
    sc.pp.filter_genes(adata, min_cells=3)
    sc.pp.highly_variable_genes(adata, n_top_genes=50, flavor="seurat_v3", subset=True)
    vae = SCVI(adata)  # <- finding
    vae.train(max_epochs=1)

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.data.reads_to_fragments(adata)
    model = scvi.external.RNAStereoscope(adata)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)

    # good: loading a model registers the data
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    trained = scvi.model.SCVI(adata)
    trained.train(max_epochs=1)
    trained.save("saved_model")

    query = scvi.data.synthetic_iid()
    mapped = scvi.model.SCVI.load_query_data(query, "saved_model")
    again = scvi.model.SCVI(query)

    other = scvi.data.synthetic_iid()
    loaded = scvi.model.SCVI.load("saved_model", adata=other)
    another = scvi.model.SCVI(other)
    same = scvi.model.SCVI(loaded.adata)

    # good: code that is not at hand may have registered it
    # file: lab.py = "import scvi\\ndef prepare(data): scvi.model.SCVI.setup_anndata(data)"
    import scvi
    from lab import prepare

    adata = scvi.data.synthetic_iid()
    prepare(adata)
    model = scvi.model.SCVI(adata)

    # good: registered on one of two ways
    import sys

    import scvi

    adata = scvi.data.synthetic_iid()
    if len(sys.argv) < 100:
        scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
"""

from scvi_lint.rule import Constructed, cites, rule, slots


@rule(
    "SCV101",
    severity="error",
    versions=">=0.15",
    cites=cites(
        "{setup}",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
    about={"model.made_by": "constructor"},
)
def setup_missing(built: Constructed):
    adata = built.adata
    if adata is None or not built.exact:
        return
    if built.class_name == "SOLO":
        return  # a registration would not help: solo-direct says what would
    if built.registration is not None or adata.may_be_registered_elsewhere:
        return
    if built.class_name in adata.stale_registrations or adata.registrations:
        return  # setup-then-copy and setup-with-other-class say it better
    if built.registered_in_passing is not None or built.lost_on_disk is not None:
        return  # so do setup-on-temporary and setup-h5ad-roundtrip
    setup = "setup_mudata" if adata.is_mudata else "setup_anndata"
    name = adata.name if adata.name.isidentifier() else "This data"
    yield built.finding(
        built.argument("mdata") or built.argument("adata") or built.call,
        f"{name} was never registered for {built.class_name}, so this raises ValueError. "
        f"Call {built.class_name}.{setup} on it first.",
        because=adata.thing.get(slots.MADE),
        breaks=((built.model.id, slots.CONSTRUCTION),),
        cause=(adata.id, built.class_name),
    )
