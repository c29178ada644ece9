"""A method is named, and not called.

`adata.obs_names_make_unique` without parentheses is a look at the method. Nothing happens and
nothing warns: names stay double, the model stays untrained, the file is not written, and what comes
later fails far from here or is quietly wrong.

Write the parentheses: `adata.obs_names_make_unique()`.

    # bad: silent: names that occur twice stay
    import anndata as ad
    import scvi

    parts = [scvi.data.synthetic_iid(), scvi.data.synthetic_iid()]
    adata = ad.concat(parts, label="sample")
    adata.obs_names_make_unique  # <- finding
    scvi.model.SCVI.setup_anndata(adata, batch_key="sample")

    # bad: silent: the model stays untrained
    import scvi

    def fit(adata):
        model = scvi.model.SCVI(adata)
        model.train  # <- finding
        return model

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    fit(adata)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs_names_make_unique()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.history
    adata.n_obs
"""

from scvi_lint.rule import Fix, MethodNamed, cites, rule

ACT = frozenset(
    """obs_names_make_unique var_names_make_unique strings_to_categoricals write write_h5ad
    write_zarr write_loom write_csvs write_h5mu update pull_obs pull_var push_obs push_var
    train save minify_adata minify_mudata to_device""".split()
)

NEED_A_PATH = frozenset("write write_h5ad write_zarr write_loom write_csvs write_h5mu save".split())


@rule(
    "SCV712",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/scvi#preliminaries",
    ),
)
def method_not_called(named: MethodNamed):
    if named.name not in ACT:
        return
    written = named.source(named.span)
    yield named.finding(
        named.span,
        f"{written} is only named here, not called: nothing happens. Write {written}().",
        fixes=[]
        if named.name in NEED_A_PATH
        else [Fix("Call it", (named.span, f"{written}()"), safe=False)],
    )
