"""A method is named, and not called.

`adata.obs_names_make_unique` without parentheses is a look at the method. Nothing happens and
nothing warns: names stay double, the model stays untrained, the file is not written, and what comes
later fails far from here or is quietly wrong.

The same with `adata.layers["counts"] = adata.X.copy`: what is kept is the method, no matrix. Where
it is used this raises AttributeError, or every cell gets the method as its value.

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

    # bad: raises AttributeError
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy  # <- finding
    sc.pp.normalize_total(adata)
    scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")

    # bad: raises AttributeError
    import scvi

    def some(data, cells):
        part = data[cells].copy  # <- finding
        part.obs["kept"] = True
        return part

    adata = scvi.data.synthetic_iid()
    some(adata, adata.obs["batch"] == "batch_0")

    # bad: silent: each cell holds the method
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["before"] = adata.obs["labels"].copy  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs_names_make_unique()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.history
    adata.n_obs
    adata.layers["counts"] = adata.X.copy()
    embed = model.get_latent_representation
    adata.obsm["X_scVI"] = embed()
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
    written = named.source(named.span)
    if named.kept_in:
        yield named.finding(
            named.span,
            f"{written} is the method, not what it gives: what is kept here holds no values. "
            f"Write {written}().",
            fixes=[Fix("Call it", (named.span, f"{written}()"), safe=False)],
            happens="" if named.kept_in == "obs" else "raises AttributeError",
        )
        return
    if named.name not in ACT:
        return
    yield named.finding(
        named.span,
        f"{written} is only named here, not called: nothing happens. Write {written}().",
        fixes=[]
        if named.name in NEED_A_PATH
        else [Fix("Call it", (named.span, f"{written}()"), safe=False)],
    )
