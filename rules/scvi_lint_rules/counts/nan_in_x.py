"""The counts hold NaN.

One NaN among the counts makes the loss of its minibatch NaN, and with it all weights. The
training ends with a ValueError about the parameters of a distribution; the only earlier sign is a
warning about count data. Such values come from joining tables with different genes.

Find out where they come from; genes that were not measured are better left out than set to zero.

    # bad: raises ValueError
    # file: joined.h5ad = cells(x=np.where(np.arange(2400).reshape(120, 20) == 7, np.nan, 1.0))
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("joined.h5ad")
    scvi.model.SCVI.setup_anndata(adata)  # <- finding
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # bad: raises ValueError
    # file: joined.h5ad = cells(layers={"counts": np.full((120, 20), np.nan)}, form="array")
    import anndata as ad
    import scvi

    class Workflow:
        layer = "counts"

        def run(self, path):
            adata = ad.read_h5ad(path)
            scvi.model.SCVI.setup_anndata(adata, layer=self.layer)  # <- finding
            model = scvi.model.SCVI(adata)
            model.train(max_epochs=1)

    Workflow().run("joined.h5ad")

    # bad: raises ValueError
    # file: counts.h5ad = cells(form="array")
    import numpy as np
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("counts.h5ad")
    X = adata.X.astype("float32")
    X[X == 0] = np.nan
    adata.layers["clean"] = X
    scvi.model.SCVI.setup_anndata(adata, layer="clean")  # <- finding
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # good: filled again
    # file: counts.h5ad = cells(form="array")
    import numpy as np
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("counts.h5ad")
    adata.X[0, :3] = np.nan
    adata.X[np.isnan(adata.X)] = 0
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # good
    # file: joined.h5ad = cells(x=np.where(np.arange(2400).reshape(120, 20) == 7, np.nan, 1.0))
    import numpy as np
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("joined.h5ad")
    adata.X = np.nan_to_num(adata.X.toarray())
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
"""

from scvi_lint.rule import LIKELY, Registered, cites, rule


@rule(
    "SCV252",
    severity="error",
    cites=cites(
        "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def nan_in_x(setup: Registered):
    for matrix in setup.count_matrices:
        adata = matrix.adata
        known = adata.matrix(matrix.layer)
        seen = None if known is None else known.value.seen
        if known is not None and known.value.holes:
            yield setup.finding(
                setup.place(matrix.argument),
                f"Values of {matrix.name} were set to NaN: the loss becomes NaN and training "
                "raises ValueError. Leave these genes or cells out, or set a number.",
                because=known,
                certain=known.value.holes is not LIKELY,
                doubt="there may be no such value",
                breaks=setup.breaks_registration,
            )
            continue
        if known is None or seen is None or not seen.nan:
            continue
        if not (adata.has_all_cells and adata.has_all_genes):
            continue
        where = matrix.name
        yield setup.finding(
            setup.place(matrix.argument),
            f"{where} holds NaN in this file: the loss becomes NaN and training raises "
            "ValueError. Leave out the genes or cells that were not measured.",
            because=known,
            breaks=setup.breaks_registration,
        )
