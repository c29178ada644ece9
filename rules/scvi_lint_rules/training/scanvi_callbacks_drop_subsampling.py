"""Own callbacks switch the resampling of labels off.

With `n_samples_per_label` SCANVI draws other labelled cells in every epoch; a callback does that.
When `train` is also given callbacks, the two lists are put together and the result is thrown away:
only the own callbacks run, and the labelled cells of the first epoch stay. Before 1.1 putting them
together fails: SCANVI takes no callbacks at all.

Leave one of the two out.

    # bad: silent: the same labelled cells in every epoch
    import scvi
    from lightning.pytorch.callbacks import Callback

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="label_0")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=2, n_samples_per_label=20, callbacks=[Callback()])  # <- finding

    # bad: raises AttributeError (on 1.0.4)
    import scvi
    from lightning.pytorch.callbacks import Callback

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="label_0")
    lvae = scvi.model.SCANVI(adata)
    options = dict(max_epochs=1, callbacks=[Callback()])
    lvae.train(**options)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", unlabeled_category="label_0")
    model = scvi.model.SCANVI(adata)
    model.train(max_epochs=2, n_samples_per_label=20)
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV521",
    severity="error",
    cites=cites(
        "user_guide/models/scanvi#training-details",
        "user_guide/use_case/using_callbacks#train-scvi-model-with-callbacks",
    ),
)
def scanvi_callbacks_drop_subsampling(training: Trained):
    samples, callbacks = training.given("n_samples_per_label"), training.given("callbacks")
    if not training.release.since("1.1.0"):
        if callbacks is not None and training.class_name == "SCANVI" and callbacks.is_sequence:
            yield training.finding(
                callbacks.whole,
                "Before scvi-tools 1.1 SCANVI.train cannot add callbacks to its own: this raises "
                "AttributeError. Leave them out, or install a newer release.",
                happens="raises",
            )
        return
    if samples is None or callbacks is None or "SubSampleLabels" in training.source(callbacks.span):
        return
    if training.program.spells("SubSampleLabels"):
        return
    yield training.finding(
        callbacks.whole,
        "callbacks= replaces the callback that resamples labelled cells in each epoch, so the "
        "cells of n_samples_per_label stay the same. Leave one of the two out.",
        severity="warning",
    )
