"""A MuData object is registered with `setup_anndata`.

MuData holds one AnnData for each modality; `setup_anndata` looks for matrices and columns in one
AnnData and does not find them. `setup_mudata` is told, by `modalities`, where each of them lies.

Call `setup_mudata(mdata, modalities={...})`.

    # bad: raises TypeError
    import mudata
    import scvi

    adata = scvi.data.synthetic_iid()
    mdata = mudata.MuData({"rna": adata})
    scvi.model.SCVI.setup_anndata(mdata, batch_key="batch")  # <- finding

    # bad: raises TypeError
    import mudata as md
    import scvi

    def prepare(data):
        scvi.model.PEAKVI.setup_anndata(data)  # <- finding

    parts = {"rna": scvi.data.synthetic_iid(), "atac": scvi.data.synthetic_iid()}
    prepare(md.MuData(parts))

    # good
    import mudata
    import scvi

    mdata = mudata.MuData({"rna": scvi.data.synthetic_iid()})
    scvi.model.SCVI.setup_anndata(mdata["rna"], batch_key="batch")
"""

from scvi_lint.rule import Registered, cites, rule, slots


@rule(
    "SCV132",
    severity="error",
    versions=">=0.17",
    cites=cites(
        "{setup}",
        "tutorials/notebooks/quick_start/data_loading",
        "tutorials/notebooks/data_loading",
        "scvi.model.SCVI.setup_anndata",
    ),
    about={"registration.method": "setup_anndata"},
)
def mudata_given_as_anndata(setup: Registered):
    adata = setup.adata
    if adata is None or not adata.is_mudata:
        return
    other = setup.cls.method("setup_mudata") is not None
    advice = "Call setup_mudata." if other else "Register one modality, such as mdata['rna']."
    yield setup.finding(
        setup.argument("adata") or setup.call,
        f"{adata.name} is a MuData object, but {setup.class_name}.setup_anndata takes an AnnData: "
        f"this raises. {advice}",
        because=adata.thing.get(slots.MADE),
        breaks=setup.breaks_registration,
    )
