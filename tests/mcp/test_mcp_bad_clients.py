"""Clients that cancel, talk nonsense, send too much, ask for what lies outside: one reply each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp")

import anyio
from mcp.client import Client
from mcp.shared.exceptions import MCPError
from talking import MODES, call, refused, talk

HELLO = {
    "jsonrpc": "2.0",
    "id": 0,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "0"},
    },
}
READY = {"jsonrpc": "2.0", "method": "notifications/initialized"}
# Followed in full it takes many seconds: each function is entered from each call.
SLOW = (
    "import scvi\n"
    + "".join(
        f"def f{n}(a):\n    for i in range(3):\n        f{n + 1}(a); f{n + 2}(a)\n"
        "        a = scvi.data.synthetic_iid()\n"
        for n in range(2_500)
    )
    + "".join(f"f{n}(scvi.data.synthetic_iid())\n" for n in range(2_000))
)


def asked(number: int, tool: str, **given: Any) -> dict[str, Any]:
    params = {"name": tool, "arguments": given}
    return {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}


def answers(here: Path, *lines: dict[str, Any] | str, until: int) -> list[dict[str, Any]]:
    """All that the server says until the request `until` is answered; raw lines go in."""
    command = "import sys; from scvi_lint.__main__ import main; sys.argv[1:] = ['mcp']; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=here,
        text=True,
        encoding="utf-8",
    )
    assert process.stdin is not None and process.stdout is not None
    found: list[dict[str, Any]] = []
    try:
        for line in (HELLO, READY, *lines):
            process.stdin.write((line if isinstance(line, str) else json.dumps(line)) + "\n")
        process.stdin.flush()
        while not any(one.get("id") == until for one in found):
            line = process.stdout.readline()
            assert line, "the server has gone"
            found.append(json.loads(line))
        process.stdin.close()
        assert process.wait(20) == 0
        found += [json.loads(line) for line in process.stdout.read().splitlines()]
    finally:
        process.kill()
        process.stdout.close()
        process.wait()
    return found


def replies(found: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    return [one for one in found if one.get("id") == number]


def test_nonsense_is_answered_once_and_the_server_goes_on(tmp_path: Path) -> None:
    nonsense = [
        asked(1, "no_such_tool"),
        asked(2, "check_code"),
        asked(3, "check_code", code=7),
        asked(4, "check_code", code="x = 1", colour="red"),
        asked(5, "check_code", code="x = 1", severity="loud"),
        asked(6, "check_code", code="x = 1", scvi_version="one"),
        {"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {"name": 3}},
        {"jsonrpc": "2.0", "id": 8, "method": "no/such/method"},
        asked(9, "check_code", code="\u202e\x00 = (((((", filename="a.ipynb"),
        asked(10, "check_code", code="import scvi\n" + "(" * 50_000),
        json.dumps(asked(12, "check_code", code="\ud800")),  # half a letter: no JSON for the SDK
        "{this is no JSON",
        "[]",
        "\x00\x01",
        asked(11, "check_code", code="import scvi\n"),
    ]
    found = answers(tmp_path, *nonsense, until=11)
    for number in range(12):
        assert len(replies(found, number)) == 1, number
    for number in (2, 3, 4, 5, 6):
        (reply,) = replies(found, number)
        assert reply["result"]["isError"], number
    for number in (1, 7, 8):
        assert "error" in replies(found, number)[0], number
    assert replies(found, 11)[0]["result"]["structuredContent"]["clean"]


def test_five_megabytes_of_code_are_refused_in_one_reply(tmp_path: Path) -> None:
    async def say(found: Client) -> None:
        code = "import scvi\n" + "x = scvi.model.SCVI\n" * 250_000
        assert len(code) > 5_000_000
        for tool in ("check_code", "fix_code", "inspect_program"):
            assert "more than 1 MB" in await refused(found, tool, code=code)
        assert (await call(found, "check_code", code="import scvi\n"))["clean"]

    talk(say, tmp_path)


def test_five_megabytes_in_a_file_are_checked(tmp_path: Path) -> None:
    (tmp_path / "large.py").write_text("import scvi\n" + "# nothing\n" * 500_000)

    async def say(found: Client) -> None:
        assert (await call(found, "check_file", path="large.py"))["clean"]

    talk(say, tmp_path)


@pytest.mark.parametrize("mode", MODES)
def test_a_cancelled_call_ends_and_makes_way(mode: str, tmp_path: Path) -> None:
    async def say(found: Client) -> None:
        await call(found, "check_code", code="import scvi\n")  # all is imported
        with anyio.move_on_after(1.0) as scope:
            await found.call_tool("check_code", {"code": SLOW})
        assert scope.cancelled_caught
        began = time.monotonic()
        assert (await call(found, "check_code", code="import scvi\n"))["clean"]
        assert time.monotonic() - began < 5

    talk(say, tmp_path, mode=mode)


def test_a_call_that_waits_can_be_cancelled(tmp_path: Path) -> None:
    cancel = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 2}}
    lines = [
        asked(1, "check_code", code="import scvi\n" + "x = 1\n" * 9_000),
        asked(2, "check_code", code=SLOW),
    ]
    found = answers(tmp_path, *lines, cancel, asked(3, "explain", what="SCV401"), until=3)
    assert len(replies(found, 1)) == 1
    assert replies(found, 2) == []  # the protocol wants no answer to what was cancelled
    assert len(replies(found, 3)) == 1


OUTSIDE = ("../secret.py", "{base}/secret.py", "link.py", "folder/secret.py", "~/secret.py")


@pytest.fixture
def guarded(tmp_path: Path) -> Path:
    """A project beside what is not the client's: a program, data, links to both."""
    (tmp_path / "secret.py").write_text("import scvi\nSECRET = scvi.nothing_of_this_name\n")
    (tmp_path / "secret.h5ad").write_bytes(b"\x89HDF\r\n\x1a\n")
    (tmp_path / "scvi-lint.toml").write_text('select = ["SCV999"]\n')
    outer = tmp_path / "outer"
    outer.mkdir()
    (outer / "secret.py").write_text("import scvi\n")
    here = tmp_path / "project"
    here.mkdir()
    os.symlink(tmp_path / "secret.py", here / "link.py")
    os.symlink(tmp_path / "secret.h5ad", here / "link.h5ad")
    os.symlink(outer, here / "folder")
    (here / "own.py").write_text("import scvi\nscvi.model.SCVII\n")
    return here


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("mode", MODES)
def test_what_lies_outside_is_refused_however_it_is_named(
    mode: str, named: bool, guarded: Path
) -> None:
    async def say(found: Client) -> None:
        for path in OUTSIDE:
            path = path.format(base=guarded.parent)
            for tool in ("check_file", "inspect_program"):
                said = await refused(found, tool, path=path)
                assert "inside of" in said and "SECRET" not in said
        for path in ("../secret.h5ad", "link.h5ad", str(guarded.parent / "secret.h5ad")):
            assert "inside of" in await refused(found, "inspect_data", path=path)
            assert "inside of" in await refused(found, "recommend_setup", path=path)
        assert "inside of" in await refused(found, "check_repository", path="..")
        assert "inside of" in await refused(found, "check_code", code="1", filename="../a.py")
        assert "inside of" in await refused(found, "check_code", code="1", filename="folder/a.py")
        # The link is passed over, and settings above the folder are none of it.
        report = await call(found, "check_repository")
        assert {one["path"] for one in report["findings"]} == {"own.py"}

    roots = [guarded.as_uri()] if named else None
    talk(say, guarded, roots=roots, mode=mode)


