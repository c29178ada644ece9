"""MRVI is asked about a column of samples that came after the model.

When MRVI is built it reads the columns of obs that say something about each sample and keeps them.
A column that is written later is unknown to it: `sample_cov_keys` that name it raise KeyError,
after the training.

Write the column before the model is built, or call `model.update_sample_info(adata)` behind it.

    # bad: raises KeyError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["donor"] = (["a", "b", "c", "d"] * 100)[: adata.n_obs]
    scvi.external.MRVI.setup_anndata(adata, sample_key="donor", batch_key="batch")
    model = scvi.external.MRVI(adata)
    model.train(max_epochs=1)
    adata.obs["severe"] = adata.obs["donor"].isin(["a", "b"]).astype(str)
    model.differential_expression(sample_cov_keys=["severe"])  # <- finding

    # bad: raises KeyError after training
    import scvi

    KEYS = ["arm"]

    def compare(model, data, arms):
        data.obs["arm"] = data.obs["donor"].map(arms)
        return model.differential_abundance(sample_cov_keys=KEYS)  # <- finding

    adata = scvi.data.synthetic_iid()
    adata.obs["donor"] = (["a", "b", "c", "d"] * 100)[: adata.n_obs]
    scvi.external.MRVI.setup_anndata(adata, sample_key="donor", batch_key="batch")
    model = scvi.external.MRVI(adata)
    model.train(max_epochs=1)
    compare(model, adata, {"a": "x", "b": "x", "c": "y", "d": "y"})

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["donor"] = (["a", "b", "c", "d"] * 100)[: adata.n_obs]
    adata.obs["severe"] = adata.obs["donor"].isin(["a", "b"]).astype(str)
    scvi.external.MRVI.setup_anndata(adata, sample_key="donor", batch_key="batch")
    model = scvi.external.MRVI(adata)
    model.train(max_epochs=1)
    model.differential_abundance(sample_cov_keys=["severe"])
    adata.obs["arm"] = adata.obs["severe"]
    model.update_sample_info(adata)
    model.differential_abundance(sample_cov_keys=["arm"])
"""

from scvi_lint.rule import Constructed, Queried, Stored, cites, rule


@rule(
    "SCV924",
    severity="error",
    cites=cites("{symbol}", "user_guide/models/mrvi", "user_guide/models/scvi"),
)
def sample_column_too_late(query: Queried):
    own = query.model.adata
    if not query.class_name.endswith("MRVI") or own is None or not query.exact:
        return
    written: dict[str, Stored] = {}
    for event in query.earlier(Stored, Constructed, Queried):
        if isinstance(event, Queried):
            if event.call.name == "update_sample_info":
                break
        elif isinstance(event, Constructed):
            if event.model.id == query.model.id:
                break
        elif event.room == "obs" and own.id in event.adata.ids and not event.part:
            written[event.entry] = event
    else:
        return  # the model was built where nobody looks
    given = query.argument("sample_cov_keys")
    for item in [] if given is None else given.items:
        late = written.get(item.value) if isinstance(item.value, str) else None
        if late is None or late.adata.obs(late.entry) is not None:
            continue  # it was there before, with other values perhaps
        yield query.finding(
            item if given is None or item.span in given else given,
            f"obs[{item}] came after the model, which keeps the columns that it found when it was "
            "built: KeyError. Call model.update_sample_info(adata) first.",
            because=late.reason("written here"),
        )
