"""Tangram is to choose cells, but is not told how many.

In the constrained mode Tangram learns a filter that keeps as many cells as the tissue has. It
cannot know that number: without `target_count` the constructor raises ValueError.

Pass `target_count=`, the estimated number of cells in the tissue.

    # bad: raises ValueError (not run: needs jax)
    import scvi

    mdata = scvi.data.synthetic_iid(return_mudata=True)
    scvi.external.Tangram.setup_mudata(
        mdata, modalities={"sc_layer": "rna", "sp_layer": "accessibility"}
    )
    model = scvi.external.Tangram(mdata, constrained=True)  # <- finding

    # bad: raises ValueError (not run: needs jax)
    import scvi
    from scvi.external import Tangram

    mode = {"constrained": True, "target_count": None}
    mdata = scvi.data.synthetic_iid(return_mudata=True)
    Tangram.setup_mudata(mdata, modalities={"sc_layer": "rna", "sp_layer": "accessibility"})
    mapping = Tangram(mdata, **mode)  # <- finding

    # good: told how many (not run: needs jax)
    import scvi

    mdata = scvi.data.synthetic_iid(return_mudata=True)
    scvi.external.Tangram.setup_mudata(
        mdata, modalities={"sc_layer": "rna", "sp_layer": "accessibility"}
    )
    model = scvi.external.Tangram(mdata, constrained=True, target_count=300)
    other = scvi.external.Tangram(mdata)
"""

from scvi_lint.rule import Constructed, cites, rule, slots


@rule(
    "SCV918",
    severity="error",
    versions=">=0.19",
    cites=cites("user_guide/models/tangram#mapping-objective", "user_guide/models/tangram"),
    about={"class_name": "Tangram"},
)
def tangram_constrained_count(built: Constructed):
    constrained = built.argument("constrained")
    if constrained is None or not constrained.is_literal(True):
        return
    if not built.lacks("target_count"):
        return
    yield built.finding(
        constrained.whole,
        "A constrained Tangram must be told how many cells to keep: this raises ValueError. Pass "
        "target_count=, the number of cells in the tissue.",
        breaks=((built.model.id, slots.CONSTRUCTION),),
    )
