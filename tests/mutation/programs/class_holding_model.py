"""A small class that keeps the data and the model together."""

import scanpy as sc
import scvi


class Integration:
    """Registers, trains, and hands out the latent space."""

    def __init__(self, adata, batch_key, layer="counts"):
        self.adata = adata
        self.batch_key = batch_key
        self.layer = layer
        self.model = None

    def prepare(self):
        self.adata.layers[self.layer] = self.adata.X.copy()
        sc.pp.normalize_total(self.adata)
        sc.pp.log1p(self.adata)
        return self

    def fit(self, **training):
        scvi.model.SCVI.setup_anndata(self.adata, layer="counts", batch_key=self.batch_key)
        self.model = scvi.model.SCVI(self.adata)
        self.model.train(**training)
        return self

    @property
    def latent(self):
        return self.model.get_latent_representation()

    def markers(self, column):
        return self.model.differential_expression(groupby=column, mode="change", delta=0.25)


scvi.settings.seed = 3
adata = sc.read_h5ad("atlas.h5ad")
run = Integration(adata, batch_key="donor").prepare().fit(max_epochs=100)
adata.obsm["X_scVI"] = run.latent
sc.pp.neighbors(adata, use_rep="X_scVI")
sc.tl.umap(adata)
run.markers("cell_type").to_csv("markers.csv")
run.model.save("atlas_model", overwrite=True)
