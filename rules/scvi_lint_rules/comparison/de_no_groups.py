"""Differential expression is not told which cells to compare.

`differential_expression` needs either a column of obs that names the groups (`groupby`), or the
two sets of cells themselves (`idx1`, `idx2`). `group1` and `group2` only pick among the values of
`groupby`. Without any of them the call ends in `KeyError: None`, which names no argument.

Pass `groupby="cell_type"`, or `idx1` and `idx2`.

    # bad: raises KeyError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    de = model.differential_expression(mode="change")  # <- finding

    # bad: raises KeyError after training
    import scvi

    settings = {"group1": "label_0", "group2": "label_1"}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    vae.differential_expression(**settings)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(groupby="labels")
    model.differential_expression(adata, "labels", ["label_0"])
    model.differential_expression(idx1=(adata.obs["labels"] == "label_0").values)
"""

from scvi_lint.rule import Compared, cites, rule

NAMES_CELLS = ("groupby", "idx1", "idx2")


@rule(
    "SCV604",
    severity="error",
    cites=cites(
        "user_guide/background/differential_expression"
        "#approximating-population-specific-normalized-expression-levels",
        "user_guide/models/scvi#differential-expression",
    ),
)
def de_no_groups(compared: Compared):
    asked = compared.call.name
    if asked not in ("differential_expression", "differential_accessibility"):
        return
    if not compared.accepts("groupby") or not all(map(compared.lacks, NAMES_CELLS)):
        return
    if not all(map(compared.accepts, compared.call.arguments)):
        return  # a misspelt argument is what is wrong
    made = compared.model.construction
    if made is not None and compared.model.made_by == "constructor" and made.lacks("adata"):
        return  # a model without data fails before it looks for groups
    yield compared.finding(
        compared.call.name_span,
        f"{asked} is not told which cells to compare and raises KeyError: None. "
        'Pass groupby="…" (a column of obs), or idx1 and idx2.',
    )
