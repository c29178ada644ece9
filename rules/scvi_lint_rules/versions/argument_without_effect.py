"""An argument that does nothing here, because of another one or of the model.

Many arguments only count together with another: a fold change (`delta`) is looked at in
`mode="change"` alone, a correction for batches needs registered batches, a scheduler's patience
needs the scheduler. scvi-tools takes them without a word; the program reads as if they were at
work, and so does the methods section that is written from it.

Pass the argument that makes it count, or leave it out: no number changes.

    # bad: silent: vanilla mode has no fold change
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    de = model.differential_expression(groupby="labels", delta=0.5)  # <- finding

    # bad: silent: nothing but probabilities is computed
    import scvi

    how = {"mode": "vanilla", "fdr_target": 0.01, "pseudocounts": 1e-4}
    adata = scvi.data.synthetic_iid()
    scvi.model.LinearSCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.LinearSCVI(adata)
    model.train(max_epochs=1)
    de = model.differential_expression(groupby="labels", **how)  # <- finding

    # bad: silent: all cells are one batch
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(
        groupby="labels", mode="change", batch_correction=True  # <- finding
    )

    # bad: silent: idx1 decides which cells are compared
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    first = adata.obs["labels"] == "label_0"
    model.differential_expression(
        groupby="labels",
        group1="label_1",  # <- finding
        idx1=first,
        idx2=~first,
        mode="change",
    )

    # bad: silent: nothing is weighted
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(
        groupby="labels",
        mode="change",
        importance_weighting_kwargs={"truncation": True},  # <- finding
    )
    model.get_normalized_expression(truncation=True)  # <- finding
    model.get_normalized_expression(lib_size=1e4)  # <- finding

    # bad: silent: one draw has no mean
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(return_mean=False)  # <- finding
    model.get_likelihood_parameters(give_mean=True)  # <- finding
    model.get_latent_representation(mc_samples=100)  # <- finding
    model.get_latent_representation(mc_samples=9, give_mean=False, return_dist=True)  # <- finding

    # bad: silent: the network has no use for it
    import scvi

    SETTINGS = dict(gene_likelihood="poisson", dispersion="gene-batch")
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    poisson = scvi.model.SCVI(adata, **SETTINGS)  # <- finding
    shallow = scvi.model.SCVI(adata, deeply_inject_covariates=False)  # <- finding
    coded = scvi.model.SCVI(adata, batch_embedding_kwargs={"embedding_dim": 3})  # <- finding

    # bad: silent: the learning rate stays as it is
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    plan = {"lr_patience": 5, "lr_factor": 0.5}  # <- finding
    model.train(max_epochs=1, plan_kwargs=plan)

    # bad: silent: the KL weight grows over 400 epochs
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, plan_kwargs={"n_steps_kl_warmup": 10})  # <- finding

    # bad: silent: nobody keeps the best state
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, checkpointing_monitor="elbo_validation")  # <- finding

    # bad: silent: no file of the data is written
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("model", anndata=True)  # <- finding

    # bad: silent: never looked at (not run: RESOLVI warns of columns of its own)
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obsm["X_spatial"] = np.random.default_rng(0).normal(size=(adata.n_obs, 2))
    scvi.external.RESOLVI.setup_anndata(adata, layer=None, batch_key="batch")
    model = scvi.external.RESOLVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_expression(n_samples=2, n_sample=25)  # <- finding

    # bad: silent: all of the network is trained
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    new = scvi.model.SCVI.load_query_data(
        query,
        model,
        unfrozen=True,
        freeze_dropout=True,  # <- finding
    )

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, latent_distribution="ln", n_layers=2)
    plan = {"reduce_lr_on_plateau": True, "lr_patience": 5, "n_steps_kl_warmup": 10}
    plan["n_epochs_kl_warmup"] = None
    model.train(max_epochs=1, check_val_every_n_epoch=1, plan_kwargs=plan)
    model.differential_expression(
        groupby="labels", mode="change", delta=0.5, batch_correction=True
    )
    model.get_latent_representation(mc_samples=100)
    model.get_normalized_expression(n_samples=2, return_mean=False)
    model.save("model", save_kwargs={"pickle_protocol": 4})

    # good: both modes, one call
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    tables = {
        mode: model.differential_expression(groupby="labels", mode=mode, delta=0.5)
        for mode in ("vanilla", "change")
    }

    # good: these classes look for a change by themselves, and a default says nothing
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1, plan_kwargs={"lr_patience": 5})
    model.differential_expression(groupby="labels", delta=0.5)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    other = scvi.model.SCVI(adata, deeply_inject_covariates=True)
    other.train(max_epochs=1)
    other.differential_expression(groupby="labels", delta=0.25, batch_correction=False)

    # good: it says what "vanilla" does
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.POISSONVI.setup_anndata(adata, batch_key="batch")
    model = scvi.external.POISSONVI(adata)
    model.train(max_epochs=1)
    model.differential_accessibility(
        groupby="labels", group1="label_0", mode="vanilla", two_sided=False
    )
"""

