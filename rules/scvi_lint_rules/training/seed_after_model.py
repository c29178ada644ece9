"""The seed is set after the model was built.

The weights of the network are drawn when the model is built. A seed that is set later makes the
mini-batches repeatable, but not the point where training starts: two runs still differ.

Set the seed before the model is built.

    # bad: silent: the weights differ from run to run
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    scvi.settings.seed = 0  # <- finding
    model.train(max_epochs=1)

    # bad: silent: the weights differ from run to run
    from scvi import settings
    from scvi.data import synthetic_iid
    from scvi.model import SCVI

    adata = synthetic_iid()
    SCVI.setup_anndata(adata)
    model = SCVI(adata)
    settings.seed = 42  # <- finding
    model.train(max_epochs=1)

    # good
    import scvi

    scvi.settings.seed = 0
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # good: nobody says in which order these are called
    import scvi

    class Run:
        def build(self, adata):
            scvi.model.SCVI.setup_anndata(adata)
            self.model = scvi.model.SCVI(adata)
            return self.model

        def seed(self, number):
            scvi.settings.seed = number

        def fit(self, adata):
            self.build(adata).train(max_epochs=1)

    run = Run

    # good: seeded anew before the next model
    import scvi

    scvi.settings.seed = 0
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    scvi.settings.seed = 1
    model.train(max_epochs=1)
"""

from scvi_lint.rule import Constructed, SettingChanged, Trained, cites, rule


@rule(
    "SCV542",
    severity="info",
    versions=">=1.0",
    cites=cites(
        "scvi._settings.ScviConfig",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
    ),
    about={"path": "scvi.settings.seed"},
)
def seed_after_model(setting: SettingChanged):
    if setting.value.is_literal(None):
        return
    if any(event.path == setting.path for event in setting.earlier(SettingChanged)):
        return
    if setting.program.spells("seed_everything", "manual_seed"):
        return
    built = [
        event
        for event in setting.earlier(Constructed)
        if event.model.made_by == "constructor" and setting.knows(event.model)
    ]
    trained = {one for event in setting.later(Trained) for one in event.model.ids}
    before = {one for event in setting.earlier(Trained) for one in event.model.ids}
    for event in built:
        if event.model.id in trained - before:
            yield setting.finding(
                setting.span,
                "The seed comes after the model: its weights are drawn already and differ from "
                "run to run. Set the seed before the model is built.",
                because=event.reason("built here"),
            )
            return
