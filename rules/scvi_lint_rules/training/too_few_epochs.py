"""A model that was trained for a handful of epochs is taken for the real one.

A few epochs show that a program runs. By then the weights have hardly moved, and the latent space
is not what the same model gives after its usual number: 20 000 cells take 400 epochs by default, a
million takes 8. Scores of such an embedding say nothing about the method, and groups that are
compared with it are compared on noise.

Leave `max_epochs` out: scvi-tools takes it from the number of cells.

    # bad: silent: the weights have hardly moved
    # file: pbmc.h5ad = cells(120, obs={"batch": "a*60 b*60", "labels": "t*40 b*80"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=5)  # <- finding
    table = model.differential_expression(groupby="labels", mode="change")

    # bad: silent: the weights have hardly moved
    # file: pbmc.h5ad = cells(120, obs={"batch": "a*60 b*60", "labels": "t*40 b*80"})
    import anndata as ad
    from scvi.model import LinearSCVI

    def fit(path, epochs=3):
        data = ad.read_h5ad(path)
        LinearSCVI.setup_anndata(data, batch_key="batch")
        vae = LinearSCVI(data)
        vae.train(max_epochs=epochs)  # <- finding
        return vae

    fit("pbmc.h5ad").differential_expression(groupby="labels", mode="change")

    # good: nothing is concluded from it
    # file: pbmc.h5ad = cells(120, obs={"batch": "a*60 b*60"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=5)
    print(model.history["elbo_train"])

    # good: data that were made up, and training that goes on
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=2)
    table = model.differential_expression(groupby="labels", mode="change")
"""

from scvi_lint.rule import Compared, Queried, Reason, Trained, cites, regex, rule

FEW = 5
# From here on so few epochs are what scvi-tools itself would choose.
MANY_CELLS = 1_000_000
# A program that says itself that it only tries something out.
TRIAL = regex(r"(?i)(^|[/_.-])(tests?|demo|smoke|ci|tutorials?|toy|debug)([/_.-]|$)")
SCORES = ("benchmarker", "scib.me", "scib_metrics", "silhouette", "adjusted_rand")


@rule(
    "SCV545",
    severity="warning",
    cites=cites(
        "{symbol}",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "scvi.model.SCVI.train",
    ),
)
def too_few_epochs(training: Trained):
    epochs, model = training.argument("max_epochs"), training.model
    number = None if epochs is None else epochs.literal
    if epochs is None or type(number) is not int or not 0 < number <= FEW or not model.exact:
        return
    if (
        not training.has("trains_long_by_default")
        or model.made_by != "constructor"
        or _is_trial(training)
    ):
        return
    if model.training is not None or any(
        later.model.may_be(model) for later in training.later(Trained)
    ):
        return  # one step of a longer training
    use = _conclusion(training)
    if use is None:
        return
    yield training.finding(
        epochs,
        f"{number} epochs show that the program runs: the weights have hardly moved, and results "
        f"of this model are {use.text}. Leave max_epochs out, unless there are millions of cells.",
        because=use,
    )


def _is_trial(training: Trained) -> bool:
    """Whether the data are made up, are many, or the program says that it is a trial."""
    adata = training.model.adata
    cells = None if adata is None else adata.cells_in_file
    if cells is not None and cells >= MANY_CELLS:
        return True
    if training.program.spells("synthetic_iid", "scvi.data.", "smoke", "demo", "for speed"):
        return True
    nearest = "/".join(training.span.path.replace("\\", "/").split("/")[-2:])
    return TRIAL.search(nearest) is not None


def _conclusion(training: Trained) -> Reason | None:
    """What is concluded from the model: its groups are compared, or its latent space is scored."""
    for event in training.later(Compared):
        if event.model.may_be(training.model):
            return event.reason("compared")
    for event in training.later(Queried):
        latent = event.call.name == "get_latent_representation"
        if latent and event.model.may_be(training.model) and training.program.spells(*SCORES):
            return event.reason("scored")
    return None
