"""A model is loaded onto several devices.

Training can use several devices, but a loaded model lives on one. A list of two or more is
refused.

It answers nothing before that: the data is read, then loading stops. Name one device.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("model")
    again = scvi.model.SCVI.load("model", adata, device=[0, 1])  # <- finding

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("model")
    where = {"accelerator": "cpu", "device": [0, 1]}
    again = scvi.model.SCVI.load("model", adata, **where)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("model")
    again = scvi.model.SCVI.load("model", adata, accelerator="cpu", device=1)
"""

from scvi_lint.rule import Loaded, cites, rule


@rule(
    "SCV742",
    severity="error",
    versions=">=1.0.0",
    cites=cites(
        "{symbol}",
        "scvi.model.SCVI.load",
        "user_guide/use_case/multi_gpu_training#train-scvi-model-with-multi-gpu-support",
    ),
)
def multi_device_inference(loaded: Loaded):
    given = loaded.argument("device")
    if given is None or not given.is_sequence or not given.is_complete or len(given.items) < 2:
        return
    yield loaded.finding(
        given.span,
        "A loaded model lives on one device: several raise ValueError. Name one.",
    )
