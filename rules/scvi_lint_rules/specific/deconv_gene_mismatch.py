"""The spatial data has other genes than the single-cell model of the deconvolution.

DestVI and Stereoscope take the genes' parameters from a model of single cells and apply them to
the spots by their place, not by name. With another number of genes `from_rna_model` or the
training raises; with the same genes in another order nothing fails, and each spot is explained by
the wrong genes.

Take the shared genes in one order before both set-ups:
`shared = ref.var_names.intersection(spots.var_names)`, then `ref[:, shared].copy()` and
`spots[:, shared].copy()`.

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(genes=20, obs={"cell_type": "T*60 B*60"})
    # file: spots.h5ad = cells(genes=12)
    import scanpy as sc
    from scvi.external import RNAStereoscope, SpatialStereoscope

    ref, spots = sc.read_h5ad("ref.h5ad"), sc.read_h5ad("spots.h5ad")
    RNAStereoscope.setup_anndata(ref, labels_key="cell_type")
    rna = RNAStereoscope(ref)
    rna.train(max_epochs=1)
    SpatialStereoscope.setup_anndata(spots)
    model = SpatialStereoscope.from_rna_model(spots, rna)  # <- finding
    model.train(max_epochs=1)

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(genes=20, obs={"cell_type": "T*60 B*60"})
    # file: spots.h5ad = cells(genes=25)
    import scanpy as sc
    import scvi

    class Deconvolution:
        def __init__(self, ref, spots):
            scvi.model.CondSCVI.setup_anndata(ref, labels_key="cell_type")
            self.cond = scvi.model.CondSCVI(ref, prior="mog", num_classes_mog=2)
            self.cond.train(max_epochs=1)
            self.spots = spots

        def spatial(self):
            scvi.model.DestVI.setup_anndata(self.spots)
            return scvi.model.DestVI.from_rna_model(self.spots, self.cond)  # <- finding

    Deconvolution(sc.read_h5ad("ref.h5ad"), sc.read_h5ad("spots.h5ad")).spatial()

    # bad: raises ValueError after training
    import scvi

    def read(genes):
        data = scvi.data.synthetic_iid()
        return data[:, :genes].copy()

    cells, spots = read(100), read(60)
    scvi.external.RNAStereoscope.setup_anndata(cells, labels_key="labels")
    rna = scvi.external.RNAStereoscope(cells)
    rna.train(max_epochs=1)
    scvi.external.SpatialStereoscope.setup_anndata(spots)
    model = scvi.external.SpatialStereoscope.from_rna_model(spots, rna)  # <- finding
    model.train(max_epochs=1)

    # bad: silent: the parameters of one gene explain another
    # file: ref.h5ad = cells(genes=["A", "B", "C", "D"], obs={"cell_type": "T*60 B*60"})
    # file: spots.h5ad = cells(genes=["D", "C", "B", "A"])
    import scanpy as sc
    from scvi.external import RNAStereoscope, SpatialStereoscope

    ref, spots = sc.read_h5ad("ref.h5ad"), sc.read_h5ad("spots.h5ad")
    RNAStereoscope.setup_anndata(ref, labels_key="cell_type")
    rna = RNAStereoscope(ref)
    rna.train(max_epochs=1)
    SpatialStereoscope.setup_anndata(spots)
    model = SpatialStereoscope.from_rna_model(spots, rna)  # <- finding
    model.train(max_epochs=1)

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(genes=20, obs={"cell_type": "T*60 B*60"})
    # file: spots.h5ad = cells(genes=20)
    import scanpy as sc
    from scvi.external import RNAStereoscope, SpatialStereoscope

    ref, spots = sc.read_h5ad("ref.h5ad"), sc.read_h5ad("spots.h5ad")
    sc.pp.highly_variable_genes(ref, n_top_genes=10, flavor="seurat_v3", subset=True)
    RNAStereoscope.setup_anndata(ref, labels_key="cell_type")
    rna = RNAStereoscope(ref)
    rna.train(max_epochs=1)
    SpatialStereoscope.setup_anndata(spots)
    model = SpatialStereoscope.from_rna_model(spots, rna)  # <- finding
    model.train(max_epochs=1)

    # good
    # file: ref.h5ad = cells(genes=20, obs={"cell_type": "T*60 B*60"})
    # file: spots.h5ad = cells(genes=25)
    import scanpy as sc
    from scvi.external import RNAStereoscope, SpatialStereoscope

    ref, spots = sc.read_h5ad("ref.h5ad"), sc.read_h5ad("spots.h5ad")
    shared = ref.var_names.intersection(spots.var_names)
    ref, spots = ref[:, shared].copy(), spots[:, shared].copy()
    RNAStereoscope.setup_anndata(ref, labels_key="cell_type")
    rna = RNAStereoscope(ref)
    rna.train(max_epochs=1)
    SpatialStereoscope.setup_anndata(spots)
    model = SpatialStereoscope.from_rna_model(spots, rna)
    model.train(max_epochs=1)
"""

