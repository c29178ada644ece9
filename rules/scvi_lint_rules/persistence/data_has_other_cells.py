"""A model with a parameter for each spot is loaded with another number of spots.

DestVI and the spatial half of Stereoscope learn the mixture of each spot of their own data: these
are parameters of the network, one for each spot in its place. `load` puts them into a network for
the data that it is given, and with fewer or more spots it raises RuntimeError: "size mismatch".
With as many other spots nothing stops, and each spot is given the mixture of another.

Load such a model with the data that it was trained on, and take the part afterwards; train another
model for other spots.

    # bad: raises RuntimeError after training
    import scvi

    sc_adata = scvi.data.synthetic_iid()
    scvi.external.RNAStereoscope.setup_anndata(sc_adata, labels_key="labels")
    sc_model = scvi.external.RNAStereoscope(sc_adata)
    sc_model.train(max_epochs=1)
    st_adata = scvi.data.synthetic_iid()
    scvi.external.SpatialStereoscope.setup_anndata(st_adata)
    st_model = scvi.external.SpatialStereoscope.from_rna_model(st_adata, sc_model)
    st_model.train(max_epochs=1)
    st_model.save("spots")
    part = st_adata[:100].copy()
    again = scvi.external.SpatialStereoscope.load("spots", part)  # <- finding

    # bad: raises RuntimeError after training
    import scvi
    from scvi.model import CondSCVI, DestVI

    def single(data):
        CondSCVI.setup_anndata(data, labels_key="labels")
        model = CondSCVI(data, prior="mog")
        model.train(max_epochs=1)
        return model

    spots = scvi.data.synthetic_iid()
    DestVI.setup_anndata(spots)
    model = DestVI.from_rna_model(spots, single(scvi.data.synthetic_iid()))
    model.train(max_epochs=1)
    model.save("destvi", overwrite=True)
    tumor = spots[spots.obs["labels"] == "label_1"].copy()
    loaded = DestVI.load("destvi", adata=tumor)  # <- finding

    # good: all spots
    import scvi

    sc_adata = scvi.data.synthetic_iid()
    scvi.external.RNAStereoscope.setup_anndata(sc_adata, labels_key="labels")
    sc_model = scvi.external.RNAStereoscope(sc_adata)
    sc_model.train(max_epochs=1)
    st_adata = scvi.data.synthetic_iid()
    scvi.external.SpatialStereoscope.setup_anndata(st_adata)
    st_model = scvi.external.SpatialStereoscope.from_rna_model(st_adata, sc_model)
    st_model.train(max_epochs=1)
    st_model.save("spots")
    again = scvi.external.SpatialStereoscope.load("spots", st_adata.copy())

    # good: other classes learn nothing of single cells
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("fitted")
    again = scvi.model.SCVI.load("fitted", adata[:100].copy())
"""

from scvi_lint.rule import DataGiven, cites, rule


@rule(
    "SCV762",
    severity="error",
    cites=cites(
        "user_guide/models/{model}",
        "{symbol}",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
        "scvi.model.SCVI.load",
    ),
)
def data_has_other_cells(given: DataGiven):
    for cells in given.differences("cells"):
        yield given.finding(
            given.spot,
            f"{given.adata.name} has a part of the spots that this {given.class_name} learned one "
            f"by one: {given.call.name} raises {cells.raises}. Load it with all of them.",
            because=given.why(cells),
            certain=cells.certain,
            doubt="it rests on how many cells the choice left",
        )
        return
