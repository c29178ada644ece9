"""A server that hangs, dies or is abandoned: who is served even so, and what is left of it."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from notebooks import Notebook
from processes import alive, descendants, wait_until_gone, works
from programs import FAULT, FAULTY, codes, position
from wire import Wire

import hostile
from conftest import PUSHING

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")

FINE = "file:///w/fine.py"
BAD = "file:///w/bad.py"
HERE = {"textDocument": {"uri": FINE}, "position": position(FAULTY, "model.train", 1)}
# Far more than it takes, so that a busy machine is no failure; a hang is.
PATIENCE = 60.0


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Wire]:
    """A server with a plugin that does harm, and a program that is fine."""
    with Wire(environment=hostile.environment(tmp_path)) as wire:
        wire.initialize(PUSHING, **hostile.settings())
        wire.open(FINE, FAULTY)
        assert FAULT in codes(wire.diagnostics(FINE))
        assert hover(wire)
        yield wire


def hover(wire: Wire) -> bool:
    """Whether the program that is fine is answered for."""
    return bool(wire.reply(wire.ask("textDocument/hover", HERE), PATIENCE).get("result"))


def held(message: dict) -> bool:
    """Whether a message says that the bad program is left alone."""
    params = message.get("params") or {}
    return params.get("uri") == BAD and "not check" in str(params.get("diagnostics"))


def freeze(wire: Wire) -> int:
    """Have the server compute for ever without giving anybody a turn; its process."""
    server, *_ = descendants(wire.process.pid)  # it may have children of its own
    wire.open(BAD, hostile.program("freeze"))
    while not works(server):
        assert alive(server)
    return server


@pytest.mark.parametrize("what", ["freeze", "die"])
def test_a_document_that_takes_the_server_down_costs_no_other_one(wire: Wire, what: str) -> None:
    wire.open(BAD, hostile.program(what))
    assert hover(wire)
    wire.wait(held, PATIENCE)
    start = time.monotonic()
    for _ in range(20):
        assert hover(wire)
    assert time.monotonic() - start < PATIENCE / 2  # it is not held up any more
    # What is edited and opened now is checked.
    wire.change(FINE, 2, {"text": FAULTY.replace("n_latent=30", "n_latents=30")})
    assert "SCV128" in codes(wire.diagnostics(FINE, 2))
    wire.open("file:///w/other.py", FAULTY)
    assert FAULT in codes(wire.diagnostics("file:///w/other.py"))
    assert wire.stop() == 0


def test_a_job_that_waits_for_ever_gives_way_to_another_document(wire: Wire) -> None:
    """It does not keep the process from running, only the thread that all documents need."""
    wire.open(BAD, hostile.program("sleep"))
    time.sleep(0.5)
    wire.change(FINE, 2, {"text": FAULTY + "\n"})
    assert hover(wire)
    wire.wait(held, PATIENCE)


def test_each_request_gets_one_reply_though_the_server_is_replaced(wire: Wire) -> None:
    wire.open(BAD, hostile.program("freeze"))
    in_bad = {**HERE, "textDocument": {"uri": BAD}, "position": {"line": 2, "character": 1}}
    asked = [wire.ask("textDocument/hover", where) for where in (HERE, in_bad) for _ in range(10)]
    for identity in asked[::3]:
        wire.notify("$/cancelRequest", {"id": identity})
    replies = [wire.reply(identity, PATIENCE) for identity in asked]
    assert hover(wire)
    late = [m.get("id") for m in wire.drain(1.0) if "method" not in m]
    assert not late
    assert all("result" in one or one["error"]["code"] == -32800 for one in replies)
    assert any(one.get("result") for one in replies[:10])


def test_what_is_open_is_as_it_was_after_the_server_was_replaced(wire: Wire) -> None:
    cells = ["import scvi\nimport scanpy as sc\n", "adata = sc.read_h5ad('a.h5ad')\n", "x = 1\n"]
    notebook = Notebook(wire, "file:///w/n.ipynb", *cells)
    wire.change(
        FINE,
        2,
        {
            "range": {"start": position(FAULTY, "n_latent"), "end": position(FAULTY, "n_latent")},
            "text": "wrong",
        },
    )
    notebook.edit(2, "x = 1", "scvi.model.SCVI(adata, n_latents=3)")
    wire.open(BAD, hostile.program("die"))
    wire.wait(held, PATIENCE)
    wire.drain(0.0)
    wire.change(FINE, 3, {"text": FAULTY.replace("n_latent", "wrongn_latent") + "\n"})
    assert "SCV128" in codes(wire.diagnostics(FINE, 3))
    notebook.edit(1, "'a.h5ad'", '"a.h5ad"')
    place = {"textDocument": {"uri": notebook.order[1]}, "position": {"line": 0, "character": 2}}
    assert wire.reply(wire.ask("textDocument/hover", place), PATIENCE)["result"]


def test_a_document_that_was_closed_is_tried_again(wire: Wire) -> None:
    wire.open(BAD, hostile.program("die"))
    wire.wait(held, PATIENCE)
    wire.notify("textDocument/didClose", {"textDocument": {"uri": BAD}})
    wire.open(BAD, FAULTY, version=7)
    assert FAULT in codes(wire.diagnostics(BAD, 7))


def test_shutting_down_needs_no_server_that_answers(wire: Wire) -> None:
    freeze(wire)
    assert wire.reply(wire.ask("shutdown"), PATIENCE) is not None
    wire.notify("exit")
    assert wire.process.wait(PATIENCE) == 0


def test_exit_does_not_wait_for_a_server_that_is_held_up(wire: Wire) -> None:
    server = freeze(wire)
    wire.notify("exit")
    assert wire.process.wait(PATIENCE) == 1
    assert not alive(server)


@pytest.mark.parametrize("how", ["end of the stream", "killed supervisor"])
def test_nothing_is_left_of_a_server_that_is_held_up(wire: Wire, how: str) -> None:
    server = freeze(wire)
    if how == "end of the stream":
        assert wire.process.stdin is not None
        wire.process.stdin.close()
        assert wire.process.wait(PATIENCE) == 1
    else:
        wire.process.kill()
        wire.process.wait()
    assert wait_until_gone(server)


def test_nothing_is_left_when_the_client_is_killed_while_jedi_and_others_work(
    tmp_path: Path,
) -> None:
    (tmp_path / "big.py").write_text("x = [\n" + "    {'a': [1, 2, 3]},\n" * 60_000 + "]\n")
    text = "import scvi\nimport big\nfrom big import x\nscvi.model.SCVI\n"
    with Wire() as wire:
        wire.initialize(PUSHING, rootUri=tmp_path.as_uri())
        uri = (tmp_path / "a.py").as_uri()
        wire.open(uri, text)
        place = {"textDocument": {"uri": uri}, "position": {"line": 3, "character": 13}}
        wire.ask("textDocument/definition", place)
        end = time.monotonic() + PATIENCE
        while len(descendants(wire.process.pid)) < 2:
            assert wire.process.poll() is None and time.monotonic() < end
            time.sleep(0.02)
        started = descendants(wire.process.pid)
        os.kill(wire.process.pid, signal.SIGKILL)
        wire.process.wait()
        assert all(wait_until_gone(pid) for pid in started)


def test_a_server_that_cannot_start_ends_clearly(tmp_path: Path) -> None:
    script = tmp_path / "broken.py"
    script.write_text(
        "from scvi_lint.lsp.supervisor import process\n"
        "process._BOOT = 'raise ImportError(\"broken\")'\n"
        "from scvi_lint.lsp import serve\n"
        "serve()\n"
    )
    with Wire(command=[sys.executable, str(script)]) as wire:
        assert wire.process.wait(PATIENCE) == 1
        said = b"".join(wire.stderr)
        assert b"broken" in said and b"it is not started again" in said


def test_the_editor_sees_nothing_of_what_the_two_say_to_each_other(wire: Wire) -> None:
    for _ in range(30):
        assert hover(wire)
    seen = Counter(m.get("method", "reply") for m in wire.drain(0.5))
    assert not [method for method in seen if method.startswith("$/scviLint")]
    # … and cannot take part.
    wire.notify("$/scviLint/held", {"uris": [FINE]})
    wire.notify("$/scviLint/released", 5)
    wire.change(FINE, 2, {"text": FAULTY + "\n"})
    assert FAULT in codes(wire.diagnostics(FINE, 2)) and hover(wire)
