"""Decoded fractions are held against numbers that no fraction reaches.

With the default `library_size=1` the expression that a model decodes is the fraction of a cell's
counts that comes from each gene: a thousand genes have 0.001 each, and none is above 1. A cut at 1
or more, as one makes for counts or logarithms, keeps no cell; `< 1` keeps all of them. Nothing
fails, and the fraction of positive cells is 0.

Decode with `library_size=1e4`, or cut at a fraction.

    # bad: silent: no cell is ever found
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    expression = model.get_normalized_expression(gene_list=["gene_1", "gene_2"])
    adata.obs["positive"] = expression["gene_1"] > 1.0  # <- finding

    # bad: silent: no cell is ever found
    import scvi

    CUT = 2

    def positive(model, **how):
        return (model.get_normalized_expression(**how) >= CUT).mean()  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.LinearSCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.LinearSCVI(adata)
    vae.train(max_epochs=1)
    positive(vae, n_samples=3)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    expression = model.get_normalized_expression(library_size=1e4)
    adata.obs["positive"] = expression["gene_1"] > 1.0
    fractions = model.get_normalized_expression()
    adata.obs["high"] = fractions["gene_1"] > 0.001
    scaled = fractions * 1e4
    adata.obs["scaled"] = scaled["gene_1"] > 1
    normal = scvi.model.SCVI(adata, gene_likelihood="normal")
    normal.train(max_epochs=1)
    adata.obs["above"] = normal.get_normalized_expression()["gene_1"] > 1
"""

from scvi_lint.rule import Queried, ResultHeld, cites, rule


@rule(
    "SCV486",
    severity="warning",
    cites=cites(
        "user_guide/models/{model}#normalization-denoising-imputation-of-expression",
        "user_guide/models/scvi#normalization-denoising-imputation-of-expression",
    ),
)
def fraction_beyond_one(held: ResultHeld):
    query = held.made
    if query.call.name != "get_normalized_expression" or not _gives_fractions(query):
        return
    if held.returned.change or held.returned.part in (1, "computed") or held.written is not None:
        return
    none = held.number > 1 or (held.number == 1 and held.sign in (">", "<"))
    if not none or held.sign not in (">", ">=", "<", "<="):
        return
    found = "nothing is" if held.sign in (">", ">=") else "everything is"
    yield held.finding(
        held.item,
        f"These are fractions of a cell's expression, which never come to 1: {found} "
        f"{held.sign} {held.number:g}. Decode with library_size=1e4, or cut at a fraction.",
        because=query.reason("decoded here"),
        cause=query.span,
    )


def _gives_fractions(query: Queried) -> bool:
    """Whether the values of one cell sum up to one, as they do unless the size is chosen."""
    model = query.model
    if model.takes_anything or not model.exact:
        return False
    if query.definer_of("get_normalized_expression") not in ("RNASeqMixin", "TOTALVI", "MULTIVI"):
        return False
    size = query.argument("library_size")
    if size is None:
        return query.lacks("library_size") and query.default_of("library_size") in ("1", "1.0")
    return not size.is_literal(True) and size.literal == 1