@pytest.mark.parametrize("mode", MODES)
def test_folders_that_the_client_names_take_the_place_of_our_own(
    mode: str, guarded: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.py").write_text("import scvi\nscvi.model.SCVII\n")

    async def say(found: Client) -> None:
        assert not (await call(found, "check_file", path="a.py"))["clean"]
        assert "named by the client" in await refused(
            found, "check_file", path=str(guarded / "own.py")
        )

    talk(say, guarded, roots=[other.as_uri()], mode=mode)


@pytest.mark.parametrize("mode", MODES)
def test_a_client_whose_folders_are_none_of_this_machine_has_none(mode: str, guarded: Path) -> None:
    async def say(found: Client) -> None:
        said = await refused(found, "check_file", path=str(guarded / "own.py"))
        assert "names none" in said

    talk(say, guarded, roots=["file://elsewhere/tmp"], mode=mode)


def test_a_program_cannot_have_a_file_outside_opened(guarded: Path) -> None:
    code = 'import anndata, scvi\nadata = anndata.read_h5ad("../secret.h5ad")\nadata.obs["x"]\n'

    async def say(found: Client) -> None:
        told = await call(found, "inspect_program", code=code)
        (one,) = [one for one in told["objects"] if "adata" in one["names"]]
        assert "outside" in one["facts"]["refused"]["is"]

    talk(say, guarded)


def test_an_unknown_prompt_and_resource_are_errors_of_the_protocol(tmp_path: Path) -> None:
    async def say(found: Client) -> None:
        with pytest.raises(MCPError, match="no prompt"):
            await found.get_prompt("no_such", {})
        with pytest.raises(MCPError, match="needs"):
            await found.get_prompt("why_nan", {})
        for address in (
            "scvi-lint://rules/NOPE",
            "scvi-lint://pages/../secret",
            "file:///etc/passwd",
        ):
            with pytest.raises(MCPError):
                await found.read_resource(address)

    talk(say, tmp_path)


def test_without_the_extra_the_command_says_what_to_install(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['mcp'] = None; sys.modules['mcp_types'] = None\n"
        "from scvi_lint.cli.main import run; sys.exit(run(['mcp']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=False,
        text=True,
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    assert done.returncode == 2
    assert "pip install 'scvi-lint[mcp]'" in done.stderr and "Traceback" not in done.stderr
