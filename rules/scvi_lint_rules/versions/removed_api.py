"""A class, function or method that scvi-tools no longer has.

scvi-tools moves fast: a quarter of the programs that one finds were written for releases before
0.15, and stop at the first line that names something that is gone. The import, or the look-up of
the attribute, raises; nothing of the analysis has run by then.

Use what took its place; or, to run an old program as it is, install the release that it was
written for and write that down (`scvi-tools==0.14.6` in the requirements).

    # bad: raises AttributeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.data.setup_anndata(adata, batch_key="batch")  # <- finding
    model = scvi.model.SCVI(adata)

    # bad: raises ImportError
    import scvi
    from scvi.data import setup_anndata  # <- finding

    adata = scvi.data.synthetic_iid()
    setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)

    # bad: raises ImportError
    from scvi.model import GIMVI, SCVI  # <- finding

    models = [SCVI, GIMVI]

    # bad: raises ImportError
    from scvi.train import SaveBestState  # <- finding

    callback = SaveBestState(monitor="elbo_validation")

    # bad: raises AttributeError
    import scvi
    from scvi import model as models

    adata = scvi.data.synthetic_iid()
    embedding = models.utils.mde(adata.X)  # <- finding

    # bad: raises ImportError
    from scvi.dataset import CortexDataset  # <- finding
    from scvi.inference import UnsupervisedTrainer  # <- finding
    from scvi.models import VAE  # <- finding

    data = CortexDataset()
    trainer = UnsupervisedTrainer(VAE(data.nb_genes), data)

    # bad: raises AttributeError
    import scvi

    scvi.set_seed(0)  # <- finding

    # bad: raises AttributeError after training
    import scvi

    def accessibility(adata):
        scvi.model.PEAKVI.setup_anndata(adata)
        model = scvi.model.PEAKVI(adata)
        model.train(max_epochs=1)
        return model.get_accessibility_estimates()  # <- finding

    accessibility(scvi.data.synthetic_iid())

    # bad: raises AttributeError (on 1.5.1)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.JaxSCVI.setup_anndata(adata, batch_key="batch")  # <- finding
    model = scvi.model.JaxSCVI(adata)  # <- finding

    # bad: raises ImportError (on 1.5.1)
    from scvi.external import TorchMRVI  # <- finding

    build = TorchMRVI

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)

    # good: both ways are written down
    import scvi

    adata = scvi.data.synthetic_iid()
    if hasattr(scvi.data, "setup_anndata"):
        scvi.data.setup_anndata(adata, batch_key="batch")
    else:
        scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # good: the older import is the second choice
    try:
        from scvi.train import SaveCheckpoint as Checkpoint
    except ImportError:
        from scvi.train import SaveBestState as Checkpoint

    kind = Checkpoint

    # good: the release has it (on 0.14.6)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.data.setup_anndata(adata, batch_key="batch")
"""

from scvi_lint.rule import (
    ApiUsed,
    Fix,
    Replacement,
    Span,
    cites,
    rule,
    use,
    use_method_of_the_model,
)


@rule(
    "SCV010",
    severity="error",
    cites=cites("{changelog}", "{symbol}"),
    covers=(
        "global-setup-anndata",
        "scvi-utils-mde",
        "save-best-state",
        "jaxscvi",
        "old-0x-api",
        "metrics-callback",
        "one-hot",
        "autotune-modeltuner",
        "old-accessibility-name",
    ),
)
def removed_api(used: ApiUsed):
    lacking = used.release.lacking(used.path) if used.exact else None
    if lacking is None or lacking.gone is None:
        return
    place = used.place_of(lacking.path)
    if place is None:
        return
    replacement = used.release.replacement(lacking.path)
    raises = "the import raises ImportError" if used.imported else "this raises AttributeError"
    if not used.release.exact:
        raises = "it runs with older releases only, and nothing names one"
    advice = "" if replacement is None else " " + replacement.text
    yield used.finding(
        place,
        f"{lacking.path} is gone since scvi-tools {lacking.gone}: {raises}.{advice}",
        fixes=[_rewritten(used, lacking.path, place, replacement)],
        dated=True,
    )


def _rewritten(used: ApiUsed, old: str, place: Span, replacement: Replacement | None) -> Fix | None:
    """The new path where the program writes the old one, if the call can stay as it is."""
    becomes = None if replacement is None else replacement.becomes
    if becomes is None:
        return None
    if "{model}" in becomes:
        return use_method_of_the_model(used, becomes, safe=True)
    return use(used, old, becomes, place, safe=True)
