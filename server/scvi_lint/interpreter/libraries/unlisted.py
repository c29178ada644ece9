"""Functions that no row names: what may be said of a whole library, or of a part of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.values import NONE, UNKNOWN, Value
from scvi_lint.interpreter.engine.binding import make_call
from scvi_lint.interpreter.libraries import called
from scvi_lint.interpreter.objects import data, reading

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run

# Libraries whose functions change nothing of an AnnData that no effect row names.
HARMLESS = frozenset(
    """builtins os sys re json csv math time datetime random itertools functools collections
    pathlib typing logging warnings gc shutil subprocess tempfile string operator pprint
    tqdm matplotlib seaborn plotly plotnine bokeh altair IPython ipywidgets numpy scipy
    pandas torch sklearn lightning pytorch_lightning statsmodels umap anndata mudata yaml
    tomllib pickle joblib argparse click psutil wandb mlflow ray session_info watermark scib
    scib_metrics gseapy requests urllib h5py zarr boto3 google scvelo decoupler celltypist
    jax flax pyro optax scrublet adjustText upsetplot networkx igraph leidenalg pynndescent
    numba dask lamindb anndata2ri rpy2 pooch huggingface_hub memory_profiler tabulate
    rich pingouin pydeseq2 statannotations statannot""".split()
)

# Libraries that may change an AnnData, but have no business with scvi-tools' registrations.
NEVER_REGISTER = frozenset(
    """bbknn cellrank cytetype doubletdetection harmonypy infercnvpy liana milopy palantir pertpy
    scanorama scirpy velovi""".split()
)
REGISTER = frozenset({"setup_anndata", "register_tensor_from_anndata", "transfer_anndata_setup"})


def is_harmless(path: str) -> bool:
    """Whether a function without a row leaves every AnnData that it is given as it is."""
    return path.partition(".")[0] in HARMLESS


def may_register(path: str) -> bool:
    """Whether a function that cannot be followed may register what it is given for a model."""
    if path.startswith("scvi.data."):
        return path.rpartition(".")[2] in REGISTER
    return path.partition(".")[0] not in NEVER_REGISTER


# Libraries whose `datasets.…()` return an AnnData.
_HAVE_DATASETS = frozenset("scanpy scvelo squidpy cellrank pertpy omicverse".split())


def other(run: Run, path: str, given: Given) -> Value | None:
    """Functions of scanpy without a row: plots read, tools add, preprocessing may change all."""
    top, _, rest = path.partition(".")
    if ".datasets." in path and top in _HAVE_DATASETS:
        kind = "10x" if path == "scanpy.datasets.pbmc3k" else "anndata"
        return reading.read(run, given.node, make_call(run, given, path, ()), kind, None)
    if top in ("muon", "rapids_singlecell", "squidpy", "scvelo", "pegasus"):
        room = rest.partition(".")[0]
    elif top == "scanpy":
        room = rest.partition(".")[0]
        if room == "external":
            room = rest.split(".")[1] if "." in rest else ""
    else:
        return None
    if room in (
        "pl",
        "plotting",
        "logging",
        "settings",
        "get",
        "queries",
        "metrics",
        "set_figure_params",
    ):
        called.note(run, path, given)
        return UNKNOWN  # `sc.get` returns tables, a plot its axes
    rooms = frozenset({"obs", "var", "obsm", "uns"})
    if room in ("pp", "experimental"):
        rooms = rooms | {"X", "layers"}
    for value in given.every():
        for identity, thing in run.tracked(value, *data.KINDS):
            run.heap.put(identity, thing.weakened(rooms))
    if room in ("read", "datasets", ""):
        return None
    copied = given.is_true("copy") is not False or given.is_true("inplace") is not True
    return UNKNOWN if copied and {"copy", "inplace"} & given.keywords.keys() else NONE
