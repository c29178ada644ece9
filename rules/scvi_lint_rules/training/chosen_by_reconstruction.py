"""Models of different sizes are compared by their reconstruction error alone.

Every latent dimension that is added lets a model describe its own cells better: the reconstruction
error falls from 10 to 20 to 50 dimensions whatever the data are, and the largest model wins. What
the dimensions cost stands in the other term of the ELBO, the KL divergence.

Compare `get_elbo(indices=model.validation_indices)` or `elbo_validation`, on cells that were kept
out of the training.

    # bad: silent: the largest model always wins
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    errors = {}
    for size in (5, 10, 30):
        model = scvi.model.SCVI(adata, n_latent=size)
        model.train(max_epochs=1)
        errors[size] = model.get_reconstruction_error()["reconstruction_loss"]  # <- finding
    best = min(errors, key=errors.get)

    # bad: silent: the largest model always wins
    import scvi

    def error_of(adata, size):
        model = scvi.model.SCVI(adata, n_latent=size)
        model.train(max_epochs=1)
        return model.get_reconstruction_error()["reconstruction_loss"]  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    found = sorted((error_of(adata, size), size) for size in [5, 10])

    # good: both terms, on cells that were kept out
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    bounds = {}
    for size in (5, 10, 30):
        model = scvi.model.SCVI(adata, n_latent=size)
        model.train(max_epochs=1)
        bounds[size] = model.get_elbo(indices=model.validation_indices)
    best = max(bounds, key=bounds.get)
"""

from scvi_lint.rule import CurveUsed, Queried, cites, rule

ERROR = "get_reconstruction_error"


@rule(
    "SCV559",
    severity="info",
    cites=cites(
        "user_guide/models/{model}#inference",
        "user_guide/models/scvi#inference",
    ),
    per="file",
    about={"call.name": "get_reconstruction_error"},
)
def chosen_by_reconstruction(query: Queried):
    size = query.model.latent_size
    if size is None or not _is_weighed(query):
        return
    for other in query.earlier(Queried):
        theirs = other.model.latent_size
        if other.call.name != query.call.name or theirs in (None, size):
            continue
        if other.class_name != query.class_name or other.model.may_be(query.model):
            continue
        yield query.finding(
            query.call.name_span,
            f"The reconstruction error falls with every latent dimension ({theirs}, {size}): the "
            "largest model wins whatever the data are. Compare get_elbo on validation cells.",
            because=other.reason("asked of the other model here"),
        )
        return


def _is_weighed(query: Queried) -> bool:
    """Whether the program holds such errors against each other, and never asks for both terms."""
    if any(other.call.name == "get_elbo" for other in query.later(Queried)):
        return False
    return any(used.how == "chosen" and used.name == ERROR for used in query.later(CurveUsed))
