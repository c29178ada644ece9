"""Models that are saved, loaded and minified: faults of the rules SCV7xx."""

from __future__ import annotations

from tables import BUILT, TRAINED, apart, plant

POSTERIOR = (
    'planted.obsm["X_latent_qzm"], planted.obsm["X_latent_qzv"] = '
    "planted_vae.get_latent_representation(return_dist=True)\n"
)
LVAE = TRAINED + (
    'planted_lvae = planted_scvi.model.SCANVI.from_scvi_model(planted_vae, "label_0")\n'
    "planted_lvae.train(max_epochs=5)\n"
)

# Below a loop each round saves to the same folder.
LOOP = "SCV711"

plant(
    apart("SCV701", "loaded_for_nothing", TRAINED + 'planted_vae.load("planted", adata=planted)'),
    apart("SCV702", "saved_too_early", BUILT + 'planted_vae.save("planted", overwrite=True)', LOOP),
    apart(
        "SCV703",
        "saved_twice",
        TRAINED + 'planted_vae.save("planted")\nplanted_vae.save("planted")',
    ),
    apart(
        "SCV704",
        "loaded_the_wrong_way_round",
        BUILT + 'loaded = planted_scvi.model.SCVI.load(planted, "planted")',
    ),
    apart("SCV706", "minified_without_latent", TRAINED + "planted_vae.minify_adata()"),
    apart(
        "SCV707",
        "trained_without_counts",
        TRAINED + POSTERIOR + "planted_vae.minify_adata()\nplanted_vae.get_elbo()",
    ),
    apart(
        "SCV708",
        "minified_with_own_library",
        TRAINED.replace("SCVI(planted)", "SCVI(planted, use_observed_lib_size=False)")
        + POSTERIOR
        + "planted_vae.minify_adata()",
    ),
    apart(
        "SCV709",
        "the_model_before",
        LVAE + 'planted_vae.save("planted/scanvi", overwrite=True)',
        LOOP,
    ),
    apart(
        "SCV710",
        "a_folder_like_a_file",
        TRAINED + 'planted_vae.save("planted.pt", overwrite=True)',
        LOOP,
    ),
    apart(
        "SCV740",
        "the_data_with_the_model",
        TRAINED + 'planted_vae.save("planted", overwrite=True, save_anndata=True)',
        LOOP,
    ),
)
