"""Groups that are compared, and what is read of it: faults of the rules SCV6xx."""

from __future__ import annotations

from tables import TRAINED, apart, below, plant

DE = "differential_expression"
CHANGE = 'groupby="cell_type", mode="change"'
MINIFIED = TRAINED + (
    'planted.obsm["X_latent_qzm"], planted.obsm["X_latent_qzv"] = '
    "planted_vae.get_latent_representation(return_dist=True)\nplanted_vae.minify_adata()\n"
)

plant(
    below("SCV601", "change_of_another_mode", f'{{model}}.{DE}(groupby="cell_type")["lfc_mean"]'),
    below("SCV602", "rate_of_another_name", f'{{model}}.{DE}({CHANGE})["is_de_fdr_0.1"]'),
    below("SCV603", "p_values", f'table = {{model}}.{DE}({CHANGE})\ntable[table["pval"] < 0.05]'),
    below("SCV604", "nobody_to_compare", f'{{model}}.{DE}(mode="change")'),
    below(
        "SCV605",
        "batches_without_correction",
        f'{{model}}.{DE}({CHANGE}, batchid1=["one"], batchid2=["two"])',
    ),
    below(
        "SCV608",
        "difference_of_two",
        f"{{model}}.{DE}({CHANGE}, change_fn=lambda a, b: a - b)",
    ),
    below(
        "SCV609",
        "evidence_as_p_value",
        f'table = {{model}}.{DE}({CHANGE})\ntable[table["bayes_factor"] < 0.05]',
    ),
    below(
        "SCV610",
        "mask_of_a_part",
        'part = {model}.adata[{model}.adata.obs["cell_type"] == "B"].copy()\n'
        f'{{model}}.{DE}(idx1=part.obs["phase"] == "S", mode="change")',
    ),
    apart(
        "SCV606",
        "batches_of_which_some_agree",
        TRAINED + f'planted_vae.{DE}(groupby="labels", mode="change", batch_correction=True,\n'
        '    batchid1=["batch_0", "batch_1"], batchid2=["batch_0"])',
    ),
    apart(
        "SCV607",
        "counts_of_a_minified_model",
        MINIFIED + f'planted_vae.{DE}(groupby="labels", mode="change")',
    ),
    apart(
        "SCV690",
        "check_against_x",
        TRAINED.replace(
            "setup_anndata(planted, ", 'setup_anndata(planted, layer="counts", '
        ).replace(
            "planted_scvi.model",
            'planted.layers["counts"] = planted.X.copy()\nplanted_scvi.model',
            1,
        )
        + "from scvi.criticism import PosteriorPredictiveCheck\n"
        'PosteriorPredictiveCheck(planted, {"vae": planted_vae})',
    ),
    apart(
        "SCV691",
        "check_of_a_model_without_name",
        TRAINED + "from scvi.criticism import PosteriorPredictiveCheck\n"
        "PosteriorPredictiveCheck(planted, planted_vae)",
    ),
    apart(
        "SCV693",
        "score_of_its_own_clusters",
        TRAINED + 'planted.obsm["X_scVI"] = planted_vae.get_latent_representation()\n'
        'planted_sc.pp.neighbors(planted, use_rep="X_scVI")\nplanted_sc.tl.leiden(planted)\n'
        "from scib_metrics.benchmark import Benchmarker\n"
        'Benchmarker(planted, "batch", label_key="leiden", embedding_obsm_keys=["X_scVI"])',
    ),
)
