"""DestVI is asked for the expression of a cell type that its reference does not have.

`get_scale_for_ct` takes one of the labels that CondSCVI was
registered with for its `labels_key`. Any other name raises
ValueError, after both models were trained. Spell the label as the reference does.

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(obs={"cell_type": "T_cell*60 B_cell*60"})
    # file: spots.h5ad = cells()
    import scanpy as sc
    import scvi

    ref, spots = sc.read_h5ad("ref.h5ad"), sc.read_h5ad("spots.h5ad")
    scvi.model.CondSCVI.setup_anndata(ref, labels_key="cell_type")
    cond = scvi.model.CondSCVI(ref, prior="mog", num_classes_mog=2)
    cond.train(max_epochs=1)
    scvi.model.DestVI.setup_anndata(spots)
    model = scvi.model.DestVI.from_rna_model(spots, cond)
    model.train(max_epochs=1)
    scale = model.get_scale_for_ct("T cel")  # <- finding

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(obs={"cell_type": "T_cell*60 B_cell*60"})
    # file: spots.h5ad = cells()
    import scanpy as sc
    from scvi.model import CondSCVI, DestVI

    TYPES = ["B cell", "NK cell"]

    def fit(ref, spots):
        CondSCVI.setup_anndata(ref, labels_key="cell_type")
        cond = CondSCVI(ref, prior="mog", num_classes_mog=2)
        cond.train(max_epochs=1)
        DestVI.setup_anndata(spots)
        vae = DestVI.from_rna_model(spots, cond)
        vae.train(max_epochs=1)
        return vae

    vae = fit(sc.read_h5ad("ref.h5ad"), sc.read_h5ad("spots.h5ad"))
    scales = {name: vae.get_scale_for_ct(name) for name in TYPES}  # <- finding

    # good
    # file: ref.h5ad = cells(obs={"cell_type": "T_cell*60 B_cell*60"})
    # file: spots.h5ad = cells()
    import scanpy as sc
    import scvi

    ref, spots = sc.read_h5ad("ref.h5ad"), sc.read_h5ad("spots.h5ad")
    scvi.model.CondSCVI.setup_anndata(ref, labels_key="cell_type")
    cond = scvi.model.CondSCVI(ref, prior="mog", num_classes_mog=2)
    cond.train(max_epochs=1)
    scvi.model.DestVI.setup_anndata(spots)
    model = scvi.model.DestVI.from_rna_model(spots, cond)
    model.train(max_epochs=1)
    scale = model.get_scale_for_ct("T cell")
"""

from scvi_lint.rule import MISSPELT, Queried, cites, listed, rule, suggest


@rule(
    "SCV963",
    severity="error",
    cites=cites(
        "user_guide/models/destvi#cell-type-specific-gene-expression-imputation",
        "user_guide/models/destvi",
    ),
    about={"class_name": "DestVI", "call.name": "get_scale_for_ct"},
)
def destvi_unknown_cell_type(query: Queried):
    origin = query.model.origin
    levels = None if origin is None else origin.levels("labels_key")
    argument = query.argument("label")
    if levels is None or argument is None or origin is None:
        return
    for name in argument.items:
        if not isinstance(name.value, str) or not levels.rule_out(name.value):
            continue
        has = f"It has {listed(levels.names)}."
        suggestion = suggest(name.value, levels.names, has, alike=MISSPELT)
        yield query.finding(
            name,
            f"{name} is no cell type of {levels.key!r}: get_scale_for_ct raises ValueError. "
            f"{suggestion.advice}",
            because=(levels.known, origin.registration),
            fixes=suggestion.fixes(name),
        )
