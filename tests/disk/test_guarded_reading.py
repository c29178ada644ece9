"""What is opened, and what is refused before it can do harm."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from scvi_lint import disk

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes and links need POSIX")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a.toml").write_text("inside")
    (tmp_path / "secret").write_text("outside")
    return folder


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def listener(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def link_out(path: Path) -> None:
    path.symlink_to(path.parent.parent / "secret")


def relative_link_out(path: Path) -> None:
    path.symlink_to("../secret")


def link_to_itself(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize(
    "make", [pipe, folder, listener, device, link_out, relative_link_out, link_to_itself]
)
def test_what_is_no_file_of_the_project_is_refused_and_not_waited_for(
    make: Callable[[Path], None], project: Path
) -> None:
    make(project / "file")
    with pytest.raises(disk.Refused) as refused:
        disk.read(str(project / "file"), 100, str(project))
    assert refused.value.strerror
    with pytest.raises(OSError):
        os.close(disk.open_found(str(project / "file")))


@pytest.mark.parametrize("make", [pipe, folder, listener, device, link_to_itself])
def test_the_users_own_file_may_be_a_link_but_is_a_file(
    make: Callable[[Path], None], project: Path
) -> None:
    make(project / "file")
    with pytest.raises(disk.Refused):
        disk.read(str(project / "file"), 100)


def test_links_inside_of_the_project_are_followed(project: Path) -> None:
    (project / "file").symlink_to("sub/a.toml")
    (project / "folder").symlink_to("sub")
    for name in ("file", "folder/a.toml", "sub/a.toml", "sub/../file"):
        assert disk.read(str(project / name), 100, str(project)) == b"inside"


def test_a_folder_that_leads_out_takes_its_files_with_it(project: Path) -> None:
    (project / "out").symlink_to("..")
    for name in ("out/secret", "sub/../../secret", "out/project/../secret"):
        with pytest.raises(disk.Refused):
            disk.read(str(project / name), 100, str(project))
    assert disk.read(str(project / "out" / "secret"), 100) == b"outside"


def test_a_project_that_is_reached_through_a_link_is_the_same_project(project: Path) -> None:
    link = project.parent / "link"
    link.symlink_to(project)
    assert disk.read(str(link / "sub" / "a.toml"), 100, str(link)) == b"inside"
    assert disk.read(str(link / "sub" / "a.toml"), 100, str(project)) == b"inside"


def test_a_folder_whose_name_begins_alike_is_another(project: Path) -> None:
    other = project.parent / "project-2"
    other.mkdir()
    (other / "a").write_text("")
    with pytest.raises(disk.Refused):
        disk.read(str(other / "a"), 100, str(project))


def test_too_large_is_refused_and_a_beginning_is_not(project: Path) -> None:
    path = project / "large"
    path.write_bytes(b"x" * 101)
    with pytest.raises(disk.Refused, match="larger than"):
        disk.read(str(path), 100, str(project))
    assert disk.beginning(str(path), 100, str(project)) == b"x" * 100
    path.write_bytes(b"x" * 100)
    assert disk.read(str(path), 100, str(project)) == b"x" * 100


def test_terabytes_of_nothing_are_not_read(project: Path) -> None:
    path = project / "sparse"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)
    with pytest.raises(disk.Refused, match="8 MB"):
        disk.read(str(path), disk.LOCK, str(project))


@pytest.mark.parametrize("name", ["a\0b", "\ud800", ""])
def test_what_is_no_name_is_an_error_of_the_system(name: str, project: Path) -> None:
    with pytest.raises(OSError):
        disk.read(os.path.join(str(project), name) if name else "", 100, str(project))


def test_every_refusal_leaves_no_file_open(project: Path) -> None:
    if not os.path.isdir("/proc/self/fd"):
        pytest.skip("the open files of a process are not listed here")
    os.mkfifo(project / "pipe")
    (project / "large").write_bytes(b"x" * 101)
    before = len(os.listdir("/proc/self/fd"))
    for name in ("pipe", "large", "missing", "sub"):
        for attempt in (lambda path: disk.read(path, 10, str(project)), disk.open_found):
            try:
                os.close(attempt(str(project / name)))
            except (OSError, TypeError):
                continue
    assert len(os.listdir("/proc/self/fd")) == before


def test_the_project_of_a_folder(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sub = str(project / "sub")
    monkeypatch.chdir(project)
    assert disk.project_of(sub) == str(project)
    (project / "sub" / ".git").write_text("gitdir: elsewhere")
    assert disk.project_of(sub) == sub
    assert disk.project_of(str(project.parent)) == str(project.parent)
