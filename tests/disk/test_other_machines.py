"""A path of Windows that names another machine is not even looked for: that would be a request."""

from __future__ import annotations

import ntpath
import os
from pathlib import Path
from typing import Any

import pytest

from scvi_lint import disk
from scvi_lint.evidence import wants
from scvi_lint.lsp.api.requests import document_link
from scvi_lint.lsp.navigation import folders
from scvi_lint.source.documents.project import RUN, ModuleLoader

NAMES = ("\\\\evil\\share\\x", "//evil/share/x", "\\\\.\\pipe\\evil", "\\\\?\\UNC\\evil\\share\\x")


@pytest.fixture
def looked_for(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths that the system was asked about, while drives are told apart as Windows does it."""
    asked: list[str] = []

    def noted(module: Any, name: str) -> None:
        real = getattr(module, name)

        def ask(path: Any, *more: Any, **words: Any) -> Any:
            asked.append(str(path))
            return real(path, *more, **words)

        monkeypatch.setattr(module, name, ask)

    for name in ("stat", "lstat", "scandir", "open"):
        noted(os, name)
    for name in ("exists", "lexists", "isdir", "isfile", "realpath"):
        noted(os.path, name)
    monkeypatch.setattr(os.path, "splitdrive", ntpath.splitdrive)
    return asked


@pytest.mark.parametrize("name", NAMES)
def test_no_name_in_a_program_or_an_environment_is_a_request(
    name: str, tmp_path: Path, looked_for: list[str]
) -> None:
    assert disk.is_remote(name)
    places = wants.Places([str(tmp_path)])
    for want in (wants.data("a.py", f"{name}.h5ad"), wants.model("a.py", name, "")):
        assert places.find(want) is None
    assert ModuleLoader(str(tmp_path))("a.py", f"{name}.py", RUN) is None
    assert document_link._existing([name], [str(tmp_path)]) == [None]
    (tmp_path / "a.pth").write_text(f"{name}\n{tmp_path}\n")
    assert folders._path_files(str(tmp_path)) == [str(tmp_path)]
    assert str(tmp_path) in looked_for
    assert not [path for path in looked_for if "evil" in path and "pytest" not in path]


@pytest.mark.parametrize("name", ["x.h5ad", "C:\\x.h5ad", "C:x", "/x", "\\x", "", "a//b", "a\\\\b"])
def test_other_names_are_looked_for(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "splitdrive", ntpath.splitdrive)
    assert not disk.is_remote(name)


def test_where_there_are_no_drives_none_is_remote() -> None:
    if os.name != "nt":
        assert not any(map(disk.is_remote, NAMES))
