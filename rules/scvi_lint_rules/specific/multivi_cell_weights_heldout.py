"""A MULTIVI with a weight for each cell is handed data.

`modality_weights="cell"` learns for each cell of the training data how much its RNA and its
accessibility count. Other data has no such weights, and scvi-tools does not look whether it is the
same: every method that is given data, even the model's own, raises RuntimeError.

Leave the data out and select cells with `indices=`, or use "equal" or "universal" weights.

    # bad: raises RuntimeError after training (also SCV760)
    import scvi

    mdata = scvi.data.synthetic_iid(return_mudata=True)
    where = {"rna_layer": "rna", "atac_layer": "accessibility"}
    scvi.model.MULTIVI.setup_mudata(mdata, modalities=where)
    model = scvi.model.MULTIVI(mdata, modality_weights="cell")
    model.train(max_epochs=1)
    other = scvi.data.synthetic_iid(return_mudata=True)
    latent = model.get_latent_representation(other)  # <- finding

    # bad: raises RuntimeError after training
    import scvi

    def integrate(mdata, weights):
        where = {"rna_layer": "rna", "atac_layer": "accessibility"}
        scvi.model.MULTIVI.setup_mudata(mdata, modalities=where)
        vae = scvi.model.MULTIVI(mdata, modality_weights=weights)
        vae.train(max_epochs=1)
        return vae.get_latent_representation(mdata[:100].copy())  # <- finding

    integrate(scvi.data.synthetic_iid(return_mudata=True), "cell")

    # good
    import scvi

    mdata = scvi.data.synthetic_iid(return_mudata=True)
    where = {"rna_layer": "rna", "atac_layer": "accessibility"}
    scvi.model.MULTIVI.setup_mudata(mdata, modalities=where)
    model = scvi.model.MULTIVI(mdata, modality_weights="cell")
    model.train(max_epochs=1)
    latent = model.get_latent_representation()
    some = model.get_latent_representation(indices=[0, 1, 2])

    # good: weights that all cells share
    import scvi

    mdata = scvi.data.synthetic_iid(return_mudata=True)
    where = {"rna_layer": "rna", "atac_layer": "accessibility"}
    scvi.model.MULTIVI.setup_mudata(mdata, modalities=where)
    model = scvi.model.MULTIVI(mdata, modality_weights="universal")
    model.train(max_epochs=1)
    same = model.get_latent_representation(mdata)
"""

from scvi_lint.rule import Queried, cites, rule, slots


@rule(
    "SCV913",
    severity="error",
    versions=">=0.18",
    cites=cites("user_guide/models/multivi#dimensionality-reduction", "user_guide/models/multivi"),
    about={"class_name": "MULTIVI"},
)
def multivi_cell_weights_heldout(query: Queried):
    made = query.model.construction
    weights = None if made is None else made.arguments.get("modality_weights")
    if weights is None or not weights.is_literal("cell"):
        return
    given = query.given("mdata") or query.given("adata")
    if given is None or query.adata is None:
        return
    yield query.finding(
        given,
        f"With modality_weights='cell' a model takes no data: {query.call.name} raises "
        "RuntimeError, even on its own. Leave it out, or use 'universal' weights.",
        because=query.model.thing.get(slots.CONSTRUCTION),
        cause=query.model.id,
    )
