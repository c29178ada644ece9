"""Values are normalised or logged that were logged or scaled already.

`log1p` of what is logged presses all differences together, and fold changes computed from it are
wrong. `normalize_total` divides by sums of counts; sums of logged values mean nothing. Scaled
values are negative: below -1 their logarithm is not a number, and a cell's sum may be zero.

Begin with the counts: `adata.X = adata.layers["counts"].copy()`.

    # bad: silent: what is logged is logged again
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts")
    model = scvi.model.SCVI(adata)
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    sc.pp.log1p(adata)  # <- finding

    # bad: silent: scaled values are no counts
    import scanpy as sc
    import scvi

    def markers(data):
        clean = data.copy()
        sc.pp.normalize_total(clean)  # <- finding
        return clean

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    sc.pp.scale(adata)
    scvi.model.SCVI.setup_anndata(adata, layer="counts")
    markers(adata)

    # good: the counts are taken again
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    sc.pp.scale(adata)
    adata.X = adata.layers["counts"].copy()
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)

    # good: each object is normalised once
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    other = adata.copy()
    for data in (adata, other):
        sc.pp.normalize_total(data)
        sc.pp.log1p(data)
"""

from scvi_lint.rule import LOGNORM, SCALED, Transformed, cites, matrix_name, rule

STEPS = ("normalize_total", "normalize_per_cell", "log1p")


@rule(
    "SCV223",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "tutorials/notebooks/quick_start/data_loading",
        "tutorials/notebooks/data_loading",
        "user_guide/models/scvi#preliminaries",
    ),
)
def normalised_again(changed: Transformed):
    call = changed.call
    if call is None or call.name not in STEPS or not call.function.startswith("scanpy."):
        return
    before = changed.adata.matrix(changed.entry or None)
    if before is None or before.value.scale not in (LOGNORM, SCALED):
        return
    if not before.certain and changed.given("layers") is not None:
        return  # layers are meant, and X goes with them
    scaled = before.value.scale == SCALED
    name = matrix_name(changed.entry or None)
    what = {
        (True, True): "the logarithm of negative values is not a number",
        (False, True): "logged twice, differences are pressed together and fold changes wrong",
    }.get((scaled, call.name == "log1p"), "it divides by sums that are no depths")
    yield changed.finding(
        call.name_span,
        f"{name} {before.value.told} before: {what}. Begin with the counts again.",
        because=before.reasons[-1:],  # what was done last
        certain=before.certain,
        doubt=before.doubt,
        cause=changed.adata.id,
        severity=""
        if changed.serves_a_model or not before.certain
        else "info",  # else it is one less
    )
