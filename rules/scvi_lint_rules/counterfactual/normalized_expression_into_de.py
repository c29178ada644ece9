"""A statistical test runs on the expression that a model decoded.

Decoded expression is a mean over the model's posterior: smooth, dense, and free of the noise
that a t-test, a Wilcoxon test or a regression measures differences against. Neighbouring cells
share their values, so nearly every gene becomes "significant", with p-values that mean nothing.

Use the model's own `differential_expression`, or test the log-normalised counts, or counts that
were added up by donor.

    # bad: silent: the p-values mean nothing
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["denoised"] = model.get_normalized_expression(library_size=1e4)
    adata.obs["labels"] = adata.obs["labels"].astype("category")
    sc.tl.rank_genes_groups(adata, "labels", layer="denoised", method="wilcoxon")  # <- finding

    # bad: silent: the p-values mean nothing
    import anndata as ad
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.get_normalized_expression(transform_batch="batch_0")
    decoded = ad.AnnData(X=table, obs=adata.obs.astype({"labels": "category"}))
    sc.tl.rank_genes_groups(decoded, groupby="labels")  # <- finding

    # bad: silent: the p-values mean nothing
    import scvi
    from scipy.stats import ttest_ind

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    expression = model.get_normalized_expression()
    first = adata.obs["labels"] == "label_0"
    for gene in expression.columns:
        ttest_ind(expression.loc[first, gene], expression.loc[~first, gene])  # <- finding

    # bad: silent: the p-values mean nothing
    import numpy as np
    import scvi
    from scipy import stats

    def significant(layer, inside):
        return stats.mannwhitneyu(layer[inside], layer[~inside]).pvalue  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["scvi"] = np.log1p(model.get_normalized_expression(library_size=1e4))
    significant(adata.layers["scvi"], (adata.obs["labels"] == "label_0").values)

    # bad: silent: decoded values are no counts (not run: needs pydeseq2)
    import scvi
    from pydeseq2.dds import DeseqDataSet

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    counts = model.get_normalized_expression(library_size="latent").round().astype(int)
    dds = DeseqDataSet(counts=counts, metadata=adata.obs, design="~labels")  # <- finding

    # bad: silent: sums of decoded values are no counts (not run: needs pydeseq2)
    import scvi
    from pydeseq2.dds import DeseqDataSet

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    decoded = model.get_normalized_expression(library_size="latent")
    sums = decoded.groupby(adata.obs["batch"]).sum().round().astype(int)
    dds = DeseqDataSet(counts=sums, metadata=adata.obs, design="~batch")  # <- finding

    # bad: silent: the p-values mean nothing (not run: needs pingouin)
    import pingouin as pg
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.get_normalized_expression().assign(label=adata.obs["labels"].values)
    pg.anova(data=table, dv="gene_0", between="label")  # <- finding

    # bad: silent: the stars mean nothing (not run: needs statannotations)
    import scvi
    import seaborn as sns
    from statannotations.Annotator import Annotator

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.get_normalized_expression(gene_list=["gene_0"])
    table["label"] = adata.obs["labels"].values
    axes = sns.boxplot(data=table, x="label", y="gene_0")
    stars = Annotator(  # <- finding
        axes, [("label_0", "label_1")], data=table, x="label", y="gene_0"
    )
    stars.configure(test="Mann-Whitney").apply_and_annotate()

    # bad: silent: the p-values mean nothing
    import scvi
    from scipy.stats import mannwhitneyu

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    first = (adata.obs["labels"] == "label_0").to_numpy()
    decoded = model.get_normalized_expression()
    p = decoded.apply(lambda gene: mannwhitneyu(gene[first], gene[~first]).pvalue)  # <- finding

    # good: what the program put beside the genes
    import scvi
    from scipy.stats import mannwhitneyu

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.get_normalized_expression()
    table["depth"] = adata.X.sum(axis=1)
    mannwhitneyu(table["depth"][:100], table["depth"][100:])

    # good
    import scanpy as sc
    import scvi
    from scipy.stats import mannwhitneyu, pearsonr

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["denoised"] = model.get_normalized_expression(library_size=1e4)
    adata.obs["labels"] = adata.obs["labels"].astype("category")
    sc.tl.rank_genes_groups(adata, "labels", method="wilcoxon")
    de = model.differential_expression(groupby="labels")
    mannwhitneyu(adata.X[:100], adata.X[100:])

    # good: how well the model describes what was measured
    import numpy as np
    import scvi
    from scipy.stats import pearsonr

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    expression = model.get_normalized_expression(library_size="latent")
    pearsonr(expression.mean(axis=0), np.asarray(adata.X.mean(axis=0)).ravel())
"""

