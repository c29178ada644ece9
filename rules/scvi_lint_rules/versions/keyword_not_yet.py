"""An argument that only a later release of scvi-tools takes.

The documentation that one reads is that of the newest release; the one installed may be older.
An argument that it does not know yet is refused with a TypeError, often by a function deep inside.

Install the newer release, or leave the argument out.

    # bad: raises TypeError (on 0.19.0)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, devices=1)  # <- finding

    # bad: raises TypeError (on 1.1.6.post2)
    import scvi

    options = {"batch_representation": "embedding"}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, **options)  # <- finding

    # bad: raises TypeError (on 1.3.3)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, plan_kwargs={"on_step": True})  # <- finding

    # good
    import scvi

    options = {"batch_representation": "embedding"}
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata, **options)
    model.train(max_epochs=1, devices=1, plan_kwargs={"on_step": True})
"""

from scvi_lint.rule import ApiUsed, cites, rule


@rule(
    "SCV014",
    severity="error",
    cites=cites("{changelog}", "{symbol}"),
)
def keyword_not_yet(used: ApiUsed):
    if not used.exact or not used.release.exact or used.release.is_foreign:
        return
    for keyword in used.keywords():
        if used.release.accepts(keyword) is not False:
            continue
        lacking = used.release.lacking_keyword(keyword)
        if lacking is None or lacking.since is None:
            continue
        yield used.finding(
            keyword.place,
            f"{keyword.receiver} takes {keyword.name} from scvi-tools {lacking.since} on: with "
            f"{used.release.version} it raises TypeError. Install the newer release.",
            certain=keyword.certain,
        )
