"""One name is given where a list of names belongs, and other names are found in it.

`gene_list`, `protein_list` and `region_list` pick what is decoded. Many methods ask of every name
whether it is *in* that list; of a bare text Python says yes for every part of it. For "CD45RA" the
proteins CD4 and CD45 come along, for "MS4A1" a gene that is called A1: more columns than were asked
for, in the order of the data, and `.iloc[:, 0]` is another one. Nothing fails.

Put the name into brackets.

    # bad: silent: gene_1 comes along
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1)
    genes, proteins = model.get_normalized_expression(gene_list="gene_11")  # <- finding

    # bad: silent: protein_1 comes along
    import pandas as pd
    import scvi

    adata = scvi.data.synthetic_iid()
    names = [f"protein_{number}" for number in range(100)]
    adata.obsm["adt"] = pd.DataFrame(
        adata.obsm["protein_expression"], index=adata.obs_names, columns=names
    )
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="adt")
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1)

    def foreground(protein):
        return model.get_protein_foreground_probability(
            protein_list=protein, return_numpy=True  # <- finding
        )

    foreground("protein_12")

    # bad: silent: gene_1 comes along
    import scvi

    MARKER = "gene_15"
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    model.posterior_predictive_sample(gene_list=MARKER)  # <- finding

    # bad: silent: gene_1 comes along (on 1.4.2)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.PEAKVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.PEAKVI(adata)
    model.train(max_epochs=1)
    model.get_normalized_accessibility(region_list="gene_11")  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    model = scvi.model.TOTALVI(adata)
    model.train(max_epochs=1)
    genes, proteins = model.get_normalized_expression(gene_list=["gene_11"])
    model.posterior_predictive_sample(gene_list=adata.var_names[:2].tolist())
"""

from scvi_lint.rule import Queried, cites, replace, rule


@rule(
    "SCV441",
    severity="warning",
    cites=cites(
        "{symbol}",
        "user_guide/models/{model}#normalization-denoising-imputation-of-expression",
        "user_guide/models/scvi#normalization-denoising-imputation-of-expression",
    ),
)
def list_given_as_text(query: Queried):
    for name in ("gene_list", "protein_list", "region_list"):
        given = query.argument(name)
        if given is None or not given.is_text or not query.finds_parts(name):
            continue
        text = given.value.text
        among = f" of {text!r}" if text is not None else " of it"
        yield query.finding(
            given,
            f"{name} is a text, not a list: every name that is a part{among} is taken, too. Write "
            "it in brackets.",
            fixes=[
                replace(
                    given,
                    f"[{query.source(given.span)}]",
                    "Put it into a list (this name alone)",
                    safe=False,
                )
            ],
        )
