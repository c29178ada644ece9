"""The child process: started when needed, isolated, killed when it hangs, never waited for."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import tiny_files
from tiny_files import cells

from scvi_lint.evidence import client as clients
from scvi_lint.evidence.client import Child, Client, search_path
from scvi_lint.evidence.facts import DataSeen
from scvi_lint.evidence.store import Refusal, Store
from scvi_lint.evidence.wants import Place, Places, data


@pytest.fixture
def client() -> Any:
    made = Client()
    yield made
    made.close()


def write(path: Path, **columns: str) -> Place:
    tiny_files.write(str(path), cells(obs=columns or {"batch": "a*9"}))
    return Place(str(path))


def test_a_batch_is_answered_in_one_child(client: Client, tmp_path: Path) -> None:
    wanted = [
        (data("x.py", f"{number}.h5ad"), write(tmp_path / f"{number}.h5ad")) for number in range(3)
    ]
    found = client.look(wanted)
    assert [found[want]["n_obs"] for want, _ in wanted] == [9, 9, 9]


def test_a_child_that_hangs_is_killed_and_the_rest_is_answered(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place = write(tmp_path / "a.h5ad")
    slow = (
        "import sys, time\n"
        "for line in sys.stdin:\n"
        "    if 'stalled' in line: time.sleep(60)\n"
        '    print(\'{"form": "data", "n_obs": 1}\', flush=True)\n'
    )
    monkeypatch.setattr(clients, "_PROGRAM", slow.replace("{", "{{").replace("}", "}}"))
    monkeypatch.setattr(clients, "START_SECONDS", 5.0)
    made = Client(seconds=0.2)
    began = time.monotonic()
    found = made.look(
        [
            (data("x.py", "first"), place),
            (data("x.py", "stalled"), Place(str(tmp_path / "stalled.h5ad"))),
            (data("x.py", "last"), place),
        ]
    )
    made.close()
    assert time.monotonic() - began < 30
    answers = [found[data("x.py", name)] for name in ("first", "stalled", "last")]
    assert answers[0]["n_obs"] == answers[2]["n_obs"] == 1
    assert answers[1] == {"refused": "reading it took too long"}


def test_a_child_that_dies_is_replaced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    place = write(tmp_path / "a.h5ad")
    dying = "import os, sys\nfor line in sys.stdin:\n    os._exit(1)\n"
    monkeypatch.setattr(clients, "_PROGRAM", dying)
    made = Client()
    wanted = [(data("x.py", str(number)), place) for number in range(6)]
    found = made.look(wanted)
    assert {one["refused"] for one in found.values()} == {
        "reading it failed",
        "too many other files could not be read",
    }


def test_nothing_of_the_working_directory_is_imported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    trap = tmp_path / "sprung"
    for name in ("h5py", "numpy", "json", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text(f"open({str(trap)!r}, 'w')\n")
    write(tmp_path / "a.h5ad")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    made = Client()
    found = made.look([(data("x.py", "a.h5ad"), Place(str(tmp_path / "a.h5ad")))])
    made.close()
    assert found[data("x.py", "a.h5ad")]["n_obs"] == 9
    assert not trap.exists() and str(tmp_path) not in search_path()


@pytest.mark.skipif(sys.platform == "win32", reason="limits are of Unix")
def test_the_child_may_write_no_file_and_take_no_memory_without_end() -> None:
    child = Child()
    try:
        child.ask({"form": "data", "path": os.devnull}, 5.0)
        limits = Path(f"/proc/{child._process.pid}/limits")
        if not limits.exists():
            pytest.skip("no /proc here")
        rows = {row[:26].strip(): row[26:47].strip() for row in limits.read_text().splitlines()}
    finally:
        child.kill()
    assert rows["Max file size"] == rows["Max core file size"] == "0"
    assert int(rows["Max address space"]) <= 1 << 30


def test_a_file_is_read_again_only_when_it_changed(tmp_path: Path) -> None:
    asked: list[Any] = []

    def look(wanted: Any) -> dict[Any, Any]:
        wanted = list(wanted)
        asked.extend(wanted)
        return {want: {"form": "data", "n_obs": len(asked)} for want, _ in wanted}

    store, places = Store(look), Places([str(tmp_path)], (), lambda name: str(tmp_path / name))
    want = data("x.py", "a.h5ad")
    write(tmp_path / "a.h5ad")
    first = store.answers([want], places)[want]
    assert store.answers([want], places)[want] is first and len(asked) == 1
    write(tmp_path / "a.h5ad", batch="a*9", other="b*9")
    second = store.answers([want], places)[want]
    assert isinstance(second, DataSeen) and second is not first
    assert store.answers([data("x.py", "absent.h5ad")], places)[data("x.py", "absent.h5ad")] is None


def test_a_file_outside_is_never_handed_to_the_child(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    write(tmp_path / "a.h5ad")
    store = Store(lambda wanted: pytest.fail("it was looked at"))
    places = Places([str(inside)], (), lambda name: str(inside / name))
    want = data("x.py", "../a.h5ad")
    refused = store.answers([want], places)[want]
    assert isinstance(refused, Refusal) and not refused.allowed
