"""The process: what it prints, when it ends, and what it leaves behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from programs import FAULT, FAULTY, codes
from wire import COMMAND, Wire


def alive(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until_gone(pid: int, seconds: float = 15.0) -> bool:
    end = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not alive(pid)


def test_what_libraries_print_lands_on_stderr(tmp_path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys, threading, time\n"
        "def noise():\n"
        "    while True:\n"
        "        print('noise from a library', flush=True)\n"
        "        os.write(1, b'noise from C\\n')\n"
        "        time.sleep(0.01)\n"
        "def later():\n"
        "    while 'scvi_lint.lsp.wire.transport' not in sys.modules: time.sleep(0.005)\n"
        "    time.sleep(0.1)\n"
        "    noise()\n"
        "if 'scvi_lint.lsp' in ' '.join(sys.orig_argv):\n"
        "    threading.Thread(target=later, daemon=True).start()\n"
    )
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    with Wire(environment={"PYTHONPATH": path}) as wire:
        wire.initialize()
        wire.open("file:///x.py", FAULTY)
        assert FAULT in codes(wire.diagnostics("file:///x.py"))
        time.sleep(0.2)
        assert wire.stop() == 0
        assert b"noise from a library\n" in wire.stderr
        assert b"noise from C\n" in wire.stderr


def test_the_server_ends_when_stdin_ends(fresh: Wire) -> None:
    fresh.initialize()
    fresh.process.stdin.close()
    assert fresh.process.wait(10) == 1


def test_the_server_ends_at_once_though_it_is_busy(fresh: Wire) -> None:
    fresh.initialize()
    fresh.open("file:///x.py", FAULTY * 2000)
    start = time.monotonic()
    fresh.process.stdin.close()
    fresh.process.wait(10)
    assert time.monotonic() - start < 3


@pytest.mark.skipif(sys.platform == "win32", reason="needs /proc")
def test_the_server_ends_when_its_client_is_killed_though_the_pipe_stays_open(tmp_path) -> None:
    # The client starts the server and dies; the pipe's other end lives on in this process.
    read_end, write_end = os.pipe()
    script = tmp_path / "client.py"
    replies = tmp_path / "replies"
    script.write_text(
        "import json, os, subprocess, sys, time\n"
        f"replies = open({str(replies)!r}, 'wb')\n"
        f"server = subprocess.Popen({COMMAND!r}, stdin={read_end}, stdout=replies)\n"
        "print(server.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    client = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, pass_fds=[read_end]
    )
    try:
        assert client.stdout is not None
        server = int(client.stdout.readline())
        body = (
            b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":%d,'
            b'"rootUri":null,"capabilities":{}}}' % client.pid
        )
        os.write(write_end, b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        while not replies.stat().st_size:  # it knows its client from here on
            assert alive(server)
            time.sleep(0.05)
        client.kill()
        client.wait()
        assert wait_until_gone(server)
    finally:
        client.kill()
        client.wait()
        client.stdout.close()
        os.close(read_end)
        os.close(write_end)


def test_a_process_id_from_another_world_is_not_watched(fresh: Wire) -> None:
    fresh.initialize(processId=2**22 + 12345)
    time.sleep(3)
    assert fresh.process.poll() is None


@pytest.mark.skipif(sys.platform == "win32", reason="needs /proc")
def test_no_child_outlives_a_server_that_is_killed(fresh: Wire, tmp_path) -> None:
    fresh.initialize(rootUri=tmp_path.as_uri())
    uri = (tmp_path / "a.py").as_uri()
    fresh.open(uri, "import scvi\nscvi.model.SCVI\n")
    position = {"line": 1, "character": 13}
    fresh.request("textDocument/definition", {"textDocument": {"uri": uri}, "position": position})
    children = subprocess.run(
        ["pgrep", "-P", str(fresh.process.pid)], capture_output=True, text=True, check=False
    ).stdout.split()
    assert children, "the definition was not asked of a child process"
    fresh.process.kill()
    fresh.process.wait()
    assert all(wait_until_gone(int(child)) for child in children)


def test_a_client_that_does_not_read_does_not_stop_the_server_from_listening() -> None:
    process = subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        assert process.stdin is not None

        def send(body: bytes) -> None:
            process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
            process.stdin.flush()

        send(b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}')
        for number in range(3000):  # far more replies than a pipe holds
            send(b'{"jsonrpc":"2.0","id":"%d","method":"no/such/method"}' % number)
        send(b'{"jsonrpc":"2.0","id":2,"method":"shutdown"}')
        send(b'{"jsonrpc":"2.0","method":"exit"}')
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def test_slow_questions_do_not_hold_up_quick_ones(fresh: Wire, tmp_path) -> None:
    # Every reader thread of a framework that shares its pool would be busy by now.
    fresh.initialize(rootUri=tmp_path.as_uri())
    uri = (tmp_path / "a.py").as_uri()
    fresh.open(uri, FAULTY)
    fresh.diagnostics(uri)
    place = {"line": 8, "character": 26}
    params = {"textDocument": {"uri": uri}, "position": place}
    slow = [fresh.ask("textDocument/definition", params) for _ in range(40)]
    quick = fresh.request("textDocument/hover", params)
    assert quick["result"] is not None
    assert not any(message.get("id") in slow[5:] for message in fresh.received)
    for identity in slow:
        fresh.notify("$/cancelRequest", {"id": identity})
    for identity in slow:
        fresh.reply(identity)
    assert fresh.request("textDocument/definition", params)["result"]


def test_the_log_does_not_quote_what_the_user_writes(fresh: Wire) -> None:
    options = {"initializationOptions": {"logLevel": "debug"}}
    fresh.initialize(**options)
    fresh.open("file:///x.py", FAULTY + "secret_word = 1\n")
    fresh.diagnostics("file:///x.py")
    fresh.request("textDocument/hover", {"textDocument": {"uri": "file:///x.py"}})
    assert fresh.stop() == 0
    said = [m for m in fresh.drain(0.1) if m.get("method") == "window/logMessage"]
    assert "secret_word" not in str(said) and b"secret_word" not in b"".join(fresh.stderr)


def test_the_protocols_types_are_imported_whole_but_for_their_reprs() -> None:
    question = """
from scvi_lint.lsp.server.starting import load_protocol_types
import attrs
define = attrs.define
load_protocol_types()
from lsprotocol import types
assert attrs.define is define
from scvi_lint.lsp.server.main import Server
here = types.Position(1, 2)
assert "__repr__" not in vars(types.Diagnostic)
assert types.TextEdit(types.Range(here, here), "a") == types.TextEdit(types.Range(here, here), "a")
Server("0")
"""
    subprocess.run([sys.executable, "-c", question], check=True)
