"""The groups of a comparison were measured in one batch each.

Where every level of a condition comes from a batch of its own, and no batch holds two, the effect
of the condition and that of the batch are the same number twice: no model can tell them apart. A
model with that `batch_key` takes the difference for a batch effect and removes it, a model without
reports the batch effect as the condition's.

Say so where the result is shown; only samples of several conditions in one batch could separate
the two.

    # bad: silent: the effect of the batch cannot be told from that of the condition
    # file: pbmc.h5ad = cells(obs={"condition": "ctrl*60 stim*60", "lane": "L1*60 L2*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="lane")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(groupby="condition", mode="change")  # <- finding

    # bad: silent: the effect of the batch cannot be told from that of the condition
    # file: pbmc.h5ad = cells(obs={"condition": "ctrl*60 stim*60", "lane": "L1*60 L2*60"})
    import scanpy as sc
    import scvi

    class Analysis:
        groups = "condition"

        def __init__(self, path):
            self.adata = sc.read_h5ad(path)
            scvi.model.SCVI.setup_anndata(self.adata, batch_key="lane")
            self.model = scvi.model.SCVI(self.adata)
            self.model.train(max_epochs=1)

        def compare(self):
            return self.model.differential_expression(  # <- finding
                groupby=self.groups, group1="stim", mode="change"
            )

    Analysis("pbmc.h5ad").compare()

    # good: several lanes for each condition
    # file: pbmc.h5ad = cells(obs={"condition": "c*60 s*60", "lane": "d1*30 d2*30 d3*30 d4*30"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="lane")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(groupby="condition", mode="change")
"""

from scvi_lint.rule import Compared, cites, rule


@rule(
    "SCV350",
    severity="warning",
    cites=cites(
        "user_guide/background/counterfactual_prediction#in-distribution-vs-out-of-distribution",
        "user_guide/background/differential_expression",
    ),
)
def batch_confounded_with_condition(comparison: Compared):
    model = comparison.model
    adata, key = model.adata, model.batch_key
    groupby = comparison.argument("groupby")
    column = None if groupby is None else groupby.literal
    if adata is None or key is None or not isinstance(column, str) or column == key:
        return
    made = adata.obs(column)
    table = adata.crosstab(column, key)
    levels = () if made is None else made.value.categories or ()
    if table is None or len(levels) < 2:
        return
    batches = [table.partners(level) for level in levels]
    present = [found for found in batches if found]
    if len(present) < 2 or any(len(found) != 1 for found in present):
        return
    if len({found[0] for found in present}) != len(present):
        return
    correction = comparison.argument("batch_correction")
    if correction is not None and correction.literal is True:
        return  # de-batch-correction-ood says what that does with it
    yield comparison.finding(
        comparison.call.name_span,
        f"Each {column!r} was measured in a {key!r} of its own: {key} and {column} cannot be told "
        "apart, with or without batch_correction. Say so with the result.",
        because=(adata.seen, made, model.registration),
        breaks=comparison.fault,
    )
