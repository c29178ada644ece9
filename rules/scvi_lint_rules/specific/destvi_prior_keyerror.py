"""DestVI is built from a CondSCVI model whose prior it cannot take.

`DestVI.from_rna_model` reads the prior of the single-cell model. Since 1.4.2 it only finds one when
CondSCVI was built with `prior="mog"`; otherwise it raises KeyError, and TypeError for
`prior="normal"`, after the single-cell model was trained. With the prior of mixtures the states of
the spots must be amortized: other values of `amortization` raise AssertionError.

Build the single-cell model with `prior="mog"`, and keep DestVI's `amortization`, which may then be
"both" or "latent".

    # bad: raises KeyError after training
    import scvi

    cells, spots = scvi.data.synthetic_iid(), scvi.data.synthetic_iid()
    scvi.model.CondSCVI.setup_anndata(cells, labels_key="labels")
    sc_model = scvi.model.CondSCVI(cells)
    sc_model.train(max_epochs=1)
    scvi.model.DestVI.setup_anndata(spots)
    st_model = scvi.model.DestVI.from_rna_model(spots, sc_model)  # <- finding

    # bad: raises KeyError after training
    from scvi.model import CondSCVI, DestVI
    import scvi

    def deconvolve(cells, spots, **network):
        CondSCVI.setup_anndata(cells, labels_key="labels")
        reference = CondSCVI(cells, **network)
        reference.train(max_epochs=1)
        DestVI.setup_anndata(spots)
        return DestVI.from_rna_model(spots, reference)  # <- finding

    deconvolve(scvi.data.synthetic_iid(), scvi.data.synthetic_iid(), weight_obs=False)

    # bad: raises TypeError after training
    import scvi

    cells, spots = scvi.data.synthetic_iid(), scvi.data.synthetic_iid()
    scvi.model.CondSCVI.setup_anndata(cells, labels_key="labels")
    sc_model = scvi.model.CondSCVI(cells, prior="normal")
    sc_model.train(max_epochs=1)
    scvi.model.DestVI.setup_anndata(spots)
    st_model = scvi.model.DestVI.from_rna_model(spots, sc_model)  # <- finding

    # bad: raises AssertionError after training
    import scvi

    cells, spots = scvi.data.synthetic_iid(), scvi.data.synthetic_iid()
    scvi.model.CondSCVI.setup_anndata(cells, labels_key="labels")
    sc_model = scvi.model.CondSCVI(cells, prior="mog")
    sc_model.train(max_epochs=1)
    scvi.model.DestVI.setup_anndata(spots)
    options = {"amortization": "proportion"}
    st_model = scvi.model.DestVI.from_rna_model(spots, sc_model, **options)  # <- finding

    # good
    import scvi

    cells, spots = scvi.data.synthetic_iid(), scvi.data.synthetic_iid()
    scvi.model.CondSCVI.setup_anndata(cells, labels_key="labels")
    sc_model = scvi.model.CondSCVI(cells, prior="mog", num_classes_mog=5)
    sc_model.train(max_epochs=1)
    scvi.model.DestVI.setup_anndata(spots)
    st_model = scvi.model.DestVI.from_rna_model(spots, sc_model)
"""

from scvi_lint.rule import Constructed, cites, rule, slots

# What is amortized then; the states of spots are parameters of their own.
NOT_THE_STATES = ("none", "proportion")


@rule(
    "SCV904",
    severity="error",
    versions=">=1.4.2",
    cites=cites("user_guide/models/destvi#sclvm", "scvi.model.DestVI.from_rna_model"),
    about={"model.made_by": "from_rna_model", "class_name": "DestVI"},
)
def destvi_prior_keyerror(built: Constructed):
    reference = built.origin
    if (
        reference is None
        or reference.made_by != "constructor"
        or reference.class_name != "CondSCVI"
    ):
        return
    if built.argument("vamp_prior_p") is not None:
        return  # None asks for no prior at all
    construction = reference.construction
    if construction is None or construction.open:
        return
    prior = construction.arguments.get("prior")
    because = reference.thing.get(slots.CONSTRUCTION)
    amortized = built.argument("amortization")
    apart = None if amortized is None or amortized.value.text not in NOT_THE_STATES else amortized
    if prior is not None and prior.value.text == "mog":
        if apart is not None:
            yield built.finding(
                apart.whole,
                f"{reference.name} has prior='mog', with which the states of spots must be "
                "amortized: from_rna_model raises AssertionError. Use amortization='both' or "
                "'latent'.",
                because=because,
                breaks=((built.model.id, slots.CONSTRUCTION),),
            )
        return
    if prior is not None and prior.value.text != "normal":
        return
    raises = "KeyError" if prior is None else "TypeError"
    yield built.finding(
        built.call.name_span,
        f"{reference.name} was built without prior='mog', which from_rna_model needs in this "
        f"release: it raises {raises}, after the training. Build CondSCVI with prior='mog'"
        + ("." if apart is None else " and DestVI with amortization='both'."),
        because=because,
        breaks=((built.model.id, slots.CONSTRUCTION),),
    )
