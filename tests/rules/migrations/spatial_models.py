import scvi
from scvi.external import RESOLVI, SCVIVA
from scvi.model import CondSCVI, DestVI

reference = scvi.data.synthetic_iid()
CondSCVI.setup_anndata(reference, labels_key="labels")
cells = CondSCVI(reference)
cells.train(max_epochs=5)
spots = scvi.data.synthetic_iid()
DestVI.setup_anndata(spots)
model = DestVI.from_rna_model(spots, cells)
model.train(max_epochs=5)
later = [RESOLVI, SCVIVA]
