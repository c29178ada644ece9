"""A set-up function that this class only inherits a name for: it registers nothing.

Models of several modalities are set up from a MuData. Since 1.4 `MULTIVI.setup_anndata` is an
empty shell that warns and returns; METHYLVI and METHYLANVI never had another one. The model that
is built next finds no registration, and raises a ValueError that asks for the very call that has
just been made.

Put the modalities into a MuData and call `setup_mudata`.

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.MULTIVI.setup_anndata(adata, batch_key="batch")  # <- finding
    model = scvi.model.MULTIVI(adata, n_genes=50, n_regions=50)

    # bad: raises ValueError
    import scvi
    from scvi.model import MULTIVI

    def build(adata, batch):
        MULTIVI.setup_anndata(adata, batch_key=batch)  # <- finding
        return MULTIVI(adata, n_genes=50, n_regions=50)

    build(scvi.data.synthetic_iid(), "batch")

    # good
    import scvi

    mdata = scvi.data.synthetic_iid(return_mudata=True)
    modalities = {"rna_layer": "rna", "atac_layer": "accessibility"}
    scvi.model.MULTIVI.setup_mudata(mdata, modalities=modalities)
    model = scvi.model.MULTIVI(mdata)

    # good: the release still registers (on 1.1.6.post2)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.MULTIVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.MULTIVI(adata, n_genes=50, n_regions=50)
"""

from scvi_lint.rule import Registered, cites, rule


@rule(
    "SCV018",
    severity="error",
    covers=(
        "multivi-setup-anndata",
        "tangram-setup-anndata",
    ),
    versions=">=0.15",
    cites=cites("{symbol}", "{changelog}"),
    about={"registration.method": "setup_anndata"},
)
def setup_registers_nothing(setup: Registered):
    if setup.release.is_foreign:
        return
    cls = setup.cls
    if cls.setup_fields("setup_anndata") or not cls.setup_fields("setup_mudata"):
        return
    yield setup.finding(
        setup.call.name_span,
        f"{setup.class_name}.setup_anndata registers nothing in scvi-tools "
        f"{setup.release.version}: building the model raises ValueError. Put the modalities into "
        "a MuData and call setup_mudata.",
        breaks=setup.breaks_registration,
        dated=True,
    )
