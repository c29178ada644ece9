"""Something that still works, and that a coming release will not have.

scvi-tools warns when it is used, and names the release that is to drop it. The analysis is right
today; it stops when the environment is built anew with a later release.

Use what takes its place, or pin the release.

    # bad: warns (on 1.0.4)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, use_gpu=False)  # <- finding

    # bad: silent: only a model that is made warns (on 1.5.1)
    from scvi.model import DestVI  # <- finding

    build = DestVI.from_rna_model

    # bad: warns (on 1.2.2)
    import scvi

    callback = scvi.train.SaveBestState(monitor="elbo_validation")  # <- finding

    # good: the arguments that stay (on 1.0.4)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, accelerator="cpu")
"""

from scvi_lint.rule import ApiUsed, Deprecation, cites, rule


@rule(
    "SCV017",
    severity="info",
    covers=("spatial-moved",),
    cites=cites("{changelog}", "{symbol}"),
)
def deprecated_api(used: ApiUsed):
    if not used.exact or not used.release.exact or used.release.is_foreign:
        return
    for part in used.release.parts(used.path):
        said = used.release.deprecation(part)
        place = used.place_of(part) if said is not None else None
        if said is None or place is None or _told_before(used, part):
            continue
        yield used.finding(place, f"{part} {_leaves(said)}. {said.text}")
        return
    for keyword in used.keywords():
        said = used.release.deprecation(f"{keyword.function}.{keyword.name}")
        said = said or used.release.deprecation(keyword.name)
        if said is not None and used.release.accepts(keyword):
            yield used.finding(keyword.place, f"{keyword.name} {_leaves(said)}. {said.text}")


def _leaves(said: Deprecation) -> str:
    when = f"leaves scvi-tools with {said.until}" if said.until else "is going to be dropped"
    return f"is deprecated since {said.since} and {when}"


def _told_before(used: ApiUsed, part: str) -> bool:
    return any(
        event.path == part or event.path.startswith(part + ".") for event in used.earlier(ApiUsed)
    )
