"""The programs that a workflow file runs, whatever it is written in."""

from __future__ import annotations

from functools import lru_cache

from scvi_lint.source.documents.workflow_files import NAMES
from scvi_lint.source.workflows.started import Started


@lru_cache(maxsize=64)
def started(text: str, name: str) -> tuple[Started, ...]:
    """The programs that a workflow file of this name runs."""
    lower = name.lower()
    if lower.endswith(".nf"):
        from scvi_lint.source.workflows import nextflow

        return tuple(nextflow.started(text))
    if lower.endswith(".smk") or lower in NAMES:
        from scvi_lint.source.workflows import snakemake

        return tuple(snakemake.started(text))
    from scvi_lint.source.workflows import shell

    return tuple(shell.started(text))
