"""`indices` are what `np.where` returns: a tuple with one array in it.

`np.where(mask)`, `np.nonzero(mask)` and `mask.nonzero()` return a tuple, an array for each axis. A
model that is asked about these `indices` takes the one array in it for one cell: the latent space
gets the shape (1, cells, latent), so that a mean over its cells is no mean, and every other method
raises RuntimeError about sizes.

Take the array out of the tuple, `np.where(mask)[0]`, or ask `np.flatnonzero(mask)`.

    # bad: raises RuntimeError after training
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    cells = np.where(adata.obs["batch"] == "batch_0")
    expression = model.get_normalized_expression(indices=cells)  # <- finding

    # bad: silent: the latent space has one row too few axes away
    import numpy as np
    import scvi

    def center(model, adata, name):
        chosen = np.nonzero(adata.obs["labels"].to_numpy() == name)
        return model.get_latent_representation(adata, indices=chosen).mean(axis=0)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    centers = {name: center(model, adata, name) for name in adata.obs["labels"].unique()}

    # good
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    mask = adata.obs["batch"] == "batch_0"
    model.get_normalized_expression(indices=np.where(mask)[0])
    (cells,) = np.where(mask)
    model.get_latent_representation(indices=cells)
    model.get_latent_representation(indices=np.flatnonzero(mask))
"""

from scvi_lint.rule import Argument, Fix, Queried, cites, regex, replace, rule

# What can be followed by `[0]` as it stands.
PLAIN = regex(r"[\w.]+|[\w.]+\([^()]*(?:\([^()]*\)[^()]*)*\)")


@rule(
    "SCV490",
    severity="error",
    versions=">=1.2",
    cites=cites("{symbol}", "scvi.model.SCVI.get_latent_representation"),
)
def places_in_a_tuple(query: Queried):
    given = query.argument("indices")
    if given is None or given.type_name != "places":
        return
    latent = query.call.name == "get_latent_representation"
    happens = "and its rows are no cells" if latent else "and this raises RuntimeError"
    yield query.finding(
        given,
        "np.where returns a tuple, which holds the array of places: it is taken for one cell, "
        f"{happens}. Take the array: np.where(…)[0].",
        happens="silent" if latent else "",
        fixes=[_first(query, given, safe=not latent)],
    )


def _first(query: Queried, given: Argument, *, safe: bool) -> Fix | None:
    text = "" if given.written is None else query.source(given.written)
    if not PLAIN.fullmatch(text):
        return None
    return replace(given, f"{text}[0]", "Take the array out of the tuple", safe=safe)
