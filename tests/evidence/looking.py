"""Reading in this process, as the child does it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scvi_lint.evidence.child.serving import answered
from scvi_lint.evidence.facts import DataSeen, ModelSeen, seen


def raw(path: Path, form: str = "data", **more: Any) -> dict[str, Any]:
    """An answer as it goes through the pipe: JSON and nothing else."""
    return json.loads(json.dumps(answered({"form": form, "path": str(path), **more})))


def data(path: Path) -> DataSeen:
    """What is seen in a data file, which must not be refused."""
    told = raw(path)
    assert "refused" not in told, told
    return seen(str(path), told)


def model(path: Path) -> ModelSeen:
    told = raw(path, "model")
    assert "refused" not in told, told
    return seen(str(path), told)


def refusal(path: Path, form: str = "data", **more: Any) -> str:
    """Why a file is refused, which it must be."""
    told = raw(path, form, **more)
    assert set(told) == {"refused"}, told
    return told["refused"]
