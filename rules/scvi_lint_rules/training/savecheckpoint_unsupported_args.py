"""An argument that `SaveCheckpoint` ignores.

`SaveCheckpoint` saves whole models in scvi-tools' own way. `save_weights_only` and `save_last` of
Lightning's checkpoint do not fit that: they are dropped with a warning.

What is saved is always complete. Leave them out.

    # bad: warns
    import scvi

    best = scvi.train.SaveCheckpoint(monitor="elbo_validation", save_last=True)  # <- finding

    # bad: warns
    from scvi.train import SaveCheckpoint

    options = {"monitor": "elbo_validation", "save_weights_only": True}
    best = SaveCheckpoint(**options)  # <- finding

    # good
    import scvi

    best = scvi.train.SaveCheckpoint(monitor="elbo_validation")
"""

from scvi_lint.rule import ApiUsed, cites, leave_out, rule


@rule(
    "SCV516",
    severity="info",
    versions=">=1.1.0.post1",
    cites=cites(
        "user_guide/use_case/using_callbacks#train-scvi-model-with-callbacks",
        "scvi.train.SaveCheckpoint",
        "{symbol}",
        "scvi.model.SCVI.train",
    ),
    about={"path": "scvi.train.SaveCheckpoint"},
)
def savecheckpoint_unsupported_args(used: ApiUsed):
    for name in ("save_last", "save_weights_only"):
        given = used.argument(name)
        if given is not None:
            yield used.finding(
                given.whole,
                f"SaveCheckpoint ignores {name}: it always saves the whole model. Leave it out.",
                fixes=[leave_out(used, given, f"Leave out {name}", safe=True)],
            )
