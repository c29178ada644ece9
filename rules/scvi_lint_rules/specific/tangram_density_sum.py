"""Tangram is given a density prior that does not sum to one.

The prior says which share of the cells each spot gets, so its values must sum to 1 over the spots.
Tangram allows a thousandth and raises ValueError otherwise, when the model is built.

Divide the column by its sum: `spots.obs["density"] /= spots.obs["density"].sum()`.

    # bad: raises ValueError (not run: needs jax)
    # file: pair.h5mu = mudata(sc=cells(40), sp=cells(40, obs={"density": np.full(40, 3.0)}))
    import mudata as md
    import scvi

    mdata = md.read_h5mu("pair.h5mu")
    scvi.external.Tangram.setup_mudata(
        mdata,
        density_prior_key="density",  # <- finding
        modalities={"density_prior_key": "sp", "sc_layer": "sc", "sp_layer": "sp"},
    )
    model = scvi.external.Tangram(mdata)

    # bad: raises ValueError (not run: needs jax)
    # file: pair.h5mu = mudata(sc=cells(40), sp=cells(40, obs={"rna_count": np.full(40, 7)}))
    import mudata
    from scvi.external import Tangram

    WHERE = {"density_prior_key": "sp", "sc_layer": "sc", "sp_layer": "sp"}

    def build(mdata, prior):
        Tangram.setup_mudata(mdata, density_prior_key=prior, modalities=WHERE)  # <- finding
        return Tangram(mdata)

    build(mudata.read_h5mu("pair.h5mu"), "rna_count")

    # good: (not run: needs jax)
    # file: pair.h5mu = mudata(sc=cells(40), sp=cells(40, obs={"density": np.full(40, 0.025)}))
    import mudata as md
    import scvi

    mdata = md.read_h5mu("pair.h5mu")
    scvi.external.Tangram.setup_mudata(
        mdata,
        density_prior_key="density",
        modalities={"density_prior_key": "sp", "sc_layer": "sc", "sp_layer": "sp"},
    )
    model = scvi.external.Tangram(mdata)
"""

from scvi_lint.rule import Registered, cites, rule

ALLOWED = 1e-3


@rule(
    "SCV969",
    severity="error",
    versions=">=0.20",
    cites=cites("user_guide/models/tangram#preliminaries", "user_guide/models/tangram"),
    about={"class_name": "Tangram"},
)
def tangram_density_sum(setup: Registered):
    key = setup.given("density_prior_key")
    named = setup.argument("modalities")
    if key is None or named is None or setup.adata is None:
        return
    where = named.entries().get("density_prior_key")
    modality = None if where is None else where.value.text
    column = key.value.text
    part = None if modality is None else setup.adata.modality(modality)
    if part is None or column is None or not part.has_all_cells:
        return
    known = part.obs(column)
    total = None if known is None or known.value.seen is None else known.value.seen.total
    if known is None or total is None or abs(total - 1) <= ALLOWED:
        return
    yield setup.finding(
        key,
        f"{column!r} sums to {total:.4g}, and a density prior must sum to 1: Tangram raises "
        "ValueError. Divide the column by its sum.",
        because=known,
        breaks=setup.breaks_registration,
    )
