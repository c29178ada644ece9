"""SOLO is built by its constructor.

SOLO is a classifier on the latent space of a trained SCVI model, taught with doublets that are
simulated from its cells. All of that is done by `from_scvi_model`; the constructor wants the data
that comes out of it. Given an AnnData or a model it raises, now or in the training.

Train an SCVI model, then `SOLO.from_scvi_model(vae)`.

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    solo = scvi.external.SOLO(adata)  # <- finding

    # bad: raises AttributeError after training
    from scvi.data import synthetic_iid
    from scvi.external import SOLO
    from scvi.model import SCVI

    class Doublets:
        def __init__(self, vae):
            self.caller = SOLO(vae)  # <- finding

    data = synthetic_iid(n_batches=1)
    SCVI.setup_anndata(data)
    model = SCVI(data)
    model.train(max_epochs=1)
    Doublets(model)

    # bad: raises IndexError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.SOLO.setup_anndata(adata, labels_key="labels")
    solo = scvi.external.SOLO(adata)  # <- finding
    solo.train(max_epochs=1)

    # good
    import scvi

    adata = scvi.data.synthetic_iid(n_batches=1)
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    solo = scvi.external.SOLO.from_scvi_model(vae)
    solo.train(max_epochs=1)
"""

from scvi_lint.rule import Constructed, cites, rule, slots


@rule(
    "SCV915",
    severity="error",
    cites=cites("scvi.external.SOLO.from_scvi_model", "user_guide/models/solo#overview"),
    about={"class_name": "SOLO", "model.made_by": "constructor"},
)
def solo_direct(built: Constructed):
    if not built.exact:
        return
    given = built.argument("adata")
    is_model = given is not None and given.kind == "model"
    if given is None or (built.adata is None and not is_model):
        return
    written = built.source(given.span)
    advice = f"SOLO.from_scvi_model({written})" if is_model else "SOLO.from_scvi_model(…)"
    yield built.finding(
        built.call,
        "SOLO is taught with doublets that from_scvi_model simulates; built directly it fails. "
        f"Call {advice} on a trained SCVI.",
        breaks=((built.model.id, slots.CONSTRUCTION),),
    )
