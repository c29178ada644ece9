"""A saved model is loaded with data that has categories it was not trained on.

`load` registers the data with the categories of the saved model, and a batch or label that is not
among them raises ValueError ("Category … not found in source registry"). The model has no
parameters for such a category.

New batches are what scArches is for: `load_query_data` extends the model, then train it.

    # bad: raises ValueError
    # file: new.h5ad = cells(obs={"batch": "a*60 c*60"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("new.h5ad")
    model = scvi.model.SCVI.load("model", adata)  # <- finding

    # bad: raises ValueError
    # file: new.h5ad = cells(obs={"sample": "x*60 y*60"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scanpy as sc
    import scvi

    def read(path):
        data = sc.read_h5ad(path)
        data.obs["batch"] = data.obs["sample"]
        return data

    model = scvi.model.SCVI.load(dir_path="./model", adata=read("new.h5ad"))  # <- finding

    # good
    # file: new.h5ad = cells(obs={"batch": "a*60 c*60"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("new.h5ad")
    model = scvi.model.SCVI.load_query_data(adata, "model")
"""

from scvi_lint.rule import Loaded, cites, listed, rule


@rule(
    "SCV753",
    severity="error",
    cites=cites(
        "user_guide/background/transfer_learning#reference-mapping-with-scarches",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
        "user_guide/models/scvi#preliminaries",
    ),
)
def load_new_category(load: Loaded):
    if load.saved is None or load.adata is None or load.method != "load":
        return
    for argument, names in load.saved.value.seen.categories.items():
        key = load.saved.value.setup(argument)
        levels = load.adata.levels(key) if isinstance(key, str) else None
        if levels is None or not levels.column.closed:
            continue
        known = {str(name) for name in names}
        new = [name for name in levels.names if str(name) not in known]
        if not new or not levels.occurs(new):
            continue
        given = load.argument("adata")
        yield load.finding(
            load.call.name_span if given is None else given,
            f"obs[{key!r}] has {listed(new, 3)}, which the saved model never saw: load raises "
            f"ValueError. Use {load.class_name}.load_query_data, or leave these cells out.",
            because=(load.saved, levels.known),
        )
        return
