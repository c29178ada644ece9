"""A part of scvi-tools that `import scvi` does not bring.

`import scvi` loads models and data functions. Tuning and the hub need packages of their own, and
are loaded only when they are imported by name: the attribute is not there before.

Import it: `from scvi import autotune`.

    # bad: raises AttributeError
    import scvi

    run = scvi.autotune.run_autotune  # <- finding

    # bad: raises AttributeError
    import scvi

    def fetch(name):
        return scvi.hub.HubModel.pull_from_huggingface_hub(name, revision="v1")  # <- finding

    fetch("scvi-tools/tabula-sapiens-lung-scvi")

    # bad: raises AttributeError
    import scvi as sv

    run = sv.autotune.run_autotune  # <- finding

    # good: (not run: needs ray)
    import scvi
    from scvi import autotune

    run = autotune.run_autotune

    # good: (not run: needs huggingface_hub)
    import scvi
    import scvi.hub

    kind = scvi.hub.HubModel
"""

from scvi_lint.rule import ApiUsed, cites, rule


@rule(
    "SCV550",
    severity="error",
    versions=">=1.1.2",
    cites=cites(
        "user_guide/use_case/hyper_parameters_tuning#optimize-scvi-model-with-hyperparameter-tuning",
        "scvi.autotune.run_autotune",
        "scvi.model.SCVI.train",
    ),
)
def autotune_import(used: ApiUsed):
    part = ".".join(used.path.split(".")[:2])
    if part not in ("scvi.autotune", "scvi.hub") or used.imported or used.release.is_foreign:
        return
    place = used.place_of(part)
    if place is None or not used.source(place).endswith(part[len("scvi") :]):
        return
    if used.program.spells(f"import {part}", f"from {part}", "from scvi import"):
        return
    name = part.rpartition(".")[2]
    yield used.finding(
        place,
        f"import scvi does not load {part}: this raises AttributeError. Write "
        f"from scvi import {name}.",
    )
