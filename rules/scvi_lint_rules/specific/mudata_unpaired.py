"""The modalities of a MuData do not hold the same cells.

TOTALVI, MULTIVI and the other models of a MuData read one row of each modality for every cell. A
cell that a modality lacks has no row there: `setup_mudata` raises ValueError.

Take the cells that all modalities have (`muon.pp.intersect_obs(mdata)`), or pad the others.

    # bad: raises ValueError
    # file: cite.h5mu = mudata(rna=cells(120), prot=cells(100, ["CD3", "CD4"]))
    import mudata as md
    import scvi

    mdata = md.read_h5mu("cite.h5mu")
    scvi.model.TOTALVI.setup_mudata(  # <- finding
        mdata, modalities={"rna_layer": "rna", "protein_layer": "prot"}
    )

    # bad: raises ValueError
    # file: data/multiome.h5mu = mudata(rna=cells(90), atac=cells(120, ["p1", "p2", "p3"]))
    import mudata
    import scvi

    MODALITIES = {"rna_layer": "rna", "atac_layer": "atac"}

    class Run:
        def __init__(self, folder):
            self.mdata = mudata.read_h5mu(f"{folder}/multiome.h5mu")

        def register(self):
            scvi.model.MULTIVI.setup_mudata(self.mdata, modalities=MODALITIES)  # <- finding

    Run("data").register()

    # good
    # file: cite.h5mu = mudata(rna=cells(120), prot=cells(120, ["CD3", "CD4"]))
    import mudata as md
    import scvi

    mdata = md.read_h5mu("cite.h5mu")
    scvi.model.TOTALVI.setup_mudata(
        mdata, modalities={"rna_layer": "rna", "protein_layer": "prot"}
    )
"""

from scvi_lint.rule import Registered, cites, rule, slots


@rule(
    "SCV956",
    severity="error",
    versions=">=0.17",
    cites=cites("user_guide/models/{model}#preliminaries", "user_guide/models/totalvi"),
)
def mudata_unpaired(setup: Registered):
    mdata = setup.adata
    if mdata is None or not mdata.is_mudata or mdata.cells_in_file is None:
        return
    for name in mdata.entries(slots.MOD):
        part = mdata.modality(name)
        held = None if part is None else part.cells_in_file
        if part is None or held is None or held >= mdata.cells_in_file:
            continue
        yield setup.finding(
            setup.call.name_span,
            f"Modality {name!r} has {held} of {mdata.cells_in_file} cells: setup raises "
            "ValueError. Take the cells that all have: muon.pp.intersect_obs.",
            because=(mdata.seen, part.seen),
            breaks=setup.breaks_registration,
        )
        return
