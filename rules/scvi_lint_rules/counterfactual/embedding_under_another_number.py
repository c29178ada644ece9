"""An embedding is written under one number, and another number is asked for.

`X_scVI_30` was written, and whatever comes next is told `X_scVI_20`, which nothing in the program
wrote. Where the file happens to hold such an entry of an earlier run, an old result is plotted and
scored under the new name; else it raises KeyError.

Ask for the entry that was written, by a name for its key (`KEY = "X_scVI_30"`).

    # bad: silent: the latent space is never looked at (not run: your file)
    import sys
    import mine
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad(sys.argv[1])
    model = scvi.model.SCVI.load("model", adata=adata)
    adata.obsm["X_scVI_30"] = model.get_latent_representation()  # <- finding
    mine.plot_embedding(adata, representation_key="X_scVI_20")

    # bad: silent: the latent space is never looked at (not run: your file)
    import sys
    import mine
    import scanpy as sc
    import scvi

    DIMENSIONS = 30

    def embed(adata, model):
        adata.obsm[f"latent{DIMENSIONS}"] = model.get_latent_representation()  # <- finding

    adata = sc.read_h5ad(sys.argv[1])
    embed(adata, scvi.model.SCVI.load("model", adata=adata))
    mine.score(adata, ["X_pca", "latent10"])

    # good: both were written
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    for size in (5, 10):
        model = scvi.model.SCVI(adata, n_latent=size)
        model.train(max_epochs=1)
        adata.obsm[f"X_scVI_{size}"] = model.get_latent_representation()
    sc.pp.neighbors(adata, use_rep="X_scVI_10")
"""

from scvi_lint.rule import Embedding, Stored, cites, rule


@rule(
    "SCV440",
    severity="warning",
    cites=cites("user_guide/models/{model}#dimensionality-reduction", "user_guide/models/scvi"),
    about={"room": "obsm"},
)
def embedding_under_another_number(stored: Stored):
    content, program = stored.content, stored.program
    if not isinstance(content, Embedding) or content.method != "latent":
        return
    if program.uses_entry("obsm", stored.entry):
        return
    written = {other.entry for other in program.after(-1, (Stored,)) if other.room == "obsm"}
    asked = [name for name in program.names_like(stored.entry) if name not in written]
    if len(asked) != 1 or stored.adata.lacks("obsm", asked[0]):
        return  # where it certainly is not there, reading it is told
    yield stored.finding(
        stored.span,
        f"obsm[{stored.entry!r}] is written and never used; asked for is {asked[0]!r}, which this "
        "program never writes. Ask for the one that was written.",
    )
