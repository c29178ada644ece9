"""A continuous covariate holds words.

The columns named in `continuous_covariate_keys` go to the network as numbers. Words are accepted
when they are registered and fail at the first minibatch: "could not convert string to float".

Words are categories: name the column in `categorical_covariate_keys`.

    # bad: raises ValueError
    # file: pbmc.h5ad = cells(obs={"donor": "d1*60 d2*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, continuous_covariate_keys=["donor"])  # <- finding
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # bad: raises ValueError
    # file: pbmc.h5ad = cells(obs={"phase": "G1*60 S*30 G2M*30", "pct": np.linspace(0, 1, 120)})
    import scanpy as sc
    from scvi.model import SCVI as Model

    def prepare(path, **keys):
        data = sc.read(path)
        Model.setup_anndata(data, **keys)
        return data

    adata = prepare("pbmc.h5ad", continuous_covariate_keys=["pct", "phase"])  # <- finding
    model = Model(adata)
    model.train(max_epochs=1)

    # bad: raises ValueError
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.tl.score_genes_cell_cycle(adata, s_genes=["gene_1"], g2m_genes=["gene_3"])
    scvi.model.SCVI.setup_anndata(
        adata, continuous_covariate_keys=["S_score", "phase"]  # <- finding
    )
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # good
    # file: pbmc.h5ad = cells(obs={"donor": "d1*60 d2*60", "pct": np.linspace(0, 1, 120)})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(
        adata, categorical_covariate_keys=["donor"], continuous_covariate_keys=["pct"]
    )
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
"""

from scvi_lint.rule import Registered, cells_grouped_by, cites, rule, slots


def is_number(text: object) -> bool:
    try:
        float(str(text))
    except ValueError:
        return False
    return True


@rule(
    "SCV154",
    severity="error",
    cites=cites(
        "{setup}",
        "faq#what-is-the-difference-between-batch-key-and-categorical-covariate-keys",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def setup_continuous_text(setup: Registered):
    for entry in setup.entries(slots.OBS):
        known = entry.column
        if known is None or not entry.is_numerical or not known.value.closed:
            continue
        words = [
            name
            for name in known.value.categories or ()
            if isinstance(name, str) and not is_number(name)
        ]
        if not words or known.value.kind != "categorical" or not entry.adata.has_all_cells:
            continue
        use = "Leave it out" if cells_grouped_by(entry.name) else "Use categorical_covariate_keys"
        yield setup.finding(
            entry.item,
            f"obs[{entry.name!r}] holds words such as {words[0]!r}, but {entry.argument} needs "
            f"numbers: the first minibatch raises ValueError. {use}.",
            because=known,
        )
