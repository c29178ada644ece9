"""CellAssign is given the depth of each cell where it expects a factor near 1.

CellAssign multiplies the expression of a type by the size factor of the cell. Depths of some
thousand counts put every mean a thousandfold too high: training goes on from there, and calls drift
to whatever type explains the most counts. The depth has to be divided by its mean.

Divide by the mean: `depth / depth.mean()`.

    # bad: silent: means a thousandfold too high
    import numpy as np
    import pandas as pd
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["size_factor"] = np.asarray(adata.X.sum(1)).ravel()
    scvi.external.CellAssign.setup_anndata(adata, size_factor_key="size_factor")  # <- finding
    markers = pd.DataFrame({"a": [1, 0] * 50, "b": [0, 1] * 50}, index=adata.var_names)
    scvi.external.CellAssign(adata, markers).train(max_epochs=1)

    # bad: silent: means a thousandfold too high
    import pandas as pd
    import scanpy as sc
    import scvi
    from scvi.external import CellAssign

    def assign(data, depth):
        CellAssign.setup_anndata(data, depth)  # <- finding
        markers = pd.DataFrame({"a": [1, 0] * 50, "b": [0, 1] * 50}, index=data.var_names)
        model = CellAssign(data, markers)
        model.train(max_epochs=1)
        return model.predict()

    adata = scvi.data.synthetic_iid()
    sc.pp.calculate_qc_metrics(adata, inplace=True, percent_top=None)
    assign(adata, "total_counts")

    # good
    import numpy as np
    import pandas as pd
    import scvi

    adata = scvi.data.synthetic_iid()
    depth = np.asarray(adata.X.sum(1)).ravel()
    adata.obs["size_factor"] = depth / np.mean(depth)
    scvi.external.CellAssign.setup_anndata(adata, size_factor_key="size_factor")
    markers = pd.DataFrame({"a": [1, 0] * 50, "b": [0, 1] * 50}, index=adata.var_names)
    scvi.external.CellAssign(adata, markers).train(max_epochs=1)
"""

from scvi_lint.rule import Registered, cites, rule

DEPTHS = frozenset({"total_counts", "n_counts", "nCount_RNA", "n_umis", "total_umis"})


@rule(
    "SCV920",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/scrna/cellassign_tutorial",
        "tutorials/notebooks/cellassign_tutorial",
        "user_guide/models/cellassign#preliminaries",
    ),
    per="file",
    about={"class_name": "CellAssign"},
)
def cellassign_depth_as_size_factor(setup: Registered):
    given, adata = setup.argument("size_factor_key"), setup.adata
    key = None if given is None else given.value.text
    if given is None or key is None or adata is None:
        return
    made = adata.obs(key)
    if made is None or not made.certain:
        summed, named = False, key in DEPTHS
    else:
        by = made.value.made_by
        summed = by == "depth"
        named = by in ("calculate_qc_metrics", "file") and key in DEPTHS
    if not summed and not named:
        return
    yield setup.finding(
        given,
        f"CellAssign expects size factors near 1, and {key!r} is each cell's depth: training "
        "starts from means a thousandfold too high. Divide it by its mean first.",
        because=made,
    )
