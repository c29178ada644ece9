"""CYTOVI with a beta likelihood is given values outside of (0, 1).

The beta distribution is one of numbers between 0 and 1. With `protein_likelihood="beta"` the
constructor looks at the registered matrix and raises ValueError when a value lies outside.

Transform and scale the measurements into a layer first (`scvi.external.cytovi.scale`), and
register that layer; the default likelihood takes other values, too.

    # bad: raises ValueError
    # file: cytof.h5ad = cells(x="counts", form="array")
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cytof.h5ad")
    scvi.external.CYTOVI.setup_anndata(adata)
    model = scvi.external.CYTOVI(adata, protein_likelihood="beta")  # <- finding

    # bad: raises ValueError
    # file: cytof.h5ad = cells(form="array", layers={"arcsinh": np.full((120, 20), 2.5)})
    import anndata
    from scvi.external import CYTOVI

    HOW = {"protein_likelihood": "beta", "n_latent": 5}

    def build(adata, layer):
        CYTOVI.setup_anndata(adata, layer=layer)
        return CYTOVI(adata, **HOW)  # <- finding

    model = build(anndata.read_h5ad("cytof.h5ad"), "arcsinh")

    # bad: raises ValueError
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["asinh"] = np.arcsinh(adata.X / 5)
    scvi.external.CYTOVI.setup_anndata(adata, layer="asinh", batch_key="batch")
    model = scvi.external.CYTOVI(adata, protein_likelihood="beta")  # <- finding

    # bad: raises ValueError
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.log1p(adata)
    sc.pp.scale(adata)
    scvi.external.CYTOVI.setup_anndata(adata)
    model = scvi.external.CYTOVI(adata, protein_likelihood="beta")  # <- finding

    # good: between its smallest and its largest value
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["asinh"] = np.arcsinh(adata.X / 5)
    low, high = adata.layers["asinh"].min(axis=0), adata.layers["asinh"].max(axis=0)
    share = (adata.layers["asinh"] - low) / (high - low)
    adata.layers["scaled"] = np.clip(share, 1e-4, 1 - 1e-4)
    scvi.external.CYTOVI.setup_anndata(adata, layer="scaled", batch_key="batch")
    model = scvi.external.CYTOVI(adata, protein_likelihood="beta")

    # good
    # file: cytof.h5ad = cells(form="array", layers={"scaled": np.full((120, 20), 0.5)})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("cytof.h5ad")
    scvi.external.CYTOVI.setup_anndata(adata, layer="scaled")
    model = scvi.external.CYTOVI(adata, protein_likelihood="beta")
"""

from scvi_lint.rule import LOGNORM, NORMALIZED, SCALED, Constructed, cites, matrix_name, rule

# Transformed, and not brought between 0 and 1 since.
UNBOUND = frozenset({NORMALIZED, LOGNORM, SCALED})


@rule(
    "SCV254",
    severity="error",
    versions=">=1.4",
    cites=cites("user_guide/models/cytovi#generative-process", "user_guide/models/cytovi"),
    about={"class_name": "CYTOVI"},
)
def cytovi_needs_scaled(model: Constructed):
    likelihood = model.argument("protein_likelihood")
    if likelihood is None or not likelihood.is_literal("beta"):
        return
    record = model.registration
    if record is None or len(record.values) != 1:
        return
    layer = record.value.text("layer")
    if layer is None and not record.value.uses_x:
        return
    data, where = record.value.data, matrix_name(layer)
    known = data.matrix(layer)
    if known is None:
        return
    seen = known.value.seen
    if seen is None or seen.minimum is None or seen.maximum is None:
        if known.value.scale in UNBOUND and "(0, 1)" not in known.value.done:
            yield model.finding(
                likelihood.whole,
                f"{where} {known.value.told}, which does not end at 1, and a beta likelihood takes "
                "values in (0, 1): CYTOVI raises ValueError. Scale a layer and register that.",
                because=(known, record),
                certain=known.value.scale == SCALED,
                doubt="where all values are small",
            )
        return
    if seen.minimum >= 0 and seen.maximum <= 1:
        return
    if not data.has_all_cells or not data.has_all_genes:
        return
    yield model.finding(
        likelihood.whole,
        f"{where} goes from {seen.minimum:.3g} to {seen.maximum:.3g}, and a beta likelihood takes "
        "values in (0, 1): CYTOVI raises ValueError. Scale a layer and register that.",
        because=(known, record),
    )
