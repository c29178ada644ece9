"""What the measurements of the server share: a big program, percentiles, and the pipe to it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "lsp"))
from notebooks import Notebook
from wire import Wire

from conftest import VSCODE_TODAY

__all__ = [
    "VSCODE_TODAY",
    "Notebook",
    "Wire",
    "big_notebook",
    "percentile",
    "processor",
    "resident",
]

# One study takes ten cells of 20 lines, as in a notebook that integrates several tissues.
_READING = """\
adata_{n} = sc.read_h5ad("data/tissue_{n}.h5ad")
adata_{n}.var_names_make_unique()
sc.pp.filter_cells(adata_{n}, min_genes=200)
sc.pp.filter_genes(adata_{n}, min_cells=3)
adata_{n}.var["mt"] = adata_{n}.var_names.str.startswith("MT-")
sc.pp.calculate_qc_metrics(adata_{n}, qc_vars=["mt"], inplace=True)
adata_{n} = adata_{n}[adata_{n}.obs["pct_counts_mt"] < 20].copy()
adata_{n}.layers["counts"] = adata_{n}.X.copy()
sc.pp.normalize_total(adata_{n}, target_sum=1e4)
sc.pp.log1p(adata_{n})
adata_{n}.raw = adata_{n}
sc.pp.highly_variable_genes(
    adata_{n},
    n_top_genes=2000,
    flavor="seurat_v3",
    layer="counts",
    batch_key="batch",
    subset=True,
)
print(adata_{n})  # what is left
"""
_PLOTTING = """\
# Quality of tissue {n}, step {step}: counts and genes a cell, by batch
figure, axes = plt.subplots(1, 3, figsize=(12, 4))
for axis, column in zip(axes, ["total_counts", "n_genes_by_counts", "pct_counts_mt"]):
    values = adata_{n}.obs[column].to_numpy()
    axis.hist(values, bins=50, color="grey")
    axis.axvline(np.median(values), color="black", linestyle="--")
    axis.set_title(column.replace("_", " "))
figure.tight_layout()
plt.show()
summary_{step} = {{}}
for batch in sorted(set(adata_{n}.obs["batch"])):
    rows = adata_{n}.obs["batch"] == batch
    if rows.sum() == 0:
        continue
    summary_{step}[batch] = dict(
        cells=int(rows.sum()),
        median=float(np.median(adata_{n}.obs.loc[rows, "total_counts"])),
    )
table_{step} = pd.DataFrame(summary_{step}).T.sort_values("cells", ascending=False)
table_{step}.head(10)
"""
_MODEL = """\
scvi.model.SCVI.setup_anndata(adata_{n}, batch_key="batch")
model_{n} = scvi.model.SCVI(adata_{n}, n_latent=30, n_layers=2)
model_{n}.train(
    max_epochs=200,
    early_stopping=True,
    plan_kwargs={{"lr": 1e-3, "n_epochs_kl_warmup": 20}},
)
history_{n} = model_{n}.history["elbo_train"]
plt.plot(history_{n})
adata_{n}.obsm["X_scVI"] = model_{n}.get_latent_representation()
sc.pp.neighbors(adata_{n}, use_rep="X_scVI", n_neighbors=15)
sc.tl.umap(adata_{n}, min_dist=0.3)
sc.tl.leiden(adata_{n}, resolution=0.5, key_added="leiden_scvi")
sc.pl.umap(
    adata_{n},
    color=["batch", "leiden_scvi"],
    frameon=False,
)
model_{n}.save("models/tissue_{n}", overwrite=True)
# done
"""
_QUERY = """\
markers_{step} = {{}}
de_{step} = model_{n}.differential_expression(groupby="leiden_scvi", delta=0.3, mode="change")
for cluster in adata_{n}.obs["leiden_scvi"].unique():
    found = de_{step}[de_{step}["comparison"] == f"{{cluster}} vs Rest"]
    found = found[found["lfc_mean"] > 0]
    found = found[found["bayes_factor"] > 3]
    found = found[found["non_zeros_proportion1"] > 0.1]
    markers_{step}[cluster] = found.index.tolist()[:3]
sc.pl.dotplot(adata_{n}, markers_{step}, groupby="leiden_scvi", use_raw=True)
normalised_{step} = model_{n}.get_normalized_expression(
    adata_{n},
    library_size=1e4,
    n_samples=10,
    gene_list=[gene for genes in markers_{step}.values() for gene in genes],
)
means_{step} = normalised_{step}.groupby(adata_{n}.obs["leiden_scvi"]).mean()
means_{step}.to_csv("results/means_{n}_{step}.csv")
print(means_{step}.shape)
# the largest cluster first
"""
_STUDY = (_READING, *[_PLOTTING] * 4, _MODEL, _QUERY, *[_PLOTTING] * 2, _QUERY)


def big_notebook(cells: int = 50) -> list[str]:
    """A notebook of `cells` cells of 20 lines. Cells 5, 15, 25 … hold a finding."""
    texts = [
        _STUDY[number % len(_STUDY)].format(n=number // len(_STUDY), step=number)
        for number in range(cells)
    ]
    head = "import matplotlib.pyplot as plt\nimport numpy as np\nimport pandas as pd\n"
    texts[0] = f"{head}import scanpy as sc\nimport scvi\n{texts[0]}"
    return texts


def percentile(values: list[float], share: float) -> float:
    """The smallest value that `share` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def processor(pid: int) -> float:
    """The processor time that the server has taken, in ms. Other processes do not add to it."""
    return sum(_processor(one) for one in _both(pid))


def resident(pid: int) -> float:
    """The memory that the server holds, in MB."""
    return sum(_resident(one) for one in _both(pid))


def _both(pid: int) -> list[int]:
    """The process that was started, and the server proper below it."""
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        return [pid, *map(int, file.read().split()[:1])]


def _processor(pid: int) -> float:
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def _resident(pid: int) -> float:
    with open(f"/proc/{pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
