"""Models are chosen by their training curves, but the curves measure different things.

ELBO, reconstruction loss and validation loss are sums over the genes of how well the counts are
explained, plus a KL term. With other genes, another layer, a density in the place of a probability
(`gene_likelihood="normal"`), the sums are of another size; and the model whose KL term weighed 1
wins an ELBO, since it was trained for it. The smaller number is not the better model.

Compare models of the same cells, genes, layer and KL weight; choose the weight by what the latent
space is for (mixing of batches, agreement with labels that were kept apart).

    # bad: silent: one of them was trained for the number that chooses
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    fits = {}
    for weight in [0.1, 1.0]:
        model = scvi.model.SCVI(adata)
        model.train(
            max_epochs=1, check_val_every_n_epoch=1, plan_kwargs={"max_kl_weight": weight}
        )
        fits[weight] = model.history["elbo_validation"].iloc[-1].item()  # <- finding
    best = min(fits, key=fits.get)

    # bad: silent: fewer genes, a smaller sum
    import scvi

    def fit(adata):
        scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=1, check_val_every_n_epoch=1)
        return model.history["elbo_validation"].min().item()  # <- finding

    adata = scvi.data.synthetic_iid()
    losses = [fit(adata[:, :50].copy()), fit(adata[:, :80].copy())]
    smallest = losses.index(min(losses))

    # bad: silent: a density is no probability
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    kinds, ends = ["nb", "normal"], []
    for kind in kinds:
        model = scvi.model.SCVI(adata, gene_likelihood=kind)
        model.train(max_epochs=1, check_val_every_n_epoch=1)
        ends.append(model.history["reconstruction_loss_validation"].iloc[-1, 0])  # <- finding
    print(kinds[np.argmin(ends)])

    # bad: silent: a density is no probability
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    first = scvi.model.SCVI(adata, gene_likelihood="zinb")
    second = scvi.model.SCVI(adata, gene_likelihood="normal")
    for model in (first, second):
        model.train(max_epochs=1, check_val_every_n_epoch=1)
    a = float(first.history["elbo_validation"].iloc[-1].item())
    b = float(second.history["elbo_validation"].iloc[-1].item())  # <- finding
    better = first if a < b else second

    # good: printed, and nothing is chosen
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    smallest = min(adata.n_obs, adata.n_vars)
    for kind in ["nb", "normal"]:
        model = scvi.model.SCVI(adata, gene_likelihood=kind)
        model.train(max_epochs=1, check_val_every_n_epoch=1)
        print(f"{kind}: {model.history['elbo_validation'].iloc[-1, 0]:.2f}")

    # good: other seeds, sizes, and likelihoods of counts
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    fits = {}
    for kind in ["nb", "zinb"]:
        model = scvi.model.SCVI(adata, gene_likelihood=kind)
        model.train(max_epochs=1, check_val_every_n_epoch=1)
        fits[kind] = model.history["elbo_validation"].iloc[-1].item()
    best = min(fits, key=fits.get)

    # good: both are looked at, and nothing is chosen
    import scvi

    adata = scvi.data.synthetic_iid()
    for genes in [50, 80]:
        part = adata[:, :genes].copy()
        scvi.model.SCVI.setup_anndata(part, batch_key="batch")
        model = scvi.model.SCVI(part)
        model.train(max_epochs=1, check_val_every_n_epoch=1)
        print(model.history["elbo_validation"].tail())
"""

from scvi_lint.rule import CurveUsed, ModelView, cites, rule

FITS = ("elbo_", "reconstruction_loss_", "validation_loss", "train_loss", "get_elbo")
# Whose bound counts something beside the genes.
OWN_TERMS = {
    "SCANVI": "labels",
    "TOTALVI": "proteins",
    "TOTALANVI": "proteins and labels",
    "MULTIVI": "accessibility",
}


@rule(
    "SCV536",
    severity="info",
    cites=cites(
        "user_guide/background/variational_inference#end-to-end-learning",
        "user_guide/background/variational_inference",
    ),
    per="file",
)
def histories_of_unlike_models(used: CurveUsed):
    # What a method returned is a number from the start.
    how = "chosen" if used.name.startswith("get_") else "number"
    if used.how != how or not used.name.startswith(FITS) or not used.model.exact:
        return
    if how == "number" and not _is_weighed(used):
        return
    for other in used.earlier(CurveUsed):
        if other.how != how or other.name != used.name:
            continue
        if other.model.may_be(used.model) or not other.model.exact:
            continue
        what = _difference(other.model, used.model, used.name)
        if what is None:
            continue
        yield used.finding(
            used.span,
            f"{used.name} of two models is compared, but they {what}: the better number is not "
            "the better model. Compare like with like.",
            because=other.reason("read of the other model here"),
        )
        return


def _is_weighed(used: CurveUsed) -> bool:
    """Whether the program holds such numbers against each other."""
    return any(event.how == "chosen" and event.name == used.name for event in used.later(CurveUsed))


def _difference(one: ModelView, two: ModelView, key: str) -> str | None:
    """What the two models differ in for certain, that such a curve counts."""
    if one.class_name != two.class_name:
        whose = next((m.class_name for m in (two, one) if m.class_name in OWN_TERMS), None)
        of_all_terms = not key.startswith("reconstruction")
        return f"count the {OWN_TERMS[whose]} in {whose} only" if whose and of_all_terms else None
    known_likelihoods = None not in (one.likelihood, two.likelihood)
    if known_likelihoods and (one.likelihood == "normal") != (two.likelihood == "normal"):
        return "describe densities and probabilities"
    first, second = one.registration, two.registration
    if first is None or second is None or not (first.certain and second.certain):
        return None
    if "layer" in first.value.differs_from(second.value):
        return "describe different layers"
    genes = [None if model.adata is None else model.adata.genes for model in (one, two)]
    known = [fact.value for fact in genes if fact is not None and fact.certain]
    if len(known) == 2 and known[0] != known[1] and "part" in (known[0][0], known[1][0]):
        return "describe different genes"
    weights = [_kl_weight(one), _kl_weight(two)]
    if key.startswith("elbo_") and None not in weights and weights[0] != weights[1]:
        return f"were trained with KL weights of {weights[0]:g} and {weights[1]:g}"
    return None


def _kl_weight(model: ModelView) -> float | None:
    """The KL weight of its only training, where it is spelled out or left at 1."""
    training = model.training
    if training is None or model.trained_more_than_once or len(training.values) != 1:
        return None
    plan = training.value.arguments.get("plan_kwargs")
    if plan is None:
        return 1.0 if training.value.lacks("plan_kwargs") else None
    weight = plan.entries().get("max_kl_weight")
    if weight is None:
        return None
    return float(weight.literal) if type(weight.literal) in (int, float) else None
