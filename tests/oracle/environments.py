"""The environment that a release of scvi-tools runs in: made with uv, pinned by its constraints."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

HERE = Path(__file__).parent

_ROOM = os.path.join(os.path.expanduser("~"), ".cache", "scvi-lint-oracle")
# What examples import beside scvi-tools; constraints say in which version.
_BESIDE = ("scanpy", "scikit-misc", "igraph", "leidenalg", "huggingface-hub")


def constraints(release: str) -> Path:
    """The file that pins the environment of a release. Raises FileNotFoundError without one."""
    path = HERE / f"constraints-{release}.txt"
    if not path.exists():
        known = sorted(one.stem.partition("-")[2] for one in HERE.glob("constraints-*.txt"))
        raise FileNotFoundError(f"{path.name} is missing; there are {', '.join(known)}")
    return path


def python_of(release: str) -> str:
    """The interpreter that has this release; its environment is made when it is not there."""
    pins = constraints(release)
    folder = Path(os.environ.get("SCVI_LINT_ORACLE_CACHE", _ROOM)) / release
    python = folder / "bin" / "python"
    done = folder / "complete"
    if done.exists():
        return str(python)
    text = pins.read_text(encoding="utf-8")
    wanted = re.search(r"on Python (\d\.\d+)", text)
    if wanted is None:
        raise ValueError(f"{pins.name} does not say which Python")
    named = {name for name in _BESIDE if re.search(rf"^{name}==", text, re.MULTILINE)}
    subprocess.run(
        ["uv", "venv", "--quiet", "--clear", "--python", wanted[1], str(folder)], check=True
    )
    subprocess.run(
        [
            *("uv", "pip", "install", "--quiet", "--python", str(python)),
            *("--constraint", str(pins), f"scvi-tools=={release}", *sorted(named)),
        ],
        check=True,
    )
    done.touch()
    return str(python)
