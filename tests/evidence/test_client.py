"""The child process: started when needed, isolated, killed when it hangs, never waited for."""

from __future__ import annotations

import os
import signal
import subprocess
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
        "    print('{}', flush=True)\n"
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


def test_a_file_at_which_the_child_dies_touches_no_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(clients, "_PROGRAM", program("if 'bad' in path: os._exit(1)"))
    made = Client()
    names = ["good", *(f"bad{number}" for number in range(6)), "last"]
    found = made.look([(data("x.py", name), Place(f"/{name}.h5ad")) for name in names])
    made.close()
    refused = [name for name in names if "refused" in found[data("x.py", name)]]
    assert refused == names[1:-1]


def test_files_at_which_the_child_hangs_touch_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clients, "_PROGRAM", program("if 'bad' in path: time.sleep(60)"))
    monkeypatch.setattr(clients, "LESS_SECONDS", 0.2)
    made = Client(seconds=0.4)
    names = ["good", *(f"bad{number}" for number in range(5)), "last"]
    found = made.look([(data("x.py", name), Place(f"/{name}.h5ad")) for name in names])
    made.close()
    refused = [name for name in names if "refused" in found[data("x.py", name)]]
    assert refused == names[1:-1]


def test_a_run_does_not_wait_for_ever_so_many_files_that_hang(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    whole = Client._asked

    def counted(client: Client, request: dict[str, Any], seconds: float) -> Any:
        asked.append(request["path"])
        return whole(client, request, seconds)

    monkeypatch.setattr(Client, "_asked", counted)
    monkeypatch.setattr(clients, "_PROGRAM", program("if 'bad' in path: time.sleep(60)"))
    monkeypatch.setattr(clients, "LESS_SECONDS", 0.1)
    made = Client(seconds=0.4, lost=1.4)  # three of these, and two of the shorter ones
    names = [f"bad{number}" for number in range(30)]
    answers: list[Any] = []
    for name in ("good", *names, "late"):  # as programs name them, one after the other
        want = data("x.py", name)
        answers.append(made.look([(want, Place(f"/{name}.h5ad"))])[want])
    made.close()
    assert "refused" not in answers[0]
    assert asked == ["/good.h5ad", *(f"/{name}.h5ad" for name in names[:5])]
    assert {one["refused"] for one in answers[1:6]} == {"reading it took too long"}
    assert {one["refused"] for one in answers[6:]} == {clients.GAVE_UP}


def test_what_a_used_child_fails_at_is_asked_of_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept, or broken, of the files before is not the next file's fault."""
    monkeypatch.setattr(clients, "_PROGRAM", program("if looks == 2: os._exit(1)"))
    made = Client()
    wanted = [(data("x.py", str(number)), Place(f"/{number}.h5ad")) for number in range(6)]
    found = made.look(wanted)
    made.close()
    assert not [one for one in found.values() if "refused" in one]


def test_a_child_that_does_not_start_is_not_started_for_each_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[int] = []
    monkeypatch.setattr(clients, "_PROGRAM", "raise SystemExit(1)")
    start = clients._start
    monkeypatch.setattr(clients, "_start", lambda: started.append(1) or start())
    made = Client()
    wanted = [(data("x.py", str(number)), Place(f"/{number}.h5ad")) for number in range(9)]
    found = made.look(wanted)
    made.close()
    assert {one["refused"] for one in found.values()} == {clients.NO_START}
    assert len(started) == 1


def program(deed: str) -> str:
    """A child that does this at each look, of which it knows the path and the number."""
    text = (
        "import json, os, sys, time\n"
        "looks = 0\n"
        "for line in sys.stdin:\n"
        "    print('{}', flush=True)\n"
        "    path, looks = json.loads(line)['path'], looks + 1\n"
        f"    {deed}\n"
        "    print(json.dumps({'form': 'data', 'n_obs': os.getpid()}), flush=True)\n"
    )
    return text.replace("{", "{{").replace("}", "}}")


def serving(deed: str) -> str:
    """The real child, but this is what it does instead of looking at a file."""
    text = (
        "import os, sys; sys.path[:] = @ + sys.path\n"
        "from scvi_lint.evidence.child import serving\n"
        "kept = []\n"
        f"def answered(request):\n    {deed}\n"
        "    return {'form': 'data', 'n_obs': os.getpid()}\n"
        "serving.answered = answered\n"
        "serving.serve()\n"
    )
    return text.replace("{", "{{").replace("}", "}}").replace("@", "{paths!r}")


def looks(client: Client, count: int) -> list[Any]:
    wanted = [(data("x.py", str(number)), Place(f"/{number}.h5ad")) for number in range(count)]
    return [client.look([one])[one[0]] for one in wanted]


def test_a_child_is_renewed_by_age(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clients, "LOOKS", 2)
    monkeypatch.setattr(clients, "_PROGRAM", program("pass"))
    pids = [one["n_obs"] for one in looks(client, 5)]
    assert pids[0] == pids[1] != pids[2] == pids[3] != pids[4]


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc here")
def test_a_child_that_keeps_much_of_what_it_read_is_renewed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    deed = "kept.append(bytearray(100 << 20))"
    monkeypatch.setattr(clients, "_PROGRAM", serving(deed))
    pids = [one["n_obs"] for one in looks(client, 9)]
    assert len(set(pids)) == 3 and pids.count(pids[0]) == 3


def test_an_answer_of_any_size_is_refused_alone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    deed = "if '0' in request['path']: return {'form': 'data', 'uns': ['x' * (70 << 20)]}"
    monkeypatch.setattr(clients, "_PROGRAM", serving(deed))
    first, second = looks(client, 2)
    assert "more to tell" in first["refused"] and "n_obs" in second


@pytest.mark.parametrize("deed", ["return {'form': 'data', 'obs': {1j: {2j}}}", "return {1: {2}}"])
def test_what_json_does_not_have_is_refused_or_lost_alone(
    client: Client, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    monkeypatch.setattr(clients, "_PROGRAM", serving(f"if '0' in request['path']: {deed}"))
    first, second = looks(client, 2)
    assert first and "n_obs" in second


def test_answers_of_another_form_are_refused(tmp_path: Path) -> None:
    """Nothing that a child says can end the run."""
    write(tmp_path / "a.h5ad")
    places = Places([str(tmp_path)], (), lambda name: str(tmp_path / name))
    want = data("x.py", "a.h5ad")
    for odd in ({"form": "other"}, {"form": "data", "obs": 5}, {"form": "data", "genes": [1]}, {}):
        store = Store(lambda wanted, odd=odd: {one: odd for one, _ in wanted})
        assert isinstance(store.answers([want], places)[want], Refusal), odd


# --- time, and the end of the client --------------------------------------------------------------

BUSY = {
    "in C, where no thread of Python runs": "sum(range(1 << 60))",
    "in Python": "while True: pass",
    "asleep": "import time; time.sleep(600)",
}
unix = pytest.mark.skipif(sys.platform == "win32", reason="the clock and the pipe of Unix")


@unix
@pytest.mark.parametrize("busy", BUSY)
def test_a_look_ends_by_itself_when_its_time_is_over(
    busy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when nobody kills it."""
    monkeypatch.setattr(clients, "_PROGRAM", serving(BUSY[busy]))
    child = Child()
    try:
        with pytest.raises(TimeoutError):
            child.ask({"form": "model", "path": "/a"}, 0.3)
        assert child._process.wait(20) == -signal.SIGALRM
    finally:
        child.kill()


@unix
def test_the_time_of_one_look_is_not_that_of_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child lives on, however much time all its looks took together."""
    monkeypatch.setattr(clients, "_PROGRAM", serving("import time; time.sleep(0.7)"))
    child = Child()
    try:
        told = {child.ask({"form": "model", "path": "/a"}, 5.0)["n_obs"] for _ in range(4)}
        limits = Path(f"/proc/{child._process.pid}/limits")
        assert len(told) == 1
        if limits.exists():
            rows = {row[:26].strip(): row[26:47].strip() for row in limits.read_text().splitlines()}
            assert rows["Max cpu time"] == "unlimited"
    finally:
        child.kill()


CLIENT = """
import sys, threading
sys.path[:0] = {path!r}
from scvi_lint.evidence import client
client._PROGRAM = {program!r}
child = client.Child()
print(child._process.pid, flush=True)
def ask():
    child.ask({{"form": "model", "path": "/a"}}, 300.0)
    print("answered", flush=True)
if {threaded}:
    threading.Thread(target=ask, daemon=True).start()
    threading.Event().wait()
ask()
threading.Event().wait()
"""


@unix
@pytest.mark.parametrize("end", ["SIGKILL", "SIGTERM"])
@pytest.mark.parametrize("threaded", [False, True], ids=["of a command", "of a server"])
@pytest.mark.parametrize("busy", [*BUSY, "idle"])
def test_no_child_outlives_its_client(end: str, threaded: bool, busy: str) -> None:
    text = CLIENT.format(
        path=[str(Path(clients.__file__).parents[2])],
        program=serving(BUSY.get(busy, "pass")),
        threaded=threaded,
    )
    with subprocess.Popen(
        [sys.executable, "-c", text], stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout is not None
        pid = int(killed.stdout.readline())
        if busy == "idle":
            assert killed.stdout.readline() == "answered\n"
        else:
            time.sleep(1.0)
        killed.send_signal(getattr(signal, end))
    began = time.monotonic()
    while alive(pid):
        assert time.monotonic() - began < 20, "the child goes on"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        # Nobody may have asked yet how it ended.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return Path("/proc").exists() is False
    except ProcessLookupError:
        return False


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
