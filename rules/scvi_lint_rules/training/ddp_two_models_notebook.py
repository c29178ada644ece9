"""Two models are trained on several devices in one notebook session.

In a notebook Lightning trains on several devices by forking its kernel, which cannot be done again
once a device is in use there. The second `train` raises RuntimeError about processes, and a SCANVI
model cannot be trained on from an SCVI model of the same session.

Save the first model, and load and train the second one in a session of its own; or train it on one
device.

    # bad: silent: fails on machines with several devices (not run: starts processes of its own)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata)
    vae.train(
        accelerator="gpu", devices=-1, strategy="ddp_notebook_find_unused_parameters_true"
    )
    lvae = scvi.model.SCANVI.from_scvi_model(vae, unlabeled_category="Unknown")
    lvae.train(  # <- finding
        accelerator="gpu", devices=-1, strategy="ddp_notebook_find_unused_parameters_true"
    )

    # bad: silent: fails on machines with several devices (not run: starts processes of its own)
    import scvi

    HARDWARE = {"devices": 2, "strategy": "ddp_notebook_find_unused_parameters_true"}

    def fit(adata, size):
        model = scvi.model.SCVI(adata, n_latent=size)
        model.train(max_epochs=50, **HARDWARE)  # <- finding
        return model

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    small, large = fit(adata, 10), fit(adata, 30)

    # good: the second one on one device (not run: starts processes of its own)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata)
    vae.train(devices=2, strategy="ddp_notebook_find_unused_parameters_true")
    lvae = scvi.model.SCANVI.from_scvi_model(vae, unlabeled_category="Unknown")
    lvae.train(devices=1)
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV534",
    severity="warning",
    versions=">=1.3",
    cites=cites(
        "user_guide/use_case/multi_gpu_training#using-multigpu-training-in-scvi-tools",
        "user_guide/use_case/multi_gpu_training",
    ),
)
def ddp_two_models_notebook(training: Trained):
    if not _forks(training):
        return
    before = next((one for one in training.earlier(Trained) if _forks(one)), None)
    if before is None:
        return
    yield training.finding(
        training.call.name_span,
        "Only one training on several devices works in a notebook session, and this is the second. "
        "Save the first model, and go on in another session.",
        because=before.reason("trained on several devices here"),
    )


def _forks(training: Trained) -> bool:
    strategy = training.argument("strategy")
    name = None if strategy is None else strategy.value.text
    return name is not None and name.startswith("ddp_notebook")
