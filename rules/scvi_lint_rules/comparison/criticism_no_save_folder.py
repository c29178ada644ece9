"""The report has no folder to go to.

`create_criticism_report` computes its metrics, which takes minutes, and then joins the folder with
a file name. Without `save_folder` that raises, and what was computed is lost.

Pass the folder of the saved model.

    # bad: raises TypeError after training
    import scvi
    from scvi.criticism import create_criticism_report

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    create_criticism_report(model, n_samples=2)  # <- finding

    # bad: raises TypeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    class Report:
        def write(self, trained):
            scvi.criticism.create_criticism_report(trained, n_samples=2)  # <- finding

    Report().write(model)

    # good
    import scvi
    from scvi.criticism import create_criticism_report

    adata = scvi.data.synthetic_iid()
    adata.layers["counts"] = adata.X.copy()
    scvi.model.SCVI.setup_anndata(adata, layer="counts", labels_key="labels")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.save("model")
    create_criticism_report(model, n_samples=2, save_folder="model")
"""

from scvi_lint.rule import ApiUsed, add_argument, cites, rule


@rule(
    "SCV692",
    severity="error",
    versions=">=1.2.2",
    cites=cites(
        "scvi.criticism.create_criticism_report",
        "user_guide/use_case/scvi_criticism#creating-report",
        "scvi.criticism.PosteriorPredictiveCheck",
    ),
    about={"path": "scvi.criticism.create_criticism_report"},
)
def criticism_no_save_folder(used: ApiUsed):
    if not used.lacks("save_folder"):
        return
    if used.call is None:
        return
    yield used.finding(
        used.call.name_span,
        "The report is computed, and then has no folder to go to: this raises TypeError and the "
        "work is lost. Pass save_folder=.",
        fixes=[add_argument(used, 'save_folder="."', "Write it here", safe=False)],
    )
