"""`rank_genes_groups` tests `.raw`, which holds counts.

When `.raw` exists, scanpy's test looks at it and not at X. Here `.raw` was set before X was
normalised: the test compares counts, so that cells that were sequenced deeper seem to express
everything more strongly, and fold changes are computed as if the counts were logarithms.

Pass `use_raw=False`, or set `.raw` after `log1p`.

    # bad: silent: the test compares counts
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.raw = adata.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    adata.obs["labels"] = adata.obs["labels"].astype("category")
    sc.tl.rank_genes_groups(adata, "labels", method="wilcoxon")  # <- finding

    # bad: silent: the test compares counts
    import scanpy as sc
    import scvi

    def markers(adata, groupby):
        sc.tl.rank_genes_groups(adata, groupby, use_raw=True)  # <- finding

    adata = scvi.data.synthetic_iid()
    adata.raw = adata
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    adata.obs["labels"] = adata.obs["labels"].astype("category")
    markers(adata, "labels")

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    adata.raw = adata
    adata.obs["labels"] = adata.obs["labels"].astype("category")
    sc.tl.rank_genes_groups(adata, "labels", method="wilcoxon")

    # good: X is tested
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.raw = adata.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    adata.obs["labels"] = adata.obs["labels"].astype("category")
    sc.tl.rank_genes_groups(adata, "labels", use_raw=False)
"""

from scvi_lint.rule import AS_READ, COUNTS, LOGNORM, NORMALIZED, Called, add_argument, cites, rule


@rule(
    "SCV217",
    severity="warning",
    cites=cites(
        "user_guide/background/differential_expression#motivation",
        "user_guide/models/scvi#differential-expression",
    ),
    about={"call.name": "rank_genes_groups"},
)
def raw_holds_counts(called: Called):
    if called.reads_raw is not True:
        return
    adata = called.adata
    raw = None if adata is None else adata.raw
    if adata is None or raw is None:
        return
    x = adata.x
    normalised = x is not None and x.value.scale in (NORMALIZED, LOGNORM)
    same_data = x is not None and x.value.root == raw.value.root
    kept_before = normalised and same_data and raw.value.scale == AS_READ
    if raw.value.scale != COUNTS and not kept_before:
        return
    by_default = called.lacks("use_raw")
    yield called.finding(
        called.call.name_span,
        f"{called.call.name} tests .raw{' by default' if by_default else ''}, which holds counts: "
        "depth passes for expression and fold changes are wrong. "
        + ("Pass use_raw=False." if normalised else "Test log-normalised values."),
        because=(raw, x if normalised else None),
        fixes=[
            add_argument(called, "use_raw=False", "Test X (the results will change)", safe=False)
        ]
        if by_default and normalised
        else [],
    )
