"""A reference for deconvolution is registered without its cell types.

RNAStereoscope and CondSCVI learn one profile for each cell type of `labels_key`. Without it setup
takes all cells for one type and says nothing. What comes of it is worthless: every spot consists of
that type, with proportion one.

Name the column of cell types: `setup_anndata(adata, labels_key="cell_type")`.

    # bad: silent: all cells are of one type
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.RNAStereoscope.setup_anndata(adata)  # <- finding
    model = scvi.external.RNAStereoscope(adata)

    # bad: silent: all cells are of one type
    from scvi.model import CondSCVI
    import scvi

    def reference(cells, **how):
        CondSCVI.setup_anndata(cells, **how)  # <- finding
        return CondSCVI(cells)

    reference(scvi.data.synthetic_iid(), batch_key="batch")

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.RNAStereoscope.setup_anndata(adata, labels_key="labels")
    model = scvi.external.RNAStereoscope(adata)
    scvi.model.SCVI.setup_anndata(adata)
    spots = scvi.data.synthetic_iid()
    scvi.external.SpatialStereoscope.setup_anndata(spots)
"""

from scvi_lint.rule import Registered, cites, rule

REFERENCES = ("RNAStereoscope", "CondSCVI")


@rule(
    "SCV922",
    severity="warning",
    cites=cites("{setup}", "user_guide/models/{model}", "user_guide/models/stereoscope"),
    about={"class_name": REFERENCES},
)
def labels_left_out(setup: Registered):
    if not setup.lacks("labels_key"):
        return
    yield setup.finding(
        setup.call.name_span,
        f"{setup.class_name} learns one profile for each cell type, and without labels_key all "
        "cells are of one type. Name the column of cell types.",
    )
