"""A model is asked for results before it was trained.

A model that was just built has random weights. `get_latent_representation` refuses to answer
then, but expression, differential expression and the ELBO are computed without a warning: the
numbers look like results and mean nothing.

Call `train()` first, or load a trained model.

    # bad: silent: the values come from random weights
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    expression = model.get_normalized_expression()  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    expression = model.get_normalized_expression()

    # good: internals compute nothing from the weights
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    batches = model._make_data_loader(adata=adata, batch_size=64)
"""

from scvi_lint.rule import Queried, cites, rule, slots

# What may be asked of an untrained model with good reason.
MEANT_FOR_UNTRAINED = frozenset({"get_marginal_ll"})
# Models that start from random weights, whatever they were built from.
MADE_NEW = ("constructor", "from_rna_model")


@rule(
    "SCV501",
    severity="warning",
    covers=("destvi-untrained-proportions",),
    cites=cites(
        "{symbol}", "user_guide/models/{model}#inference", "user_guide/models/scvi#inference"
    ),
    about={"model.made_by": MADE_NEW},
)
def untrained_inference_silent(query: Queried):
    asked = query.call.name
    if asked in MEANT_FOR_UNTRAINED or asked.startswith("_"):
        return
    if query.model.refuses_untrained(query.call.name):
        return  # untrained-latent
    untrained = query.model.untrained
    if untrained is None or False not in untrained.values:
        return
    yield query.finding(
        query.call.name_span,
        f"{query.model.name} is not trained here: what {asked} returns comes from random weights. "
        f"Call {query.model.asked('train')} first.",
        because=untrained,
        cause=query.model.id,
        rests=((query.model.id, slots.CONSTRUCTION),),
        breaks=((query.model.id, slots.TRAINED),),
    )
