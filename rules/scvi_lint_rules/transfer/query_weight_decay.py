"""A query model is trained with weight decay, which moves the reference, too.

Surgery freezes the weights of the reference, but in layers that get new batches the default weight
decay still shrinks them in every step: the latent space of the reference drifts while the query is
trained, and both no longer fit together exactly. It is little: with the defaults of Adam here (lr
0.001, eps 0.01, weight decay 1e-6) a step takes 1e-7 of a weight, 0.1 % in 10 000 steps. With
`weight_decay=0.0` the drift is exactly zero.

Pass `plan_kwargs={"weight_decay": 0.0}`.

    # bad: silent: the reference drifts
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata, encode_covariates=True)
    vae.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    mapped = scvi.model.SCVI.load_query_data(query, vae)
    mapped.train(max_epochs=1)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata, encode_covariates=True)
    vae.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    mapped = scvi.model.SCVI.load_query_data(query, vae)
    mapped.train(max_epochs=1, plan_kwargs={"weight_decay": 0.0})
"""

from scvi_lint.rule import Trained, add_argument, cites, rule


@rule(
    "SCV813",
    severity="info",
    covers=("ref-latent-reused",),
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.load_query_data",
        "user_guide/background/transfer_learning#training",
    ),
    about={"model.made_by": "load_query_data"},
)
def query_weight_decay(training: Trained):
    if not training.plan_accepts("weight_decay"):
        return
    if "weight_decay" in training.overwritten_plan_keys or not training.lacks("plan_kwargs"):
        return
    if training.argument("plan_config") is not None or training.argument("plan_kwargs") is not None:
        return
    yield training.finding(
        training.call.name_span,
        "Weight decay goes on shrinking the reference's frozen weights, by about 0.1 % in 10 000 "
        "steps: its latent space drifts a little. Pass plan_kwargs={'weight_decay': 0.0}.",
        fixes=[
            add_argument(
                training,
                'plan_kwargs={"weight_decay": 0.0}',
                "Train without weight decay (the latent space will differ a little)",
                safe=False,
            )
        ],
    )
