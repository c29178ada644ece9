"""Data comes to a model on another scale than it was trained on.

A model reads from new data the matrix that its set-up named, X or a layer, and takes the numbers as
they are. Counts that were normalised before they are handed to `load_query_data`, `load` or
`get_latent_representation` look like cells of another kind: the latent space moves by more than
the biology in it, and labels and expression follow. scvi-tools warns at most ("does not contain
unnormalized count data"); nothing stops.

Hand over raw counts under the same name, and normalise a copy for everything else.

    # bad: warns "unnormalized count data"
    import scanpy as sc
    import scvi

    reference = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(reference, batch_key="batch")
    model = scvi.model.SCVI(reference)
    model.train(max_epochs=1)
    model.save("reference")

    query = scvi.data.synthetic_iid()
    sc.pp.normalize_total(query, target_sum=1e4)
    sc.pp.log1p(query)
    mapped = scvi.model.SCVI.load_query_data(query, "reference")  # <- finding

    # bad: warns "unnormalized count data"
    import numpy as np
    import scvi

    def fitted(data):
        data.layers["counts"] = data.X.copy()
        scvi.model.SCVI.setup_anndata(data, layer="counts", batch_key="batch")
        model = scvi.model.SCVI(data)
        model.train(max_epochs=1)
        return model

    model = fitted(scvi.data.synthetic_iid())
    other = scvi.data.synthetic_iid()
    other.layers["counts"] = np.log1p(other.X)
    latent = model.get_latent_representation(other)  # <- finding

    # bad: warns "unnormalized count data"
    # file: new.h5ad = cells(x="lognorm", obs={"batch": "a*60 b*60"})
    # file: model/ = trained(scvi.model.SCVI, cells(obs={"batch": "a*60 b*60"}), batch_key="batch")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("new.h5ad")
    model = scvi.model.SCVI.load("model", adata)  # <- finding

    # good: raw counts
    import scanpy as sc
    import scvi

    reference = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(reference, batch_key="batch")
    model = scvi.model.SCVI(reference)
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    shown = query.copy()
    sc.pp.log1p(shown)
    mapped = scvi.model.SCVI.load_query_data(query, model)

    # good: the layer that the model reads
    import scanpy as sc
    import scvi

    def prepared():
        data = scvi.data.synthetic_iid()
        data.layers["counts"] = data.X.copy()
        sc.pp.normalize_total(data)
        sc.pp.log1p(data)
        return data

    reference = prepared()
    scvi.model.SCVI.setup_anndata(reference, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(reference)
    model.train(max_epochs=1)
    mapped = scvi.model.SCVI.load_query_data(prepared(), model)
"""

from scvi_lint.rule import DataGiven, cites, matrix_name, rule


@rule(
    "SCV756",
    severity="warning",
    cites=cites(
        "user_guide/background/transfer_learning#reference-mapping-with-scarches",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def data_on_another_scale(given: DataGiven):
    for scale in given.differences("scale"):
        now, name = scale.matrix, matrix_name(scale.name or None)
        if now is None:
            continue
        model = given.known_as.lower()
        unlike = f"{model} was trained on {scale.expected}"
        if not given.expected.is_known:
            unlike = f"{given.class_name} models {scale.expected}"
        happens = "it runs, but these cells land in the wrong place"
        if scale.raises is not None:
            happens = f"{given.call.name} raises {scale.raises}"
        yield given.finding(
            given.spot,
            f"{name} of {given.adata.name} {now.told}, and {unlike}: {happens}. "
            "Hand over the same kind of values.",
            because=given.why(scale),
            certain=scale.certain,
            doubt="which matrix the saved model reads is not seen here",
        )
        return
