"""A model is saved before it was trained.

`save` writes whatever weights there are. Here they are the random ones of a new model, and nothing
warns: whoever loads the folder gets a model that looks trained and has learned nothing.

Train first, then save.

    # bad: silent: the saved weights are random
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.save("integrated")  # <- finding

    # bad: silent: the saved weights are random
    import scvi

    class Integration:
        def __init__(self, adata):
            scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
            self.model = scvi.model.SCVI(adata)

        def store(self, folder):
            self.model.save(folder)  # <- finding

    Integration(scvi.data.synthetic_iid()).store("integrated")

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("integrated")
"""

from scvi_lint.rule import Saved, cites, rule


@rule(
    "SCV702",
    severity="warning",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.save",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
    ),
    about={"model.made_by": "constructor"},
)
def save_before_train(saved: Saved):
    untrained = saved.model.untrained
    if untrained is None:
        return
    yield saved.finding(
        saved.call.name_span,
        f"{saved.model.name} is saved before it was trained: the folder would hold random weights. "
        f"Call {saved.model.asked('train')} first.",
        because=untrained,
    )
