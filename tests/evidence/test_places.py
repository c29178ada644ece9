"""Which of the files that a program names may be opened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scvi_lint.evidence.wants import OUTSIDE, Closed, Place, Places, data, model


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "notebooks").mkdir(parents=True)
    (root / "data").mkdir()
    (root / "data" / "a.h5ad").write_bytes(b"")
    (root / "notebooks" / "b.h5ad").write_bytes(b"")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "c.h5ad").write_bytes(b"")
    return root


def places(root: Path, *allowed: Path) -> Places:
    return Places([str(root)], [str(one) for one in allowed], lambda name: str(root / name))


def test_files_are_found_beside_the_program_and_in_the_workspace(workspace: Path) -> None:
    here = places(workspace)
    for name, found in (
        ("b.h5ad", "notebooks/b.h5ad"),
        ("data/a.h5ad", "data/a.h5ad"),
        ("../data/a.h5ad", "data/a.h5ad"),
        (str(workspace / "data" / "a.h5ad"), "data/a.h5ad"),
    ):
        assert here.find(data("notebooks/x.ipynb", name)) == Place(
            os.path.realpath(workspace / found)
        )


@pytest.mark.parametrize("name", ["no.h5ad", "data/*.h5ad", "s3://data/a.h5ad", "", "a\0.h5ad"])
def test_what_is_no_file_is_not_looked_for(workspace: Path, name: str) -> None:
    assert places(workspace).find(data("x.py", name)) is None


def test_a_file_outside_is_closed_unless_its_folder_is_allowed(workspace: Path) -> None:
    outside = workspace.parent / "elsewhere" / "c.h5ad"
    for name in (str(outside), "../elsewhere/c.h5ad"):
        want = data("x.py", name)
        found = places(workspace).find(want)
        assert isinstance(found, Closed) and found.why == OUTSIDE
        assert places(workspace, outside.parent).find(want) == Place(os.path.realpath(outside))


def test_a_folder_whose_name_only_begins_alike_is_another(workspace: Path) -> None:
    near = workspace.parent / "project-private"
    near.mkdir()
    (near / "d.h5ad").write_bytes(b"")
    assert isinstance(places(workspace).find(data("x.py", "../project-private/d.h5ad")), Closed)


def test_a_symbolic_link_that_leads_out_is_refused(workspace: Path) -> None:
    outside = workspace.parent / "elsewhere"
    (workspace / "linked.h5ad").symlink_to(outside / "c.h5ad")
    (workspace / "folder").symlink_to(outside)
    (workspace / "inside.h5ad").symlink_to(workspace / "data" / "a.h5ad")
    here = places(workspace)
    assert isinstance(here.find(data("x.py", "linked.h5ad")), Closed)
    assert isinstance(here.find(data("x.py", "folder/c.h5ad")), Closed)
    assert isinstance(here.find(data("x.py", "inside.h5ad")), Place)


def test_a_model_is_the_file_in_its_folder_with_its_prefix(workspace: Path) -> None:
    folder = workspace / "model"
    folder.mkdir()
    (folder / "run1_model.pt").write_bytes(b"")
    assert places(workspace).find(model("x.py", "model/", "")) is None
    found = places(workspace).find(model("x.py", "model/", "run1_"))
    assert found == Place(os.path.realpath(folder / "run1_model.pt"))
