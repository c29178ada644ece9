# task: Model RNA and proteins.
# fault: Protein entry misspelled.
# right: 'protein_expression"'
# listed: yes

import scanpy as sc
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein")  # <- fault
