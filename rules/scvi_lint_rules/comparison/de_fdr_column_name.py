"""A table of differential expression is asked for another FDR column than it has.

With `mode="change"` the table says which genes are differentially expressed at a chosen false
discovery rate, in a column that is named after that rate: `fdr_target=0.01` makes
`is_de_fdr_0.01`. Any other name raises KeyError, after the sampling.

Read the column of the rate that was asked for, or ask for the rate that is read.

    # bad: raises KeyError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    de = model.differential_expression(groupby="labels", mode="change", fdr_target=0.01)
    genes = de[de["is_de_fdr_0.05"]]  # <- finding

    # bad: raises KeyError after training
    import scvi

    FDR = 0.1

    def significant(model):
        table = model.differential_expression(groupby="labels", mode="change")
        return table.loc[table[f"is_de_fdr_{FDR}"]]  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    significant(vae)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    de = model.differential_expression(groupby="labels", mode="change", fdr_target=0.01)
    genes = de[de["is_de_fdr_0.01"]]
    de = model.differential_expression(groupby="labels", mode="change")
    genes = de[de["is_de_fdr_0.05"]]
"""

from scvi_lint.rule import ResultRead, cites, rule

COLUMN = "is_de_fdr_"


@rule(
    "SCV602",
    severity="error",
    cites=cites(
        "user_guide/background/differential_expression#providing-easy-to-interpret-predictions",
        "user_guide/models/scvi#differential-expression",
    ),
)
def de_fdr_column_name(read: ResultRead):
    made = read.made
    if not read.column.startswith(COLUMN) or not made.call.name.startswith("differential_"):
        return
    if read.written:
        return
    rate = _rate(read)
    if rate is None or read.column == f"{COLUMN}{rate}":
        return
    yield read.finding(
        read.item,
        f"This table was made with fdr_target={rate}, so its column is called "
        f"'{COLUMN}{rate}': {read.column!r} raises KeyError. Read that, or ask for the other rate.",
        because=made.reason("compared here"),
        cause=made.span,
    )


def _rate(read: ResultRead) -> float | None:
    """The false discovery rate of the table, if it has that column at all."""
    mode, target = read.made.argument("mode"), read.made.argument("fdr_target")
    changes = "'change'" if mode is None and read.made.call.lacks("mode") else None
    changes = read.made.default_of("mode") if changes else mode and repr(mode.literal)
    if changes != "'change'":
        return None
    if target is not None:
        return target.literal if isinstance(target.literal, float) else None
    default = read.made.default_of("fdr_target")
    return float(default) if default and read.made.call.lacks("fdr_target") else None
