import scvi

model = scvi.model.SCVI(
