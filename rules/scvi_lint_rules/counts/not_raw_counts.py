"""The matrix that a count model is registered on does not hold counts.

SCVI, SCANVI, TOTALVI and their relatives describe how integer counts come about: many zeros, and
a variance that grows with the mean. On normalised or log-normalised values their likelihoods mean
nothing. scvi-tools looks at some values and warns, the training succeeds, and everything that is
computed from the model is on the wrong scale.

Register the raw counts: keep them in a layer before X is normalised, and name it with `layer=`.
Fractional counts, as corrections of ambient RNA give them, are counts still: round them.

    # bad: warns "unnormalized count data"
    # file: pbmc.h5ad = cells(x="lognorm", obs={"sample": "a*60 b*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="sample")  # <- finding
    model = scvi.model.SCVI(adata)

    # bad: warns "unnormalized count data"
    import scanpy as sc
    import scvi

    def preprocess(adata):
        sc.pp.normalize_total(adata, target_sum=1e4)
        sc.pp.log1p(adata)
        return adata

    adata = preprocess(scvi.data.synthetic_iid())
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")  # <- finding
    model = scvi.model.SCVI(adata)

    # bad: warns "unnormalized count data"
    # file: pbmc.h5ad = cells(x="lognorm", layers={"counts": "counts", "data": "lognorm"})
    import scanpy as sc
    import scvi

    LAYER = "data"
    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, layer=LAYER)  # <- finding
    model = scvi.model.SCVI(adata)

    # bad: warns "unnormalized count data"
    import numpy as np
    import scvi

    class Pipeline:
        def __init__(self, adata):
            self.adata = adata

        def normalise(self):
            self.adata.X = np.log1p(self.adata.X)

        def build(self, cls, **setup):
            cls.setup_anndata(self.adata, **setup)  # <- finding
            return cls(self.adata)

    pipeline = Pipeline(scvi.data.synthetic_iid())
    pipeline.normalise()
    model = pipeline.build(scvi.model.SCVI, batch_key="batch")

    # bad: warns "unnormalized count data"
    import scanpy as sc
    import scvi

    def register(adata, layer="counts"):
        layer = layer if layer in adata.layers else None
        scvi.model.SCVI.setup_anndata(adata, layer=layer, batch_key="batch")  # <- finding

    adata = scvi.data.synthetic_iid()
    sc.pp.normalize_total(adata, target_sum=1e4)
    register(adata)

    # bad: warns "unnormalized count data"
    # file: soupx.h5ad = cells(x="fractional")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("soupx.h5ad")
    scvi.model.SCVI.setup_anndata(adata)  # <- finding
    model = scvi.model.SCVI(adata)

    # good
    # file: pbmc.h5ad = cells(x="lognorm", layers={"counts": "counts"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, layer="counts")
    model = scvi.model.SCVI(adata)

    # good: a copy is normalised
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    normalized = adata.copy()
    sc.pp.normalize_total(normalized, target_sum=1e4)
    sc.pp.log1p(normalized)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # good: a likelihood for any number
    # file: pbmc.h5ad = cells(x="lognorm")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata, gene_likelihood="normal")
"""

from scvi_lint.rule import (
    AS_READ,
    COUNTS,
    FRACTIONAL,
    NO_COUNTS,
    SCALED,
    Registered,
    Stored,
    Transformed,
    add_argument,
    cites,
    matrix_name,
    quoted,
    rule,
)


@rule(
    "SCV250",
    severity="warning",
    cites=cites(
        "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
    ),
)
def not_raw_counts(setup: Registered):
    if setup.models_take_anything:
        return
    for matrix in setup.count_matrices:
        adata = matrix.adata
        known = adata.matrix(matrix.layer)
        if setup.warned is not None and (known is None or known.value.scale == AS_READ):
            yield setup.finding(
                setup.call.name_span,
                f"When this cell ran, scvi-tools warned that {matrix_name(setup.warned.value)} "
                f"holds no counts, and {setup.class_name} models counts. Register those.",
                because=setup.warned,
            )
            return
        if known is None or known.value.scale not in NO_COUNTS:
            continue
        if known.value.scale == SCALED and setup.fails_on_negative_values:
            continue  # scaled-input
        if known.value.is_from_raw or _is_told_where_it_was_filled(setup, matrix.layer):
            continue
        # Counts that the program itself put aside are the business of counts-layer-not-used.
        counts = [name for name, one in adata.layers.items() if one.value.scale == COUNTS]
        kept = [
            name
            for name, one in adata.layers.items()
            if one.value.root == known.value.root and one.value.scale in (COUNTS, "as read")
        ]
        if kept and matrix.layer is None:
            continue
        fixes = [
            add_argument(
                setup,
                f"{matrix.argument}={quoted(name)}",
                f"Register {matrix.argument}={name!r} (the model will train on other numbers)",
                safe=False,
            )
            for name in counts[:2]
            if setup.lacks(matrix.argument)
        ]
        advice = f"Register layer={counts[0]!r}." if counts else "Register raw counts."
        happens, models = f"{setup.on_wrong_scale(known.value)}. {advice}", "counts"
        if known.value.scale == FRACTIONAL:
            happens, models = "Round them first.", "whole counts"
        yield setup.finding(
            setup.place(matrix.argument),
            f"{setup.class_name} models {models}; {matrix.name} {known.value.told}. {happens}",
            because=known,
            fixes=fixes,
            certain=matrix.certain,
            breaks=setup.breaks_registration,
        )


def _is_told_where_it_was_filled(setup: Registered, layer: str | None) -> bool:
    """Whether counts-layer-made-too-late or counts-layer-aliased says it, at the cause."""
    if layer is None:
        return False
    changes = (change for change in setup.earlier(Transformed) if change.room == "layers")
    if any(change.entry == layer for change in changes):
        return False
    filled = (stored for stored in setup.earlier(Stored) if stored.room == "layers")
    return any(stored.entry == layer for stored in filled)
