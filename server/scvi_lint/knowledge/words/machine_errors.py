"""Errors of the machine and of other packages: memory, GPUs, workers, versions that do not fit."""

from __future__ import annotations

from scvi_lint.knowledge.words.entry import LOADERS, SAVING, Known

_GPUS = "user_guide/use_case/multi_gpu_training"
_TORCH = "installation#gpu-support-with-pytorch"

ERRORS: tuple[Known, ...] = (
    # --- memory and GPUs ---
    Known(
        ("CUDA out of memory", "OutOfMemoryError"),
        "The GPU's memory is full.",
        (
            "A smaller batch_size, in training and in queries.",
            "Decoded expression of all cells and genes: give gene_list, or ask in parts.",
            "Another process holds the memory.",
        ),
        (),
        (_GPUS, LOADERS),
    ),
    Known(
        ("Unable to allocate {} for an array with shape", "Killed", "MemoryError"),
        "The machine's memory is full.",
        (
            "A sparse matrix was made dense: cells × genes in 8 bytes each.",
            "Decoded expression of everything: choose genes or average.",
            "Read the data in parts with a data loader.",
        ),
        (),
        (LOADERS,),
    ),
    Known(
        (
            "Lightning can't create new processes if CUDA is already initialized",
            "is not compatible with an interactive environment",
            "Cannot re-initialize CUDA in forked subprocess",
        ),
        "Several GPUs in a notebook need a strategy made for notebooks, in a fresh kernel.",
        (
            "strategy='ddp_notebook_find_unused_parameters_true', once per kernel.",
            "Or run a script.",
        ),
        ("SCV532",),
        (_GPUS,),
    ),
    Known(
        ("It looks like your LightningModule has parameters that were not used",),
        "Distributed training waits for gradients of parameters that a step did not use.",
        ("strategy='ddp_find_unused_parameters_true'.",),
        ("SCV532",),
        (_GPUS,),
    ),
    Known(
        ("No supported gpu backend found", "`CUDAAccelerator` can not run on your system"),
        "torch sees no GPU.",
        ("The CPU build of torch is installed, or the driver is too old.",),
        (),
        ("installation#gpu-support-with-pytorch",),
    ),
    Known(
        ("does not have many workers which may be a bottleneck",),
        "Lightning's general advice; data in memory is not helped by worker processes.",
        ("Leave it. Workers are for data that is read from disk.",),
        ("SCV543",),
        (LOADERS,),
    ),
    Known(
        ("Found no NVIDIA driver on your system", "CUDA driver version is insufficient"),
        "torch was built for CUDA, but the machine has no driver that fits.",
        (
            "A node without a GPU: ask the queue for one, or train with accelerator='cpu'.",
            "The driver is older than torch's CUDA: install the torch build for it.",
        ),
        (),
        (_TORCH,),
    ),
    Known(
        ("device-side assert triggered", "indexSelectLargeIndex", "Assertion `t >= 0 && t < n"),
        "On the GPU an index was out of range, mostly a category that the network does not have.",
        (
            "A batch, label or covariate of these cells is not among those registered.",
            "Run once with accelerator='cpu': there the message names the place.",
        ),
        (),
        (_TORCH,),
    ),
    Known(
        (
            "Cannot convert a MPS Tensor to float64",
            "is not currently implemented for the MPS device",
            "MPS backend out of memory",
        ),
        "Apple's graphics backend (MPS) lacks something that the model needs.",
        (
            "Train with accelerator='cpu'; for small data it is not slower.",
            "adata.X = adata.X.astype('float32') where 64-bit values cause it.",
        ),
        (),
        (_TORCH,),
    ),
    Known(
        ("Address already in use", "NCCL error", "ncclInternalError", "ncclUnhandledCudaError"),
        "The processes of a distributed training could not reach each other.",
        (
            "An earlier run still holds the port: end its processes, or set MASTER_PORT.",
            "More devices are asked for than there are.",
        ),
        (),
        (_GPUS,),
    ),
    # --- worker processes ---
    Known(
        (
            "DataLoader worker (pid {}) is killed by signal",
            "DataLoader worker (pid(s) {}) exited unexpectedly",
            "unable to allocate shared memory(shm)",
        ),
        "A process that prepared minibatches ran out of memory.",
        (
            "scvi.settings.dl_num_workers = 0: for data in memory workers gain nothing.",
            "In a container: give it more shared memory (--shm-size).",
        ),
        ("SCV543",),
        (LOADERS,),
    ),
    Known(
        (
            "daemonic processes are not allowed to have children",
            "An attempt has been made to start a new process before the current process has "
            "finished its bootstrapping phase",
            "freeze_support()",
        ),
        "Worker processes of the data loader were started where none can be.",
        (
            "scvi.settings.dl_num_workers = 0 inside a pool or a workflow manager.",
            "On Windows and macOS put the program below if __name__ == '__main__'.",
        ),
        ("SCV543",),
        (LOADERS,),
    ),
    # --- packages that do not fit ---
    Known(
        (
            "object has no attribute '_log_hyperparams'",
            "cannot import name '{}' from 'pytorch_lightning{}'",
            "cannot import name '{}' from 'lightning{}'",
            "No module named 'pytorch_lightning{}'",
            "Received an invalid object for `Trainer`",
        ),
        "Lightning is newer or older than this release of scvi-tools expects.",
        (
            "Install scvi-tools anew in its own environment: it brings a Lightning that fits.",
            "Before 1.0 it was pytorch_lightning, afterwards lightning: imports must agree.",
        ),
        (),
        ("installation",),
    ),
    Known(
        (
            "cannot import name '{}' from 'jax{}'",
            "module 'jax{}' has no attribute",
            "cannot import name '{}' from 'flax{}'",
            "cannot import name '{}' from 'chex{}'",
            "jaxlib version {} is newer than and incompatible with jax version",
        ),
        "jax and the packages around it do not fit each other, or not this scvi-tools.",
        (
            "Since 1.1 jax is optional: a newer scvi-tools without it works for torch models.",
            "Otherwise let one command install scvi-tools with its jax extra.",
        ),
        (),
        ("installation#optional-dependencies",),
    ),
    Known(
        (
            "was removed in the NumPy 2.0 release",
            "A module that was compiled using NumPy 1.x cannot be run in NumPy 2",
            "numpy.dtype size changed, may indicate binary incompatibility",
            "module 'numpy' has no attribute",
        ),
        "A package was built for another NumPy than the one installed.",
        ("Update scanpy, anndata and scvi-tools; or, before 1.2, pip install 'numpy<2'.",),
        (),
        ("installation",),
    ),
    Known(
        (
            "No module named 'ray{}'",
            "No module named 'hyperopt'",
            "No module named 'scib_metrics'",
            "No module named 'huggingface_hub'",
            "No module named 'mlflow'",
            "No module named 'muon'",
            "Please install {} to use this functionality",
        ),
        "An optional package is missing that this part of scvi-tools needs.",
        ("Install the extra: pip install 'scvi-tools[autotune]', [hub], [mlflow] or [all].",),
        (),
        ("installation#optional-dependencies",),
    ),
    Known(
        (
            "Please install skmisc package via `pip install --user scikit-misc",
            "No module named 'skmisc'",
            "Please install the leiden algorithm",
            "No module named 'igraph'",
        ),
        "scanpy lacks a package for this step: scikit-misc for seurat_v3, leidenalg for leiden.",
        ("pip install scikit-misc leidenalg igraph.",),
        (),
        ("installation",),
    ),
    Known(
        (
            "Unable to synchronously open file (truncated file",
            "Unable to open file (file signature not found)",
            "unable to lock file, errno",
            "IORegistryError",
        ),
        "The data file is cut short, no HDF5, locked, or written by a newer anndata.",
        (
            "Download or copy it again: a page of HTML under the name .h5ad is common.",
            "On network drives: HDF5_USE_FILE_LOCKING=FALSE.",
            "Update anndata where the file came from a newer one.",
        ),
        (),
        (SAVING,),
    ),
)
