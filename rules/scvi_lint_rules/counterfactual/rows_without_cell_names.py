"""A table or series of results has lost the names of the cells, and goes into obs or obsm.

`pd.Series(model.predict())` and `pd.DataFrame(latent)` call their rows 0, 1, 2 …, and CellAssign's
`predict` returns such a table. pandas matches rows by name, not by place: in obs every cell gets no
value at all, and nothing is said; obsm refuses the table.

Give the names along, `index=adata.obs_names`, or store the values alone: `.values`, `.to_numpy()`.

    # bad: silent: no cell has a value
    import pandas as pd
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs_names = "cell" + adata.obs_names
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="label_0")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
    adata.obs["predicted"] = pd.Series(model.predict(), dtype="category")  # <- finding

    # bad: raises ValueError after training
    import pandas as pd
    import scvi

    def factors(model, adata):
        z = model.get_latent_representation()
        table = pd.DataFrame(z, columns=[f"F{i}" for i in range(z.shape[1])])
        adata.obsm["X_factors"] = table  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.LinearSCVI.setup_anndata(adata)
    linear = scvi.model.LinearSCVI(adata)
    linear.train(max_epochs=1)
    factors(linear, adata)

    # good
    import pandas as pd
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="label_0")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation()
    adata.obs["predicted"] = model.predict()
    adata.obs["series"] = pd.Series(model.predict(), index=adata.obs_names)
    adata.obs["values"] = pd.Series(model.predict()).values
    adata.obs["first"] = pd.DataFrame(latent)[0].to_numpy()
    adata.obsm["latent"] = pd.DataFrame(latent, index=adata.obs_names)
    table = pd.DataFrame(latent)
    table.index = adata.obs_names
    adata.obsm["again"] = table
    adata.obsm["more"] = pd.DataFrame(latent).set_index(adata.obs_names)

    # good: CellAssign
    import numpy as np
    import pandas as pd
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["size_factor"] = 1.0
    markers = pd.DataFrame(np.eye(100, 3, dtype=int), index=adata.var_names, columns=list("abc"))
    markers.iloc[3:] = 1
    scvi.external.CellAssign.setup_anndata(adata, size_factor_key="size_factor")
    model = scvi.external.CellAssign(adata, markers)
    model.train(max_epochs=1)
    adata.obs["type"] = model.predict().idxmax(axis=1).values
"""

from scvi_lint.rule import Queried, ResultWritten, Stored, Table, cites, rule

ROOMS = frozenset({"obs", "obsm"})
NUMBERED = "numbered"


@rule(
    "SCV459",
    severity="error",
    versions=">=1.3",
    cites=cites("{symbol}", "scvi.model.SCVI.get_latent_representation"),
)
def rows_without_cell_names(query: Queried):
    for stored in query.later(Stored):
        table = stored.returned
        if stored.room not in ROOMS or not isinstance(table, Table) or table.made is not query:
            continue
        if table.part != NUMBERED or _is_named(stored, query):
            continue
        silent = stored.room == "obs"
        follows = (
            "every cell is left without a value"
            if silent
            else "this raises ValueError, after the training"
        )
        yield stored.finding(
            stored.value_span or stored.span,
            f"The rows are called 0, 1, 2 … and not by cells, so {follows}. "
            "Give index=adata.obs_names along, or store .values.",
            happens="silent" if silent else "raises after training",
            because=query.reason("returned here"),
            cause=query.span,
        )


def _is_named(stored: Stored, query: Queried) -> bool:
    """Whether the program gave the rows names after all."""
    return any(
        event.made is query and event.column in ("index", "")
        for event in stored.earlier(ResultWritten)
    )
