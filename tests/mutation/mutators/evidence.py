"""Results that are taken for more than they are: tests, correlations, ranks, wrong halves."""

from __future__ import annotations

from tables import apart, below, given, plant

DRAWN = "planted = {model}.get_normalized_expression(n_samples=3, gene_list=planted_genes)\n"
GENES = 'planted_genes = ["CD3E", "MS4A1"]\n'
TABLE = 'planted = {model}.differential_expression(groupby="cell_type", mode="change")\n'
# Which columns and groups there are is another question, and so is what one sample of a mean is.
BESIDE = ("SCV155", "SCV203", "SCV403", "SCV601", "SCV602", "SCV604", "SCV605", "SCV612", "SCV655")

plant(
    below(
        "SCV411",
        "wilcoxon_by_gene",
        GENES + DRAWN + "from scipy.stats import ranksums as planted_test\n"
        "planted_p = [planted_test(planted[one][:9], planted[one][9:]) for one in planted_genes]",
        *BESIDE,
    ),
    below(
        "SCV411",
        "regression_on_logged",
        GENES + DRAWN + "import numpy as planted_np\nimport statsmodels.api as planted_sm\n"
        "planted_age = [30, 41]\n"
        'planted_fit = planted_sm.OLS(planted_np.log1p(planted * 1e4)["CD3E"], planted_age).fit()',
        *BESIDE,
    ),
    below(
        "SCV427",
        "rank_correlation_of_two_genes",
        GENES + DRAWN + "import scipy.stats as planted_stats\n"
        'planted_stats.kendalltau(planted["CD3E"].to_numpy(), planted["MS4A1"].to_numpy())',
        *BESIDE,
    ),
    below(
        "SCV428",
        "logarithm_of_an_array",
        "import numpy as planted_np\n"
        "planted = planted_np.log1p({model}.get_normalized_expression(return_numpy=True))",
        *BESIDE,
    ),
    below(
        "SCV609",
        "turned_comparison",
        TABLE + "planted_level = 0.01\nplanted_found = planted[planted_level > planted.proba_de]",
        *BESIDE,
    ),
    below(
        "SCV609",
        "smallest_bayes_factors",
        TABLE + 'planted_found = planted.nsmallest(n=25, columns="bayes_factor").index',
        *BESIDE,
    ),
    below(
        "SCV614",
        "largest_changes_of_all",
        TABLE + 'planted_found = planted.sort_values(by=["lfc_median"]).tail(10).index.tolist()',
        *BESIDE,
    ),
    below(
        "SCV435",
        "draws_as_x",
        "planted = {model}.get_normalized_expression(n_samples=4, return_mean=False)\n"
        '{model}.adata.layers["planted"] = planted',
        *BESIDE,
    ),
    apart(
        "SCV429",
        "halves_exchanged",
        "import scvi as planted_scvi\nplanted = planted_scvi.data.synthetic_iid()\n"
        "planted_scvi.model.TOTALVI.setup_anndata(\n"
        '    planted, protein_expression_obsm_key="protein_expression"\n)\n'
        "planted_model = planted_scvi.model.TOTALVI(planted)\nplanted_model.train()\n"
        "adt_denoised, planted_rna = planted_model.get_normalized_expression(n_samples=5)",
        *BESIDE,
    ),
    given(
        "SCV548",
        "stops_by_the_prior",
        "train",
        'early_stopping=True, early_stopping_monitor="kl_local_validation"',
        "SCV015",
        "SCV511",
        "SCV512",
        "SCV513",
        "SCV546",
        unless="early_stopping",
    ),
    below("SCV712", "training_only_named", "{model}.save"),
)
