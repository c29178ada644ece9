"""VeloVI is registered on the spliced and unspliced counts, not on their moments.

VeloVI describes smoothed abundances: the first moments over each cell's neighbours, which
scVelo's `scv.pp.moments` stores in the layers `Ms` and `Mu`. The raw layers are accepted as well,
but are too sparse for the splicing dynamics to show.

Compute the moments and register `spliced_layer="Ms", unspliced_layer="Mu"`.

    # bad: silent: velocities are fitted to raw counts
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["spliced"] = adata.X.copy()
    adata.layers["unspliced"] = adata.X.copy()
    scvi.external.VELOVI.setup_anndata(
        adata, spliced_layer="spliced", unspliced_layer="unspliced"  # <- finding
    )

    # bad: silent: velocities are fitted to raw counts
    import scvi

    LAYERS = {"spliced_layer": "spliced", "unspliced_layer": "unspliced"}
    adata = scvi.data.synthetic_iid()
    for name in LAYERS.values():
        adata.layers[name] = adata.X.copy()
    scvi.external.VELOVI.setup_anndata(adata, **LAYERS)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["Ms"] = adata.X.copy()
    adata.layers["Mu"] = adata.X.copy()
    scvi.external.VELOVI.setup_anndata(adata, spliced_layer="Ms", unspliced_layer="Mu")
"""

from scvi_lint.rule import Registered, cites, rule


@rule(
    "SCV213",
    severity="info",
    versions=">=1.2",
    cites=cites("user_guide/models/velovi#preliminaries", "user_guide/models/scvi#preliminaries"),
    about={"class_name": "VELOVI"},
)
def velovi_not_counts(setup: Registered):
    spliced, unspliced = setup.argument("spliced_layer"), setup.argument("unspliced_layer")
    if spliced is None or unspliced is None:
        return
    if spliced.literal != "spliced" or unspliced.literal != "unspliced":
        return
    yield setup.finding(
        spliced,
        "VELOVI models smoothed moments; the layers 'spliced' and 'unspliced' usually hold raw "
        "counts. Compute moments (scVelo) and register 'Ms' and 'Mu'.",
    )
