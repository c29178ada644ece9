"""From starting the server's process to its first findings. Budget: 700 ms, best of 20."""

from __future__ import annotations

import sys
import time

from client import VSCODE_TODAY, Wire, processor

PROGRAM = """\
import scvi
import scanpy as sc
adata = sc.read_h5ad("a.h5ad")
adata.layers["counts"] = adata.X.copy()
sc.pp.log1p(adata)
scvi.model.SCVI.setup_anndata(adata)
"""
PUSHING = {**VSCODE_TODAY, "workspace": {}}
BUDGET = 700.0


def once() -> tuple[float, float, float]:
    """Milliseconds to the reply of `initialize` and to the first findings, and processor time."""
    start = time.perf_counter()
    with Wire() as wire:
        wire.initialize(PUSHING)
        answered = time.perf_counter()
        wire.open("file:///bench/a.py", PROGRAM)
        assert wire.diagnostics("file:///bench/a.py")
        found = time.perf_counter()
        spent = processor(wire.process.pid)
        wire.stop()
    return (answered - start) * 1000, (found - start) * 1000, spent


def main() -> int:
    rounds = 5 if "--quick" in sys.argv else 20
    taken = [once() for _ in range(rounds)]
    names = ("initialize", "first findings", "processor time")
    for name, values in zip(names, zip(*taken, strict=True), strict=True):
        ordered = sorted(values)
        middle = ordered[len(ordered) // 2]
        print(f"{name:16} min {ordered[0]:6.0f}  median {middle:6.0f}  max {ordered[-1]:6.0f}  ms")
    best = min(found for _, found, _ in taken)
    print("ok" if best <= BUDGET else f"OVER BUDGET: {best:.0f} ms")
    return 0 if best <= BUDGET else 1


if __name__ == "__main__":
    sys.exit(main())
