"""A query model is trained with weight decay, which moves the reference, too.

Surgery freezes the weights of the reference, but the default weight decay still shrinks them a
little in every step: the latent space of the reference drifts while the query is trained, and both
no longer fit together exactly. With `weight_decay=0.0` the drift is exactly zero.

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
        "user_guide/background/transfer_learning#training", "scvi.model.SCVI.load_query_data"
    ),
)
def query_weight_decay(training: Trained):
    if training.model.made_by != "load_query_data" or not training.plan_accepts("weight_decay"):
        return
    if "weight_decay" in training.overwritten_plan_keys or not training.lacks("plan_kwargs"):
        return
    if training.argument("plan_config") is not None or training.argument("plan_kwargs") is not None:
        return
    yield training.finding(
        training.call.name_span,
        "Weight decay shrinks the frozen weights of the reference while the query is trained, so "
        "its latent space drifts. Pass plan_kwargs={'weight_decay': 0.0}.",
        fixes=[
            add_argument(
                training,
                'plan_kwargs={"weight_decay": 0.0}',
                "Train without weight decay (the latent space will differ a little)",
                safe=False,
            )
        ],
    )
