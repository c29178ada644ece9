"""The two groups of a comparison share cells.

`differential_expression(idx1=…, idx2=…)` writes the groups into one column, the second over the
first: a cell of both belongs to group 2 only. Where group 2 holds all of group 1 nothing is left
of it, and the call raises ZeroDivisionError; otherwise group 1 silently loses cells.

Compare groups that exclude each other. `idx2=None` compares with all other cells.

    # bad: raises ZeroDivisionError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    kind = adata.obs["labels"]
    table = model.differential_expression(
        idx1=kind == "label_0",
        idx2=kind.isin(["label_0", "label_1"]),  # <- finding
    )

    # bad: silent: group 1 loses the cells that are in group 2, too
    # file: pbmc.h5ad = cells(obs={"kind": "T*60 B*60 NK*30"})
    import scanpy as sc
    import scvi

    def compare(vae, first, second):
        cells = vae.adata.obs
        return vae.differential_expression(
            idx1=cells.kind.isin(first),
            idx2=cells.kind.isin(second),  # <- finding
        )

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    table = compare(vae, ["T", "B"], ["B", "NK"])

    # bad: raises ZeroDivisionError after training
    import numpy as np
    import scvi

    def one_against_all(model, column, level):
        obs = model.adata.obs
        everything = np.ones(model.adata.n_obs, dtype=bool)
        chosen = (obs[column] == level).to_numpy()
        return model.differential_expression(idx1=chosen, idx2=everything)  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    table = one_against_all(vae, "labels", "label_1")

    # bad: raises ZeroDivisionError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    groups = {"idx1": [3, 4, 5], "idx2": [True] * adata.n_obs}
    vae.differential_expression(**groups)  # <- finding

    # good: everything but these
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    chosen = (adata.obs["labels"] == "label_1").to_numpy()
    others = np.ones(adata.n_obs, dtype=bool)
    others[chosen] = False
    table = model.differential_expression(idx1=chosen, idx2=others)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    kind = adata.obs["labels"]
    table = model.differential_expression(idx1=kind == "label_0", idx2=kind != "label_0")

    # good: the batches differ
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    kind, batch = adata.obs["labels"], adata.obs["batch"]
    table = model.differential_expression(
        idx1=(kind == "label_0") & (batch == "batch_0"),
        idx2=(kind == "label_0") & (batch == "batch_1"),
    )
"""

from scvi_lint.rule import Compared, cites, listed, rule


@rule(
    "SCV654",
    severity="error",
    cites=cites(
        "user_guide/background/differential_expression#approximating-population-specific-normalized-expression-levels",
        "user_guide/background/differential_expression",
    ),
)
def de_overlapping_index(comparison: Compared):
    one, other = comparison.argument("idx1"), comparison.argument("idx2")
    if one is None or other is None:
        return
    if other.takes_all and not one.is_none:
        yield comparison.finding(
            other,
            "Group 2 takes all cells, those of group 1 too: nothing is left of group 1, which "
            "raises ZeroDivisionError. Leave idx2 out, or give the others.",
        )
        return
    first, second = one.mask, other.mask
    if first is None or second is None or first.also or second.also:
        return
    if (first.ref, first.column) != (second.ref, second.column) or first.negated:
        return
    if first.kept is None or second.kept is None:
        return
    both = [name for name in first.kept if second.keeps(name)]
    if not both:
        return
    told, empty = "group 1 loses them", len(both) == len(first.kept)
    if empty:
        told = "nothing is left of group 1, which raises ZeroDivisionError"
    yield comparison.finding(
        other,
        f"Cells with {first.column!r} {listed(both, 3)} are in both groups and are taken for "
        f"group 2 only: {told}. Choose groups that exclude each other.",
        happens="" if empty else "silent",
    )
