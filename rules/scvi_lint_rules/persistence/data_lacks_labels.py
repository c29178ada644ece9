"""Labelled data comes to scANVI without an unlabelled cell, and lacks a label of the model.

scANVI counts the outputs of its classifier by the cells at hand: all categories, less the
unlabelled one if some cell has it, or if the others are all there. Cells of which none is
unlabelled and that lack a label give one output more than the saved model has. `load` then raises
RuntimeError ("size mismatch for y_prior"). `load_query_data` fills the output up in silence, and
`predict` gives many cells the unlabelled category itself.

Set some cells to the unlabelled category first; for a query that is what one wants for all of
them.

    # bad: raises RuntimeError after training
    import scvi

    def fitted(adata, folder):
        scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="label_0")
        model = scvi.model.SCANVI(adata)
        model.train(max_epochs=1)
        model.save(folder)

    fitted(scvi.data.synthetic_iid(), "fitted")
    cells = scvi.data.synthetic_iid()
    cells.obs["labels"] = "label_1"
    again = scvi.model.SCANVI.load("fitted", cells)  # <- finding

    # bad: silent: the unlabelled category is predicted
    import scvi

    reference = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(
        reference, labels_key="labels", unlabeled_category="Unknown", batch_key="batch"
    )
    model = scvi.model.SCANVI(reference, encode_covariates=True, use_layer_norm="both")
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    query.obs["batch"] = "late"
    query.obs["labels"] = query.obs["labels"].replace("label_0", "label_1")
    mapped = scvi.model.SCANVI.load_query_data(query, model)  # <- finding
    mapped.train(max_epochs=1, plan_kwargs={"weight_decay": 0.0})
    found = mapped.predict()

    # good: a query without labels, and all labels
    import scvi

    reference = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(
        reference, labels_key="labels", unlabeled_category="Unknown", batch_key="batch"
    )
    model = scvi.model.SCANVI(reference, encode_covariates=True, use_layer_norm="both")
    model.train(max_epochs=1)
    model.save("fitted")
    again = scvi.model.SCANVI.load("fitted", scvi.data.synthetic_iid())
    query = scvi.data.synthetic_iid()
    query.obs["batch"] = "late"
    query.obs["labels"] = "Unknown"
    mapped = scvi.model.SCANVI.load_query_data(query, model)
    mapped.train(max_epochs=1, plan_kwargs={"weight_decay": 0.0})
    found = mapped.predict()
"""

from scvi_lint.rule import DataGiven, cites, listed, rule


@rule(
    "SCV771",
    severity="error",
    versions=">=1.3",
    cites=cites(
        "{symbol}",
        "user_guide/models/{model}#preliminaries",
        "user_guide/background/transfer_learning#reference-mapping-with-scarches",
    ),
)
def data_lacks_labels(given: DataGiven):
    for few in given.differences("labels"):
        if given.door not in ("load", "query"):
            return
        unlabeled = (given.expected.names("unlabeled_category") or ("Unknown",))[0]
        happens = f"{given.call.name} raises {few.raises}"
        if few.raises is None:
            happens = f"its classifier gets one output more, and predicts {unlabeled!r}"
        yield given.finding(
            given.spot,
            f"No cell of {given.adata.name} is {unlabeled!r} in obs[{few.name!r}], and none has "
            f"{listed(few.names, 2)}: {happens}. Set cells to {unlabeled!r} first.",
            because=given.why(few),
            happens="" if few.raises else "silent",
        )
        return
