"""`scvi.settings.batch_size` is set, and training does not look at it.

The setting is for what is asked of a trained model: `get_latent_representation`,
`get_normalized_expression` and their like. `train` has a `batch_size` of its own, 128 for most
models, and never asks the setting. The program reads as if the model had been trained in large
minibatches: neither the speed nor the training that is reported in the methods is what took place.

Pass `batch_size=` to `train`.

    # bad: silent: training takes minibatches of 128
    import scvi

    scvi.settings.batch_size = 64  # <- finding
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation()

    # bad: silent: training takes minibatches of 256
    import scvi

    def configure(batch_size):
        scvi.settings.seed = 0
        scvi.settings.batch_size = batch_size  # <- finding

    def fit(adata, **options):
        scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
        model = scvi.model.TOTALVI(adata)
        model.train(max_epochs=1, **options)
        return model

    configure(batch_size=1024)
    fit(scvi.data.synthetic_iid(), early_stopping=False)

    # bad: silent: training takes minibatches of 128
    from scvi import settings
    from scvi.data import synthetic_iid
    from scvi.model import SCANVI, SCVI

    settings.batch_size = 512  # <- finding
    adata = synthetic_iid()
    SCVI.setup_anndata(adata, batch_key="batch")
    model = SCVI(adata)
    model.train(max_epochs=1)
    labelled = SCANVI.from_scvi_model(model, "label_0", labels_key="labels")
    labelled.train(max_epochs=1)

    # good
    import scvi

    BATCH = 64
    scvi.settings.batch_size = BATCH
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, batch_size=BATCH)
    latent = model.get_latent_representation()

    # good: set for what is asked of the trained model
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    scvi.settings.batch_size = 1024
    latent = model.get_latent_representation()

    # good: what train gets is not known
    import json
    import os
    import scvi

    options = json.load(open("train.json")) if os.path.exists("train.json") else {"max_epochs": 1}
    scvi.settings.batch_size = 1024
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(**options)
"""

from scvi_lint.rule import SettingChanged, Trained, add_argument, cites, rule


@rule(
    "SCV561",
    severity="warning",
    cites=cites("scvi._settings.ScviConfig.batch_size", "scvi._settings.ScviConfig", "{symbol}"),
)
def settings_batch_size(training: Trained):
    default = training.default_of("batch_size") or ""
    if not training.model.exact or not default.isdigit() or not training.lacks("batch_size"):
        return
    if training.given("datamodule") is not None:
        return
    setting = next(
        (
            event
            for event in training.earlier(SettingChanged)
            if event.path == "scvi.settings.batch_size"
        ),
        None,
    )
    if setting is None:
        return
    known = setting.value.constant
    size = None if known is None else known.value
    if type(size) is not int or size == int(default):
        return
    alone = not [*training.earlier(Trained), *training.later(Trained)]
    added = add_argument(
        training, f"batch_size={size}", f"Train on minibatches of {size}", safe=False
    )
    yield training.finding(
        setting.span,
        f"scvi.settings.batch_size = {size} does not reach train: {training.class_name} trains on "
        f"minibatches of {default}. Pass batch_size={size} to train.",
        because=training.reason("trained here"),
        cause=setting.span,
        fixes=[added] if alone else [],
    )
