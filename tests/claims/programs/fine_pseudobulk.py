# silent: SCV612, SCV615, SCV655
# file: atlas.h5ad = cells(obs={"donor_id": "a*40 b*40 c*40 d*40", "disease": "healthy*80 lupus*80", "cell_type": "T*20 B*20 T*20 B*20 T*20 B*20 T*20 B*20"})
import pandas as pd
import scanpy as sc
import scvi

scvi.settings.seed = 0
adata = sc.read_h5ad("atlas.h5ad")
scvi.model.SCVI.setup_anndata(adata, batch_key="donor_id")
model = scvi.model.SCVI(adata)
model.train(early_stopping=True)
pb = sc.get.aggregate(adata, by=["donor_id", "cell_type"], func="sum")
from pydeseq2.dds import DeseqDataSet

meta = pb.obs.join(adata.obs.groupby("donor_id")["disease"].first(), on="donor_id")
dds = DeseqDataSet(
    counts=pd.DataFrame(pb.layers["sum"], index=pb.obs_names), metadata=meta, design="~disease"
)
dds.deseq2()
