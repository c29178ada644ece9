"""The same column is registered as batch and as covariate.

Both kinds of key tell the decoder which cells belong together, so that it need not explain the
difference in the latent space. A column that is given twice enters twice: the second copy adds
weights and no information, and what `transform_batch` changes is only one of the two – the cells
keep their own value in the other, so a counterfactual comes out half done.

Keep it as `batch_key`, which supports more, and leave it out of the covariates.

    # bad: silent: the batch enters the decoder twice
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(
        adata,
        batch_key="batch",
        categorical_covariate_keys=["labels", "batch"],  # <- finding
    )
    model = scvi.model.SCVI(adata)

    # bad: silent: the batch enters the decoder twice
    import scvi

    BATCH = "batch"
    options = dict(batch_key=BATCH, categorical_covariate_keys=[BATCH])
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, **options)  # <- finding
    model = scvi.model.SCVI(adata)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(
        adata, batch_key="batch", categorical_covariate_keys=["labels"]
    )
    model = scvi.model.SCVI(adata)

    # good: the list is not the one that is registered
    import scvi

    columns = ["batch", "labels"]
    adata = scvi.data.synthetic_iid()
    adata.obs = adata.obs[columns]
    scvi.model.SCVI.setup_anndata(
        adata,
        batch_key="batch",
        categorical_covariate_keys=[name for name in columns if name != "batch"],
    )
    model = scvi.model.SCVI(adata)
"""

from scvi_lint.rule import Argument, Fix, Registered, cites, replace, rule


@rule(
    "SCV120",
    severity="info",
    cites=cites(
        "faq#what-is-the-difference-between-batch-key-and-categorical-covariate-keys",
        "{setup}",
        "scvi.model.SCVI.setup_anndata",
        "scvi.data.setup_anndata",
    ),
)
def setup_cat_in_batch_and_cov(setup: Registered):
    batch_key = setup.registration.text("batch_key")
    covariates = setup.argument("categorical_covariate_keys")
    if batch_key is None or covariates is None or not covariates.is_sequence:
        return
    for item in covariates.items:
        if item.value == batch_key and item.certain:
            spelled_here = item.span in covariates
            yield setup.finding(
                item if spelled_here else covariates,
                f"{batch_key!r} is batch_key and a covariate: it enters the decoder twice, and "
                "transform_batch changes only one of the two. Drop it from the covariates.",
                because=setup.reason(f"registered with batch_key={batch_key!r}"),
                fixes=[_without(covariates, batch_key)],
            )
            return


def _without(covariates: Argument, batch_key: str) -> Fix | None:
    if not covariates.is_complete:
        return None
    kept = [repr(item.value) for item in covariates.items if item.value != batch_key]
    text = f"[{', '.join(kept)}]".replace("'", '"') if kept else "None"
    title = f"Drop {batch_key!r} from the covariates (the model gets other weights)"
    return replace(covariates, text, title, safe=False)
