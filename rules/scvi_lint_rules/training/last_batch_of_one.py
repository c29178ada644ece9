"""The last minibatch of each epoch would hold a single cell.

Networks normalise over the cells of a minibatch, which one cell does not allow: the first epoch
ends with "Expected more than 1 value per channel when training". It happens when the number
of training cells leaves a rest of one: 108 training cells in minibatches of 107.

When `train_size` is left out, scvi-tools moves the odd cell away by itself since 1.2; before, and
for CYTOVI, nine tenths of the cells are counted like any other number. Otherwise use another
`batch_size`, or `datasplitter_kwargs={"drop_last": True}`.

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

    # bad: raises ValueError
    # file: pbmc.h5ad = cells(129, obs={"state": "T*60 B*49 unknown*20"})
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCANVI.setup_anndata(adata, labels_key="state", unlabeled_category="unknown")
    classifier = scvi.model.SCANVI(adata)
    classifier.train(max_epochs=1, train_size=1.0)  # <- finding

    # bad: raises ValueError (on 1.0.4)
    # file: pbmc.h5ad = cells(143)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)  # <- finding

    # good: a loaded model takes it
    # file: pbmc.h5ad = cells(120)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    scvi.model.SCVI.setup_anndata(adata)
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("fitted")
    again = scvi.model.SCVI.load("fitted", adata)
    again.train(max_epochs=1, train_size=0.9, batch_size=107)

    # good: minibatches of 256 are what this model takes when nothing is said
    # file: pbmc.h5ad = cells(143)
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("pbmc.h5ad")
    adata.obsm["proteins"] = adata.X[:, :5].toarray()
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="proteins")
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1, train_size=0.9)

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

USUAL_SIZE = 128
LEAVE_NONE_OVER = frozenset(
    """datasplitter_kwargs use_batch_norm validation_size load_sparse_tensor
    adversarial_mixing""".split()
)


@rule(
    "SCV554",
    severity="error",
    cites=cites(
        "scvi.dataloaders.DataSplitter",
        "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this",
    ),
)
def last_batch_of_one(training: Trained):
    if not training.has("normalises_over_cells") or training.call.open:
        return
    adata, construction = training.model.adata, training.model.construction
    part = training.number("train_size")  # None where scvi-tools chooses, without an odd cell
    if adata is None or construction is None or part is None:
        return
    beside = training.has("classifies_batches_beside")
    if training.model.made_by in ("load", "load_query_data") and not beside:
        return  # its layers stay as they are for questions
    told = {*training.call.arguments, *construction.arguments}
    if told & LEAVE_NONE_OVER:
        return
    if training.class_name == "SCANVI" and (
        part != 1 or "n_samples_per_label" in told or training.model.made_by != "constructor"
    ):
        return  # cells with a label and cells without are split, and rounded, apart
    watched = training.default_of("early_stopping") == "True"
    if part == 1 and (watched or training.turns_on("early_stopping")):
        return  # stops before, since nothing is left to watch
    number, size = adata.cells_in_file, training.argument("batch_size")
    each = training.number("batch_size") or (USUAL_SIZE if size is None else None)
    if number is None or each is None or each < 2 or each % 1:
        return
    if size is None and any(
        change.path.endswith("batch_size") for change in training.earlier(SettingChanged)
    ):
        return
    trained = ceil(part * number)
    if trained <= 1 or trained % each != 1:
        return
    drops = training.accepts("datasplitter_kwargs") and training.class_name != "SCANVI"
    yield training.finding(
        training.call.name_span if size is None else size.whole,
        f"{trained} training cells in minibatches of {int(each)} leave one cell over: training "
        "raises ValueError. Use another batch_size"
        + (', or datasplitter_kwargs={"drop_last": True}.' if drops else "."),
        because=adata.seen,
    )
