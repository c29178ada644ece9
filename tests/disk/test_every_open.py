"""Every file of a repository that is opened comes through the one reader.

An audit hook of Python writes down what is opened, by the command line, the server and all their
children. What git opens is git's; what the library that reads HDF5 opens is checked by name.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes with names")
WATCHED = str(HERE / "watched.py")
MODELS = HERE.parents[0] / "rules" / "saved_models"
PROGRAM = """\
import scvi
import anndata
import settings
from package import inner
%run other.py

adata = anndata.read_h5ad("data.h5ad")
adata.obs["batch"].cat.categories
scvi.model.SCVI.setup_anndata(anndata.read_zarr("two.zarr"), batch_key="batch")
scvi.model.SCVI.setup_anndata(anndata.read_zarr("three.zarr"), batch_key="batch")
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI.load("model", adata)
old = scvi.model.SCVI.load("old", adata)
model.get_normalized_expression(transform_batch="no such batch")
model.train(lr=1e-3)
"""
FILES = {
    "a.py": PROGRAM.replace("%run other.py\n", ""),
    "b.ipynb": '{"cells": [{"cell_type": "code", "source": "%run other.py\\nimport scvi", '
    '"outputs": [], "execution_count": null}], "metadata": {}, "nbformat": 4}',
    "c.qmd": "```{python}\nimport scvi\n```\n",
    "sub/d.py": PROGRAM,
    "sub/.gitignore": "no.py\n",
    "sub/no.py": "import scvi\n",
    "other.py": "import scvi\nx = 1\n",
    "settings.py": "batch = 'batch'\n",
    "package/__init__.py": "",
    "package/inner.py": "import scvi\n",
    "conftest.py": "",
    "settings.pyi": "batch: str\n",
    ".gitignore": "*.log\n.venv\n",
    "pyproject.toml": '[project]\ndependencies = ["scvi-tools>=1.0"]\n[tool.scvi-lint]\n',
    "sub/scvi-lint.toml": 'severity = "info"\n',
    "requirements.txt": "scvi-tools>=1.1\n",
    "requirements/more.txt": "scvi-tools>=1.1\n",
    "uv.lock": '[[package]]\nname = "other"\n# scvi\n',
    "Pipfile.lock": '{"scvi": {}}',
    "environment.yml": "dependencies:\n  - scvi-tools>1\n",
    "setup.cfg": "scvi-tools>=1\n",
    "baseline.json": '{"version": 1, "findings": {}}',
    "list.txt": "a.py\n",
    ".venv/pyvenv.cfg": "",
    ".venv/lib/python3.11/site-packages/x.pth": "../nowhere\n",
    ".venv/lib/python3.11/site-packages/scvi/__init__.py": "from . import model\n",
    ".venv/lib/python3.11/site-packages/scvi/model/__init__.py": "class SCVI:\n"
    "    def train(self, max_epochs=1): ...\n",
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that has one of every kind of file that is read."""
    pytest.importorskip("h5py")
    import tiny_files
    import zarr_stores

    folder = tmp_path_factory.mktemp("watched") / "repository"
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    zarr_stores.tiny(zarr_stores.Store(folder / "two.zarr", 2))
    zarr_stores.tiny(zarr_stores.Store(folder / "three.zarr", 3))
    obs = {"batch": tiny_files.column(["a", "b", "a", "b"])}
    tiny_files.write(str(folder / "data.h5ad"), tiny_files.cells(obs=obs))
    shutil.copytree(folder, folder / "model", ignore=lambda *_: os.listdir(folder))
    shutil.copy(next(MODELS.glob("*.pt")), folder / "model" / "model.pt")
    (folder / "old").mkdir()
    (folder / "old" / "attr.pkl").write_bytes(b"\x80\x04}.")
    (folder / "old" / "var_names.csv").write_text("a\nb\n")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    return folder


