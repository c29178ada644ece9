"""Data comes to a model with missing values in a column that the model registered.

Batches, labels and covariates of new data are translated into the categories of the model. A
missing value is none of them, and the translation ends in ValueError; before 1.5.1 it was TypeError
for most columns.

Fill the column in, or leave these cells out.

    # bad: raises ValueError after training
    # file: new.h5ad = cells(obs={"donor": "a*60 nan*60"})
    # file: pbmc.h5ad = cells(obs={"donor": "a*60 b*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, categorical_covariate_keys=["donor"])
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation(sc.read_h5ad("new.h5ad"))  # <- finding

    # good
    # file: new.h5ad = cells(obs={"batch": "a*60 nan*60"})
    # file: pbmc.h5ad = cells(obs={"batch": "a*60 b*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    query = sc.read_h5ad("new.h5ad")
    query = query[query.obs["batch"].notna()].copy()
    mapped = scvi.model.SCVI.load_query_data(query, model)
"""

from scvi_lint.rule import DataGiven, cites, rule


@rule(
    "SCV757",
    severity="error",
    cites=cites(
        "{symbol}",
        "user_guide/background/transfer_learning#reference-mapping-with-scarches",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
)
def data_has_nan(given: DataGiven):
    for missing in given.differences("nan"):
        yield given.finding(
            given.spot,
            f"obs[{missing.name!r}] has missing values, and {given.known_as.lower()} was "
            f"registered with {missing.argument}={missing.name!r}: {given.call.name} raises "
            f"{missing.raises}. Fill them in, or leave these cells out.",
            because=given.why(missing),
            certain=missing.certain,
            doubt="the cells without a value may have been left out since",
        )
        return
