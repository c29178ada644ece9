"""The last minibatch of each epoch would hold a single cell.

Networks normalise over the cells of a minibatch, which one cell does not allow: the first epoch
ends with "Expected more than 1 value per channel when training". It happens when the number
of training cells leaves a rest of one: 108 training cells in minibatches of 107.

When `train_size` is left out, scvi-tools moves the odd cell away by itself (since 1.2, and not for
SCANVI). Otherwise use another `batch_size`, or `datasplitter_kwargs={"drop_last": True}`.

    # bad: raises ValueError
    # file: pbmc.h5ad = cells(120)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, train_size=0.9, batch_size=107)  # <- finding

    # bad: raises ValueError
    # file: pbmc.h5ad = cells(129)
    import anndata as ad
    import scvi

    how = {"max_epochs": 1, "train_size": 1.0}

    def fit(path):
        adata = ad.read_h5ad(path)
        scvi.model.LinearSCVI.setup_anndata(adata)
        vae = scvi.model.LinearSCVI(adata)
        vae.train(**how)  # <- finding
        return vae

    fit("pbmc.h5ad")

    # bad: raises ValueError
    # file: pbmc.h5ad = cells(129, obs={"batch": "a*60 b*69"})
    import anndata as ad
    import scvi

    adata = ad.read_h5ad("pbmc.h5ad")
    scvi.model.AUTOZI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.AUTOZI(adata)
    model.train(max_epochs=1, train_size=1.0)  # <- finding

    # good: the odd cell is moved
    # file: pbmc.h5ad = cells(120)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, batch_size=107)

    # good
    # file: pbmc.h5ad = cells(120)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(
        max_epochs=1, train_size=0.9, batch_size=107, datasplitter_kwargs={"drop_last": True}
    )
"""

from math import ceil

from scvi_lint.rule import SettingChanged, Trained, cites, rule

NORMALISE_OVER_CELLS = ("SCVI", "LinearSCVI", "AUTOZI", "TOTALVI", "SysVI", "AmortizedLDA")
USUAL_SIZE = 128


@rule(
    "SCV554",
    severity="error",
    cites=cites(
        "scvi.dataloaders.DataSplitter",
        "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this",
    ),
)
def last_batch_of_one(training: Trained):
    if training.class_name not in NORMALISE_OVER_CELLS or training.call.open:
        return
    adata, construction = training.model.adata, training.model.construction
    share = training.given("train_size")
    if adata is None or construction is None or share is None:
        return
    told = {*training.call.arguments, *construction.arguments}
    if told & {"datasplitter_kwargs", "use_batch_norm", "validation_size", "load_sparse_tensor"}:
        return
    number, part = adata.cells_in_file, share.literal
    size = training.argument("batch_size")
    each = USUAL_SIZE if size is None else size.literal
    if number is None or type(part) not in (int, float) or type(each) is not int or each < 2:
        return
    if size is None and any(
        change.path.endswith("batch_size") for change in training.earlier(SettingChanged)
    ):
        return
    trained = ceil(part * number)
    if trained <= 1 or trained % each != 1:
        return
    yield training.finding(
        training.call.name_span if size is None else size.whole,
        f"{trained} training cells in minibatches of {each} leave one cell over: training raises "
        'ValueError. Use another batch_size, or datasplitter_kwargs={"drop_last": True}.',
        because=adata.seen,
    )