from collections.abc import Iterator

from scvi_lint.rule import (
    DENOISED,
    Called,
    Fact,
    Matrix,
    Reason,
    Remark,
    ResultWritten,
    Summary,
    Table,
    cites,
    query_of,
    rule,
)


@rule(
    "SCV411",
    severity="warning",
    cites=cites(
        "user_guide/use_case/downstream_analysis_tasks",
        "user_guide/background/differential_expression#motivation",
    ),
)
def normalized_expression_into_de(called: Called) -> Iterator[Remark]:
    if called.call.name == "rank_genes_groups":
        yield from _ranked(called)
    elif called.tests and not called.correlates and not _only_draws(called):
        yield from _tested(called)


def _only_draws(called: Called) -> bool:
    """Whether brackets above a plot show p-values that are made elsewhere."""
    return called.call.name == "Annotator" and not called.program.spells("apply_test", "apply_and")


def _is_of_the_program(called: Called, content: Table) -> bool:
    """Whether it is a column that the program put beside the genes: `table["age"] = …`."""
    return content.column is not None and any(
        written.made is content.made and written.column in (content.column, "")
        for written in called.earlier(ResultWritten)
    )


def _ranked(called: Called) -> Iterator[Remark]:
    matrix = called.matrix
    if called.reads_raw is True or matrix is None or matrix.value.scale != DENOISED:
        return
    yield called.finding(
        called.call.name_span,
        f"{called.matrix_name} {matrix.value.told}, without the noise that the test needs: its "
        "p-values mean nothing. Test log-normalised counts, or use differential_expression.",
        because=matrix,
        certain=called.reads_raw is False,
        doubt="the test may read .raw instead",
    )


def _tested(called: Called) -> Iterator[Remark]:
    of_counts = called.call.name == "DeseqDataSet"
    summed = called.data_in("adata")
    if of_counts and summed is not None and summed.x is not None:
        if summed.x.value.scale == DENOISED:
            yield _of_no_counts(called, "a model", summed.x)
        return
    for argument in called.call.arguments.values():
        content = argument.content
        if of_counts and isinstance(content, Summary):
            content = content.of  # sums of them are no counts either
        if isinstance(content, Table) and content.is_decoded:
            if _is_of_the_program(called, content):
                continue
            query = query_of(content)
            by = "" if query is None else query.class_name
            because = None if query is None else query.reason("decoded here")
        elif isinstance(content, Matrix) and content.scale == DENOISED:
            by, because = content.done.partition(",")[0].rpartition(" ")[2], None
        else:
            continue
        if of_counts:
            yield _of_no_counts(called, by, because)
            return
        yield called.finding(
            called.call.name_span,
            f"{called.call.name} tests values that {by} decoded, without the noise that it "
            "needs: its p-values mean nothing. Test counts, or use differential_expression.",
            because=because,
        )
        return


def _of_no_counts(called: Called, by: str, because: Fact[object] | Reason | None) -> Remark:
    return called.finding(
        called.call.name_span,
        f"{called.call.name} needs counts, and these were decoded by {by}: smooth, and all cells "
        "alike. Its p-values mean nothing. Add up the counts of each donor.",
        because=because,
    )
