"""Cells are decoded in another batch, and nothing asks how well the model describes them there.

A counterfactual is as good as the model is for these cells in that batch. A program that stores or
writes it without a look at the reconstruction, a posterior predictive check, or the measured cells
of the target says nothing about that, and neither can its reader.

Compare the reconstruction error of the cells in both batches, run a posterior predictive check,
or hold out a combination that was measured and predict it first.

    # bad: silent: nothing says whether it can be trusted
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["as_zero"] = model.get_normalized_expression(
        transform_batch="batch_0"  # <- finding
    )

    # bad: silent: nothing says whether it can be trusted
    import scvi

    def move(model, target):
        table = model.get_normalized_expression(transform_batch=target)  # <- finding
        table.to_csv("moved.csv")

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    move(model, "batch_1")

    # bad: silent: a difference, and nobody looked
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    kw = {"n_samples": 2}
    before = model.get_normalized_expression(transform_batch="batch_0", **kw)  # <- finding
    after = model.get_normalized_expression(transform_batch="batch_1", **kw)  # <- finding
    top = (np.log2(after) - np.log2(before)).mean(axis=0).nlargest(20)

    # bad: silent: a figure, and nobody looked (not run: needs seaborn)
    import scvi
    import seaborn as sns

    def draw(table, groups):
        sns.heatmap(table.groupby(groups).mean())

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    as_zero = model.get_normalized_expression(transform_batch="batch_0")  # <- finding
    draw(as_zero, adata.obs["labels"].values)

    # good: held against the cells that were measured there
    import matplotlib.pyplot as plt
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    measured = adata[adata.obs["batch"] == "batch_1"]
    decoded = model.get_normalized_expression(transform_batch="batch_1", library_size="latent")
    plt.scatter(decoded.mean(axis=0), measured.X.mean(axis=0))

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    print(model.get_reconstruction_error())
    adata.layers["as_zero"] = model.get_normalized_expression(transform_batch="batch_0")
"""

from scvi_lint.rule import (
    Argument,
    Fix,
    Matrix,
    Queried,
    ResultUsed,
    Stored,
    Summary,
    Table,
    Together,
    cites,
    held_against_cells,
    insert_above,
    is_plain,
    is_spelled_there,
    query_of,
    quoted,
    receiver_of,
    rule,
)

CHECKS = (
    "get_reconstruction_error",
    "get_elbo",
    "get_marginal_ll",
    "PosteriorPredictiveCheck",
    "posterior_predictive_sample",
    "criticism",
    "hold_out",
    "holdout",
    "held_out",
)
LEAVES = frozenset(
    """.to_csv .to_parquet .to_pickle .to_excel .to_hdf .to_feather .hist .plot .boxplot .box .bar
    .scatter .line .nlargest .nsmallest .sort_values""".split()
)
DRAWS = ("matplotlib.", "seaborn.", "plotly.", "plotnine.", "numpy.save")


@rule(
    "SCV437",
    severity="info",
    presets=("paper",),
    cites=cites(
        "user_guide/use_case/scvi_criticism",
        "user_guide/background/counterfactual_prediction#in-distribution-vs-out-of-distribution",
        "user_guide/models/scvi#preliminaries",
    ),
    per="file",
    about={"call.name": "get_normalized_expression"},
)
def counterfactual_without_check(query: Queried):
    target = query.given("transform_batch")
    # The mean over several batches is none of them.
    if target is None or target.is_sequence or target.is_literal("all"):
        return
    if query.program.spells(*CHECKS) or held_against_cells(query) or not _is_kept(query):
        return
    yield query.finding(
        target,
        "Nothing here asks how well the model describes these cells in that batch. Compare "
        "get_reconstruction_error, or predict a combination that was measured first.",
        because=query.model.registration,
        fixes=[_look_first(query, target)],
    )


def _look_first(query: Queried, target: Argument) -> Fix | None:
    """Lines that show how well the cells of the target are described, and all cells."""
    model, key = receiver_of(query), query.model.batch_key
    data = query.model.adata
    if model is None or query.statement is None or not query.model.can("get_reconstruction_error"):
        return None
    lines = [f"print({model}.get_reconstruction_error())"]
    batch = query.source(target.span)
    plain = is_spelled_there(query, target) and (
        batch[:1] in "\"'" or is_plain(query, batch, query.statement)
    )
    if key is not None and plain and (data is None or not data.is_mudata):
        lines = [
            "# The error over the cells of that batch, and over all cells: lower is better.",
            f"cells_there = ({model}.adata.obs[{quoted(key)}] == {batch}).to_numpy().nonzero()[0]",
            f"print({model}.get_reconstruction_error(indices=cells_there))",
            *lines,
        ]
    return insert_above(query, lines, "Look at the reconstruction error first")


def _is_kept(query: Queried) -> bool:
    """Whether the result is stored or leaves the program."""
    for used in query.later(Stored, ResultUsed, Together):
        if isinstance(used, Together):
            if not used.other and any(_whole(side) is query for side in (used.left, used.right)):
                return True
        elif isinstance(used, ResultUsed):
            if used.made is query and (used.how in LEAVES or used.how.startswith(DRAWS)):
                return True
        elif getattr(used.returned, "made", None) is query:
            return True
    return False


def _whole(side: Matrix | Table | Summary) -> Queried | None:
    """The query that decoded this side, None where none did."""
    content = side.of if isinstance(side, Summary) else side
    return query_of(content)
