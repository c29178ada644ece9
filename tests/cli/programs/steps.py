# %% [markdown]
# # Query a model

# %%
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)

# %%
expression = model.get_normalized_expression()
