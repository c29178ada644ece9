"""The threshold of accessibility is not a probability.

`get_normalized_accessibility` returns, for each cell and peak, the probability that the peak is
open, and sets those below `threshold` to zero. A threshold outside 0 to 1 raises.

Choose one between 0 and 1, for example 0.05.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.PEAKVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_accessibility(threshold=5)  # <- finding

    # bad: raises ValueError after training
    import scvi

    options = {"threshold": -0.5}
    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata)
    vae = scvi.model.PEAKVI(adata)
    vae.train(max_epochs=1)
    vae.get_normalized_accessibility(**options)  # <- finding

    # bad: raises ValueError after training
    # file: multiome.h5mu = mudata(rna=cells(120), atac=cells(120, [f"p{n}" for n in range(15)]))
    import mudata as md
    import scvi

    CUTS = {"lenient": 0.1, "strict": 2}
    mdata = md.read_h5mu("multiome.h5mu")
    scvi.model.MULTIVI.setup_mudata(mdata, modalities={"rna_layer": "rna", "atac_layer": "atac"})
    model = scvi.model.MULTIVI(mdata)
    model.train(max_epochs=1)
    model.get_normalized_accessibility(threshold=CUTS["strict"])  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.PEAKVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_accessibility(threshold=0.05)
"""

from scvi_lint.rule import Queried, cites, rule

CLASSES = ("PEAKVI", "MULTIVI")
METHODS = ("get_normalized_accessibility", "get_accessibility_estimates")


@rule(
    "SCV910",
    severity="error",
    cites=cites(
        "{symbol}",
        "user_guide/models/peakvi#estimation-of-accessibility",
    ),
    about={"class_name": CLASSES, "call.name": METHODS},
)
def peakvi_threshold(query: Queried):
    for threshold in query.values("threshold"):
        if isinstance(threshold.value, int | float) and not 0 <= threshold.value <= 1:
            yield query.finding(
                threshold,
                f"A threshold of {threshold} is no probability: {query.call.name} raises "
                "ValueError. Choose one between 0 and 1.",
            )
