"""A part or a copy of the data is changed that has no name.

`adata[mask]` makes an object of its own each time that it is written. Its columns, layers and
embeddings are copies: what is written to them, or what a function of scanpy does to it, is gone
with that line. Nothing raises; labels that were to be hidden stay, values that were to be
normalised are counts. The same holds for rows of a table: `adata.obs[mask]["kind"] = …`.

Write to the object itself, `adata.obs.loc[mask, "kind"] = …`, or give the part a name first and go
on with it: `part = adata[mask].copy()`.

    # bad: silent: no label is hidden
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.obs["seen"] = adata.obs["labels"].astype(str)
    adata[adata.obs["batch"] == "batch_1"].obs["seen"] = "unknown"  # <- finding
    scvi.model.SCANVI.setup_anndata(
        adata, batch_key="batch", labels_key="seen", unlabeled_category="unknown"
    )

    # bad: silent: no label is hidden
    import scvi

    def hide(data, batch):
        data.obs[data.obs["batch"] == batch]["seen"] = "unknown"  # <- finding
        data.obs.loc[data.obs["batch"] == batch].seen = "unknown"  # <- finding
        return data

    adata = scvi.data.synthetic_iid()
    adata.obs["seen"] = adata.obs["labels"].astype(str)
    hide(adata, "batch_1")

    # bad: silent: nothing is normalised, and no layer is made
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    cells = adata.obs["batch"] == "batch_0"
    sc.pp.normalize_total(adata[cells])  # <- finding
    sc.pp.log1p(adata.copy())  # <- finding
    adata[:, :50].layers["log"] = adata[:, :50].X  # <- finding

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    cells = adata.obs["batch"] == "batch_0"
    adata.obs["seen"] = adata.obs["labels"].astype(str)
    adata.obs.loc[cells, "seen"] = "unknown"
    part = adata[cells].copy()
    part.obs["seen"] = "unknown"
    sc.pp.normalize_total(part)
    normalised = sc.pp.log1p(part, copy=True)
    parts = {"first": adata[:100].copy()}
    sc.pp.normalize_total(parts["first"])
    parts["first"].obs["seen"] = "unknown"

    # good: a modality is the object itself (not run: needs mudata)
    import mudata
    import scanpy as sc
    import scvi

    mdata = mudata.read_h5mu("cells.h5mu")
    mdata["rna"].obs["seen"] = "unknown"
    sc.pp.normalize_total(mdata["rna"])
    sc.pl.umap(mdata["rna"][:100])
"""

from scvi_lint.rule import TemporaryChanged, cites, rule


@rule(
    "SCV229",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/dev/data_tutorial",
        "tutorials/notebooks/data_tutorial",
        "tutorials/notebooks/quick_start/api_overview",
        "user_guide/models/scvi#preliminaries",
    ),
)
def temporary_changed(changed: TemporaryChanged):
    name = changed.adata.name
    if changed.room == "X" and changed.is_part:
        return  # until 0.12 anndata writes through to the whole, since 0.13 it does not
    if changed.is_table:
        told = (
            f"This writes to a copy of some rows, and {changed.adata.its(changed.room)} stays as "
            f"it is. Write {name}.{changed.room}.loc[rows, column] = … in one step."
        )
    else:
        what = "a part" if changed.is_part else "a copy"
        function = changed.function.rpartition(".")[2]
        told = f"{function} changes" if function else "This writes to"
        told += (
            f" {what} of {name} that nothing holds, and {name} stays as it is. "
            f"Give {what} a name first, or change {name} itself."
        )
    yield changed.finding(changed.span, told)
