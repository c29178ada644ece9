"""The query of a SysVI model has a system that the reference lacks.

SysVI integrates systems (species, organoid and tissue …), given by `batch_key`. Its decoder has no
parameters for a new one, and `load_query_data` raises ValueError. Only the other categorical
covariates may bring new levels.

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(x="lognorm", obs={"system": "human*60 mouse*60"})
    # file: query.h5ad = cells(x="lognorm", obs={"system": "rat*120"})
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.external.SysVI.setup_anndata(ref, batch_key="system")
    model = scvi.external.SysVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    mapped = scvi.external.SysVI.load_query_data(query, model)  # <- finding

    # bad: raises ValueError after training
    # file: ref.h5ad = cells(x="lognorm", obs={"system": "human*60 mouse*60"})
    # file: query.h5ad = cells(x="lognorm")
    import anndata as ad
    from scvi.external import SysVI

    def map_to(reference, path, system):
        query = ad.read_h5ad(path)
        query.obs["system"] = system
        return SysVI.load_query_data(adata=query, reference_model=reference)  # <- finding

    ref = ad.read_h5ad("ref.h5ad")
    SysVI.setup_anndata(ref, batch_key="system")
    model = SysVI(ref)
    model.train(max_epochs=1)
    mapped = map_to(model, "query.h5ad", "organoid")

    # good
    # file: ref.h5ad = cells(x="lognorm", obs={"system": "human*60 mouse*60"})
    # file: query.h5ad = cells(x="lognorm", obs={"system": "human*120"})
    import scanpy as sc
    import scvi

    ref = sc.read_h5ad("ref.h5ad")
    scvi.external.SysVI.setup_anndata(ref, batch_key="system")
    model = scvi.external.SysVI(ref)
    model.train(max_epochs=1)
    query = sc.read_h5ad("query.h5ad")
    mapped = scvi.external.SysVI.load_query_data(query, model)
"""

from scvi_lint.rule import DataGiven, cites, listed, rule


@rule(
    "SCV860",
    severity="error",
    versions=">=1.4",
    cites=cites(
        "user_guide/models/sysvi#application-flexibility-due-to-using-normally-distributed-inputs",
        "user_guide/models/sysvi",
    ),
    about={"class_name": "SysVI"},
)
def sysvi_new_system(given: DataGiven):
    if given.door != "query":
        return
    for new in given.differences("category"):
        if new.argument == "batch_key":
            yield given.finding(
                given.spot,
                f"obs[{new.name!r}] has {listed(new.names, 3)}, which SysVI was never trained on: "
                f"load_query_data raises {new.raises}. Only covariates may bring new levels.",
                because=given.why(new),
            )
            return
