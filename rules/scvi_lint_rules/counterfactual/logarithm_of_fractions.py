"""A logarithm with 1 added is taken of fractions, where it does nothing.

Without `library_size`, `get_normalized_expression` returns fractions: all genes of a cell add up
to 1, and one gene is some 1e-4. log(1 + 1e-4) is 1e-4 again: the values are not on a logarithmic
scale, whatever they are called, and cannot stand beside log-normalised counts.

Ask for `library_size=1e4` first, then take `log1p`.

    # bad: silent: log(1 + x) of values far below 1 is x
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["scvi_log"] = np.log1p(model.get_normalized_expression())  # <- finding

    # bad: silent: log(1 + x) of values far below 1 is x
    import numpy as np
    from scvi.data import synthetic_iid
    from scvi.model import SCANVI

    def logged(model, size):
        decoded = model.get_normalized_expression(library_size=size, return_numpy=True)
        return np.log1p(decoded)  # <- finding

    adata = synthetic_iid()
    SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="label_0")
    model = SCANVI(adata)
    model.train(max_epochs=1)
    adata.layers["scanvi"] = logged(model, 1)

    # bad: silent: log(1 + x) of values far below 1 is x
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["scvi"] = model.get_normalized_expression(return_numpy=True)
    sc.pp.log1p(adata, layer="scvi")  # <- finding

    # bad: silent: the genes' half of the pair are fractions
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1)
    rna, protein = model.get_normalized_expression()
    adata.obsm["protein_log"] = np.log1p(protein)
    adata.layers["rna_log"] = np.log1p(rna)  # <- finding

    # bad: silent: log(1 + x) of fractions is x
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["norm"] = model.get_normalized_expression()
    adata.layers["lognorm"] = np.log1p(adata.layers["norm"])  # <- finding

    # bad: silent: log2(1 + x) of fractions is in proportion to x
    import numpy as np
    import scvi

    def on_log_scale(table):
        return np.log2(table + 1)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    on_log_scale(model.get_normalized_expression(n_samples=2))

    # bad: silent: log(1 + x) of fractions is x
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    decoded = sc.AnnData(model.get_normalized_expression(), obs=adata.obs)
    sc.pp.log1p(decoded)  # <- finding

    # bad: silent: log(1 + x) of fractions is x
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    table = model.get_normalized_expression(library_size=1).apply(np.log1p)  # <- finding

    # good
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    adata.layers["scvi_log"] = np.log1p(model.get_normalized_expression(library_size=1e4))
    scaled = np.log1p(model.get_normalized_expression() * 1e4)
    ratio = np.log2(model.get_normalized_expression() + 1e-6)
"""

from collections.abc import Iterator

from scvi_lint.rule import (
    Fix,
    Queried,
    Remark,
    ResultUsed,
    Stored,
    Table,
    Transformed,
    add_argument,
    cites,
    replace,
    rule,
)

FUNCTIONS = ("numpy.log1p", "scanpy.pp.log1p", "scipy.special.log1p", "torch.log1p")
OF_ONE_MORE = ("numpy.log", "numpy.log2", "numpy.log10")  # of the fractions and one


@rule(
    "SCV428",
    severity="warning",
    cites=cites(
        "user_guide/models/{model}#normalization-denoising-imputation-of-expression",
        "user_guide/models/scvi#normalization-denoising-imputation-of-expression",
    ),
    about={"call.name": "get_normalized_expression"},
)
def logarithm_of_fractions(query: Queried) -> Iterator[Remark]:
    if not _gives_fractions(query):
        return
    if query.model.takes_anything:
        return
    stored: list[Stored] = []
    for event in query.later(ResultUsed, Stored, Transformed):
        if isinstance(event, Stored):
            returned = event.returned
            if isinstance(returned, Table) and returned.made is query:
                stored += [event] if returned.part in (None, 0) else []
        elif isinstance(event, ResultUsed):
            if event.made is query and _is_a_logarithm(event):
                yield _told(event, query)
                return
        elif event.words == "log-transformed" and (
            any(_same(event, one) for one in stored) or _held_before(event, query)
        ):
            yield _told(event, query)
            return


def _told(event: ResultUsed | Transformed, query: Queried) -> Remark:
    return event.finding(
        event.span,
        "These are fractions of a cell's expression, some 1e-4 a gene, and log(1 + x) of them is x "
        "again: nothing is on a log scale. Decode with library_size=1e4.",
        because=query.reason("decoded here"),
        fixes=[_scale(query)],
    )


def _scale(query: Queried) -> Fix | None:
    size, title = query.argument("library_size"), "Decode with library_size=1e4"
    if size is None:
        return add_argument(query, "library_size=1e4", title, safe=False)
    return replace(size, "1e4", title, safe=False)


def _gives_fractions(query: Queried) -> bool:
    size = query.argument("library_size")
    if size is None:
        return query.lacks("library_size") and query.default_of("library_size") in ("1", "1.0")
    return not size.is_literal(True) and size.literal == 1


def _is_a_logarithm(used: ResultUsed) -> bool:
    if used.how in OF_ONE_MORE:
        return used.closed and used.returned.part == "plus one"
    return used.how in FUNCTIONS and _is_of_genes(used)


def _held_before(changed: Transformed, query: Queried) -> bool:
    """Whether X held what was decoded: `sc.pp.log1p(sc.AnnData(decoded))`."""
    known = changed.adata.matrix(changed.entry or None)
    decoded = known.value.decoded if known is not None and known.certain else None
    return isinstance(decoded, Table) and decoded.made is query and decoded.part in (None, 0)


def _is_of_genes(used: ResultUsed) -> bool:
    """Whether nothing was done to the values before; TOTALVI's second half are proteins."""
    return used.closed and used.returned.part not in ("computed", 1)


def _same(changed: Transformed, stored: Stored) -> bool:
    places = {(one.adata.id, one.room, one.entry) for one in (changed, stored)}
    return len(places) == 1
