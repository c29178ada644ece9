"""Cells or genes are filtered by two thresholds in one call, or by none.

`filter_cells` and `filter_genes` take one of their thresholds at a time and raise ValueError when
there are two, or none.

Filter by one threshold after the other: what the first call leaves, the second one looks at. Call
the function once for each of them.

    # bad: raises ValueError
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.filter_cells(adata, min_genes=10, min_counts=20)  # <- finding

    # bad: raises ValueError
    import scanpy as sc
    import scvi

    LIMITS = {"min_cells": 3, "max_cells": 300}

    def clean(data, **limits):
        sc.pp.filter_genes(data, **limits)  # <- finding
        return data

    clean(scvi.data.synthetic_iid(), **LIMITS)

    # bad: raises ValueError
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.filter_cells(adata)  # <- finding

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.filter_cells(adata, min_genes=10)
    sc.pp.filter_cells(adata, min_counts=20, inplace=True)
    for limits in ({"min_cells": 3}, {"max_cells": 300}):
        sc.pp.filter_genes(adata, **limits, max_counts=None)
"""

from scvi_lint.rule import Called, cites, listed, rule

THRESHOLDS = {
    "scanpy.pp.filter_cells": ("min_counts", "min_genes", "max_counts", "max_genes"),
    "scanpy.pp.filter_genes": ("min_counts", "min_cells", "max_counts", "max_cells"),
}


@rule(
    "SCV232",
    severity="error",
    cites=cites(
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/scvi#preliminaries",
    ),
)
def two_thresholds(called: Called):
    names = THRESHOLDS.get(called.call.function)
    if names is None:
        return
    given = [called.argument(name) for name in names]
    numbers = [one for one in given if one is not None and one.literal is not None]
    if len(numbers) > 1 and all(one.always for one in numbers):
        told = f"takes one threshold at a time, and is given {listed(n.name for n in numbers)}"
        yield called.finding(
            called.place(numbers[1].name), f"{called.call.name} {told}: ValueError. Call it twice."
        )
    elif all(called.lacks(name) for name in names):
        yield called.finding(
            called.call.name_span,
            f"{called.call.name} is given no threshold and raises ValueError. Name one of "
            f"{listed(names)}.",
        )
