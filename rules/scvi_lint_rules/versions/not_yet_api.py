"""A class, function or method that a later release of scvi-tools brings.

The documentation that one reads is that of the newest release; the one installed may be older.
What it does not have yet raises at the import, or where the attribute is looked up.

Install the newer release, or use what the installed one has.

    # bad: raises ImportError (on 1.4.2)
    from scvi.external import DRVI  # <- finding

    build = DRVI

    # bad: raises AttributeError (on 1.1.6.post2)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.MRVI.setup_anndata(adata, sample_key="batch")  # <- finding

    # bad: raises AttributeError (on 0.19.0)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.minify_adata()  # <- finding

    # good
    from scvi.external import MRVI

    build = MRVI

    # good: the program does without it (on 1.4.2)
    try:
        from scvi.external import DRVI
    except ImportError:
        DRVI = None
"""

from scvi_lint.rule import ApiUsed, cites, rule


@rule(
    "SCV011",
    severity="error",
    cites=cites("{changelog}", "{symbol}"),
)
def not_yet_api(used: ApiUsed):
    lacking = used.release.lacking(used.path) if used.exact else None
    if lacking is None or lacking.since is None:
        return
    place = used.place_of(lacking.path)
    if place is None:
        return
    raises = "the import raises ImportError" if used.imported else "this raises AttributeError"
    yield used.finding(
        place,
        f"{lacking.path} comes with scvi-tools {lacking.since}: {raises} in "
        f"{used.release.version}. Install the newer release.",
        dated=True,
    )
