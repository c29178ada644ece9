"""Counts that were corrected for ambient RNA are registered as they are.

SoupX and DecontX take away the expected share of the soup: 3 counts become 2.87. Their result is
whole only when they are told to round (`roundToInt=TRUE`). The likelihoods of SCVI and its
relatives are made for whole counts: scvi-tools warns, and describes fractions as best it can.

Round them before the set-up, or correct with CellBender, whose output is whole.

    # bad: silent: most of these counts are fractions (not run: your file)
    import sys
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad(sys.argv[1])
    scvi.model.SCVI.setup_anndata(
        adata,
        layer="soupX_counts",  # <- finding
        batch_key="sample",
    )

    # bad: silent: most of these counts are fractions (not run: your file)
    import sys
    import scanpy as sc
    import scvi

    LAYER = "decontX_counts"

    def register(data, layer):
        scvi.model.SCVI.setup_anndata(data, layer=layer, batch_key="sample")  # <- finding

    adata = sc.read_h5ad(sys.argv[1])
    register(adata, LAYER)

    # good: rounded (not run: your file)
    import sys
    import numpy as np
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad(sys.argv[1])
    adata.layers["soupX_counts"].data = np.rint(adata.layers["soupX_counts"].data)
    scvi.model.SCVI.setup_anndata(adata, layer="soupX_counts", batch_key="sample")
"""

from scvi_lint.rule import Registered, cites, regex, rule

CORRECTED = regex(r"(?i)soup_?x|decont_?x")
ROUNDS = (".round(", ".rint(", "astype(int", "astype(np.int", "roundtoint")


@rule(
    "SCV228",
    severity="info",
    cites=cites(
        "{setup}",
        "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def corrected_counts_not_whole(setup: Registered):
    if setup.models_take_anything or not setup.takes_counts_in("layer"):
        return
    for layer in setup.values("layer"):
        if not isinstance(layer.value, str) or not CORRECTED.search(layer.value):
            continue
        known = None if setup.adata is None else setup.adata.layer(layer.value)
        seen = None if known is None else known.value.seen
        if seen is not None or setup.program.spells(*ROUNDS):
            return
        yield setup.finding(
            setup.place("layer"),
            f"{layer.value!r} is named after a correction for ambient RNA, which leaves fractions "
            f"unless it was told to round: {setup.class_name} models whole counts. Round them.",
        )
        return
