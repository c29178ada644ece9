"""Two things that are both called ELBO are read side by side, and have opposite signs.

What `history["elbo_train"]` and `history["elbo_validation"]` hold is the negative evidence lower
bound, a loss: lower is better. `get_elbo()` returns the bound itself: higher is better. The two
differ in sign, so a comparison of one with the other says the opposite of what it seems to.

Compare like with like, or negate one: `-model.get_elbo()`.

    # bad: silent: one is the negative of the other
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2)
    last = model.history["elbo_train"].iloc[-1]
    final = model.get_elbo()  # <- finding
    print(last, final)

    # bad: silent: one is the negative of the other
    import scvi

    def report(model):
        print("bound", model.get_elbo())  # <- finding
        return model.history["elbo_validation"]

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=2, check_val_every_n_epoch=1)
    report(vae)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2)
    loss = -model.get_elbo()
    error = model.get_reconstruction_error()
    curve = model.history["elbo_train"]

    # good: of two models
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2)
    other = scvi.model.SCVI(adata, n_latent=5)
    other.train(max_epochs=2)
    print(model.get_elbo(), other.get_elbo())
"""

from scvi_lint.rule import HistoryRead, Queried, cites, rule


@rule(
    "SCV527",
    severity="info",
    versions=">=1.2",
    cites=cites(
        "user_guide/background/variational_inference#end-to-end-learning",
        "scvi.model.SCVI.get_elbo",
    ),
    about={"call.name": "get_elbo"},
)
def elbo_sign(query: Queried):
    if not query.model.exact:
        return
    before = query.source(query.span._replace(start=max(query.span.start - 4, 0)))
    if before.split(query.source(query.span))[0].rstrip().endswith("-"):
        return  # negated by hand
    for read in query.program.after(-1, (HistoryRead,)):
        key = read.key.text
        if read.model.id == query.model.id and key is not None and key.startswith("elbo_"):
            yield query.finding(
                query.call.name_span,
                f"get_elbo() and history[{key!r}] have opposite signs: higher is better here, "
                "lower in the history. Compare -get_elbo() with it.",
                because=read.reason("the loss is read here"),
            )
            return
