"""The environment that a release of scvi-tools runs in: made with uv, pinned by its constraints.

Everything comes from the index that uv is set up with. The torch of PyPI brings CUDA on Linux, some
gigabytes; `UV_TORCH_BACKEND=cpu` takes the smaller one, where PyTorch's own index can be reached.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent

_ROOM = os.path.join(os.path.expanduser("~"), ".cache", "scvi-lint-oracle")
# What examples import beside scvi-tools, and setuptools, which old Lightning needs and does not ask
# for; constraints say in which version.
_BESIDE = ("scanpy", "scikit-misc", "igraph", "leidenalg", "huggingface-hub", "setuptools")


def constraints(release: str) -> Path:
    """The file that pins the environment of a release. Raises FileNotFoundError without one."""
    path = HERE / f"constraints-{release}.txt"
    if not path.exists():
        known = sorted(one.stem.partition("-")[2] for one in HERE.glob("constraints-*.txt"))
        raise FileNotFoundError(f"{path.name} is missing; there are {', '.join(known)}")
    return path


# What a file of constraints pins, where it is installed.
_PINNED = frozenset(
    """anndata chex flax h5py huggingface-hub igraph jax jaxlib leidenalg lightning matplotlib
    ml-collections mudata muon numba numpy numpyro optax orbax-checkpoint pandas pyro-ppl
    pytorch-lightning rich scanpy scikit-learn scikit-misc scipy scvi-tools setuptools sparse torch
    torchmetrics xarray zarr""".split()
)


def interpreter(python: str) -> str:
    """What uv is told for a Python such as "3.12": the path of one that is here, else the number.

    The Pythons of pyenv that are not in use have a command that only fails, and uv stops at it; a
    number is a download, which works where the releases of Python can be reached.
    """
    told = ["uv", "python", "find", "--no-python-downloads", "--no-project", python]
    found = subprocess.run(told, capture_output=True, text=True, check=False)
    if not found.returncode and (path := found.stdout.strip()):
        return path
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    held = sorted(root.glob(f"versions/{python}.*/bin/python"), key=_numbers)
    return str(held[-1]) if held else python


def _numbers(path: Path) -> list[int]:
    return [int(one) for one in re.findall(r"\d+", path.parts[-3])]


def pin(release: str, python: str = "3.12") -> Path:
    """Install a release with whatever fits it today, and write down what that is."""
    path = HERE / f"constraints-{release}.txt"
    with tempfile.TemporaryDirectory() as folder:
        made = os.path.join(folder, "bin", "python")
        wanted = interpreter(python)
        subprocess.run(["uv", "venv", "--quiet", "--python", wanted, folder], check=True)
        wanted = [f"scvi-tools=={release}", *_BESIDE]
        subprocess.run(["uv", "pip", "install", "--quiet", "--python", made, *wanted], check=True)
        listed = subprocess.run(
            ["uv", "pip", "list", "--quiet", "--format", "freeze", "--python", made],
            capture_output=True,
            text=True,
            check=True,
        )
    pins = [
        one.partition("+")[0]  # 2.13.0+cpu is a build that few indices have
        for one in listed.stdout.split()
        if one.partition("==")[0] in _PINNED
    ]
    head = (
        f"# What the oracle's findings on scvi-tools {release} were recorded with, on Python"
        f" {python}: tests/oracle/run makes it."
    )
    path.write_text("\n".join([head, *pins]) + "\n", encoding="utf-8")
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
    begun = interpreter(wanted[1])
    subprocess.run(["uv", "venv", "--quiet", "--clear", "--python", begun, str(folder)], check=True)
    subprocess.run(
        [
            *("uv", "pip", "install", "--quiet", "--python", str(python)),
            *("--constraint", str(pins), f"scvi-tools=={release}", *sorted(named)),
        ],
        check=True,
    )
    done.touch()
    return str(python)
