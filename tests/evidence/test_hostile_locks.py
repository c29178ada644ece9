"""Locks and requirements from strangers: whatever they hold, they are read soon or not at all."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from scvi_lint.evidence import declared
from scvi_lint.evidence.environment import Release, detect
from scvi_lint.knowledge import releases
from scvi_lint.linting import versions

PATIENCE = 60  # seconds until a test is stuck, not a measure of anything


@pytest.fixture(autouse=True)
def not_for_ever() -> Iterator[None]:
    if not hasattr(signal, "alarm"):
        yield
        return

    def stuck(*_: object) -> None:
        raise AssertionError("it is stuck")

    before = signal.signal(signal.SIGALRM, stuck)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def told(folder: Path) -> Release | None:
    return detect(
        str(folder),
        str(folder),
        environ={},
        fits=lambda said: versions.newest_allowed(said, ("1.0.4", "1.4.2")),
    )


NAMES = (
    "uv.lock poetry.lock pixi.lock Pipfile.lock conda-lock.yml requirements.txt environment.yml "
    "pyproject.toml setup.cfg setup.py Pipfile"
).split()
SLOW = {
    "blank lines after the name": 'name = "scvi-tools"' + "\n" * 300_000,
    "blanks after the name": 'name = "scvi-tools"' + " " * 300_000,
    "blank lines everywhere": "\n" * 300_000 + "scvi",
    "a name again and again": "scvi-tools[" * 100_000,
    "a name in lines": "scvi-tools[\n" * 100_000,
    "its archives": "scvi_tools-1" * 100_000,
    "one version": "scvi_tools-" + "1." * 300_000,
    "brackets": "[" * 300_000 + "scvi",
    "objects": '"scvi-tools": {' * 60_000,
    "objects in lines": '"scvi-tools": {\n' * 60_000,
    "signs": "scvi-tools" + ">" * 300_000,
    "signs again": "scvi-tools=" * 80_000,
    "ranges": "scvi-tools>=1" + ",>=1" * 200_000,
    "many ranges": "scvi-tools>=1,<2\n" * 100_000,
    "items": "- " * 300_000 + "scvi-tools=1",
    "quotes": "scvi-tools = {" + "version = '" * 60_000,
    "digits": "scvi-tools==1." + "9" * 6_000,
    "digits in a range": "scvi-tools~=1." + "9" * 6_000 + ".0",
    "digits in a lock": 'name = "scvi-tools"\nversion = "' + "9" * 300_000 + '"',
    "no text": "scvi\0\x1b" * 50_000,
}


@pytest.mark.parametrize("what", SLOW)
def test_no_file_keeps_us_busy(what: str, tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / name).write_text(SLOW[what])
    told(tmp_path)


def test_a_number_of_thousands_of_digits_is_no_error(tmp_path: Path) -> None:
    long = "1." + "9" * 6_000
    assert versions.key(long) > versions.key("1.4.2")
    assert releases.nearest(("1.0.4", "1.4.2"), long) == "1.4.2"
    (tmp_path / "setup.cfg").write_text(f"scvi-tools~={long}.0\nscvi-tools>=1.0\n")
    found = told(tmp_path)
    assert found is not None and found.version == "1.4.2"


def test_a_lock_of_hundreds_of_files_is_not_all_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(500):
        (tmp_path / f"requirements-{number:03}.txt").write_text("scvi-tools>=1\n")
    read: list[str] = []
    text = declared._text
    monkeypatch.setattr(
        declared, "_text", lambda path, roots: read.append(path) or text(path, roots)
    )
    assert told(tmp_path) is not None
    assert 0 < len(read) <= 50
    first = len(read)
    told(tmp_path)
    assert len(read) == first  # what has not changed is not read again
    (tmp_path / "requirements-000.txt").write_text("scvi-tools==1.0.4\n")
    assert told(tmp_path) == Release("1.0.4", "requirements-000.txt")


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a right there")
@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_file_of_the_project_says_nothing(name: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("scvi-tools==1.0.4\n")
    project = tmp_path / "project"
    project.mkdir()
    for make in (
        lambda path: os.symlink(outside, path),
        lambda path: os.symlink("/dev/zero", path),
        os.mkfifo,
        os.mkdir,
    ):
        make(project / name)
        assert told(project) is None
        (os.rmdir if (project / name).is_dir() else os.unlink)(project / name)
    inside = project / "deps"
    inside.mkdir()
    (inside / "r.txt").write_text("scvi-tools==1.0.4\n")
    (project / "requirements.txt").symlink_to("deps/r.txt")
    assert told(project) == Release("1.0.4", "requirements.txt")


def test_a_lock_that_is_too_large_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("scvi-tools==1.0.4\n" + "# padding\n" * 900_000)
    assert told(tmp_path) is None
    (tmp_path / "requirements.txt").write_text("scvi-tools==1.0.4\n" + "# padding\n" * 700_000)
    assert told(tmp_path) == Release("1.0.4", "requirements.txt")


def test_an_interpreter_with_a_name_that_no_file_has(tmp_path: Path) -> None:
    assert detect(str(tmp_path), str(tmp_path), "a\0b", environ={}) is None
