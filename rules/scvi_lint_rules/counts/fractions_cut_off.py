"""Values of an unknown scale are made integers before they are registered as counts.

`astype(int)` cuts off what stands behind the point: 0.69 becomes 0. If X held whole numbers,
nothing happens. If it held normalised or corrected values, as many published files do, most of the
expression is gone, and scvi-tools, which would have warned of fractions, sees whole numbers.

Look before: `assert np.allclose(X.data, X.data.round())`. Then the cast is harmless.

    # bad: silent: fractions are cut off, and the check of scvi-tools with them (not run: your file)
    import sys
    import numpy as np
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad(sys.argv[1])
    adata.layers["counts"] = adata.X.astype(np.int32)  # <- finding
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")

    # bad: silent: fractions are cut off, and the check of scvi-tools with them (not run: your file)
    import sys
    import scanpy as sc
    import scvi

    def load(path):
        data = sc.read_h5ad(path)
        data.X = data.X.astype("int")  # <- finding
        return data

    adata = load(sys.argv[1])
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # good: they are counts, and known to be
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.astype(int)
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")

    # good: the program looks before (not run: your file)
    import sys
    import numpy as np
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad(sys.argv[1])
    assert np.allclose(adata.X.data, adata.X.data.round())
    adata.X = adata.X.astype(int)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
"""

from scvi_lint.rule import AS_READ, Registered, Stored, cites, regex, rule

CAST = regex(r"\.astype\(\s*(?:dtype\s*=\s*)?[\"']?(?:np\.|numpy\.)?u?int")
# A program that looks whether values are whole, or rounds them, knows what it does.
LOOKS = (
    "allclose",
    "is_integer",
    ".round(",
    ".rint(",
    "% 1",
    "np.mod",
    "check_nonnegative_integers",
)


@rule(
    "SCV227",
    severity="info",
    cites=cites(
        "{setup}",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def fractions_cut_off(setup: Registered):
    matrix = setup.counts
    if matrix is None or matrix.value.scale != AS_READ or setup.models_take_anything:
        return
    layer = setup.given("layer")
    room, entry = ("X", "") if layer is None else ("layers", layer.value.text)
    for stored in setup.earlier(Stored):
        written = stored.value_span or stored.statement
        if stored.room != room or (stored.entry or "") != entry or written is None:
            continue
        value = stored.source(written)
        if CAST.search(value) is None or setup.program.spells(*LOOKS):
            return
        yield setup.finding(
            stored.span,
            f"Cast to integers, {setup.counts_name} loses all fractions that it held, and "
            f"{setup.class_name} sees whole numbers. Check before that its values are whole.",
            because=(matrix, setup.reason("registered as counts here")),
        )
        return
