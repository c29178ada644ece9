# task: Transfer labels with scANVI.
# fault: unlabeled_category is missing.
# right: 'unlabeled_category='
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCANVI.setup_anndata(adata, labels_key="labels", batch_key="batch")  # <- fault
