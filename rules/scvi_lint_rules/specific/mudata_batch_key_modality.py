"""The batch column stands in a modality, and `setup_mudata` looks in the MuData itself.

Keys are looked up in `mdata.obs` unless `modalities` says otherwise. A column that only the
obs of one modality has raises KeyError.

Say where it is: `modalities={..., "batch_key": "rna"}`, or copy the column to `mdata.obs`.

    # bad: raises KeyError
    # file: cite.h5mu = mudata(rna=cells(obs={"batch": "a*60 b*60"}), adt=cells(n=120, genes=8))
    import mudata as md
    import scvi

    mdata = md.read_h5mu("cite.h5mu")
    scvi.model.TOTALVI.setup_mudata(
        mdata,
        batch_key="batch",  # <- finding
        modalities={"rna_layer": "rna", "protein_layer": "adt"},
    )

    # bad: raises KeyError
    # file: cite.h5mu = mudata(rna=cells(obs={"batch": "a*60 b*60"}), adt=cells(n=120, genes=8))
    import mudata
    from scvi.model import TOTALVI

    where = {"rna_layer": "rna", "protein_layer": "adt"}

    def register(data, **keys):
        TOTALVI.setup_mudata(data, modalities=where, **keys)  # <- finding

    register(mudata.read("cite.h5mu"), batch_key="batch")

    # good
    # file: cite.h5mu = mudata(rna=cells(obs={"batch": "a*60 b*60"}), adt=cells(n=120, genes=8))
    import mudata as md
    import scvi

    mdata = md.read_h5mu("cite.h5mu")
    scvi.model.TOTALVI.setup_mudata(
        mdata,
        batch_key="batch",
        modalities={"rna_layer": "rna", "protein_layer": "adt", "batch_key": "rna"},
    )

    # good: TOTALANVI looks for its labels in each modality (on 1.5.1)
    import scvi

    mdata = scvi.data.synthetic_iid(return_mudata=True)
    mdata["rna"].obs["kind"] = mdata.obs["labels"].values
    scvi.external.TOTALANVI.setup_mudata(
        mdata,
        labels_key="kind",
        unlabeled_category="label_0",
        modalities={"rna_layer": "rna", "protein_layer": "protein_expression"},
    )
"""

from scvi_lint.rule import Registered, cites, rule, slots


@rule(
    "SCV954",
    severity="error",
    versions=">=0.17",
    cites=cites("{setup}", "user_guide/models/{model}#preliminaries", "user_guide/models/totalvi"),
)
def mudata_batch_key_modality(setup: Registered):
    if setup.adata is None or not setup.adata.is_mudata:
        return
    for entry in setup.entries(slots.OBS):
        if entry.adata.id != setup.adata.id or not entry.is_missing:
            continue
        homes = setup.adata.modalities_with_column(entry.name)
        if not homes:
            continue
        yield setup.finding(
            entry.item,
            f"obs[{entry.name!r}] is a column of {homes[0]!r}, not of the MuData: setup raises "
            f"KeyError. Add {entry.argument!r}: {homes[0]!r} to modalities.",
            because=setup.adata.seen,
            breaks=setup.breaks_registration,
        )
