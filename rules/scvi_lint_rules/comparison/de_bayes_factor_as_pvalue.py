"""Bayes factors or probabilities of a difference are cut like p-values.

A Bayes factor is evidence *for* a difference, `proba_de` its probability: the higher, the more.
Genes below 0.05 are those for which there is no evidence, or evidence against. scvi-tools reports
no p-values at all.

Keep the high ones (`bayes_factor > 3`, `proba_de > 0.95`), or use `is_de_fdr_0.05` of
`mode="change"`.

    # bad: silent: keeps the genes without evidence
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    markers = table[table["bayes_factor"] < 0.05]  # <- finding

    # bad: silent: keeps the genes without evidence
    import scvi

    def significant(table, alpha):
        return table[(table.bayes_factor <= 0.01) & (table.lfc_mean > alpha)]  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    significant(vae.differential_expression(groupby="labels", mode="change"), 1)

    # bad: silent: keeps the genes without evidence
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    markers = table.query("proba_de < 0.05 and lfc_mean > 1")  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels", mode="change")
    markers = table[table["bayes_factor"] > 3]
    others = table[table["bayes_factor"] < 0]
    unclear = table[table["bayes_factor"] < 2.3]
    likely = table[table["proba_not_de"] < 0.05]
"""

from scvi_lint.rule import ResultRead, cites, rule

LARGEST_P_VALUE = 0.1
# Columns that grow with the evidence, and a usual cut.
EVIDENCE = {"bayes_factor": 3, "proba_de": 0.95}


@rule(
    "SCV609",
    severity="warning",
    cites=cites(
        "user_guide/background/differential_expression#detecting-biologically-relevant-features",
        "user_guide/background/differential_expression",
    ),
)
def de_bayes_factor_as_pvalue(read: ResultRead):
    held = read.compared_with
    if read.column not in EVIDENCE or held is None or read.written:
        return
    sign, number = held
    if not sign.startswith("<") or not 0 < number <= LARGEST_P_VALUE:
        return
    yield read.finding(
        read.item,
        f"{read.column} is no p-value: large means evidence. You keep the genes without evidence, "
        f"below {number:g}. Keep those above {EVIDENCE[read.column]}, or use is_de_fdr_0.05.",
        cause=read.made.span,
    )
