"""TOTALVI multiplies by `library_size` once for each batch that it decodes to.

From 1.4 on `TOTALVI.get_normalized_expression` scales the RNA inside of its loop over
`transform_batch`: what was summed up so far is multiplied again in each round. With two batches and
`library_size=1e4` the counts of a cell add up to 5e7 and not to 1e4, with three to 3e11, and nearly
all of it comes from the first batch, so that it is no mean over batches either. Nothing says so;
the proteins are right.

Leave library_size at 1 and multiply what is returned.

    # bad: silent: 5e7 counts a cell, nearly all of the first batch
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(
        adata, batch_key="batch", protein_expression_obsm_key="protein_expression"
    )
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1)
    batches = ["batch_0", "batch_1"]
    rna, proteins = model.get_normalized_expression(
        transform_batch=batches, library_size=1e4  # <- finding
    )

    # bad: silent: the same, in a function that is told how to decode
    import scvi

    def decode(model, adata, **how):
        rna, proteins = model.get_normalized_expression(**how)  # <- finding
        return rna

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(
        adata, batch_key="batch", protein_expression_obsm_key="protein_expression"
    )
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1)
    batches = sorted(adata.obs["batch"].unique())
    decode(model, adata, library_size=10_000, transform_batch=batches)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(
        adata, batch_key="batch", protein_expression_obsm_key="protein_expression"
    )
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1)
    batches = ["batch_0", "batch_1"]
    rna, proteins = model.get_normalized_expression(transform_batch=batches)
    rna = rna * 1e4
    one_batch, _ = model.get_normalized_expression(transform_batch=["batch_0"], library_size=1e4)
"""

from scvi_lint.rule import Queried, cites, rule


@rule(
    "SCV992",
    severity="warning",
    versions=">=1.4",
    cites=cites("{symbol}", "user_guide/models/totalvi"),
    about={"class_name": "TOTALVI", "call.name": "get_normalized_expression"},
)
def depth_multiplied_by_batches(query: Queried):
    size, batches = query.argument("library_size"), query.argument("transform_batch")
    number = None if size is None else size.literal
    if size is None or batches is None or type(number) not in (int, float) or number == 1:
        return
    count = len(batches.items) if batches.is_complete else 0
    several = batches.levels_of or batches.is_sequence
    if count == 1 or not (several or count):
        return
    many = f"{count} batches" if count else "several batches"
    yield query.finding(
        size,
        f"TOTALVI multiplies by library_size anew for each of {many}: the RNA is no mean over "
        "them, and far too large. Leave library_size out, and multiply what is returned.",
        certain=count > 1 or bool(batches.levels_of),
        doubt="it may be one batch",
    )
