"""jedi in its child process: it finds, it runs nothing, it can be killed."""

from __future__ import annotations

import asyncio
import importlib.machinery
import os
import sys
import time
from pathlib import Path

import pytest

from scvi_lint.lsp.navigation.client import Navigator, Place
from scvi_lint.lsp.navigation.folders import environment, import_folders, site_packages

SUFFIX = importlib.machinery.EXTENSION_SUFFIXES[0]
TRAP = "import pathlib\npathlib.Path({mark!r}).write_text('executed')\n"


def ask(
    text: str,
    word: str,
    root: Path,
    folders: list[Path],
    what: str = "definitions",
    patience: float | None = None,
) -> list[Place]:
    """What jedi says of the last occurrence of a word."""
    at = text.rindex(word)
    line, column = text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)

    async def run() -> list[Place]:
        navigator = Navigator()
        if patience is not None:
            navigator._child._patience = patience
        try:
            question = getattr(navigator, what)
            return await question(
                text, str(root / "a.py"), line, column, str(root), [str(f) for f in folders]
            )
        finally:
            navigator.kill()
            await asyncio.sleep(0.05)

    return asyncio.run(run())


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """A folder of installed packages, with a class in the manner of scvi-tools."""
    folder = tmp_path / "env" / "lib" / "python3.11" / "site-packages"
    model = folder / "scvi" / "model"
    model.mkdir(parents=True)
    (folder / "scvi" / "__init__.py").write_text("from . import model\n")
    (model / "__init__.py").write_text("from ._scvi import SCVI\n")
    (model / "_scvi.py").write_text(
        "class Base:\n    def train(self, max_epochs=None):\n        pass\n\n\n"
        "class SCVI(Base):\n    def __init__(self, adata, n_latent=10):\n        pass\n"
    )
    return folder


def test_a_class_and_an_inherited_method_are_found(packages: Path, tmp_path: Path) -> None:
    text = "import scvi\nmodel = scvi.model.SCVI(1)\nmodel.train()\n"
    (found,) = ask(text, "SCVI", tmp_path, [packages])
    assert found.full_name == "scvi.model._scvi.SCVI" and found.line == 5
    (method,) = ask(text, "train", tmp_path, [packages])
    assert method.path == str(packages / "scvi" / "model" / "_scvi.py") and method.line == 1


def test_a_signature_is_told(packages: Path, tmp_path: Path) -> None:
    text = "import scvi\nscvi.model.SCVI\n"
    (found,) = ask(text, "SCVI", tmp_path, [packages], "described")
    assert found.signatures == ["SCVI(adata, n_latent=10)"]


