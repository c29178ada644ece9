"""Programs of transfer learning, and the rule that finds what is wrong with them; "" for none."""

PROGRAMS = {
    "hvg ref, query all genes": (
        "SCV751",
        """\
ref = acquire()
sc.pp.normalize_total(ref, target_sum=1e4)
sc.pp.log1p(ref)
ref.raw = ref
sc.pp.highly_variable_genes(ref, n_top_genes=40, batch_key="batch", subset=True)
scvi.model.SCVI.setup_anndata(ref, layer="counts", batch_key="batch")
vae_ref = scvi.model.SCVI(ref)
vae_ref.train()
ref_path = Path("models") / "ref"
vae_ref.save(ref_path, overwrite=True)
query = acquire()
vae_q = scvi.model.SCVI.load_query_data(query, str(ref_path))
""",
    ),
    "hvg ref, query[:, ref.var_names]": (
        "",
        """\
ref = acquire()
sc.pp.normalize_total(ref, target_sum=1e4)
sc.pp.log1p(ref)
sc.pp.highly_variable_genes(ref, n_top_genes=40, batch_key="batch", subset=True)
scvi.model.SCVI.setup_anndata(ref, layer="counts", batch_key="batch")
vae_ref = scvi.model.SCVI(ref)
vae_ref.train()
query = acquire()
query = query[:, ref.var_names].copy()
vae_q = scvi.model.SCVI.load_query_data(query, vae_ref)
vae_q.train(max_epochs=200, plan_kwargs=dict(weight_decay=0.0))
""",
    ),
    "hvg ref, query view": (
        "SCV758",
        """\
ref = acquire()
sc.pp.highly_variable_genes(
    ref, n_top_genes=40, flavor="seurat_v3", layer="counts", subset=True
)
scvi.model.SCVI.setup_anndata(ref, layer="counts", batch_key="batch")
vae_ref = scvi.model.SCVI(ref)
vae_ref.train()
query = acquire()
query = query[:, ref.var_names]
vae_q = scvi.model.SCVI.load_query_data(query, vae_ref)
""",
    ),
    "list of hvgs used on both": (
        "",
        """\
ref = acquire()
sc.pp.highly_variable_genes(ref, n_top_genes=40, flavor="seurat_v3", layer="counts")
hvgs = ref.var_names[ref.var["highly_variable"]].tolist()
ref_hvg = ref[:, hvgs].copy()
scvi.model.SCVI.setup_anndata(ref_hvg, layer="counts", batch_key="batch")
net = scvi.model.SCVI(ref_hvg)
net.train()
query = acquire()
query_hvg = query[:, hvgs].copy()
z = net.get_latent_representation(query_hvg)
""",
    ),
    "list of hvgs used on one": (
        "SCV751",
        """\
ref = acquire()
sc.pp.highly_variable_genes(ref, n_top_genes=40, flavor="seurat_v3", layer="counts")
hvgs = ref.var_names[ref.var["highly_variable"]].tolist()
ref_hvg = ref[:, hvgs].copy()
scvi.model.SCVI.setup_anndata(ref_hvg, layer="counts", batch_key="batch")
net = scvi.model.SCVI(ref_hvg)
net.train()
query = acquire()
z = net.get_latent_representation(query)
""",
    ),
    "load with all genes after HVG subset": (
        "SCV751",
        """\
adata = acquire()
sc.pp.highly_variable_genes(adata, n_top_genes=50, flavor="seurat_v3", layer="counts")
adata_hvg = adata[:, adata.var.highly_variable].copy()
scvi.model.SCVI.setup_anndata(adata_hvg, layer="counts", batch_key="batch")
m = scvi.model.SCVI(adata_hvg)
m.train()
m.save("scvi_hvg", overwrite=True)
m = scvi.model.SCVI.load("scvi_hvg", adata=adata)
""",
    ),
    "load with hvg": (
        "",
        """\
adata = acquire()
sc.pp.highly_variable_genes(adata, n_top_genes=50, flavor="seurat_v3", layer="counts")
adata_hvg = adata[:, adata.var.highly_variable].copy()
scvi.model.SCVI.setup_anndata(adata_hvg, layer="counts", batch_key="batch")
m = scvi.model.SCVI(adata_hvg)
m.train()
m.save("scvi_hvg", overwrite=True)
m = scvi.model.SCVI.load("scvi_hvg", adata=adata_hvg)
m2 = scvi.model.SCVI.load("scvi_hvg", adata=adata[:, adata_hvg.var_names].copy())
""",
    ),
    "prepare_query": (
        "",
        """\
ref = acquire()
ref = ref[:, :60].copy()
scvi.model.SCVI.setup_anndata(ref, layer="counts", batch_key="batch")
m = scvi.model.SCVI(ref)
m.train()
m.save("r")
q = acquire()
scvi.model.SCVI.prepare_query_anndata(q, "r")
n = scvi.model.SCVI.load_query_data(q, "r")
""",
    ),
    "prepare_query not in place, result dropped": (
        "SCV751",
        """\
ref = acquire()
ref = ref[:, :60].copy()
scvi.model.SCVI.setup_anndata(ref, layer="counts", batch_key="batch")
m = scvi.model.SCVI(ref)
m.train()
m.save("r")
q = acquire()
ready = scvi.model.SCVI.prepare_query_anndata(q, "r", inplace=False)
n = scvi.model.SCVI.load_query_data(q, "r")
""",
    ),
    "query log-normalised X but layer kept": (
        "",
        """\
ref = acquire()
scvi.model.SCVI.setup_anndata(ref, layer="counts", batch_key="batch")
m = scvi.model.SCVI(ref)
m.train()
q = acquire()
sc.pp.normalize_total(q)
sc.pp.log1p(q)
n = scvi.model.SCVI.load_query_data(q, m)
""",
    ),
    "query log-normalised X, model on X": (
        "SCV756",
        """\
def load(path):
    adata = scvi.data.synthetic_iid()
    return adata

ref = load("a")
scvi.model.SCVI.setup_anndata(ref, batch_key="batch")
m = scvi.model.SCVI(ref)
m.train()
q = load("b")
sc.pp.normalize_total(q, target_sum=1e4)
sc.pp.log1p(q)
n = scvi.model.SCVI.load_query_data(q, m)
""",
    ),
    "both normalised in helper, raw restored": (
        "",
        """\
def load(path):
    adata = scvi.data.synthetic_iid()
    adata.layers["raw"] = adata.X.copy()
    sc.pp.normalize_total(adata, target_sum=1e4)
    sc.pp.log1p(adata)
    adata.X = adata.layers["raw"].copy()
    return adata

ref = load("a")
scvi.model.SCVI.setup_anndata(ref, batch_key="batch")
m = scvi.model.SCVI(ref)
m.train()
q = load("b")
n = scvi.model.SCVI.load_query_data(q, m)
""",
    ),
    "scanvi label transfer": (
        "",
        """\
ref = acquire()
scvi.model.SCVI.setup_anndata(ref, batch_key="batch", labels_key="labels")
vae = scvi.model.SCVI(ref)
vae.train()
scanvi = scvi.model.SCANVI.from_scvi_model(vae, unlabeled_category="Unknown")
scanvi.train(max_epochs=20, n_samples_per_label=100)
scanvi.save("scanvi_ref", overwrite=True)
query = acquire()
query.obs["labels"] = "Unknown"
query.obs["batch"] = "query"
scvi.model.SCANVI.prepare_query_anndata(query, "scanvi_ref")
q = scvi.model.SCANVI.load_query_data(query, "scanvi_ref")
q.train(max_epochs=100, plan_kwargs={"weight_decay": 0.0})
query.obs["predictions"] = q.predict()
""",
    ),
    "scanvi query with labels of its own": (
        "SCV753",
        """\
ref = acquire()
scvi.model.SCVI.setup_anndata(ref, batch_key="batch", labels_key="labels")
vae = scvi.model.SCVI(ref)
vae.train()
scanvi = scvi.model.SCANVI.from_scvi_model(vae, unlabeled_category="Unknown")
scanvi.train(max_epochs=20)
query = acquire()
names = {"label_0": "T cell", "label_1": "B cell", "label_2": "NK"}
query.obs["labels"] = query.obs["labels"].map(names)
q = scvi.model.SCANVI.load_query_data(query, scanvi)
""",
    ),
    "scanvi query without label column": (
        "",
        """\
ref = acquire()
scvi.model.SCANVI.setup_anndata(ref, "labels", "Unknown", batch_key="batch")
scanvi = scvi.model.SCANVI(ref)
scanvi.train(max_epochs=20)
query = acquire()
del query.obs["labels"]
q = scvi.model.SCANVI.load_query_data(query, scanvi)
""",
    ),
    "SCANVI.load of SCVI folder": (
        "SCV750",
        """\
adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
vae = scvi.model.SCVI(adata)
vae.train()
out = Path("models")
vae.save(str(out / "scvi"))
lvae = scvi.model.SCANVI.load(str(out / "scvi"), adata=adata)
""",
    ),
    "SCVI.load of SCANVI folder in loop": (
        "SCV750",
        """\
adata = scvi.data.synthetic_iid()
fits = {}
for name, cls in {"scvi": scvi.model.SCVI, "linear": scvi.model.LinearSCVI}.items():
    cls.setup_anndata(adata, batch_key="batch")
    fits[name] = cls(adata)
    fits[name].train()
    fits[name].save(f"out/{name}", overwrite=True)
again = scvi.model.SCVI.load("out/linear", adata=adata)
""",
    ),
    "right classes in loop": (
        "",
        """\
adata = scvi.data.synthetic_iid()
classes = {"scvi": scvi.model.SCVI, "linear": scvi.model.LinearSCVI}
for name, cls in classes.items():
    cls.setup_anndata(adata, batch_key="batch")
    fit = cls(adata)
    fit.train()
    fit.save(f"out/{name}", overwrite=True)
loaded = {name: cls.load(f"out/{name}", adata=adata) for name, cls in classes.items()}
""",
    ),
    "query of SCANVI folder by SCVI": (
        "SCV811",
        """\
adata = scvi.data.synthetic_iid()
scvi.model.SCANVI.setup_anndata(adata, "labels", "Unknown", batch_key="batch")
m = scvi.model.SCANVI(adata)
m.train()
m.save("mm")
q = scvi.data.synthetic_iid()
n = scvi.model.SCVI.load_query_data(q, "mm")
""",
    ),
    "destvi": (
        "",
        """\
sc_adata, st_adata = acquire(), acquire()
shared = np.intersect1d(sc_adata.var_names, st_adata.var_names)
sc_adata = sc_adata[:, shared].copy()
st_adata = st_adata[:, shared].copy()
scvi.model.CondSCVI.setup_anndata(sc_adata, labels_key="labels")
sc_model = scvi.model.CondSCVI(sc_adata, weight_obs=False, prior="mog")
sc_model.train(max_epochs=200)
scvi.model.DestVI.setup_anndata(st_adata)
st_model = scvi.model.DestVI.from_rna_model(st_adata, sc_model)
st_model.train(max_epochs=2500)
st_adata.obsm["proportions"] = st_model.get_proportions()
""",
    ),
    "destvi load other spots": (
        "SCV762",
        """\
sc_adata, st_adata = acquire(), acquire()
scvi.model.CondSCVI.setup_anndata(sc_adata, labels_key="labels")
sc_model = scvi.model.CondSCVI(sc_adata, prior="mog")
sc_model.train(max_epochs=200)
scvi.model.DestVI.setup_anndata(st_adata)
st_model = scvi.model.DestVI.from_rna_model(st_adata, sc_model)
st_model.train()
st_model.save("st", overwrite=True)
tumour = st_adata[st_adata.obs["batch"] == "batch_0"].copy()
loaded = scvi.model.DestVI.load("st", tumour)
""",
    ),
    "solo": (
        "",
        """\
adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
vae = scvi.model.SCVI(adata)
vae.train()
doublets = []
for lane in adata.obs["batch"].unique():
    solo = scvi.external.SOLO.from_scvi_model(vae, restrict_to_batch=lane)
    solo.train()
    doublets.append(solo.predict(soft=False))
""",
    ),
    "solo adata logged": (
        "SCV756",
        """\
adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata)
vae = scvi.model.SCVI(adata)
vae.train()
other = scvi.data.synthetic_iid()
sc.pp.normalize_total(other)
sc.pp.log1p(other)
solo = scvi.external.SOLO.from_scvi_model(vae, adata=other)
""",
    ),
    "solo of saved scvi with hvg": (
        "",
        """\
adata = scvi.data.synthetic_iid()
sc.pp.highly_variable_genes(adata, n_top_genes=50, flavor="seurat_v3", subset=True)
scvi.model.SCVI.setup_anndata(adata)
vae = scvi.model.SCVI(adata)
vae.train()
vae.save("v", overwrite=True)
vae = scvi.model.SCVI.load("v", adata)
solo = scvi.external.SOLO.from_scvi_model(vae)
solo.train()
df = solo.predict()
""",
    ),
    "totalvi query missing proteins as zeros": (
        "",
        """\
ref = acquire()
scvi.model.TOTALVI.setup_anndata(
    ref, protein_expression_obsm_key="protein_expression", layer="counts", batch_key="batch"
)
m = scvi.model.TOTALVI(ref, use_layer_norm="both", use_batch_norm="none")
m.train()
q = acquire()
q.obs["batch"] = "new"
for prot in ref.obsm["protein_expression"].columns:
    q.obsm["protein_expression"][prot] = 0.0
mq = scvi.model.TOTALVI.load_query_data(q, m, freeze_expression=True)
mq.train(max_epochs=150, plan_kwargs={"weight_decay": 0.0})
""",
    ),
    "totalvi query without protein": (
        "SCV754",
        """\
ref = acquire()
scvi.model.TOTALVI.setup_anndata(
    ref, protein_expression_obsm_key="protein_expression", layer="counts", batch_key="batch"
)
m = scvi.model.TOTALVI(ref)
m.train()
q = acquire()
del q.obsm["protein_expression"]
mq = scvi.model.TOTALVI.load_query_data(q, m)
""",
    ),
    "concat then split": (
        "",
        """\
a = scvi.data.synthetic_iid()
b = scvi.data.synthetic_iid()
both = ad.concat({"ref": a, "query": b}, label="set")
both.obs_names_make_unique()
scvi.model.SCVI.setup_anndata(both, batch_key="batch")
m = scvi.model.SCVI(both)
m.train()
ref_part = both[both.obs["set"] == "ref"].copy()
z = m.get_latent_representation(ref_part)
""",
    ),
    "query concat raw and logged": (
        "SCV756",
        """\
a = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(a, batch_key="batch")
m = scvi.model.SCVI(a)
m.train()
b = scvi.data.synthetic_iid()
c = scvi.data.synthetic_iid()
sc.pp.normalize_total(c)
sc.pp.log1p(c)
q = ad.concat([b, c])
z = m.get_latent_representation(q)
""",
    ),
    "one with batch, other without": (
        "SCV754",
        """\
a = scvi.data.synthetic_iid()
a.obs["donor"] = a.obs["batch"]
scvi.model.SCVI.setup_anndata(a, batch_key="donor")
m = scvi.model.SCVI(a)
m.train()
q = scvi.data.synthetic_iid()
n = scvi.model.SCVI.load_query_data(q, m)
""",
    ),
    "ensembl vs symbols": (
        "SCV752",
        """\
a = acquire()
scvi.model.SCVI.setup_anndata(a, batch_key="batch")
m = scvi.model.SCVI(a)
m.train()
q = acquire()
q.var["symbol"] = q.var_names
q.var_names = [f"ENSG{i:011d}" for i in range(q.n_vars)]
n = m.get_latent_representation(q)
""",
    ),
    "both set to the same symbols": (
        "",
        """\
def named():
    d = scvi.data.synthetic_iid()
    d.var_names = [name.upper() for name in d.var_names]
    d.var_names_make_unique()
    return d
a = named()
scvi.model.SCVI.setup_anndata(a, batch_key="batch")
m = scvi.model.SCVI(a)
m.train()
q = named()
n = m.get_latent_representation(q)
""",
    ),
    "astype(str) names": (
        "",
        """\
a = acquire()
scvi.model.SCVI.setup_anndata(a, batch_key="batch")
m = scvi.model.SCVI(a)
m.train()
q = acquire()
q.var_names = q.var_names.astype(str)
q.obs_names = [f"q_{n}" for n in q.obs_names]
n = m.get_latent_representation(q)
""",
    ),
    "one var table filter both": (
        "",
        """\
a = acquire()
a.var["keep"] = np.asarray(a.X.sum(0)).ravel() > 100
a = a[:, a.var["keep"]].copy()
scvi.model.SCVI.setup_anndata(a, layer="counts", batch_key="batch")
m = scvi.model.SCVI(a)
m.train()
b = acquire()
common = a.var_names.intersection(b.var_names)
b = b[:, common].copy()
z = m.get_latent_representation(b)
""",
    ),
    "train/test split of cells": (
        "",
        """\
adata = acquire()
rng = np.random.default_rng(0)
test = rng.choice(adata.obs_names, 50, replace=False)
train = adata[~adata.obs_names.isin(test)].copy()
held = adata[test].copy()
scvi.model.SCVI.setup_anndata(train, layer="counts", batch_key="batch")
m = scvi.model.SCVI(train)
m.train()
z = m.get_latent_representation(held)
""",
    ),
    "leave one batch out": (
        "SCV753",
        """\
adata = acquire()
for held in ("batch_0", "batch_1"):
    train = adata[adata.obs["batch"] != held].copy()
    test = adata[adata.obs["batch"] == held].copy()
    scvi.model.SCVI.setup_anndata(train, layer="counts", batch_key="batch")
    m = scvi.model.SCVI(train)
    m.train()
    z = m.get_latent_representation(test)
""",
    ),
    "leave one batch out mapped": (
        "",
        """\
adata = acquire()
for held in ("batch_0", "batch_1"):
    train = adata[adata.obs["batch"] != held].copy()
    test = adata[adata.obs["batch"] == held].copy()
    scvi.model.SCVI.setup_anndata(train, layer="counts", batch_key="batch")
    m = scvi.model.SCVI(train)
    m.train()
    mq = scvi.model.SCVI.load_query_data(test, m)
    mq.train(max_epochs=50, plan_kwargs={"weight_decay": 0.0})
""",
    ),
    "minified handed to load without counts": (
        "",
        """\
adata = acquire()
scvi.model.SCVI.setup_anndata(adata, layer="counts", batch_key="batch")
m = scvi.model.SCVI(adata)
m.train()
mean, variance = m.get_latent_representation(return_dist=True)
adata.obsm["X_latent_qzm"], adata.obsm["X_latent_qzv"] = mean, variance
m.minify_adata()
m.save("mini", save_anndata=True, overwrite=True)
again = scvi.model.SCVI.load("mini")
""",
    ),
    "what is read again holds the counts in its layer": (
        "",
        """\
adata = sc.read(Path.cwd().parent / "data" / "all.h5ad")
adata.layers["counts"] = adata.raw.X.copy()
sc.pp.normalize_total(adata, target_sum=1e4)
sc.pp.log1p(adata)
scvi.model.SCVI.setup_anndata(adata, layer="counts")
model = scvi.model.SCVI(adata)
model.train()
adata.write_h5ad(Path.cwd().parent / "data" / "kept.h5ad")
model.save(Path.cwd().parent / "models" / "fit", overwrite=True)
adata = sc.read(Path.cwd().parent / "data" / "kept.h5ad")
model = scvi.model.SCVI.load(Path.cwd().parent / "models" / "fit", adata=adata)
""",
    ),
}
