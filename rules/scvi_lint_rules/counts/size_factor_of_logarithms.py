"""Size factors are registered as logarithms or as scores around zero.

The model multiplies the rates of a cell by its size factor; it takes the logarithm by itself. Given
logarithms it takes the logarithm of a logarithm: cells that differ tenfold in depth differ by a
little. Factors below zero, of z-scores or of logarithms of fractions, end in NaN.

Register the factors as they are: counts of the cell over the mean counts.

    # bad: silent: depths are squeezed into a small range
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["size"] = np.log(np.asarray(adata.X.sum(axis=1)).ravel())
    scvi.model.SCVI.setup_anndata(
        adata, batch_key="batch", size_factor_key="size"  # <- finding
    )

    # bad: silent: half of the factors are below zero
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    depth = np.asarray(adata.X.sum(axis=1)).ravel()
    adata.obs["sf"] = (depth - depth.mean()) / depth.std()
    setup = {"size_factor_key": "sf"}
    adata = adata[:, :80].copy()
    scvi.model.SCVI.setup_anndata(adata, **setup)  # <- finding

    # good
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    depth = np.asarray(adata.X.sum(axis=1)).ravel()
    adata.obs["log_depth"] = np.log(depth)
    adata.obs["sf"] = depth / depth.mean()
    adata.obs["geometric"] = np.exp(np.log(depth) - np.log(depth).mean())
    scvi.model.SCVI.setup_anndata(adata, size_factor_key="sf")
    scvi.model.SCVI.setup_anndata(adata, size_factor_key="geometric")
"""

from scvi_lint.rule import Reason, Registered, Stored, cites, regex, rule

LOGGED = regex(r"^\(?(?:np|numpy|math|xp|cp)\.log(?:1p|2|10)?\(")
CENTRED = regex(r"-[^-/]*\bmean\([^)]*\)[^/]*/[^/]*\bstd\(|\bzscore\(|StandardScaler")
BY_SCANPY = ("log1p_total_counts", "log1p_n_genes_by_counts")


@rule(
    "SCV233",
    severity="warning",
    cites=cites(
        "user_guide/models/{model}#generative-process",
        "user_guide/models/{model}",
        "user_guide/models/scvi#generative-process",
    ),
)
def size_factor_of_logarithms(setup: Registered):
    given = setup.given("size_factor_key")
    name = None if given is None else given.value.text
    if given is None or name is None or setup.adata is None:
        return
    told, where = ("logarithms", None) if name in BY_SCANPY else _made(setup, name)
    if not told:
        return
    yield setup.finding(
        given,
        f"{name!r} holds {told}; a size factor is a number above zero, and the model takes its "
        "logarithm itself. Register the depth over its mean.",
        because=where,
    )


def _made(setup: Registered, name: str) -> tuple[str, Reason | None]:
    """What the program made of this column, and where; "" for anything else."""
    for event in setup.earlier(Stored):
        if event.room != "obs" or event.entry != name or setup.adata is None:
            continue
        known = setup.adata.obs(name)  # through copies and parts
        if known is None or all(reason.span != event.span for reason in known.reasons):
            continue
        if event.value_span is None:
            return "", None
        written = setup.source(event.value_span)
        reason = event.reason("computed here")
        if LOGGED.match(written):
            return "logarithms", reason
        return ("scores around zero", reason) if CENTRED.search(written) else ("", None)
    return "", None
