"""Marker genes are tested on scaled values or on raw counts.

`rank_genes_groups` expects log-normalised values. On scaled ones its fold changes are computed from
numbers that are partly negative, and are NaN or meaningless; on raw counts deeply sequenced cells
have "higher" expression of everything.

Keep the log-normalised values in a layer or in `.raw` before scaling, and test these.

    # bad: silent: fold changes of scaled values
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.obsm["X_scVI"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI")
    sc.tl.leiden(adata)
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    sc.pp.scale(adata)
    sc.tl.rank_genes_groups(adata, "leiden", method="wilcoxon")  # <- finding

    # bad: silent: depth is taken for expression
    import scanpy as sc
    import scvi

    def markers(data, by):
        sc.tl.rank_genes_groups(data, groupby=by)  # <- finding

    adata = scvi.data.synthetic_iid()
    adata.obs["labels"] = adata.obs["labels"].astype("category")
    markers(adata, "labels")

    # bad: silent: depth is taken for expression
    # file: cells.h5ad = cells(120)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cells.h5ad")
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    scvi.model.SCVI.setup_anndata(adata, layer="counts")
    adata.obs["half"] = (["a", "b"] * adata.n_obs)[: adata.n_obs]
    adata.obs["half"] = adata.obs["half"].astype("category")
    sc.tl.rank_genes_groups(adata, "half", layer="counts", use_raw=False)  # <- finding

    # good: .raw holds the log-normalised values
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["labels"] = adata.obs["labels"].astype("category")
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    adata.raw = adata
    sc.pp.scale(adata)
    sc.tl.rank_genes_groups(adata, "labels")
"""

from scvi_lint.rule import AS_READ, COUNTS, LOGNORM, SCALED, Called, cites, rule


@rule(
    "SCV224",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/use_cases/preprocessing",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/scvi#preliminaries",
    ),
    about={"call.name": "rank_genes_groups"},
)
def markers_on_wrong_scale(called: Called):
    if called.adata is None:
        return
    matrix = called.matrix
    if called.reads_raw is not False or matrix is None or not matrix.certain:
        return
    counts = matrix.value.scale == COUNTS or _is_taken_for_counts(called)
    scaled = matrix.value.scale == SCALED
    if not scaled and not counts:
        return
    told = matrix.value.told if scaled else "holds counts"
    yield called.finding(
        called.call.name_span,
        f"{called.matrix_name} {told}; rank_genes_groups expects log-normalised "
        + (
            "values: its fold changes are NaN or meaningless."
            if scaled
            else "values: deeply sequenced cells seem to express more of everything."
        ),
        because=matrix,
        cause=called.adata.id,
        severity="" if called.serves_a_model else "info",
    )


def _is_taken_for_counts(called: Called) -> bool:
    """Whether a model was given this very layer for counts, while X was made log-normalised."""
    given, adata = called.given("layer"), called.adata
    name = None if given is None else given.value.text
    if adata is None or name is None or adata.x is None or adata.x.value.scale != LOGNORM:
        return False
    known = adata.layer(name)
    if known is None or known.value.scale != AS_READ or known.value.root != adata.x.value.root:
        return False
    return any(one.value.text("layer") == name for one in adata.registrations.values())
