"""`setup_mudata` is not told in which modality each matrix lies.

A MuData object may call its modalities anything: "rna", "gex", "atac". `modalities` maps each
argument of `setup_mudata` to one of them. Without it the registration raises – not that of METHYLVI
and METHYLANVI, which are told the contexts and look for columns of obs in the MuData itself.

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

    # good: contexts are told by an argument of their own
    import mudata
    import numpy as np
    import scvi

    def context():
        adata = scvi.data.synthetic_iid()
        adata.layers["mc"] = np.asarray(adata.X)
        adata.layers["cov"] = adata.layers["mc"] + 1
        return adata

    mdata = mudata.MuData({"mCG": context(), "mCH": context()})
    scvi.external.METHYLVI.setup_mudata(
        mdata, mc_layer="mc", cov_layer="cov", methylation_contexts=["mCG", "mCH"]
    )

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
        "{setup}",
        "tutorials/notebooks/quick_start/data_loading",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/multivi#preliminaries",
    ),
    about={"registration.method": "setup_mudata"},
)
def mudata_no_modalities(setup: Registered):
    if "modalities" not in setup.parameters:
        return
    if not setup.lacks("modalities") or setup.has("takes_no_modalities"):
        return
    yield setup.finding(
        setup.call.name_span,
        f"{setup.class_name}.setup_mudata is not told which modality holds what: it raises "
        'ValueError. Pass modalities={"rna_layer": "rna", …}.',
        breaks=setup.breaks_registration,
    )
