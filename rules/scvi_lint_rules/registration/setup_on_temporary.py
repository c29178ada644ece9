"""An object is registered that nothing holds afterwards.

`setup_anndata` registers one object, not its contents. When that object is made inside the call –
a copy, a file read – it is gone with the call, and its registration with it. Whatever the model
is then built on is another object, even if it is made by the very same words.

Bind the object to a name first; register that name, and build the model on it.

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata[:, :50].copy(), batch_key="batch")  # <- finding
    model = scvi.model.SCVI(adata[:, :50].copy())

    # bad: raises ValueError
    # file: cells.h5ad = scvi.data.synthetic_iid()
    import scanpy as sc
    import scvi

    PATH = "cells.h5ad"

    def build(model_class):
        model_class.setup_anndata(sc.read_h5ad(PATH), batch_key="batch")  # <- finding
        return model_class(sc.read_h5ad(PATH), n_latent=5)

    model = build(scvi.model.LinearSCVI)

    # bad: raises ValueError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata=adata.copy(), batch_key="batch")  # <- finding
    model = scvi.model.SCVI(adata)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    genes = adata[:, :50].copy()
    scvi.model.SCVI.setup_anndata(genes, batch_key="batch")
    model = scvi.model.SCVI(genes)

    # good: a function may hand back the object that others hold, too
    import scvi

    def prepared(data):
        data.layers["counts"] = data.X.copy()
        return data

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(prepared(adata), layer="counts")
    model = scvi.model.SCVI(adata)
"""

from scvi_lint.rule import Constructed, cites, rule, slots


@rule(
    "SCV104",
    severity="error",
    versions=">=0.15",
    cites=cites(
        "tutorials/notebooks/dev/data_tutorial",
        "tutorials/notebooks/data_tutorial",
        "{setup}",
        "scvi.model.SCVI.setup_anndata",
    ),
)
def setup_on_temporary(built: Constructed):
    thrown_away = built.registered_in_passing
    if thrown_away is None or thrown_away.adata is None or thrown_away.adata.is_view is not None:
        return  # a view is refused at once
    yield built.finding(
        thrown_away.argument("mdata") or thrown_away.argument("adata") or thrown_away.call,
        f"{thrown_away.call.name} runs on an object that is gone after this line, and "
        f"{built.class_name} is built on another: ValueError. Give it a name first, and use that.",
        because=built.reason(f"{built.class_name} is built on another object here"),
        breaks=((built.model.id, slots.CONSTRUCTION),),
    )
