"""The fit of two models is compared, but they describe different data.

ELBO, marginal likelihood and reconstruction error are sums over all genes of how well the counts
are explained. With other genes, another layer, or a density in the place of a probability
(`gene_likelihood="normal"`), the sums are of another size: the smaller one is not the better model.

Compare models of the same cells, genes and layer; "zinb", "nb" and "poisson" are comparable.

    # bad: silent: the model of fewer genes looks better
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    small = adata.copy()
    sc.pp.highly_variable_genes(
        small, flavor="seurat_v3", n_top_genes=50, subset=True, batch_key="batch"
    )
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    scvi.model.SCVI.setup_anndata(small, batch_key="batch")
    whole = scvi.model.SCVI(adata)
    whole.train(max_epochs=1)
    part = scvi.model.SCVI(small)
    part.train(max_epochs=1)
    print(whole.get_elbo())
    print(part.get_elbo())  # <- finding

    # bad: silent: a density is no probability
    import scvi

    def fit(adata, likelihood):
        vae = scvi.model.SCVI(adata, gene_likelihood=likelihood)
        vae.train(max_epochs=1)
        return vae

    data = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(data)
    counts, normal = fit(data, "nb"), fit(data, "normal")
    print(counts.get_reconstruction_error(), normal.get_reconstruction_error())  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    zinb = scvi.model.SCVI(adata, gene_likelihood="zinb")
    zinb.train(max_epochs=1)
    nb = scvi.model.SCVI(adata, gene_likelihood="nb", n_latent=5)
    nb.train(max_epochs=1)
    print(zinb.get_elbo(), nb.get_elbo())
"""

from scvi_lint.rule import ModelView, Queried, cites, rule

FITS = frozenset({"get_elbo", "get_marginal_ll", "get_reconstruction_error"})


@rule(
    "SCV529",
    severity="info",
    cites=cites(
        "user_guide/background/variational_inference#end-to-end-learning",
        "user_guide/background/variational_inference",
    ),
    about={"call.name": FITS},
)
def elbo_compared_across_data(query: Queried):
    if not query.model.exact:
        return
    for other in query.earlier(Queried):
        if other.call.name != query.call.name or other.model.may_be(query.model):
            continue
        if other.class_name != query.class_name or not other.model.exact:
            continue
        what = _difference(other.model, query.model)
        if what is None:
            continue
        yield query.finding(
            query.call.name_span,
            f"{query.call.name} was asked of another {query.class_name}, too, but the two model "
            f"{what}: their numbers cannot be compared. Compare models of the same data.",
            because=other.reason("asked of the other model here"),
        )
        return


def _difference(one: ModelView, two: ModelView) -> str | None:
    """What the models describe differently for certain, None if nothing is known to."""
    if (one.likelihood == "normal") != (two.likelihood == "normal"):
        return "densities and probabilities"
    first, second = one.registration, two.registration
    if first is None or second is None or not (first.certain and second.certain):
        return None
    if "layer" in first.value.differs_from(second.value):
        return "different layers"
    genes = [None if model.adata is None else model.adata.genes for model in (one, two)]
    known = [fact.value for fact in genes if fact is not None and fact.certain]
    if len(known) == 2 and known[0] != known[1] and "part" in (known[0][0], known[1][0]):
        return "different genes"
    return None
