"""Training is repeated until one run does not fail.

NaN in the loss has a cause: values that are no counts, cells without any, an infinite or missing
covariate, a learning rate that is too high. Another start only hides it. The one run in ten that
comes through is a selection, has often been close to failing, and nobody who repeats the analysis
gets it.

Look at the data first (`numpy.isfinite`, `adata.X.sum(1) == 0`, whether the registered layer holds
counts), then lower the learning rate or clip gradients; `SaveCheckpoint(on_exception=True)` keeps
the last good model.

    # bad: silent: which run is kept was decided by failing
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    for attempt in range(10):
        try:
            model = scvi.model.SCVI(adata)
            model.train(max_epochs=1)  # <- finding
            break
        except ValueError:
            print("NaN, once more")

    # bad: silent: which run is kept was decided by failing
    import scvi

    def fit(adata):
        trained = False
        while not trained:
            try:
                model = scvi.model.SCVI(adata)
                model.train(max_epochs=1)  # <- finding
                trained = True
            except Exception as error:
                print(error)
        return model

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    fit(adata)

    # bad: silent: which run is kept was decided by its values
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    latent = np.array([np.nan])
    while np.isnan(latent).any():
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=1)  # <- finding
        latent = model.get_latent_representation()

    # bad: silent: which seed is kept was decided by the values that came of it
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    for number in range(20):
        scvi.settings.seed = number
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=1)  # <- finding
        if not np.isnan(model.get_latent_representation()).any():
            break

    # bad: silent: which run is kept was decided by its history
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    fine = False
    while not fine:
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=1)  # <- finding
        fine = not model.history["elbo_train"].isna().any().item()

    # good: smaller steps, until they are small enough
    import numpy as np
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    for rate in (1e-3, 1e-4):
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=1, plan_kwargs={"lr": rate})
        if not np.isnan(model.get_latent_representation()).any():
            break

    # good: something is done about it
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    rate = 1e-3
    for attempt in range(3):
        try:
            model = scvi.model.SCVI(adata)
            model.train(max_epochs=1, plan_kwargs={"lr": rate})
            break
        except ValueError:
            rate = rate / 10

    # good: each setting is tried once
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    found = {}
    for size in (5, 10):
        try:
            model = scvi.model.SCVI(adata, n_latent=size)
            model.train(max_epochs=1)
            found[size] = model
        except ValueError:
            print(size, "failed")
"""

from scvi_lint.rule import Trained, cites, rule


@rule(
    "SCV547",
    severity="warning",
    cites=cites(
        "user_guide/use_case/using_callbacks#train-scvi-model-with-callbacks",
        "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this",
        "user_guide/models/scvi#preliminaries",
    ),
)
def training_retried(training: Trained):
    if "retried" not in training.guards:
        return
    yield training.finding(
        training.call.name_span,
        "Training is repeated until a run does not fail: that run is a selection, and the cause "
        "stays. Look for NaN and values that are no counts, then lower the learning rate.",
    )
