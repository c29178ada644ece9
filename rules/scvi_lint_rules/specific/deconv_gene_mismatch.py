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

from scvi_lint.rule import Constructed, cites, rule

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
)
def deconv_gene_mismatch(model: Constructed):
    origin, spots = model.origin, model.adata
    if model.call.name != "from_rna_model" or origin is None or spots is None:
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
