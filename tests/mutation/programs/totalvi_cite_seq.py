"""RNA and surface proteins together, with muon."""

import mudata as md
import muon
import scanpy as sc
import scvi

scvi.settings.seed = 0
mdata = muon.read_10x_h5("filtered_feature_bc_matrix.h5")
mdata.var_names_make_unique()
rna = mdata.mod["rna"]
rna.layers["counts"] = rna.X.copy()
sc.pp.normalize_total(rna)
sc.pp.log1p(rna)
md.set_options(pull_on_update=False)
mdata.update()

scvi.model.TOTALVI.setup_mudata(
    mdata,
    rna_layer="counts",
    protein_layer=None,
    batch_key="batch",
    modalities={"rna_layer": "rna", "protein_layer": "prot", "batch_key": "rna"},
)
model = scvi.model.TOTALVI(mdata)
model.train(max_epochs=200)
rna.obsm["X_totalVI"] = model.get_latent_representation()
sc.pp.neighbors(rna, use_rep="X_totalVI")
sc.tl.leiden(rna, key_added="leiden_totalVI")
print(model.history["elbo_validation"].iloc[-1])
