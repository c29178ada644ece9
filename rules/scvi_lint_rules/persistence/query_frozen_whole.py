"""The query model of a class that freezes all of its weights is trained.

`load_query_data` leaves a few weights free, those of new batches, and freezes the rest. It finds
them by the names of layers that MRVI does not have, so that nothing is left to learn there:
training ends with ValueError ("optimizer got an empty parameter list"), whatever is new in the
query.

Pass `unfrozen=True` to `load_query_data`. Then the whole reference is trained on, and its latent
space moves.

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.MRVI.setup_anndata(adata, sample_key="batch")
    model = scvi.external.MRVI(adata)
    model.train(max_epochs=1)
    query = scvi.data.synthetic_iid()
    query.obs["batch"] = "donor_9"
    mapped = model.load_query_data(query, model)
    mapped.train(max_epochs=1)  # <- finding

    # bad: raises ValueError after training
    import scvi

    class Mapping:
        def __init__(self, reference):
            scvi.external.MRVI.setup_anndata(reference, sample_key="batch")
            self.model = scvi.external.MRVI(reference)
            self.model.train(max_epochs=1)

        def place(self, query, **how):
            mapped = self.model.load_query_data(query, self.model)
            mapped.train(**how)  # <- finding
            return mapped.get_latent_representation()

    Mapping(scvi.data.synthetic_iid()).place(scvi.data.synthetic_iid(), max_epochs=1)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.MRVI.setup_anndata(adata, sample_key="batch")
    model = scvi.external.MRVI(adata)
    model.train(max_epochs=1)
    mapped = model.load_query_data(scvi.data.synthetic_iid(), model, unfrozen=True)
    mapped.train(max_epochs=1)
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV770",
    severity="error",
    versions=">=1.4",
    cites=cites(
        "scvi.model.SCVI.load_query_data",
        "user_guide/background/transfer_learning#training",
        "user_guide/models/{model}",
    ),
)
def query_frozen_whole(training: Trained):
    model = training.model
    made = model.construction
    if model.made_by != "load_query_data" or made is None or made.open or not model.exact:
        return
    if not training.has("freezes_all_of_a_query"):
        return
    if any(name == "unfrozen" or name.startswith("freeze_") for name in made.arguments):
        return
    yield training.finding(
        training.call.name_span,
        f"load_query_data freezes all weights of {training.class_name}: train raises ValueError, "
        "nothing is left to learn. Load the query with unfrozen=True.",
    )
