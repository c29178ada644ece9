"""`setup_mudata` is not told in which modality each matrix lies.

A MuData object may call its modalities anything: "rna", "gex", "atac". `modalities` maps each
argument of `setup_mudata` to one of them. Without it the registration raises.

Pass, for example, `modalities={"rna_layer": "rna", "protein_layer": "protein"}`.

    # bad: raises ValueError
    import mudata
    import scvi

    mdata = mudata.MuData({"rna": scvi.data.synthetic_iid(), "atac": scvi.data.synthetic_iid()})
    scvi.model.MULTIVI.setup_mudata(mdata, batch_key="batch")  # <- finding

    # bad: raises ValueError
    import mudata
    import scvi

    class Multiome:
        model = scvi.model.MULTIVI

        def register(self, mdata, **options):
            self.model.setup_mudata(mdata, **options)  # <- finding

    parts = {"rna": scvi.data.synthetic_iid(), "atac": scvi.data.synthetic_iid()}
    Multiome().register(mudata.MuData(parts), rna_layer=None)

    # good
    import mudata
    import scvi

    mdata = mudata.MuData({"rna": scvi.data.synthetic_iid(), "atac": scvi.data.synthetic_iid()})
    scvi.model.MULTIVI.setup_mudata(
        mdata, modalities={"rna_layer": "rna", "atac_layer": "atac"}
    )
"""

from scvi_lint.rule import Registered, cites, rule


@rule(
    "SCV902",
    severity="error",
    versions=">=1.2",
    covers=("multivi-no-modalities",),
    cites=cites(
        "user_guide/models/{model}#preliminaries", "user_guide/models/multivi#preliminaries"
    ),
)
def mudata_no_modalities(setup: Registered):
    if setup.registration.method != "setup_mudata" or "modalities" not in setup.parameters:
        return
    if not setup.lacks("modalities"):
        return
    yield setup.finding(
        setup.call.name_span,
        f"{setup.class_name}.setup_mudata is not told which modality holds what: it raises "
        'ValueError. Pass modalities={"rna_layer": "rna", …}.',
        breaks=setup.breaks_registration,
    )
