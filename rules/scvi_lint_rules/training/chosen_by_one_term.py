"""Models of different sizes are compared by one term of the ELBO.

With every latent dimension that is added the reconstruction loss falls and the KL term grows: the
first alone chooses the largest model, the second alone the smallest, whatever the data are. Only
their sum weighs one against the other, and that on cells that were held out.

Compare `elbo_validation` (`check_val_every_n_epoch=1`), or `get_marginal_ll`.

    # bad: silent: the largest model always wins
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    losses = {}
    for size in (5, 10, 30):
        model = scvi.model.SCVI(adata, n_latent=size)
        model.train(max_epochs=1)
        losses[size] = model.history["reconstruction_loss_train"].iloc[-1, 0]  # <- finding
    best = min(losses, key=losses.get)

    # bad: silent: the largest model always wins
    import scvi

    def fit(adata, size):
        model = scvi.model.SCVI(adata, n_latent=size)
        model.train(max_epochs=1)
        return model

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    small, large = fit(adata, 5), fit(adata, 50)
    first = small.history["kl_local_train"].iloc[-1, 0]
    second = large.history["kl_local_train"].iloc[-1, 0]  # <- finding
    best = small if min(first, second) == first else large

    # bad: silent: the largest model always wins
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    best = None
    for size in (5, 10, 20):
        model = scvi.model.SCVI(adata, n_latent=size)
        model.train(max_epochs=1)
        curve = model.history["reconstruction_loss_train"]["reconstruction_loss_train"]
        error = curve.min()  # <- finding
        if best is None or error < best[0]:
            best = (error, size)

    # bad: silent: the largest model always wins
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    sizes, ends = [5, 20], []
    for size in sizes:
        model = scvi.model.SCVI(adata, n_latent=size)
        model.train(max_epochs=1)
        ends.append(model.history["reconstruction_loss_train"].values[-1, 0])  # <- finding
    chosen = sizes[np.argmin(ends)]

    # good: both are shown, none is chosen
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    fewest = min(adata.n_obs, 1000)
    for size in (5, 10):
        model = scvi.model.SCVI(adata, n_latent=size)
        model.train(max_epochs=1)
        print(size, f"{model.history['kl_local_train'].iloc[-1, 0]:.2f}")

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    losses = {}
    for size in (5, 10, 30):
        model = scvi.model.SCVI(adata, n_latent=size)
        model.train(max_epochs=1, check_val_every_n_epoch=1)
        losses[size] = model.history["elbo_validation"].iloc[-1, 0]
    best = min(losses, key=losses.get)
"""

from scvi_lint.rule import CurveUsed, cites, rule

TERMS = ("reconstruction_loss_", "kl_local_")


@rule(
    "SCV558",
    severity="info",
    presets=("paper",),
    cites=cites(
        "user_guide/models/{model}#inference",
        "user_guide/models/scvi#inference",
    ),
    per="file",
)
def chosen_by_one_term(used: CurveUsed):
    size = used.model.latent_size
    if used.how != "number" or size is None or not used.name.startswith(TERMS):
        return
    if not _is_weighed(used):
        return
    for other in used.earlier(CurveUsed):
        theirs = other.model.latent_size
        if other.how != "number" or other.name != used.name or theirs in (None, size):
            continue
        if other.class_name != used.class_name or other.model.may_be(used.model):
            continue
        moves = "falls" if used.name.startswith("reconstruction") else "grows"
        yield used.finding(
            used.span,
            f"{used.name} {moves} with every latent dimension ({theirs}, {size}), so it chooses "
            "by size, not by fit. Compare 'elbo_validation', where both terms are weighed.",
            because=other.reason("read of the other model here"),
        )
        return


def _is_weighed(used: CurveUsed) -> bool:
    """Whether the program holds such numbers against each other."""
    return any(event.how == "chosen" and event.name == used.name for event in used.later(CurveUsed))