from itertools import chain

from scvi_lint.rule import (
    Argument,
    Fix,
    OfModelClass,
    Trained,
    add_argument,
    cites,
    leave_out,
    nearest,
    rename,
    rule,
)


@rule(
    "SCV019",
    severity="warning",
    cites=cites("{symbol}", "user_guide/models/{model}", "user_guide/models/scvi"),
)
def argument_without_effect(used: OfModelClass):
    for idle in used.idle:
        given = [
            one for one in idle.arguments if not _matters_elsewhere(used, one.name, idle.inside)
        ]
        if not given:
            continue
        names = " and ".join(one.name for one in given[:3])
        does = "has" if len(given) == 1 else "have"
        leave = "leave it out" if len(given) == 1 else "leave them out"
        advice = f"Pass {idle.instead}, or {leave}." if idle.instead else f"{leave.capitalize()}."
        fixes: list[Fix | None] = []
        meant = "" if idle.inside or len(given) > 1 else _meant(used, given[0].name)
        if meant:
            advice = f"Did you mean {meant}?"
            fixes.append(rename(given[0], meant, f"Rename to {meant}", safe=False))
        elif len(given) == 1:
            # A network without it may be drawn in other steps, and begin with other weights.
            same = used.call.name != used.class_name
            fixes.append(leave_out(used, given[0], "Leave it out", safe=same))
        if idle.instead and not idle.inside:
            title = f"Pass {idle.instead} (other results)"
            fixes.append(add_argument(used, idle.instead, title, safe=False))
        yield used.finding(
            (given[0].key or given[0].origin) if idle.inside else given[0].whole,
            f"{names} {does} no effect here: {idle.because}. {advice}",
            because=idle.rests_on,
            fixes=fixes,
            severity="info" if all(_is_default(used, one) for one in given) else idle.severity,
            rests=(*used.fault, *used.rests_on_registration),
        )


def _is_default(used: OfModelClass, given: Argument) -> bool:
    """Whether it says what the method would take anyway."""
    signature = used.cls.method(used.call.name)
    known = None if signature is None else signature.keywords().get(given.name)
    return known is not None and given.literal is not None and known.default == repr(given.literal)


def _meant(used: OfModelClass, name: str) -> str:
    """The argument that a name which nobody looks at is spelled like, "" if there is none."""
    signature = used.cls.method(used.call.name)
    if signature is None or name in signature.keywords():
        return ""
    found = nearest(name, signature.keywords())
    return found if found and used.argument(found) is None else ""


def _matters_elsewhere(used: OfModelClass, name: str, inside: str) -> bool:
    """Whether the same call, made with other arguments, has a use for it."""
    kind = type(used)
    for other in chain(used.earlier(kind), used.later(kind)):
        if other.call.span != used.call.span:
            continue
        given = other.call.arguments
        if inside:
            given = other.plan if isinstance(other, Trained) else {}
        if name not in given:
            continue
        if all(name != one.name for idle in other.idle for one in idle.arguments):
            return True
    return False
