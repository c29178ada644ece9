"""A dictionary of results is stored as a matrix, or asked for a key that it does not have.

Some methods return several results by name: AUTOZI's `get_alphas_betas`, VELOVI's `get_rates`,
`get_likelihood_parameters`, ContrastiveVI's expression ("background", "salient"). A dictionary has
no shape, so a layer refuses it; a key that is not there raises KeyError. Both after the training.

Ask for one of the keys that the message names.

    # bad: raises KeyError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.AUTOZI.setup_anndata(adata)
    model = scvi.model.AUTOZI(adata)
    model.train(max_epochs=1)
    alpha = model.get_alphas_betas()["alpha"]  # <- finding

    # bad: raises KeyError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    parameters = model.get_likelihood_parameters()
    print(parameters["mu"])  # <- finding

    # bad: raises AttributeError after training
    import scvi

    def denoise(model, adata):
        adata.layers["denoised"] = model.get_normalized_expression()  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.external.ContrastiveVI.setup_anndata(adata)
    model = scvi.external.ContrastiveVI(adata)
    first, second = list(range(200)), list(range(200, 400))
    model.train(background_indices=first, target_indices=second, max_epochs=1)
    denoise(model, adata)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.AUTOZI.setup_anndata(adata)
    model = scvi.model.AUTOZI(adata)
    model.train(max_epochs=1)
    found = model.get_alphas_betas()
    print(found["alpha_posterior"], found.keys(), found.get("alpha"), sorted(found.items()))
    if "alpha" in found:
        print(found["alpha"])
    adata.uns["zero_inflation"] = found
"""

from scvi_lint.rule import Queried, ResultRead, Stored, Table, cites, rule

ROOMS = frozenset({"layers", "X", "obsm"})


@rule(
    "SCV458",
    severity="error",
    versions=">=1.3",
    cites=cites("scvi.model.SCVI.get_likelihood_parameters"),
)
def key_of_results(query: Queried):
    found = query.returned
    if found is None or found.form != "dict" or not found.keys:
        return
    listed = ", ".join(map(repr, found.keys))
    for used in query.later(Stored, ResultRead):
        table = used.returned
        if not isinstance(table, Table) or table.made is not query or table.part is not None:
            continue
        if isinstance(used, Stored):
            if used.room in ROOMS:
                yield used.finding(
                    used.value_span or used.span,
                    f"{query.call.name} of {query.class_name} returns a dictionary ({listed}), "
                    "which this room refuses, after the training. Store one of them.",
                    because=query.reason("returned here"),
                    cause=query.span,
                )
        elif not used.as_attribute and used.column not in found.keys and used.written is None:
            yield used.finding(
                used.item,
                f"{query.call.name} of {query.class_name} returns no {used.column!r}: this raises "
                f"KeyError, after the training. There are {listed}.",
                because=query.reason("returned here"),
                cause=query.span,
            )
