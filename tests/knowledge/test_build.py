"""The whole build: shards and records are each other's inverse; what fails leaves no trace."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from distributions import made, record_of

from scvi_lint.knowledge.build import __main__ as command
from scvi_lint.knowledge.build import archive, curate, download, release, shards
from scvi_lint.knowledge.build.failure import BuildError
from scvi_lint.knowledge.shelf import FOLDER

SHARDS = (*shards.SHARDS, "curated.bin")
MODEL = {
    "scvi/model/__init__.py": "from ._a import Model\n",
    "scvi/model/_a.py": "class Model:\n    def train(self, lr=1): ...\n",
    "docs/user_guide/models/model.md": "# Model\n\n## Tasks\n",
    "docs/api/user.md": ".. currentmodule:: scvi\n\n   model.Model\n",
}


def committed(name: str) -> bytes:
    with open(os.path.join(FOLDER, name), "rb") as file:
        return file.read()


def test_shards_decode_to_records_that_encode_to_the_same_bytes() -> None:
    files = shards.encode(shards.decode(committed))
    for name, data in files.items():
        assert data == committed(name), name


def test_curated_table_is_compiled() -> None:
    assert curate.packed(curate.read()) == committed("curated.bin")


def test_shards_are_small() -> None:
    assert sum(len(committed(name)) for name in SHARDS) <= 200_000


def test_every_release_reads_back_as_it_was_written(tmp_path: Path) -> None:
    changed = {**MODEL, "scvi/model/_a.py": "\nclass Model:\n    def train(self, *, lr=2): ...\n"}
    without = {name: text for name, text in MODEL.items() if not name.startswith("docs")}
    records = {
        "1.0.0": record_of(tmp_path, MODEL, "1.0.0"),
        "1.0.1": record_of(tmp_path, changed, "1.0.1"),
        "1.0.1.post1": record_of(tmp_path, without, "1.0.1.post1"),
        "1.1.0": record_of(tmp_path, MODEL, "1.1.0"),
    }
    files = shards.encode(records)
    assert shards.decode(files.__getitem__) == records


def test_early_releases_are_lent_the_user_guide_without_what_came_later(tmp_path: Path) -> None:
    without = {name: text for name, text in MODEL.items() if not name.startswith("docs")}
    records = {
        "0.15.0": record_of(tmp_path, without, "0.15.0"),
        "0.16.0": record_of(tmp_path, MODEL, "0.16.0"),
    }
    release.complete(records, {"since": {"user_guide/models/model#tasks": "0.15.1"}})
    page = records["0.15.0"]["pages"]["user_guide/models/model"]
    assert page == ["Model", [["model", "Model"]], ".rst"]


@pytest.mark.parametrize(
    "data", [b"", b"not an archive", b"\x1f\x8b\x08\x00" + b"\x00" * 40], ids=len
)
def test_broken_distribution_is_named_and_nothing_is_written(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "scvi_tools-1.4.2.tar.gz").write_bytes(data)
    out = tmp_path / "out"
    out.mkdir()
    for name in shards.SHARDS:
        (out / name).write_bytes(committed(name))
    words = ["--releases", "1.4.2", "--cache", str(tmp_path), "--out", str(out)]
    assert command.main(words) == 2
    assert "scvi_tools-1.4.2.tar.gz" in capsys.readouterr().err
    assert sorted(os.listdir(out)) == sorted(shards.SHARDS)


def test_syntax_error_in_a_distribution_names_the_file(tmp_path: Path) -> None:
    path = made(tmp_path, "9.0.0", {"scvi/model/__init__.py": "class:\n"})
    with pytest.raises(BuildError, match=r"scvi/model/__init__\.py"):
        release.record(archive.read("9.0.0", path))


def test_index_out_of_reach_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    assert command.main(["--cache", str(tmp_path / "c"), "--out", str(tmp_path / "o")]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "package index" in said and "nothing was written" in said
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize("version", ["0.19.0", "1.2.0"])
def test_rebuilding_one_release_gives_the_committed_bytes(version: str) -> None:
    cache = os.environ.get("SCVI_LINT_DISTRIBUTIONS") or command.CACHE
    try:
        download.fetch(version, cache)
    except BuildError as error:
        pytest.skip(str(error))
    for name, data in command.build([version], cache, FOLDER).items():
        assert data == committed(name), name