def test_a_package_with_a_compiled_neighbour_stays_unexecuted(
    packages: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "executed"
    trap = packages / "trap"
    trap.mkdir()
    (trap / "__init__.py").write_text(TRAP.format(mark=str(mark)) + "from ._native import thing\n")
    # A real extension module: jedi, left alone, would import it, and the package first.
    import _ctypes_test

    (trap / f"_native{SUFFIX}").write_bytes(Path(_ctypes_test.__file__).read_bytes())
    (trap / "broken.cpython-311-x86_64-linux-gnu.so").write_bytes(b"\x7fELF")
    (packages / "trap.pth").write_text(TRAP.format(mark=str(mark)).replace("\n", ";") + "\n")
    (packages / "sitecustomize.py").write_text(TRAP.format(mark=str(mark)))
    text = (
        "import trap\nfrom trap import _native, broken, thing\nimport scvi\n"
        "model = scvi.model.SCVI(thing)\n_native.func()\nbroken.x\nthing.y\nmodel.train\n"
    )
    for word in ("_native", "func", "broken", "thing", "y\n", "train"):
        for what in ("definitions", "described"):
            ask(text, word, tmp_path, [tmp_path, packages], what)
    assert not mark.exists()


def test_the_trap_is_a_trap(packages: Path, tmp_path: Path) -> None:
    """jedi without our guard does execute such a package; else the test above proves nothing."""
    import subprocess

    mark = tmp_path / "executed"
    trap = packages / "trap"
    trap.mkdir()
    (trap / "__init__.py").write_text(TRAP.format(mark=str(mark)))
    import _ctypes_test

    (trap / f"_native{SUFFIX}").write_bytes(Path(_ctypes_test.__file__).read_bytes())
    script = (
        "import sys, jedi\nfrom jedi.api.environment import InterpreterEnvironment\n"
        f"sys.path.append({str(packages)!r})\n"
        "jedi.Script('from trap import _native\\n_native.func', "
        "environment=InterpreterEnvironment()).goto(2, 9, follow_imports=True)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
    assert mark.exists()


def test_names_of_the_standard_library_in_the_project_stay_unexecuted(
    packages: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "executed"
    project = tmp_path / "project"
    project.mkdir()
    for name in ("json", "zlib", "typing", "zipfile", "jedi", "parso", "encodings", "site", "ast"):
        (project / f"{name}.py").write_text(TRAP.format(mark=str(mark)))
    text = "import json, zlib, typing, scvi\nzlib.crc32\njson.dumps\nscvi.model.SCVI\n"
    for word in ("crc32", "dumps", "SCVI"):
        ask(text, word, project, [project, packages])
    assert not mark.exists()


def test_a_question_that_takes_too_long_has_no_answer_and_its_process_is_gone(
    packages: Path, tmp_path: Path
) -> None:
    (packages / "scvi" / "big.py").write_text("x = [\n" + "1 + 2 + (3, 4),\n" * 30_000 + "]\n")
    text = "import scvi.big\nscvi.big.x\n"
    start = time.monotonic()
    assert ask(text, "x\n", tmp_path, [packages], patience=0.3) == []
    assert time.monotonic() - start < 5


def test_after_a_kill_the_next_question_is_answered(packages: Path, tmp_path: Path) -> None:
    text = "import scvi\nscvi.model.SCVI\n"
    line, column = 1, 12

    async def run() -> list[Place]:
        navigator = Navigator()
        arguments = (text, str(tmp_path / "a.py"), line, column, str(tmp_path), [str(packages)])
        assert await navigator.definitions(*arguments)
        first = navigator.pid
        navigator.kill()
        found = await navigator.definitions(*arguments)
        assert navigator.pid not in (None, first)
        task = asyncio.ensure_future(navigator.definitions(*arguments))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert await navigator.definitions(*arguments)
        navigator.kill()
        await asyncio.sleep(0.05)
        return found

    assert [place.name for place in asyncio.run(run())] == ["SCVI"]


def test_questions_are_answered_one_after_another(packages: Path, tmp_path: Path) -> None:
    text = "import scvi\nscvi.model.SCVI\n"

    async def run() -> list[list[Place]]:
        navigator = Navigator()
        arguments = (text, str(tmp_path / "a.py"), 1, 12, str(tmp_path), [str(packages)])
        found = await asyncio.gather(*(navigator.definitions(*arguments) for _ in range(8)))
        navigator.kill()
        await asyncio.sleep(0.05)
        return found

    assert all(places and places[0].name == "SCVI" for places in asyncio.run(run()))


# --- where packages are -----------------------------------------------------------------------


def test_the_environment_that_is_set_wins_then_the_activated_one(
    packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefix = packages.parents[2]
    python = prefix / "bin" / "python"
    python.parent.mkdir()
    python.write_text("")
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    monkeypatch.delenv("CONDA_PREFIX", raising=False)
    assert environment("", str(python)) == str(prefix)
    assert environment("", str(prefix)) == str(prefix)
    assert site_packages(str(prefix)) == [str(packages)]
    monkeypatch.setenv("VIRTUAL_ENV", str(prefix))
    assert environment(str(tmp_path), None) == str(prefix)
    monkeypatch.delenv("VIRTUAL_ENV")
    os.rename(prefix, tmp_path / ".venv")
    assert environment(str(tmp_path), None) == str(tmp_path / ".venv")


def test_path_files_add_folders_and_run_nothing(packages: Path, tmp_path: Path) -> None:
    mark = tmp_path / "executed"
    source = tmp_path / "checkout"
    source.mkdir()
    code = f"import pathlib; pathlib.Path({str(mark)!r}).touch()"
    (packages / "editable.pth").write_text(f"# a comment\n{source}\n{code}\n/nowhere/at/all\n")
    prefix = str(packages.parents[2])
    folders = import_folders(str(tmp_path), prefix, str(tmp_path / "sub" / "a.py"))
    assert folders[:3] == [str(tmp_path / "sub"), str(tmp_path), str(tmp_path / "src")]
    assert folders[3:] == [str(packages), str(source)]
    assert not mark.exists()


def test_of_what_a_program_adds_to_the_path_only_its_own_project_is_looked_into(
    tmp_path: Path,
) -> None:
    for folder in ("project/lib", "secret"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / f"{folder[-3:]}_module.py").write_text("def told():\n    'x'\n")
    project = tmp_path / "project"
    (project / "link").symlink_to(tmp_path / "secret")
    added = (
        f"import sys\nsys.path.insert(0, 'lib')\nsys.path.append({str(tmp_path / 'secret')!r})\n"
    )
    added += "sys.path += ['../secret', 'link']\n"
    (found,) = ask(f"{added}import lib_module\nlib_module.told()\n", "told", project, [])
    assert found.path == str(project / "lib" / "lib_module.py")
    for what in ("definitions", "described"):
        told = ask(f"{added}import ret_module\nret_module.told()\n", "told", project, [], what)
        assert not [one.path for one in told if "secret" in str(one.path)]