@pytest.fixture
def repository(prepared: Path, tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "repository"
    shutil.copytree(prepared, folder)
    yield folder


class Log:
    """A pipe that is read until nobody writes to it any more."""

    def __init__(self, folder: Path) -> None:
        self.path = str(folder / "log")
        os.mkfifo(self.path)
        self._ours = os.open(self.path, os.O_RDWR)  # so that it does not end between two writers
        self._parts: list[bytes] = []
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        while (part := os.read(self._ours, 1 << 16)) and not part.endswith(b"END\n"):
            self._parts.append(part)
        self._parts.append(part)

    def opened(self) -> tuple[set[str], list[str]]:
        """What the reader opened, and what was opened by others."""
        os.write(self._ours, b"END\n")
        self._reading.join(60)
        lines = b"".join(self._parts).decode().splitlines()[:-1]
        rows = [line.partition("\t") for line in lines]
        by_reader = {path for by, _, path in rows if by == "reader"}
        return by_reader, [f"{path} by {by}" for by, _, path in rows if by != "reader"]


def run(repository: Path, *words: str, stdin: bytes = b"") -> tuple[set[str], list[str]]:
    log = Log(repository.parent)
    done = subprocess.run(
        [sys.executable, WATCHED, str(repository), log.path, *words],
        cwd=repository,
        input=stdin,
        capture_output=True,
        timeout=300,
        check=False,
        env={**os.environ, "XDG_CONFIG_HOME": str(repository.parent)},
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    assert done.returncode in (0, 1, 2), done.stderr.decode()
    return log.opened()


CHECKED = {"a.py", "b.ipynb", "c.qmd", "sub/d.py", "other.py", "settings.py", "package/inner.py"}
DECLARING = {"pyproject.toml", "requirements.txt", "uv.lock", "Pipfile.lock", "environment.yml"}
ASKED = {
    ("check",): CHECKED
    | DECLARING
    | {"sub/scvi-lint.toml", "requirements/more.txt", "setup.cfg", "model/model.pt"}
    | {"old/attr.pkl", "old/var_names.csv", "two.zarr/.zgroup", "three.zarr/zarr.json"},
    ("check", "--jobs", "2", "--output-format", "json"): CHECKED,
    ("check", "--no-respect-gitignore", "sub"): {"sub/no.py"},
    ("check", "--diff", "--unsafe-fixes"): CHECKED,
    ("check", "--baseline", "baseline.json", "a.py"): {"baseline.json", "a.py"},
    ("check", "--files-from", "list.txt"): {"list.txt", "a.py"},
    ("check", "--config", "sub/scvi-lint.toml", "--force-exclude", "a.py"): {"sub/scvi-lint.toml"},
    ("check", "-", "--stdin-filename", "sub/x.py"): {"settings.py"},
    ("check", ".venv"): {".venv/lib/python3.11/site-packages/scvi/__init__.py"},
    ("inspect", "a.py"): {"a.py"},
    ("inspect", "model"): {"model/model.pt"},
    ("inspect", "three.zarr"): {"three.zarr/obs/zarr.json"},
    ("inspect", "old"): {"old/attr.pkl", "old/var_names.csv"},
    ("config", "sub"): {"sub/scvi-lint.toml"},
}


@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_of_the_command_line(words: tuple[str, ...], repository: Path) -> None:
    by_reader, by_others = run(repository, *words, stdin=PROGRAM.encode())
    assert by_others == []
    assert by_reader >= ASKED[words]


def test_of_a_folder_that_git_is_not_asked_about(repository: Path) -> None:
    shutil.rmtree(repository / ".git")
    by_reader, by_others = run(repository, "check")
    assert by_others == []
    assert by_reader >= {".gitignore", "sub/.gitignore"}


def test_of_fixing(repository: Path) -> None:
    by_reader, by_others = run(repository, "check", "--fix", "--add-ignores", "known")
    # Whoever writes looks once more at what is there, by its folder's descriptor.
    assert [row for row in by_others if "/cli/writing.py:" not in row] == []
    assert by_reader >= {"a.py", "sub/d.py"}
    assert (
        "lr=1e-3" not in (repository / "a.py").read_text()
        or "ignore[" in (repository / "a.py").read_text()
    )


def test_of_the_server(repository: Path) -> None:
    from wire import Wire

    log = Log(repository.parent)
    command = [sys.executable, WATCHED, str(repository), log.path, "server"]
    environment = {"XDG_CONFIG_HOME": str(repository.parent)}
    with Wire(command=command, cwd=str(repository), environment=environment) as wire:
        wire.initialize(
            {"textDocument": {"publishDiagnostics": {}}},
            rootUri=repository.as_uri(),
            initializationOptions={"diagnosticMode": "workspace"},
        )
        uri = (repository / "a.py").as_uri()
        text = (repository / "a.py").read_text()
        wire.open(uri, text)
        assert wire.diagnostics(uri)
        document = {"textDocument": {"uri": uri}}
        line = text[: text.index("scvi.model")].count("\n")
        at = {"line": line, "character": len("scvi.model.SC")}
        for method in ("hover", "definition", "completion", "signatureHelp"):
            wire.request(f"textDocument/{method}", {**document, "position": at})
        for method in ("documentLink", "documentSymbol"):
            wire.request(f"textDocument/{method}", document)
        change = {"uri": (repository / "requirements.txt").as_uri(), "type": 2}
        wire.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
        other = (repository / "sub" / "d.py").as_uri()
        wire.wait(
            lambda m: (
                m.get("method") == "textDocument/publishDiagnostics" and m["params"]["uri"] == other
            ),
            patience=60,
        )
        wire.request("shutdown")
    by_reader, by_others = log.opened()
    assert by_others == []
    site = ".venv/lib/python3.11/site-packages/"
    assert by_reader >= CHECKED - {"a.py"} | DECLARING | {"model/model.pt", "sub/scvi-lint.toml"}
    assert {site + "x.pth", site + "scvi/model/__init__.py"} <= by_reader


def test_the_watch_sees_what_does_not_come_through_the_reader(repository: Path) -> None:
    log = Log(repository.parent)
    text = f"""
import sys, pathlib, os, io
sys.path.insert(0, {str(HERE)!r})
from watched import watch
watch({str(repository)!r}, {log.path!r})
open("a.py").close()
pathlib.Path("b.ipynb").read_bytes()
os.close(os.open(b"c.qmd", os.O_RDONLY))
from scvi_lint import disk
disk.read("setup.cfg", 100)
"""
    subprocess.run([sys.executable, "-c", text], cwd=repository, check=True, timeout=60)
    by_reader, by_others = log.opened()
    assert by_reader == {"setup.cfg"}
    assert [row.partition(" by ")[0] for row in by_others] == ["a.py", "b.ipynb", "c.qmd"]
