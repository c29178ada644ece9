"""An argument that no release of scvi-tools takes here.

Functions of scvi-tools hand on what they do not know themselves: `train` to the trainer of
Lightning, `plan_kwargs` to the training plan and from there to the loss, `datasplitter_kwargs` and
what `get_latent_representation` does not know to the data loader. A misspelt name travels all the
way, and is refused at its end by a function that the program never mentions; what `plan_kwargs`
holds is refused only when training has begun.

Use the name that the end of the chain knows.

    # bad: raises TypeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epoch=1)  # <- finding

    # bad: raises TypeError
    import scvi

    plan = {"learning_rate": 1e-3}  # <- finding
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, plan_kwargs=plan)

    # bad: raises TypeError
    from scvi.data import synthetic_iid
    from scvi.model import TOTALVI

    adata = synthetic_iid()
    TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    model = TOTALVI(adata)
    config = {"max_epochs": 1, "plan_kwargs": {"weigth_decay": 0.0}}  # <- finding
    model.train(**config)

    # bad: raises TypeError
    import scvi
    from scvi.train import TrainingPlanConfig

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=4, plan_config=TrainingPlanConfig(n_epochs_kl_warm_up=2))  # <- finding

    # bad: raises TypeError after training (on 1.4.2)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change", deltas=0.5)  # <- finding

    # bad: raises TypeError after training (on 1.4.2)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation(transform_batch="batch_0")  # <- finding

    # bad: raises TypeError after training (on 1.4.2)
    import scvi

    def embed(model, **options):
        return model.get_latent_representation(give_mean=True, **options)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.PEAKVI(adata)
    model.train(max_epochs=1)
    embed(model, batch_size=64, gene_list=["gene_1"])

    # good: these reach the data loader (on 1.4.2)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation(num_workers=0, pin_memory=False, shuffle=False)

    # good
    import scvi
    from scvi.train import TrainingPlanConfig

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    plan = TrainingPlanConfig(n_epochs_kl_warmup=2, weight_decay=0.0)
    model.train(max_epochs=4, plan_config=plan, gradient_clip_val=1.0)
    table = model.differential_expression(groupby="labels", mode="change", delta=0.5)

    # good: these are handed on
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    options = {"plan_kwargs": {"lr": 1e-3}, "datasplitter_kwargs": {"drop_last": True}}
    model.train(max_epochs=1, enable_progress_bar=False, **options)
"""

from scvi_lint.rule import ApiUsed, Keyword, cites, nearest, rename, rule


@rule(
    "SCV015",
    severity="error",
    cites=cites("{symbol}", "{changelog}"),
    covers=("plan-kwargs-unknown-key", "scanvi-n-epochs-unsupervised"),
)
def unknown_keyword(used: ApiUsed):
    if not used.exact or used.release.is_foreign or _is_told_elsewhere(used):
        return
    for keyword in used.keywords():
        if used.release.accepts(keyword) is not False or _is_plan_setting(used, keyword):
            continue
        signature = used.release.signature(keyword.function, keyword.inside)
        if signature is None or signature.rest_needs:
            continue  # as a rule it is never looked at
        replacement = used.release.replacement(keyword.name)
        if replacement is not None:
            continue  # told as a change between releases
        if used.release.lacking_keyword(keyword) is not None:
            continue
        meant = nearest(keyword.name, signature.keywords())
        if meant and not keyword.inside and used.argument(meant) is not None:
            meant = None
        raises = "training raises" if keyword.inside else "this raises"
        advice = f" Did you mean {meant}?" if meant else _who_takes_it(used, keyword)
        yield used.finding(
            keyword.place,
            f"{keyword.receiver} takes no {keyword.name}: {raises} TypeError.{advice}",
            certain=keyword.certain,
            rests=used.of_guessed_release,  # a program of unknown age: one finding says so
            fixes=[rename(keyword.argument, meant, f"Rename to {meant}", safe=False)]
            if meant
            else [],
        )


def _who_takes_it(used: ApiUsed, keyword: Keyword) -> str:
    """Which question to the same model has such an argument."""
    owner, _, name = keyword.function.rpartition(".")
    if keyword.inside or not name.startswith("get_"):
        return ""
    for other in used.release.siblings(keyword.function):
        signature = used.release.signature(f"{owner}.{other}")
        if other.startswith("get_") and signature and keyword.name in signature.keywords():
            return f" {other} does."
    return ""


def _is_told_elsewhere(used: ApiUsed) -> bool:
    """Constructors and registrations have rules of their own."""
    name = used.path.rpartition(".")[2]
    return name.startswith("setup_") or (
        name[:1].isupper() and used.path.startswith(("scvi.model.", "scvi.external."))
    )


def _is_plan_setting(used: ApiUsed, keyword: Keyword) -> bool:
    """`train(lr=…)`: told by the rule on settings of the training plan."""
    plan = used.release.signature(keyword.function, "plan_kwargs")
    return not keyword.inside and plan is not None and keyword.name in plan.keywords()
