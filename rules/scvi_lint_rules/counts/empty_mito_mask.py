"""Mitochondrial genes are looked for where there are none.

The share of mitochondrial counts and the number of genes per cell tell damaged cells from good
ones. Most mitochondrial genes are not among the highly variable genes, and neither is most of a
cell's RNA: computed afterwards, the share is near zero for every cell and the filter removes
nothing. The same happens with a prefix that no gene has: `MT-` is for human symbols, mouse genes
begin with `mt-`, and Ensembl identifiers with neither.

Compute the quality metrics and filter cells first, choose genes afterwards; take the prefix that
the names have.

    # bad: silent: the share of mitochondrial counts is zero
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(
        adata, flavor="seurat_v3", n_top_genes=50, subset=True, batch_key="batch"
    )
    adata.var["mt"] = adata.var_names.str.startswith("MT-")
    sc.pp.calculate_qc_metrics(  # <- finding
        adata, qc_vars=["mt"], percent_top=None, inplace=True
    )
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # bad: silent: the share of mitochondrial counts is zero
    import scanpy as sc
    import scvi

    def quality(adata, groups=("mt",)):
        adata.var["mt"] = adata.var_names.str.startswith("MT-")
        sc.pp.calculate_qc_metrics(  # <- finding
            adata, qc_vars=list(groups), percent_top=None, inplace=True
        )

    adata = scvi.data.synthetic_iid()
    sc.pp.highly_variable_genes(adata, flavor="seurat_v3", n_top_genes=50, batch_key="batch")
    adata = adata[:, adata.var["highly_variable"]].copy()
    quality(adata)
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")

    # bad: silent: the share of mitochondrial counts is zero
    # file: mouse.h5ad = cells(genes=["mt-Nd1", "mt-Co1", "Actb", "Gapdh", "Cd3e"])
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("mouse.h5ad")
    adata.var["mt"] = adata.var_names.str.startswith("MT-")
    sc.pp.calculate_qc_metrics(adata, qc_vars=["mt"], percent_top=None, inplace=True)  # <- finding
    adata = adata[adata.obs["pct_counts_mt"] < 20].copy()
    scvi.model.SCVI.setup_anndata(adata)

    # good: the prefix that the names have
    # file: mouse.h5ad = cells(genes=["mt-Nd1", "mt-Co1", "Actb", "Gapdh", "Cd3e"])
    import scanpy as sc
    import scvi

    adata = sc.read_h5ad("mouse.h5ad")
    adata.var["mt"] = adata.var_names.str.startswith(("MT-", "mt-"))
    sc.pp.calculate_qc_metrics(adata, qc_vars=["mt"], percent_top=None, inplace=True)
    scvi.model.SCVI.setup_anndata(adata)

    # good
    import scanpy as sc
    import scvi

    adata = scvi.data.synthetic_iid()
    sc.pp.filter_genes(adata, min_cells=3)
    adata.var["mt"] = adata.var_names.str.startswith("MT-")
    sc.pp.calculate_qc_metrics(adata, qc_vars=["mt"], percent_top=None, inplace=True)
    adata = adata[adata.obs["pct_counts_mt"] < 20].copy()
    sc.pp.highly_variable_genes(
        adata, flavor="seurat_v3", n_top_genes=50, subset=True, batch_key="batch"
    )
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
"""

import re
from collections.abc import Iterator

from scvi_lint.rule import Called, Remark, cites, regex, rule

CHOICES = ("highly_variable", "poisson_gene_selection")
MASK = regex(
    r"""\.var\[["'](?P<name>\w+)["']\]\s*=\s*[\w.\[\]"']*\.var_names\.str\.startswith\("""
    r"""(?P<given>\(?[^()]*\)?)\)[ \t]*(?:\#.*)?$""",
    re.M,
)
WORDS = regex(r"""["']([^"']+)["']""")


@rule(
    "SCV218",
    severity="warning",
    cites=cites(
        "tutorials/notebooks/use_cases/preprocessing",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
        "user_guide/models/scvi#preliminaries",
    ),
    about={"call.name": "calculate_qc_metrics"},
)
def empty_mito_mask(called: Called) -> Iterator[Remark]:
    if called.adata is None:
        return
    variables, genes = called.given("qc_vars"), called.adata.genes
    if variables is None or genes is None:
        return
    chosen = [
        reason
        for reason in genes.reasons
        if any(choice in called.text_of(reason) for choice in CHOICES)
    ]
    if chosen and genes.value[0] == "part":
        yield called.finding(
            called.call.name_span,
            "These metrics are computed on highly variable genes only, few of them mitochondrial: "
            "the shares are near zero and filter nothing. Measure quality before choosing genes.",
            because=genes,
        )
        return
    yield from _prefix_of_none(called, {str(item.value) for item in variables.items})


def _prefix_of_none(called: Called, wanted: set[str]) -> Iterator[Remark]:
    """The mask asks for names that begin as no gene of the file does."""
    assert called.adata is not None
    masks: dict[str, list[str]] = {}
    for place, _ in called.program.find(called.span.path, MASK):
        found = MASK.match(called.source(place))
        if found is not None and found["name"] in wanted:
            masks.setdefault(found["name"], []).append(found["given"])
    for name, texts in masks.items():
        prefixes = WORDS.findall(texts[0])
        names = called.adata.possible_genes if len(texts) == 1 and prefixes else None
        if not names or any(gene.startswith(tuple(prefixes)) for gene in names):
            continue
        folded = prefixes[0].lower()
        alike = next((gene for gene in names if gene.lower().startswith(folded)), None)
        advice = f"They are spelled like {alike!r}." if alike else f"They look like {names[0]!r}."
        yield called.finding(
            called.call.name_span,
            f"No gene begins with {prefixes[0]!r}: var[{name!r}] selects none, the shares are zero "
            f"and filter nothing. {advice}",
            because=called.adata.seen,
        )
        return
