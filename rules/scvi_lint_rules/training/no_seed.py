"""A model is trained without a seed.

Since 1.0 scvi-tools sets no seed of its own. Weights, mini-batches and the split into training and
validation cells differ from run to run, and so do latent spaces, clusters and lists of genes: a
reader cannot get the numbers of the paper again.

Set `scvi.settings.seed` before the model is built, and say which one in the methods.

    # bad: silent: two runs give two results
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)  # <- finding

    # bad: silent: two runs give two results
    from scvi.data import synthetic_iid
    from scvi.model import SCVI

    def integrate(adata):
        SCVI.setup_anndata(adata, batch_key="batch")
        model = SCVI(adata)
        model.train(max_epochs=1)  # <- finding
        return model

    integrate(synthetic_iid())

    # good
    import scvi

    scvi.settings.seed = 0
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
"""

from scvi_lint.rule import Trained, cites, insert_below_imports, rule


@rule(
    "SCV541",
    severity="info",
    versions=">=1.0",
    cites=cites(
        "scvi._settings.ScviConfig",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
    ),
    presets=("paper",),
    per="file",
)
def no_seed(training: Trained):
    if not training.release.since("1.0") or training.program.spells("seed"):
        return
    yield training.finding(
        training.call.name_span,
        "No seed is set: another run gives another model, other clusters and other genes. Set "
        "scvi.settings.seed before the model is built.",
        fixes=[insert_below_imports(training, "{scvi}.settings.seed = 0", "Set a seed")],
    )
