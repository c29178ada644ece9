"""Accessibility is compared with the method for gene expression.

PEAKVI inherits `differential_expression` from the RNA models. It runs on peaks, too, and returns
fold changes as if they were expression: effect sizes that mean nothing for accessibility.

Call `differential_accessibility`.

    # bad: silent: effect sizes of expression, computed on peaks
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.PEAKVI(adata)
    model.train(max_epochs=1)
    table = model.differential_expression(groupby="labels")  # <- finding

    # bad: silent: effect sizes of expression, computed on peaks
    from scvi.model import PEAKVI
    import scvi

    def compare(model, column):
        return model.differential_expression(groupby=column, mode="change")  # <- finding

    peaks = scvi.data.synthetic_iid()
    PEAKVI.setup_anndata(peaks)
    vae = PEAKVI(peaks)
    vae.train(max_epochs=1)
    compare(vae, "labels")

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.PEAKVI(adata)
    model.train(max_epochs=1)
    table = model.differential_accessibility(groupby="labels")
"""

from scvi_lint.rule import Compared, Fix, cites, rule, slots


@rule(
    "SCV903",
    severity="warning",
    cites=cites(
        "user_guide/models/peakvi#differential-accessibility",
        "scvi.model.PEAKVI.differential_accessibility",
    ),
    about={"call.name": "differential_expression", "class_name": "PEAKVI"},
)
def atac_differential_expression(compared: Compared):
    name = compared.call.name_span
    yield compared.finding(
        name,
        "differential_expression is made for RNA counts; peaks are near-binary, so its effect "
        "sizes mean nothing. Call differential_accessibility.",
        because=compared.model.thing.get(slots.CONSTRUCTION),
        fixes=[
            Fix(
                "Call differential_accessibility (another table)",
                (name, "differential_accessibility"),
                safe=False,
            )
        ]
        if compared.source(name) == compared.call.name  # else it is called by another name
        else [],
    )
