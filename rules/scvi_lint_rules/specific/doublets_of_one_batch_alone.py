"""The doublets of one batch are written over the whole column.

SOLO that was made with `restrict_to_batch` predicts the cells of that batch alone. `obs` aligns
what is written by the names of cells, so that all other cells get no value; in a loop over batches
each round wipes out the one before, and at the end only the last batch has doublets. What is later
kept by `obs["doublet"] == "singlet"` are the singlets of that batch.

Write to the rows that were predicted, `adata.obs.loc[found.index, "doublet"] = found`, or collect
the results of all batches and write them once.

    # bad: silent: only the cells of the last batch have a value
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    for batch in adata.obs["batch"].unique():
        solo = scvi.external.SOLO.from_scvi_model(model, restrict_to_batch=batch)
        solo.train(max_epochs=1)
        adata.obs["doublet"] = solo.predict(soft=False)  # <- finding

    # bad: silent: all cells of the other batch have no value
    import scvi

    def call_doublets(adata, batch):
        scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=1)
        solo = scvi.external.SOLO.from_scvi_model(model, adata, restrict_to_batch=batch)
        solo.train(max_epochs=1)
        found = solo.predict(soft=True)
        adata.obs["score"] = found["doublet"]  # <- finding
        return adata

    call_doublets(scvi.data.synthetic_iid(), "batch_1")

    # good
    import pandas as pd
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    found = []
    for batch in adata.obs["batch"].unique():
        solo = scvi.external.SOLO.from_scvi_model(model, restrict_to_batch=batch)
        solo.train(max_epochs=1)
        one = solo.predict(soft=True)
        adata.obs.loc[one.index, "score"] = one["doublet"]
        found.append(one)
    adata.obs["doublet"] = pd.concat(found)["doublet"]
"""

from scvi_lint.rule import Queried, Stored, cites, rule


@rule(
    "SCV990",
    severity="warning",
    cites=cites("scvi.external.SOLO.from_scvi_model", "user_guide/models/solo#overview"),
    about={"room": "obs"},
)
def doublets_of_one_batch_alone(stored: Stored):
    made = None if stored.returned is None else stored.returned.made
    if not isinstance(made, Queried) or made.class_name != "SOLO" or stored.part:
        return
    asked, origin = made.model.construction, made.model.origin
    batch = None if asked is None else asked.arguments.get("restrict_to_batch")
    data = None if origin is None else origin.adata
    if batch is None or batch.is_none or data is None or data.id != stored.adata.id:
        return
    yield stored.finding(
        stored.value_span or stored.span,
        f"This SOLO predicts the cells of one batch, and all others get no value in "
        f"obs[{stored.entry!r}]. Write to its rows: obs.loc[predicted.index, {stored.entry!r}].",
        because=made.reason("predicted here"),
        cause=made.span,
    )
