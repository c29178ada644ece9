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

from scvi_lint.rule import HistoryRead, cites, rule

TERMS = ("reconstruction_loss_", "kl_local_")
CHOOSES = (
    "min(",
    "argmin",
    "idxmin",
    "max(",
    "argmax",
    "sorted(",
    "sort_values",
    "< best",
    "< lowest",
    "< least",
    "< min",
)


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
def chosen_by_one_term(read: HistoryRead):
    key, size = read.key.text, read.model.latent_size
    if key is None or size is None or not key.startswith(TERMS):
        return
    if not read.program.spells(*CHOOSES):
        return
    for other in read.earlier(HistoryRead):
        theirs = other.model.latent_size
        if other.key.text != key or theirs in (None, size) or other.model.may_be(read.model):
            continue
        if other.class_name != read.class_name:
            continue
        moves = "falls" if key.startswith("reconstruction") else "grows"
        yield read.finding(
            read.item,
            f"{key} {moves} with every latent dimension ({theirs}, {size}), so it chooses by size, "
            "not by fit. Compare 'elbo_validation', where both terms are weighed.",
            because=other.reason("read of the other model here"),
        )
        return
