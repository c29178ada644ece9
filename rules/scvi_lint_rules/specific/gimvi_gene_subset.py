"""GIMVI is given spatial data with genes that the sequencing data lacks.

GIMVI imputes the genes that only the sequencing data has, so the spatial genes must be a part of
the sequencing genes. Otherwise the constructor raises ValueError; most often the two arguments are
the wrong way round (`GIMVI(adata_seq, adata_spatial)`).

Take the shared genes of the spatial data before its set-up, or swap the arguments.

    # bad: raises ValueError
    # file: seq.h5ad = cells(genes=["A", "B", "C", "D"])
    # file: spatial.h5ad = cells(genes=["A", "B", "Z"])
    import scanpy as sc
    import scvi

    seq, spatial = sc.read_h5ad("seq.h5ad"), sc.read_h5ad("spatial.h5ad")
    scvi.external.GIMVI.setup_anndata(seq)
    scvi.external.GIMVI.setup_anndata(spatial)
    model = scvi.external.GIMVI(seq, spatial)  # <- finding

    # bad: raises ValueError
    # file: seq.h5ad = cells(genes=["A", "B", "C", "D"])
    # file: spatial.h5ad = cells(genes=["A", "B"])
    import anndata as ad
    from scvi.external import GIMVI

    def register(path):
        adata = ad.read_h5ad(path)
        GIMVI.setup_anndata(adata)
        return adata

    measured = register("spatial.h5ad")
    reference = register("seq.h5ad")
    model = GIMVI(adata_seq=measured, adata_spatial=reference)  # <- finding

    # bad: silent: each data set is taken for the other one
    import scanpy as sc
    import scvi

    spatial = scvi.data.synthetic_iid()
    scrna = scvi.data.synthetic_iid()
    scvi.external.GIMVI.setup_anndata(spatial, batch_key="batch")
    scvi.external.GIMVI.setup_anndata(scrna, labels_key="labels")
    model = scvi.external.GIMVI(spatial, scrna)  # <- finding

    # good
    # file: seq.h5ad = cells(genes=["A", "B", "C", "D"])
    # file: spatial.h5ad = cells(genes=["A", "B", "Z"])
    import scanpy as sc
    import scvi

    seq, spatial = sc.read_h5ad("seq.h5ad"), sc.read_h5ad("spatial.h5ad")
    spatial = spatial[:, spatial.var_names.isin(seq.var_names)].copy()
    scvi.external.GIMVI.setup_anndata(seq)
    scvi.external.GIMVI.setup_anndata(spatial)
    model = scvi.external.GIMVI(seq, spatial)
"""

from scvi_lint.rule import AnnDataView, Constructed, cites, listed, regex, rule

SPATIAL = regex(r"(?i)(?:.*_)?(?:spatial|st|visium|merfish|osmfish|seqfish|starmap|smfish)(?:_.*)?")
SEQUENCED = regex(r"(?i)(?:.*_)?(?:seq|sc|rna|scrna|snrna|scrnaseq|scseq|single_cell)(?:_.*)?")


@rule(
    "SCV965",
    severity="error",
    cites=cites("user_guide/models/gimvi#preliminaries", "user_guide/models/gimvi"),
    about={"class_name": "GIMVI"},
)
def gimvi_gene_subset(model: Constructed):
    if not model.exact:
        return
    seq, spatial = model.data_in("adata_seq"), model.data_in("adata_spatial")
    if seq is not None and spatial is not None and _are_named_the_other_way(seq, spatial):
        yield model.finding(
            model.place("adata_spatial"),
            f"GIMVI takes the sequencing data first, and {seq.name} stands there: it imputes "
            f"genes into {spatial.name}, or raises ValueError. Swap them.",
            certain=False,
            doubt="so their names tell",
            happens="silent",
        )
        return
    if seq is None or spatial is None or not spatial.has_all_genes:
        return
    known, wanted = seq.possible_genes, spatial.possible_genes
    if known is None or wanted is None:
        return
    extra = set(wanted) - set(known)
    if not extra:
        return
    swapped = seq.has_all_genes and not set(known) - set(wanted)
    advice = (
        "The sequencing data comes first: GIMVI(adata_seq, adata_spatial)."
        if swapped
        else "Take the shared genes first."
    )
    yield model.finding(
        model.place("adata_spatial"),
        f"{spatial.name} has {listed(sorted(extra), 3)}, which {seq.name} lacks: GIMVI raises "
        f"ValueError. {advice}",
        because=(seq.seen, spatial.seen),
    )


def _are_named_the_other_way(seq: AnnDataView, spatial: AnnDataView) -> bool:
    """Whether the program calls the first spatial and the second sequencing data, and only so."""
    first, second = seq.name, spatial.name
    return bool(
        SPATIAL.fullmatch(first)
        and not SEQUENCED.fullmatch(first)
        and SEQUENCED.fullmatch(second)
        and not SPATIAL.fullmatch(second)
    )
