"""A part of scvi-tools that `import scvi` does not bring.

`import scvi` loads models and data functions. Tuning and the hub need packages of their own, and
are loaded only when they are imported by name: the attribute is not there before. From 1.1 to 1.3
that was true of the criticism, too.

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

    # bad: raises AttributeError (on 1.3.3)
    import scvi

    def report(model, folder):
        scvi.criticism.create_criticism_report(model, save_folder=folder)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    report(scvi.model.SCVI(adata), "report")

    # bad: raises AttributeError (on 1.0.4)
    import scvi

    kind = scvi.hub.HubModel  # <- finding

    # good: (not run: needs ray)
    import scvi
    from scvi import autotune

    run = autotune.run_autotune

    # good: (not run: needs huggingface_hub)
    import scvi
    import scvi.hub

    kind = scvi.hub.HubModel

    # good: the criticism is there again
    import scvi

    check = scvi.criticism.PosteriorPredictiveCheck
"""

from scvi_lint.rule import ApiUsed, cites, rule

# Since when, and before which release, `import scvi` leaves a part of itself out.
LEFT_OUT = {
    "scvi.autotune": ("1.1.2", ""),
    "scvi.criticism": ("1.1.2", "1.4.0"),
    "scvi.hub": ("1.0.0", ""),
}


@rule(
    "SCV550",
    severity="error",
    versions=">=1.0.0",
    cites=cites(
        "user_guide/use_case/hyper_parameters_tuning#optimize-scvi-model-with-hyperparameter-tuning",
        "scvi.autotune.run_autotune",
        "scvi.model.SCVI.train",
    ),
)
def autotune_import(used: ApiUsed):
    part = ".".join(used.path.split(".")[:2])
    since, before = LEFT_OUT.get(part, ("", ""))
    if not since or used.imported or used.release.is_foreign or not used.release.since(since):
        return
    if before and used.release.since(before):
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
