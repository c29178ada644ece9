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
    below(
        "SCV411",
        "regression_on_joined_labels",
        GENES + DRAWN + "import statsmodels.formula.api as planted_smf\n"
        'planted = planted.join({model}.adata.obs[["cell_type"]])\n'
        'planted_fit = planted_smf.ols("CD3E ~ cell_type", data=planted).fit()',
        *BESIDE,
    ),
    below(
        "SCV427",
        "table_of_a_layer",
        'import pandas as planted_pd\n{model}.adata.layers["planted"] = '
        "{model}.get_normalized_expression(return_numpy=True, n_samples=2)\n"
        'planted = planted_pd.DataFrame({model}.adata.layers["planted"]).corr()',
        *BESIDE,
    ),
    below(
        "SCV428",
        "logarithm_of_one_more",
        "import numpy as planted_np\n"
        "planted = {model}.get_normalized_expression(n_samples=5)\n"
        "planted = planted_np.log10(1 + planted)",
        *BESIDE,
    ),
    below(
        "SCV463",
        "order_that_is_dropped",
        TABLE + 'planted.sort_values("bayes_factor", ascending=False)\n'
        'planted_found = planted[planted["proba_de"] > 0.9].head(7)',
        *BESIDE,
    ),
    below(
        "SCV699",
        "mean_over_comparisons",
        TABLE + 'planted_all = planted.groupby(planted.index)["lfc_median"].median()',
        *BESIDE,
    ),
    below(
        "SCV536",
        "density_beside_probability",
        "import scvi as planted_scvi\nplanted_ends = []\n"
        'for planted_kind in ("nb", "normal"):\n'
        "    planted = planted_scvi.model.SCVI({model}.adata, gene_likelihood=planted_kind)\n"
        "    planted.train(max_epochs=100, check_val_every_n_epoch=1)\n"
        '    planted_end = planted.history["elbo_validation"]["elbo_validation"].to_numpy()[-1]\n'
        "    planted_ends.append((planted_end, planted_kind))\n"
        "planted_best = sorted(planted_ends)[0]",
        "SCV518",
        "SCV523",
        *BESIDE,
        of=("SCVI",),
    ),
    below(
        "SCV547",
        "seeds_until_it_passes",
        "import numpy as planted_np\nimport scvi as planted_scvi\n"
        "for planted_seed in range(9):\n"
        "    planted_scvi.settings.seed = planted_seed\n"
        "    planted = planted_scvi.model.SCVI({model}.adata)\n"
        "    planted.train(max_epochs=400)\n"
        "    if planted_np.isfinite(planted.get_latent_representation()).all():\n"
        "        break",
        "SCV518",
        "SCV523",
        "SCV542",
        *BESIDE,
        of=("SCVI",),
    ),
    below(
        "SCV548",
        "checkpoint_by_the_prior",
        "import scvi as planted_scvi\n"
        'planted_keep = planted_scvi.train.SaveCheckpoint(monitor="kl_local_validation")\n'
        "planted = planted_scvi.model.SCVI({model}.adata)\n"
        "planted.train(\n    max_epochs=400, check_val_every_n_epoch=1, callbacks=[planted_keep],\n"
        "    enable_checkpointing=True\n)",
        "SCV518",
        "SCV523",
        *BESIDE,
        of=("SCVI",),
    ),
    below(
        "SCV612",
        "arms_of_each_type",
        "planted_data = {model}.adata\n"
        'planted_data.obs["treatment"] = ["drug", "none"] * 200\n'
        'planted_data.obs["planted"] = planted_data.obs["cell_type"].astype(str).str.cat(\n'
        '    planted_data.obs["treatment"], sep="|"\n)\n'
        "planted = {model}.differential_expression(\n"
        '    groupby="planted", group1="T|drug", group2="T|none", mode="change"\n)',
        *BESIDE,
    ),
    below(
        "SCV614",
        "largest_changes_of_each_group",
        TABLE + 'planted_found = planted.groupby("group1").apply(\n'
        '    lambda rows: rows.sort_values("lfc_mean").tail(3)\n)',
        *BESIDE,
    ),
    below(
        "SCV698",
        "clusters_by_what_was_removed",
        "import pandas as planted_pd\nimport scanpy as planted_sc\nimport scvi as planted_scvi\n"
        'planted = planted_scvi.data.synthetic_iid()\nplanted.obs["disease"] = ["a", "b"] * 200\n'
        'planted_scvi.model.SCVI.setup_anndata(planted, batch_key="disease")\n'
        "planted_model = planted_scvi.model.SCVI(planted)\nplanted_model.train(max_epochs=400)\n"
        'planted.obsm["Z"] = planted_model.get_latent_representation()\n'
        'planted_sc.pp.neighbors(planted, use_rep="Z")\nplanted_sc.tl.leiden(planted)\n'
        'planted_pd.crosstab(planted.obs["leiden"], planted.obs["disease"])',
        "SCV518",
        *BESIDE,
    ),
    below(
        "SCV697",
        "hits_to_a_file",
        TABLE + 'planted[planted["is_de_fdr_0.05"]].index.to_series().to_csv("planted.txt")\n'
        'planted.to_csv("planted.csv", sep="\\t")',
        *BESIDE,
    ),
    below("SCV712", "training_only_named", "{model}.save"),
)
