"""A model is pulled from the hub without naming its revision.

Models on a hub are updated in place. Without `revision` the newest one is taken, today's; a run
next month may use other weights under the same name, and nothing in the results says so.

Pass the commit or tag that the analysis was made with.

    # bad: warns (not run: a download)
    from scvi.hub import HubModel

    model = HubModel.pull_from_huggingface_hub("scvi-tools/tabula-sapiens-lung-scvi")  # <- finding

    # bad: warns (not run: a download)
    import scvi.hub

    def fetch(name):
        return scvi.hub.HubModel.pull_from_huggingface_hub(repo_name=name)  # <- finding

    fetch("scvi-tools/tabula-sapiens-lung-scvi")

    # good: (not run: a download)
    from scvi.hub import HubModel

    name = "scvi-tools/tabula-sapiens-lung-scvi"
    model = HubModel.pull_from_huggingface_hub(name, revision="v1.2")
"""

from scvi_lint.rule import ApiUsed, cites, rule


@rule(
    "SCV741",
    severity="info",
    versions=">=0.20",
    cites=cites(
        "scvi.hub.HubModel",
        "tutorials/index_hub#model-hub",
        "user_guide/use_case/saving_and_loading_models#saving-and-loading-scvi-models",
        "scvi.model.SCVI.load",
    ),
)
def hub_no_revision(used: ApiUsed):
    call = used.call
    if call is None or call.name != "pull_from_huggingface_hub" or not used.lacks("revision"):
        return
    yield used.finding(
        call.name_span,
        "Without revision= the newest is taken: a later run can get other weights under this name. "
        "Pass the commit or tag.",
    )
