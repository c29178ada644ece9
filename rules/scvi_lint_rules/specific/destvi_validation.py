"""DestVI is to be validated, but has parameters for each spot.

Without full amortization the proportions or the states of each spot are parameters of their own,
which are learned for the spots of the training only. A validation loss on the others means nothing,
and since 1.5 `train` refuses it with a ValueError.

Keep `amortization="both"`, or train on all spots without early stopping. (With the prior of
mixtures, `prior="mog"`, the states must be amortized: "both" or "latent".)

    # bad: raises ValueError after training (on 1.5.1)
    import scvi

    single = scvi.data.synthetic_iid()
    scvi.model.CondSCVI.setup_anndata(single, labels_key="labels")
    reference = scvi.model.CondSCVI(single, prior="mog")
    reference.train(max_epochs=1)
    spots = scvi.data.synthetic_iid()
    scvi.model.DestVI.setup_anndata(spots)
    model = scvi.model.DestVI.from_rna_model(spots, reference, amortization="latent")
    model.train(max_epochs=1, train_size=0.9)  # <- finding

    # bad: raises ValueError after training (on 1.5.1)
    import scvi

    options = {"early_stopping": True, "train_size": 0.9}
    single = scvi.data.synthetic_iid()
    scvi.model.CondSCVI.setup_anndata(single, labels_key="labels")
    reference = scvi.model.CondSCVI(single, prior="mog")
    reference.train(max_epochs=1)
    spots = scvi.data.synthetic_iid()
    scvi.model.DestVI.setup_anndata(spots)
    model = scvi.model.DestVI.from_rna_model(spots, reference, amortization="latent")
    model.train(max_epochs=1, **options)  # <- finding

    # good: all that is asked for can be validated (on 1.5.1)
    import scvi

    single = scvi.data.synthetic_iid()
    scvi.model.CondSCVI.setup_anndata(single, labels_key="labels")
    reference = scvi.model.CondSCVI(single, prior="mog")
    reference.train(max_epochs=1)
    spots = scvi.data.synthetic_iid()
    scvi.model.DestVI.setup_anndata(spots)
    model = scvi.model.DestVI.from_rna_model(spots, reference)
    model.train(max_epochs=1, train_size=0.9)
    other = scvi.model.DestVI.from_rna_model(spots, reference, amortization="latent")
    other.train(max_epochs=1)
"""

from scvi_lint.rule import Trained, cites, rule, slots

ASK_FOR_VALIDATION = ("validation_size", "check_val_every_n_epoch")


@rule(
    "SCV917",
    severity="error",
    versions=">=1.5",
    cites=cites("user_guide/models/destvi#inference", "user_guide/models/destvi"),
    about={"class_name": "DestVI"},
)
def destvi_validation(training: Trained):
    made = training.model.construction
    amortized = None if made is None else made.arguments.get("amortization")
    if amortized is None:
        return
    if amortized.value.text in (None, "both"):
        return
    size = training.number("train_size")
    asked = next(filter(None, map(training.given, ASK_FOR_VALIDATION)), None)
    if training.turns_on("early_stopping"):
        asked = training.argument("early_stopping") or asked
    if size is not None and size < 1:
        asked = training.argument("train_size") or asked
    if asked is None or not asked.literal:
        return
    yield training.finding(
        asked.whole,
        f"With amortization={amortized.literal!r} spots have parameters of their own: DestVI.train "
        "refuses a validation with a ValueError. Train on all spots, or amortize 'both'.",
        because=training.model.thing.get(slots.CONSTRUCTION),
        dated=True,
    )
