"""Conditions are compared as if every cell were a replicate.

`groupby="condition"` over all cells asks two things at once: which cell types there are more of,
and what changes within them. And thousands of cells of a few donors are not thousands of
replicates: what is particular to one donor looks like an effect of the condition.

Compare within one cell type (`idx1`, `idx2`), and test donors as the replicates: pseudobulk per
cell type, or MRVI.

    # bad: silent: donors are not replicated
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["condition"] = ["control", "treated"] * 200
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(groupby="condition", mode="change")  # <- finding

    # bad: silent: donors are not replicated
    import scvi

    def compare(model, column="disease_status"):
        return model.differential_expression(  # <- finding
            groupby=column, group1="ill", group2="well", mode="change"
        )

    data = scvi.data.synthetic_iid()
    data.obs["disease_status"] = ["ill", "well"] * 200
    scvi.model.SCVI.setup_anndata(data)
    vae = scvi.model.SCVI(data)
    vae.train(max_epochs=1)
    compare(vae)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(groupby="labels", mode="change")
"""

import re

from scvi_lint.rule import Compared, cites, regex, rule

CONDITION = regex(
    r"(?:^|_)(condition|disease|treatment|treated|genotype|perturbation|stim(?:ulation)?|"
    r"diagnosis|phenotype)(?:_|$)",
    re.I,
)


@rule(
    "SCV612",
    severity="info",
    presets=("paper",),
    cites=cites(
        "user_guide/background/differential_expression#notations-and-model-assumptions",
        "user_guide/background/differential_expression",
    ),
)
def de_conditions_as_cells(compared: Compared):
    column = compared.argument("groupby")
    name = None if column is None else column.value.text
    if compared.call.name != "differential_expression" or name is None or column is None:
        return
    if not CONDITION.search(name) or not compared.lacks("idx1"):
        return
    yield compared.finding(
        compared.call.name_span,
        f"groupby={name!r} compares all cells at once, each as a replicate: donors and cell types "
        "are mixed in. Compare within a type; take donors as replicates (pseudobulk, MRVI).",
    )
