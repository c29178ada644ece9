"""The ambient profile of SCAR is taken from values that are not the ambient counts.

Without `ambient_profile` SCAR sums up `adata.X`, whatever layer was registered, and takes that for
the composition of the empty droplets. If X was normalised or logged, the profile is that of the
logged values; and a profile that `get_ambient_profile` has estimated is not looked at either unless
it is passed on.

Pass it: `SCAR(adata, ambient_profile="ambient_profile")` after `get_ambient_profile`, or an array.

    # bad: silent: the profile is that of logged values
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    sc.pp.normalize_total(adata)
    sc.pp.log1p(adata)
    scvi.external.SCAR.setup_anndata(adata, layer="counts", batch_key="batch")
    model = scvi.external.SCAR(adata)  # <- finding
    model.train(max_epochs=1)

    # bad: silent: the estimated profile is not used
    import scvi
    from scvi.external import SCAR

    def clean(cells, droplets):
        SCAR.setup_anndata(cells, batch_key="batch")
        SCAR.get_ambient_profile(cells, droplets, prob=1e-9)
        return SCAR(cells, n_latent=5)  # <- finding

    clean(scvi.data.synthetic_iid(), scvi.data.synthetic_iid())

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.SCAR.setup_anndata(adata, batch_key="batch")
    model = scvi.external.SCAR(adata)

    # good: the profile is passed on
    import numpy as np
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    total = np.asarray(adata.layers["counts"].sum(axis=0)).ravel()
    sc.pp.log1p(adata)
    scvi.external.SCAR.setup_anndata(adata, layer="counts")
    model = scvi.external.SCAR(adata, ambient_profile=total / total.sum())
"""

from scvi_lint.rule import TRANSFORMED, ApiUsed, Constructed, cites, rule


@rule(
    "SCV916",
    severity="warning",
    versions=">=0.18",
    cites=cites("user_guide/models/scar#estimating-the-ambient-profile", "user_guide/models/scar"),
    about={"class_name": "SCAR", "model.made_by": "constructor"},
)
def scar_ambient_from_x(built: Constructed):
    data, known = built.adata, built.registration
    if data is None:
        return
    if not built.lacks("ambient_profile"):
        return
    for used in built.earlier(ApiUsed):
        if not used.path.endswith("SCAR.get_ambient_profile"):
            continue
        given = () if used.call is None else map(used.data_in, used.call.arguments)
        if any(cells is not None and cells.id == data.id for cells in given):
            yield built.finding(
                built.call.name_span,
                "SCAR does not look at the profile that get_ambient_profile estimated, it sums up "
                "X. Pass ambient_profile='ambient_profile'.",
                because=used.reason("ambient profile estimated here"),
            )
            return
    x = data.x
    if x is None or known is None or known.value.uses_x or x.value.scale not in TRANSFORMED:
        return
    yield built.finding(
        built.call.name_span,
        f"SCAR takes the ambient profile from X, which {x.value.told}, not from the registered "
        "layer. Pass ambient_profile=.",
        because=(x, known),
    )
