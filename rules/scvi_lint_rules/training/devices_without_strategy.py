"""Several devices are asked for, without a strategy that the model can be trained with.

Lightning's plain `ddp`, which it takes for several devices unless told otherwise, wants every
parameter to take part in every step. Those of SCVI do not: the first step raises RuntimeError,
after the processes have been started on all devices.

Pass `strategy="ddp_find_unused_parameters_true"`, in a notebook
`"ddp_notebook_find_unused_parameters_true"`: Lightning starts no processes of a script from a
notebook, and raises MisconfigurationException for the other one.

    # bad: raises RuntimeError (not run: starts processes of its own)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=50, accelerator="gpu", devices=2)  # <- finding

    # bad: raises RuntimeError (not run: starts processes of its own)
    import scvi

    HARDWARE = {"accelerator": "gpu", "devices": [0, 1], "strategy": "ddp"}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=50, **HARDWARE)  # <- finding

    # good: with a strategy (not run: starts processes of its own)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=50, devices=2, strategy="ddp_notebook_find_unused_parameters_true")
    model.train(max_epochs=50, devices=1)
    model.train(max_epochs=50, devices=[1])
    model.train(max_epochs=50, devices=-1)

    # good: all parameters of this model take part (not run: starts processes of its own)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.PEAKVI(adata)
    model.train(max_epochs=50, devices=2)
"""

from scvi_lint.rule import Argument, Remark, Trained, add_argument, cites, quoted, replace, rule

STRICT = frozenset({"auto", "ddp", "ddp_spawn", "ddp_fork", "ddp_notebook"})
# They start processes in ways that Lightning refuses in a notebook.
OF_SCRIPTS = frozenset(
    f"{name}{end}"
    for name in ("ddp", "ddp_spawn")
    for end in ("", "_find_unused_parameters_true", "_find_unused_parameters_false")
)


@rule(
    "SCV532",
    severity="error",
    versions=">=1.3",
    covers=("ddp-notebook-strategy",),
    cites=cites(
        "user_guide/use_case/multi_gpu_training#using-multigpu-training-in-scvi-tools",
        "user_guide/use_case/multi_gpu_training",
    ),
)
def devices_without_strategy(training: Trained):
    devices, strategy = training.argument("devices"), training.argument("strategy")
    if training.in_notebook and strategy is not None and strategy.value.text in OF_SCRIPTS:
        yield _of_a_script(training, strategy)
        return
    if not training.has("leaves_parameters_out") or not training.model.exact or devices is None:
        return
    if not _are_several(devices) or training.argument("trainer_config") is not None:
        return
    if strategy is None and not training.lacks("strategy"):
        return
    if strategy is not None and strategy.value.text not in STRICT:
        return
    wanted = "ddp_notebook" if training.in_notebook else "ddp"
    fix = None
    if strategy is None:
        text = f'strategy="{wanted}_find_unused_parameters_true"'
        fix = add_argument(training, text, "Look for parameters that a step leaves out", safe=False)
    yield training.finding(
        devices.whole,
        f"{training.class_name} has parameters that a step leaves out, and plain ddp raises "
        f"RuntimeError for them. Pass strategy='{wanted}_find_unused_parameters_true'.",
        fixes=[fix],
    )


def _of_a_script(training: Trained, strategy: Argument) -> Remark:
    """`strategy="ddp"` in a notebook, on however many devices."""
    wanted = "ddp_notebook"
    if training.has("leaves_parameters_out") or "true" in str(strategy.value.text):
        wanted += "_find_unused_parameters_true"
    return training.finding(
        strategy,
        f"{strategy.value.text!r} starts processes of a script: in a notebook train raises "
        f"MisconfigurationException. Use {wanted!r}.",
        fixes=[replace(strategy, quoted(wanted), f"Use {wanted!r}", safe=False)],
    )


def _are_several(devices: Argument) -> bool:
    """Whether it is for certain more than one device; -1 may stand for a single one."""
    if devices.is_sequence:
        return devices.is_complete and len(devices.items) > 1
    return type(devices.literal) is int and devices.literal > 1
