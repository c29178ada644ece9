"""A model is trained and used, and nobody looks whether it converged.

The number of epochs is a guess, and the default shrinks with the number of cells. Whether the loss
had stopped falling can only be seen in `history`; a reviewer will ask for that curve.

Plot `model.history["elbo_train"]`, with `check_val_every_n_epoch=1` also the validation.

    # bad: silent: nobody knows whether it converged
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2)  # <- finding
    latent = model.get_latent_representation()

    # bad: silent: nobody knows whether it converged
    from scvi.data import synthetic_iid
    from scvi.model import SCVI

    class Integration:
        def __init__(self, data):
            SCVI.setup_anndata(data)
            self.vae = SCVI(data)

        def fit(self, **options):
            self.vae.train(**options)  # <- finding

    Integration(synthetic_iid()).fit(max_epochs=1)

    # bad: silent: nobody knows whether it converged
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.CondSCVI.setup_anndata(adata, labels_key="labels")
    model = scvi.model.CondSCVI(adata)
    model.train(max_epochs=1)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2)
    print(model.history["elbo_train"].tail())

    # good: it stops when the loss does
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2, early_stopping=True)
"""

from scvi_lint.rule import Fix, Trained, cites, insert_below, receiver_of, rule

# Whoever spells one of these looks at the losses in some way.
LOOKS = ("history", "logger", "tensorboard", "wandb", "callbacks")


@rule(
    "SCV528",
    severity="info",
    presets=("paper",),
    per="file",
    cites=cites(
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/use_case/using_callbacks#train-scvi-model-with-callbacks",
        "scvi.model.SCVI.train",
    ),
)
def no_convergence_check(training: Trained):
    if not training.leaves_off("early_stopping") or training.program.spells(*LOOKS):
        return
    if training.model.is_base:
        return
    share = training.number("train_size")
    # without cells that are held out there is no validation to plot
    held_out = not training.has("trains_on_all_cells") and (share is None or share < 1)
    more = ", and the validation with check_val_every_n_epoch=1" if held_out else ""
    yield training.finding(
        training.call.name_span,
        f"Nothing in this program looks whether the training converged. Plot "
        f"history['elbo_train']{more}.",
        fixes=[_plot_it(training)],
    )


def _plot_it(training: Trained) -> Fix | None:
    model, logs = receiver_of(training), training.logs
    if model is None or logs is None or logs.never("elbo_train"):
        return None
    return insert_below(training, [f'{model}.history["elbo_train"].plot()'], "Plot the training")