from scvi_lint.rule import AnnDataView, Constructed, Reason, Subset, cites, rule, slots

_TOLD = {
    "genes": "other genes than the single-cell model: this raises.",
    "order": "the single-cell model's genes in another order: each is read as another one.",
    "names": "other genes than the single-cell model: they are read as its genes.",
}
_ADVICE = "Take the shared genes of both in one order, before both set-ups."


@rule(
    "SCV964",
    severity="error",
    cites=cites("user_guide/models/{model}#preliminaries", "user_guide/models/stereoscope"),
    about={"call.name": "from_rna_model"},
)
def deconv_gene_mismatch(model: Constructed):
    origin, spots = model.origin, model.adata
    if origin is None or spots is None:
        return
    cells = origin.adata
    mine, theirs = spots.genes_seen, None if cells is None else cells.genes_seen
    if cells is None:
        return
    for made in model.genes_unlike_origin:
        told = _TOLD[made.kind]
        yield model.finding(
            model.place("st_adata"),
            f"{spots.name} has {told} {_ADVICE}",
            happens="" if made.kind == "genes" else "silent",
            because=made.because,
            certain=made.certain,
        )
        return
    chosen = _chosen_alone(model, cells, spots)
    if chosen is not None:
        yield model.finding(
            model.place("st_adata"),
            f"{cells.name} was cut to its own variable genes, and {spots.name} was not: unless "
            f"both hold the same genes, this raises. {_ADVICE}",
            because=chosen,
            certain=False,
            doubt="the file of the spots may hold just these genes",
        )
        return
    if mine is None or theirs is None or not mine.ordered:
        return
    if mine.ordered == theirs.ordered or not theirs.ordered:
        return
    other_number = mine.count != theirs.count
    if other_number:
        told = f"{mine.count} genes, the single-cell model {theirs.count}: this raises."
    else:
        told = _TOLD["order" if mine.unordered == theirs.unordered else "names"]
    yield model.finding(
        model.place("st_adata"),
        f"{spots.name} has {told} {_ADVICE}",
        happens="" if other_number else "silent",
        because=(cells.seen, spots.seen),
    )


def _chosen_alone(model: Constructed, cells: AnnDataView, spots: AnnDataView) -> Reason | None:
    """Why the genes of the single cells are their own choice, where the spots took no part."""
    theirs, mine = cells.thing.get(slots.GENES), spots.thing.get(slots.GENES)
    if theirs is None or mine is None or not (theirs.certain and mine.certain):
        return None
    steps = {step.how for known in (theirs, mine) for step in known.value.line}
    if steps - {"all", "part"} or theirs.value.root == mine.value.root:
        return None
    if spots.thing.get(slots.GENES_BY) is not None:
        return None
    by = cells.thing.value(slots.GENES_BY, "")
    in_place = any(
        event.call.name == "highly_variable_genes" and cells.id in event.adata.ids
        for event in model.earlier(Subset)
        if event.what == "genes"
    )
    return theirs.reasons[-1] if in_place or "highly_variable" in by else None
