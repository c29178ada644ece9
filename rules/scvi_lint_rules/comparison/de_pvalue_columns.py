"""A p-value is read from a table that has none.

scvi-tools compares groups by sampling from the model: the table holds Bayes factors and posterior
probabilities, not p-values. `pvals_adj`, `p_val` or `padj` are names of other tools, and reading
one of them raises KeyError, after the sampling.

With `mode="change"` use `proba_de` or the column `is_de_fdr_…`, which controls the false
discovery rate; with `mode="vanilla"` a `bayes_factor` above 3 is the usual cut.

    # bad: raises KeyError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    de = model.differential_expression(groupby="labels", mode="change")
    genes = de[de["pvals_adj"] < 0.05]  # <- finding

    # bad: raises KeyError after training
    import scvi

    def markers(model):
        found = model.differential_expression(groupby="labels")
        return found.sort_values("p_val").head(10)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    markers(vae)

    # bad: raises KeyError after training
    import scvi

    def significant(table, effect):
        return table[(table["lfc_mean"].abs() > effect) & (table["pvals_adj"] < 0.05)]  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    for name, rows in table.groupby("group1"):
        print(name, len(significant(rows, 0.5)))

    # bad: raises KeyError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    kept = [gene for gene, row in table.iterrows() if row["padj"] < 0.05]  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    de = model.differential_expression(groupby="labels", mode="change")
    genes = de[de["proba_de"] > 0.95]

    # good: the table of another tool
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.log1p(adata)
    adata.obs["labels"] = adata.obs["labels"].astype("category")
    sc.tl.rank_genes_groups(adata, "labels")
    table = sc.get.rank_genes_groups_df(adata, group="label_0")
    genes = table[table["pvals_adj"] < 0.05]
"""

from scvi_lint.rule import ResultRead, cites, rule

P_VALUES = frozenset(
    """pval pvals pvalue pvalues p_val p_value p_values p.value pvals_adj pval_adj pvalue_adj
    p_val_adj adj_pval adj_p_val padj p_adj p.adjust qval qvalue q_value fdr FDR""".split()
)


@rule(
    "SCV603",
    severity="error",
    cites=cites(
        "user_guide/background/differential_expression#providing-easy-to-interpret-predictions",
        "user_guide/models/scvi#differential-expression",
    ),
)
def de_pvalue_columns(read: ResultRead):
    if read.column not in P_VALUES or not read.made.call.name.startswith("differential_"):
        return
    if read.written:
        return
    yield read.finding(
        read.item,
        f"{read.made.class_name}.{read.made.call.name} computes no p-values: {read.column!r} "
        "raises KeyError. Use proba_de or is_de_fdr_… of mode='change', or bayes_factor.",
        because=read.made.reason("compared here"),
        cause=read.made.span,
    )
