"""NaN in a latent space is written over.

A trained model puts every cell somewhere. NaN in its latent space says that training failed: a loss
that grew beyond all numbers, cells without any count, values that are no counts. Zeros in its place
put all these cells at one point, which neighbours and clusters then take for a cell type.

Look why: cells without counts, NaN or negative values in the registered layer; then a lower
learning rate or `gradient_clip_val`, and train again.

    # bad: silent: cells without a place are put at one
    import numpy as np
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation()
    adata.obsm["X_scVI"] = np.nan_to_num(latent)  # <- finding
    sc.pp.neighbors(adata, use_rep="X_scVI")

    # bad: silent: cells without a place are put at one
    import numpy as np
    import scvi

    def embed(model, data):
        found = model.get_latent_representation(data)
        return np.nan_to_num(found, nan=0.0)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = embed(model, adata)

    # bad: silent: cells without a place are put at one
    import pandas as pd
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = pd.DataFrame(model.get_latent_representation(), index=adata.obs_names)
    adata.obsm["X_scVI"] = table.fillna(0).to_numpy()  # <- finding

    # bad: silent: cells without a place are put at one
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    adata.obsm["X_scVI"] = np.nan_to_num(adata.obsm["X_scVI"])  # <- finding

    # good: other values may lack, and it is asked before it is used
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["age"] = [30.0, 41.0] * 200
    adata.obs["age"] = np.nan_to_num(adata.obs["age"])
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation()
    assert not np.isnan(latent).any()
    adata.obsm["X_scVI"] = latent
"""

from scvi_lint.rule import Called, Embedding, cites, query_of, rule


@rule(
    "SCV565",
    severity="warning",
    cites=cites(
        "user_guide/models/scvi#dimensionality-reduction",
        "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this",
        "user_guide/models/scvi",
    ),
    about={"call.name": ("nan_to_num", "fillna")},
)
def numbers_covered_up(called: Called):
    given = called.argument("x")
    content = None if given is None else given.content
    if not isinstance(content, Embedding) or content.method != "latent":
        return
    made = query_of(content)
    yield called.finding(
        called.call.name_span,
        "A latent space holds NaN where training failed: written over, these cells lie at one "
        "point, like a cell type. Look for cells without counts and values that are no counts.",
        because=None if made is None else made.reason("asked of the model here"),
    )
