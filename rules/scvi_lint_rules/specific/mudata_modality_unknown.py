"""`modalities` maps a name that `setup_mudata` does not have.

The keys of `modalities` are arguments of `setup_mudata` (`rna_layer`, `atac_layer`,
`protein_layer`, `batch_key` …), its values are names of modalities. A key that is no argument –
"rna", "atac", the two the wrong way round – raises ValueError ("Extraneous modality mapping(s)
detected").

Write the argument on the left and the modality on the right.

    # bad: raises ValueError
    import mudata
    import scvi

    mdata = mudata.MuData({"rna": scvi.data.synthetic_iid(), "atac": scvi.data.synthetic_iid()})
    scvi.model.MULTIVI.setup_mudata(
        mdata, modalities={"rna": "rna_layer", "atac_layer": "atac"}  # <- finding
    )

    # bad: raises ValueError
    import mudata
    import scvi
    from scvi.model import TOTALVI

    WHERE = {"rna_layer": "rna"}
    WHERE["protein"] = "prot"

    def register(mdata, **how):
        TOTALVI.setup_mudata(mdata, **how)  # <- finding

    parts = {"rna": scvi.data.synthetic_iid(), "prot": scvi.data.synthetic_iid()}
    register(mudata.MuData(parts), batch_key=None, modalities=WHERE)

    # good
    import mudata
    import scvi

    mdata = mudata.MuData({"rna": scvi.data.synthetic_iid(), "peaks": scvi.data.synthetic_iid()})
    scvi.model.MULTIVI.setup_mudata(
        mdata, modalities={"rna_layer": "rna", "atac_layer": "peaks"}
    )
"""

from scvi_lint.rule import Registered, cites, listed, nearest, rule

# What is no field of the data: who asks, the data itself, the table.
NOT_MAPPED = frozenset({"cls", "self", "adata", "mdata", "modalities", "kwargs"})


@rule(
    "SCV925",
    severity="error",
    versions=">=1.2",
    cites=cites(
        "{setup}",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/multivi#preliminaries",
    ),
    about={"registration.method": "setup_mudata"},
)
def mudata_modality_unknown(setup: Registered):
    given = setup.argument("modalities")
    if given is None:
        return
    fields = [name for name in setup.parameters if name not in NOT_MAPPED]
    mapped = given.entries()
    wrong = next((entry for name, entry in mapped.items() if name not in fields), None)
    if wrong is None or len(given.value.atoms) > 1 or not fields:
        return
    name, modality = wrong.name, wrong.value.text
    meant = modality if modality in fields else nearest(f"{name}_layer", fields)
    advice = f"Did you mean {meant!r}?" if meant else f"Use {listed(fields, 4, 'or')}."
    if modality in fields:
        advice = f"Write it the other way round: {modality!r}: {name!r}."
    yield setup.finding(
        wrong.key if wrong.key is not None and wrong.key in given else given,
        f"{name!r} in modalities is no argument of {setup.class_name}.setup_mudata, which raises "
        f"ValueError. {advice}",
        breaks=setup.breaks_registration,
    )
