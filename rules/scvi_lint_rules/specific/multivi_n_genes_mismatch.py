"""MULTIVI is told other numbers of genes and regions than its modalities have.

`n_genes` and `n_regions` say where the network's input and output are divided between expression
and accessibility. Nothing compares them with the data: the model trains, and a wrong number puts
genes among the regions or leaves some out.

Leave both out – MULTIVI takes them from the MuData – or use `mdata["rna"].n_vars`.

    # bad: silent: genes and regions are divided at the wrong place
    # file: multiome.h5mu = mudata(rna=cells(120), atac=cells(120, [f"p{n}" for n in range(15)]))
    import mudata as md
    import scvi

    mdata = md.read_h5mu("multiome.h5mu")
    scvi.model.MULTIVI.setup_mudata(mdata, modalities={"rna_layer": "rna", "atac_layer": "atac"})
    model = scvi.model.MULTIVI(
        mdata,
        n_genes=15,  # <- finding
        n_regions=20,
    )

    # bad: silent: some regions are left out
    # file: multiome.h5mu = mudata(rna=cells(120), atac=cells(120, [f"p{n}" for n in range(15)]))
    import mudata
    from scvi.model import MULTIVI

    SIZES = {"n_genes": 20, "n_regions": 10}

    def build(path):
        mdata = mudata.read_h5mu(path)
        MULTIVI.setup_mudata(mdata, modalities={"rna_layer": "rna", "atac_layer": "atac"})
        return MULTIVI(mdata, **SIZES)  # <- finding

    build("multiome.h5mu")

    # good
    # file: multiome.h5mu = mudata(rna=cells(120), atac=cells(120, [f"p{n}" for n in range(15)]))
    import mudata as md
    import scvi

    mdata = md.read_h5mu("multiome.h5mu")
    scvi.model.MULTIVI.setup_mudata(mdata, modalities={"rna_layer": "rna", "atac_layer": "atac"})
    model = scvi.model.MULTIVI(mdata, n_genes=mdata["rna"].n_vars, n_regions=15)
"""

from scvi_lint.rule import Constructed, cites, rule

SIZES = {"n_genes": "rna_layer", "n_regions": "atac_layer"}


@rule(
    "SCV960",
    severity="warning",
    versions=">=1.2",
    cites=cites("user_guide/models/multivi#preliminaries", "user_guide/models/multivi"),
    about={"class_name": "MULTIVI"},
)
def multivi_n_genes_mismatch(model: Constructed):
    record = model.registration
    if record is None or model.adata is None:
        return
    named = record.value.call.arguments.get("modalities")
    modalities = {} if named is None else named.entries()
    for size, layer in SIZES.items():
        given = model.given(size)
        name = modalities[layer].value.text if layer in modalities else None
        part = None if name is None else model.adata.modality(name)
        genes = None if part is None else part.genes_seen
        if given is None or part is None or genes is None or type(given.literal) is not int:
            continue
        if given.literal == genes.count:
            continue
        yield model.finding(
            given.whole,
            f"{part.name} has {genes.count} features, but {size} says {given.literal}: the model "
            f"divides its input at the wrong place. Leave {size} out.",
            because=(part.seen, record),
        )
        return
