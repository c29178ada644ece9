"""MuData comes to a model without a modality that the model reads, or with one more.

The set-up named where each matrix is: `modalities={"rna_layer": "rna", …}`. New data must have
modalities of these names: KeyError for MULTIVI, ValueError for the others. `load_query_data`
compares the genes of each modality, so that one that the reference had not ends in KeyError as
well. An AnnData in the place of MuData fails with AttributeError, at a question with
AssertionError. Cells that were taken out of one modality alone leave the others without a partner:
ValueError. A modality that was put in by name, `mdata.mod["rna"] = rna`, is known to the whole
after `mdata.update()` only; before that a new name ends in KeyError everywhere, other cells in
IndexError. `inplace_subset_query_vars=True` works for AnnData alone: AttributeError.

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

    # bad: raises KeyError after training
    import scvi

    places = {"rna_layer": "rna", "protein_layer": "protein_expression"}
    mdata = scvi.data.synthetic_iid(return_mudata=True)
    scvi.model.TOTALVI.setup_mudata(mdata, batch_key="batch", modalities=places)
    model = scvi.model.TOTALVI(mdata)
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid(return_mudata=True)
    query.mod["spliced"] = query["rna"].copy()
    latent = model.get_latent_representation(query)  # <- finding

    # bad: raises AttributeError after training
    import scvi

    places = {"rna_layer": "rna", "protein_layer": "protein_expression"}
    mdata = scvi.data.synthetic_iid(return_mudata=True)
    scvi.model.TOTALVI.setup_mudata(mdata, batch_key="batch", modalities=places)
    model = scvi.model.TOTALVI(mdata)
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid(return_mudata=True)
    mapped = scvi.model.TOTALVI.load_query_data(
        query, model, inplace_subset_query_vars=True  # <- finding
    )

    # good: told of it
    import scvi

    places = {"rna_layer": "rna", "protein_layer": "protein_expression"}
    mdata = scvi.data.synthetic_iid(return_mudata=True)
    scvi.model.TOTALVI.setup_mudata(mdata, batch_key="batch", modalities=places)
    model = scvi.model.TOTALVI(mdata)
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid(return_mudata=True)
    query.mod["spliced"] = query["rna"].copy()
    query.update()
    latent = model.get_latent_representation(query)

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

KINDS = ("by name", "modality", "more modalities", "unpaired", "kind of data")


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
    data, call, model = given.adata.name, given.call.name, given.known_as
    for kind in KINDS:
        for found in given.differences(kind):
            told = {
                "by name": f"{call} takes genes by name from AnnData alone: with a MuData it "
                f"raises {found.raises}. Leave inplace_subset_query_vars out.",
                "modality": f"{data} has no modality {found.name!r}, and {model.lower()} reads its "
                f"{found.argument} there: {call} raises {found.raises}.",
                "more modalities": f"The reference has no modality {found.name!r}, and {data} has: "
                f"{call} raises {found.raises}. Leave it out.",
                "added": f"{data} does not know of {found.name!r}, which was put in: {call} raises "
                f"{found.raises}. Call {data}.update() behind that.",
                "unpaired": f"{found.name} was left fewer cells, and the others were not: {call} "
                f"raises {found.raises}. Take the cells that all have: muon.pp.intersect_obs.",
                "kind of data": f"{model} was set up with a MuData, and {data} is an AnnData: "
                f"{call} raises {found.raises}. Hand over a MuData.",
            }
            yield given.finding(
                given.place("inplace_subset_query_vars") if kind == "by name" else given.spot,
                told["added" if kind == "more modalities" and found.what else kind],
                because=given.why(found),
                certain=found.certain,
                doubt="the choice may have left all cells",
            )
            return
