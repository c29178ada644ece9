"""A MuData object is given to a function that takes an AnnData.

`organize_multiome_anndatas` and the other functions of `scvi.data` work on one AnnData: they ask
for `.X`, `.var` and `.concatenate`. A MuData object has none of these for its cells as a whole,
only its modalities have them.

Give the modality (`mdata["rna"]`), or join the genes and peaks of the same cells into one AnnData
first: `anndata.concat([rna, atac], axis=1)`.

    # bad: raises AttributeError
    import mudata
    import scvi

    rna, atac = scvi.data.synthetic_iid(), scvi.data.synthetic_iid()
    paired = mudata.MuData({"rna": rna, "atac": atac})
    joined = scvi.data.organize_multiome_anndatas(paired, scvi.data.synthetic_iid())  # <- finding

    # bad: raises TypeError
    import mudata
    from scvi.data import poisson_gene_selection, synthetic_iid

    def choose(data, number):
        poisson_gene_selection(data, n_top_genes=number)  # <- finding

    choose(mudata.MuData({"rna": synthetic_iid()}), 50)

    # good
    import mudata
    import scvi

    mdata = mudata.MuData({"rna": scvi.data.synthetic_iid()})
    scvi.data.poisson_gene_selection(mdata["rna"], n_top_genes=50)
"""

from scvi_lint.rule import ApiUsed, cites, rule, slots

TAKE_ANNDATA = {
    "organize_multiome_anndatas": ("multi_anndata", "rna_anndata", "atac_anndata"),
    "poisson_gene_selection": ("adata",),
    "add_dna_sequence": ("adata",),
    "reads_to_fragments": ("adata",),
    "add_degenerate_sequence": ("adata",),
}


@rule(
    "SCV134",
    severity="error",
    versions=">=0.17",
    cites=cites(
        "{symbol}",
        "tutorials/notebooks/quick_start/data_loading",
        "tutorials/notebooks/data_loading",
        "scvi.data.organize_multiome_anndatas",
    ),
)
def mudata_given_to_function(used: ApiUsed):
    place, _, name = used.path.rpartition(".")
    if place != "scvi.data" or used.call is None:
        return
    for parameter in TAKE_ANNDATA.get(name, ()):
        data, given = used.data_in(parameter), used.argument(parameter)
        if data is None or given is None or not data.is_mudata:
            continue
        yield used.finding(
            given,
            f"{data.name} is a MuData object, and {name} takes an AnnData: this raises. Give one "
            "modality, or join them first: anndata.concat([rna, atac], axis=1).",
            because=data.thing.get(slots.MADE),
        )
