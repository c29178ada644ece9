"""A model that notes the cells in its data is asked about data that was never set up.

The set-up of MRVI and MULTIVI numbers the cells in `obs["_indices"]`, that of RESOLVI keeps the
neighbours of each cell in `obsm`. Other classes take over their set-up for data that they have not
seen; these find no such entry there and raise KeyError, whatever the data is.

Set the data up like the model's own before asking, or map it with `load_query_data` where the class
has it. A part of the model's own data has the entries already.

    # bad: raises KeyError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.MRVI.setup_anndata(adata, sample_key="labels", batch_key="batch")
    model = scvi.external.MRVI(adata)
    model.train(max_epochs=1)
    other = scvi.data.synthetic_iid()
    latent = model.get_latent_representation(other)  # <- finding

    # bad: raises KeyError after training
    from scvi.data import synthetic_iid
    from scvi.model import MULTIVI

    class Joint:
        places = {"rna_layer": "rna", "atac_layer": "accessibility"}

        def __init__(self, mdata):
            MULTIVI.setup_mudata(mdata, batch_key="batch", modalities=self.places)
            self.model = MULTIVI(mdata)
            self.model.train(max_epochs=1)

        def embed(self, mdata):
            return self.model.get_latent_representation(mdata)  # <- finding

    joint = Joint(synthetic_iid(return_mudata=True))
    latent = joint.embed(synthetic_iid(return_mudata=True))

    # good: set up
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.MRVI.setup_anndata(adata, sample_key="labels", batch_key="batch")
    model = scvi.external.MRVI(adata)
    model.train(max_epochs=1)
    other = scvi.data.synthetic_iid()
    scvi.external.MRVI.setup_anndata(other, sample_key="labels", batch_key="batch")
    latent = model.get_latent_representation(other)

    # good: a part of its own data
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.MRVI.setup_anndata(adata, sample_key="labels", batch_key="batch")
    model = scvi.external.MRVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation(adata[:100].copy())
"""

from scvi_lint.rule import DataGiven, cites, rule

RAISE_BEFORE = (
    "column",
    "layer",
    "format",
    "category",
    "nan",
    "genes",
    "modality",
    "unpaired",
    "kind of data",
)


@rule(
    "SCV760",
    severity="error",
    versions=">=1.0",
    cites=cites(
        "{setup}",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
        "user_guide/models/{model}",
        "scvi.model.SCVI.setup_anndata",
    ),
)
def data_never_set_up(given: DataGiven):
    for missing in given.differences("set-up"):
        if missing.raises is None or not given.release.since(missing.word):
            return
        if any(given.differences(kind) for kind in RAISE_BEFORE):
            return  # which raises before
        method = "setup_mudata" if given.adata.is_mudata else "setup_anndata"
        yield given.finding(
            given.spot,
            f"{given.adata.name} was never set up for {missing.name}, which notes each cell there: "
            f"{given.call.name} raises {missing.raises}. Call {missing.name}.{method} on it first.",
            because=given.why(missing),
        )
