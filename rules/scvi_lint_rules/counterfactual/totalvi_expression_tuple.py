"""totalVI's normalised expression is a pair, but is used as if it were one table.

totalVI decodes RNA and protein together: `get_normalized_expression` returns two tables, genes
first, proteins second. Stored as one, or asked for a column, the pair fails – after the training.

Give the two a name each: `rna, protein = model.get_normalized_expression()`.

    # bad: raises AttributeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(
        adata, batch_key="batch", protein_expression_obsm_key="protein_expression"
    )
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1)
    adata.layers["denoised"] = model.get_normalized_expression()  # <- finding

    # bad: raises AttributeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(
        adata, batch_key="batch", protein_expression_obsm_key="protein_expression"
    )
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1)
    denoised = model.get_normalized_expression(n_samples=5, return_mean=True)
    values = denoised.values  # <- finding

    # bad: raises TypeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(
        adata, batch_key="batch", protein_expression_obsm_key="protein_expression"
    )
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1)
    denoised = model.get_normalized_expression()
    marker = denoised["gene_0"]  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(
        adata, batch_key="batch", protein_expression_obsm_key="protein_expression"
    )
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1)
    rna, protein = model.get_normalized_expression()
    adata.layers["denoised"] = rna
    adata.obsm["protein"] = model.get_normalized_expression()[1]
    marker = rna[adata.var_names[0]]

    # good: the other models return one table
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["denoised"] = model.get_normalized_expression()
"""

from scvi_lint.rule import Queried, ResultRead, Stored, Table, cites, rule

OF_TUPLES = frozenset({"count", "index"})


@rule(
    "SCV419",
    severity="error",
    cites=cites(
        "user_guide/models/totalvi#normalization-and-denoising-of-rna-and-protein-expression"
    ),
    about={"call.name": "get_normalized_expression"},
)
def totalvi_expression_tuple(query: Queried):
    if not query.has("returns_a_pair"):
        return
    for used in query.later(Stored, ResultRead):
        table = used.returned
        if not isinstance(table, Table) or table.made is not query or table.part is not None:
            continue
        if isinstance(used, ResultRead) and used.column in OF_TUPLES:
            continue
        place = used.item if isinstance(used, ResultRead) else used.value_span or used.span
        yield used.finding(
            place,
            f"{query.class_name}.{query.call.name} returns a pair, genes and proteins: used as "
            "one table it fails, after the training. Write: rna, protein = ….",
            because=query.reason("decoded here"),
            cause=query.span,
        )
