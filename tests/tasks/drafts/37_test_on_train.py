# task: Judge the classifier of the latent space.
# fault: It is scored on the cells that it learned from.
# right: 'train_test_split'
# listed: no

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
from sklearn.linear_model import LogisticRegression
z = model.get_latent_representation()
classifier = LogisticRegression().fit(z, adata.obs["labels"])
print(classifier.score(z, adata.obs["labels"]))  # <- fault
