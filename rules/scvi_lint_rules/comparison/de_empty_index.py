"""A comparison selects no cell at all.

`idx1` and `idx2` are masks over the cells. A mask for a value that no cell has is false
everywhere, and the comparison raises ValueError ("One of idx1 or idx2 has size zero").

Use a value that occurs; the message lists them.

    # bad: raises ValueError after training
    # file: pbmc.h5ad = cells(obs={"cell_type": "T*60 B*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.differential_expression(
        idx1=adata.obs["cell_type"] == "NK", mode="change"  # <- finding
    )

    # bad: raises ValueError after training
    # file: pbmc.h5ad = cells(obs={"cell_type": "T*60 B*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    cases = adata.obs.cell_type.isin(["T"])
    controls = adata.obs.cell_type.isin(["Bcell", "plasma"])
    model.differential_expression(idx1=cases, idx2=controls, mode="change")  # <- finding

    # bad: raises ValueError after training
    # file: spleen.h5ad = cells(obs={"cell_type": "T*60 B*50 Doublet*10"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("spleen.h5ad")
    adata = adata[~adata.obs["cell_type"].isin(["Doublet", "Erythroid"])].copy()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    doublets = (adata.obs["cell_type"] == "Doublet").to_numpy()
    model.differential_expression(
        idx1=doublets, idx2=~doublets, mode="change"  # <- finding
    )

    # bad: raises ValueError after training (not run: a file that only the author has)
    import anndata as ad
    import scvi

    adata = ad.read_h5ad("unseen.h5ad")
    adata = adata[adata.obs.kind != "debris"].copy()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    for kind in ["T", "debris"]:
        chosen = adata.obs["kind"] == kind
        model.differential_expression(idx1=chosen.values, mode="change")  # <- finding

    # good
    # file: pbmc.h5ad = cells(obs={"cell_type": "T*60 B*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    some = adata.obs["cell_type"].isin(["T", "NK"])
    model.differential_expression(idx1=some, mode="change")
    model.differential_expression(
        idx1=adata.obs["cell_type"] == "T", idx2=adata.obs["cell_type"] == "B", mode="change"
    )
"""

from scvi_lint.rule import Compared, cites, listed, rule


@rule(
    "SCV652",
    severity="error",
    cites=cites("{symbol}", "user_guide/background/differential_expression"),
)
def de_empty_index(comparison: Compared):
    adata = comparison.adata or comparison.model.adata
    if adata is None:
        return
    for name in ("idx1", "idx2"):
        argument = comparison.argument(name)
        mask = None if argument is None else argument.mask
        if argument is None or mask is None or mask.negated or not mask.kept:
            continue
        gone = [adata.taken_out(mask.column, value) for value in mask.kept]
        if all(gone):
            yield comparison.finding(
                argument,
                f"The cells with {listed(mask.kept, 3, 'or')} in obs[{mask.column!r}] were taken "
                f"out before, so {name} selects nothing and {comparison.call.name} raises "
                "ValueError.",
                because=gone,
            )
            continue
        levels = adata.levels(mask.column)
        if levels is None or not all(levels.rule_out(value) for value in mask.kept):
            continue
        yield comparison.finding(
            argument,
            f"No cell has {listed(mask.kept, 3, 'or')} in obs[{mask.column!r}], so {name} selects "
            f"nothing and {comparison.call.name} raises ValueError. There are "
            f"{listed(levels.names)}.",
            because=levels.known,
        )
