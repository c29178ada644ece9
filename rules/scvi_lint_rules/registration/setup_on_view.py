"""A view is registered: a part of the data that was never copied.

`adata[mask]` is not an object of its own but a window on a part of another one. `setup_anndata`
writes to the object that it registers, so it refuses a view.

Copy the part when it is taken: `part = adata[mask].copy()`, then register and train on `part`.

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    part = adata[adata.obs["labels"] != "label_0"]
    scvi.model.SCVI.setup_anndata(part, batch_key="batch")  # <- finding
    model = scvi.model.SCVI(part)

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.AmortizedLDA.setup_anndata(adata[:, :50])  # <- finding

    # bad: raises ValueError
    import scvi

    class Run:
        def __init__(self, adata, cell_type):
            self.adata = adata[adata.obs["labels"] == cell_type, :]

        def fit(self):
            scvi.model.SCVI.setup_anndata(self.adata, batch_key="batch")  # <- finding
            self.model = scvi.model.SCVI(self.adata)

    for name in ["label_0", "label_1"]:
        Run(scvi.data.synthetic_iid(), name).fit()

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    part = adata[adata.obs["labels"] != "label_0"].copy()
    scvi.model.SCVI.setup_anndata(part, batch_key="batch")
    model = scvi.model.SCVI(part)

    # good: a view becomes an object of its own when something is written to it
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    first = adata[:, :50]
    first.layers["counts"] = first.X.copy()
    scvi.model.SCVI.setup_anndata(first, layer="counts")
    second = adata[:200]
    sc.pp.filter_genes(second, min_cells=1)
    scvi.model.SCVI.setup_anndata(second)
    third = adata[200:]
    third.obs_names_make_unique()
    scvi.model.SCVI.setup_anndata(third)
    fourth = adata[100:]
    fourth.obs["site"] = "Berlin"
    scvi.model.SCVI.setup_anndata(fourth)

    # good: a view may be asked about
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.get_latent_representation(adata[:50])
"""

from scvi_lint.rule import AnnDataView, Fix, Registered, cites, rule


@rule(
    "SCV105",
    severity="error",
    cites=cites(
        "{setup}",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def setup_on_view(setup: Registered):
    adata = setup.adata
    if adata is None or adata.is_view is None:
        return
    given = setup.argument("mdata") or setup.argument("adata") or setup.call
    taken = adata.is_view.reasons[0].span
    direct = taken is not None and taken == given.span
    name = adata.name if adata.name.isidentifier() else "This data"
    where = "Bind a copy of the part to a name" if direct else "Add .copy() where it is taken"
    yield setup.finding(
        given,
        f"{name} is a view, a part of other data that was not copied: "
        f"{setup.registration.method} raises ValueError. {where}.",
        because=adata.is_view,
        fixes=[] if direct else [_copied(adata)],
        breaks=setup.breaks_registration,
    )


def _copied(adata: AnnDataView) -> Fix | None:
    known = adata.is_view
    taken = None if known is None or not known.certain else known.reasons[0].span
    if taken is None:
        return None
    end = taken._replace(start=taken.end)
    return Fix("Copy the part where it is taken", (end, ".copy()"), safe=True)
