"""What the tests of the command line share: the small programs, and how an answer looks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
PROGRAMS = HERE / "programs"
GOLDEN = HERE / "golden"

# Rules that the programs break on purpose; what others may find later is none of these tests'.
RULES = "SCV001,SCV002,SCV201,SCV401,SCV501,SCV504"
FIXED = ("--select", RULES, "--scvi-version", "1.4.2", "--no-evidence")

# One safe fix, nothing else.
FAULTY = """\
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train(max_epochs=1, lr=1e-3)
"""
CLEAN = FAULTY.replace("lr=1e-3", "check_val_every_n_epoch=1")


class Answer(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Lint = Callable[..., Answer]
