"""MuData comes to a model without a modality that the model reads, or with one more.

The set-up named where each matrix is: `modalities={"rna_layer": "rna", …}`. New data must have
modalities of these names: KeyError for MULTIVI, ValueError for the others. `load_query_data`
compares the genes of each modality, so that one that the reference had not ends in KeyError as
well. An AnnData in the place of MuData fails with AttributeError, at a question with
AssertionError. Cells that were taken out of one modality alone leave the others without a partner:
ValueError.

Name the modalities as in the reference, leave out what it had not, and choose cells of the whole:
`query[cells].copy()`.

    # bad: raises ValueError after training
    import scvi

    def read():
        return scvi.data.synthetic_iid(return_mudata=True)

    places = {"rna_layer": "rna", "protein_layer": "protein_expression"}
    mdata = read()
    scvi.model.TOTALVI.setup_mudata(mdata, batch_key="batch", modalities=places)
    model = scvi.model.TOTALVI(mdata)
    model.train(max_epochs=1)
    query = read()
    del query.mod["protein_expression"]
    latent = model.get_latent_representation(query)  # <- finding

    # bad: raises AttributeError after training
    import scvi

    class Joint:
        places = {"rna_layer": "rna", "protein_layer": "protein_expression"}

        def fit(self, mdata):
            scvi.model.TOTALVI.setup_mudata(mdata, batch_key="batch", modalities=self.places)
            self.model = scvi.model.TOTALVI(mdata)
            self.model.train(max_epochs=1)
            self.model.save("joint")

    Joint().fit(scvi.data.synthetic_iid(return_mudata=True))
    again = scvi.model.TOTALVI.load("joint", adata=scvi.data.synthetic_iid())  # <- finding

    # bad: raises ValueError after training
    import mudata
    import scvi

    def read():
        return scvi.data.synthetic_iid(return_mudata=True)

    places = {"rna_layer": "rna", "protein_layer": "protein_expression"}
    mdata = read()
    scvi.model.TOTALVI.setup_mudata(mdata, batch_key="batch", modalities=places)
    model = scvi.model.TOTALVI(mdata)
    model.train(max_epochs=1)
    query = read()
    cells, proteins = query["rna"][:50].copy(), query["protein_expression"]
    query = mudata.MuData({"rna": cells, "protein_expression": proteins})
    query.obs["batch"] = "batch_0"
    mapped = scvi.model.TOTALVI.load_query_data(query, model)  # <- finding

    # good: the same modalities
    import scvi

    def read():
        return scvi.data.synthetic_iid(return_mudata=True)

    places = {"rna_layer": "rna", "protein_layer": "protein_expression"}
    mdata = read()
    scvi.model.TOTALVI.setup_mudata(mdata, batch_key="batch", modalities=places)
    model = scvi.model.TOTALVI(mdata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation(read())
    mapped = scvi.model.TOTALVI.load_query_data(read(), model)
"""

from scvi_lint.rule import DataGiven, cites, rule


@rule(
    "SCV765",
    severity="error",
    versions=">=1.0",
    cites=cites(
        "{setup}",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/totalvi#preliminaries",
    ),
)
def data_lacks_modality(given: DataGiven):
    for lack in given.differences("modality"):
        yield given.finding(
            given.spot,
            f"{given.adata.name} has no modality {lack.name!r}, and {given.known_as.lower()} reads "
            f"its {lack.argument} there: {given.call.name} raises {lack.raises}.",
            because=given.why(lack),
        )
        return
    for more in given.differences("more modalities"):
        yield given.finding(
            given.spot,
            f"The reference has no modality {more.name!r}, and {given.adata.name} has: "
            f"{given.call.name} raises {more.raises}. Leave it out.",
            because=given.why(more),
        )
        return
    for alone in given.differences("unpaired"):
        yield given.finding(
            given.spot,
            f"{alone.name} was left fewer cells, and the other modalities were not: "
            f"{given.call.name} raises. Take the cells that all have: "
            "muon.pp.intersect_obs.",
            because=given.why(alone),
            certain=alone.certain,
            doubt="the choice may have left all cells",
        )
        return
    for kind in given.differences("kind of data"):
        yield given.finding(
            given.spot,
            f"{given.known_as} was set up with a MuData, and {given.adata.name} is an AnnData: "
            f"{given.call.name} raises {kind.raises}. Hand over a MuData.",
            because=given.why(kind),
        )
        return
