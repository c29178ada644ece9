# expects: SCV564
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="sample")
from ray import tune
from scvi.autotune import run_autotune

results = run_autotune(
    scvi.model.SCVI,
    adata,
    metrics="reconstruction_loss_validation",
    mode="min",
    seed=0,
    search_space={
        "model_params": {"n_latent": tune.choice([5, 10, 30, 50])},
        "train_params": {"max_epochs": 100},
    },
    num_samples=8,
)
print(results.result_grid.get_best_result().config)
