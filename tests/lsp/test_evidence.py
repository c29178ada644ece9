"""Data files beside the conversation: a first answer at once, a second with what they tell."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import pytest
from programs import codes
from wire import Wire

from conftest import PUSHING

sys.path.append(str(Path(__file__).parents[1] / "rules"))

import tiny_files

PROGRAM = """import scanpy as sc
import scvi

adata = sc.read_h5ad("pbmc.h5ad")
scvi.model.SCVI.setup_anndata(adata, batch_key="sample")
"""
MISSING = "SCV150"


def write(folder: Path, column: str) -> None:
    made = tiny_files.cells(obs={column: "a*60 b*60"})
    tiny_files.write(str(folder / "new.h5ad"), made)
    (folder / "new.h5ad").replace(folder / "pbmc.h5ad")


def opened(wire: Wire, folder: Path, **options: object) -> str:
    wire.initialize(PUSHING, rootUri=folder.as_uri(), initializationOptions=options)
    uri = (folder / "program.py").as_uri()
    wire.open(uri, PROGRAM)
    return uri


def test_what_the_file_tells_comes_after_the_first_answer(fresh: Wire, tmp_path: Path) -> None:
    write(tmp_path, "sampleID")
    uri = opened(fresh, tmp_path)
    first = fresh.diagnostics(uri)
    assert MISSING not in codes(first)
    second = fresh.diagnostics(uri)
    assert MISSING in codes(second)


def test_a_changed_file_is_looked_at_again(fresh: Wire, tmp_path: Path) -> None:
    write(tmp_path, "sampleID")
    uri = opened(fresh, tmp_path)
    while MISSING not in codes(fresh.diagnostics(uri)):
        pass
    write(tmp_path, "sample")
    change = {"uri": (tmp_path / "pbmc.h5ad").as_uri(), "type": 2}
    fresh.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
    assert MISSING not in codes(fresh.diagnostics(uri))


def test_nothing_is_looked_at_when_the_settings_say_so(fresh: Wire, tmp_path: Path) -> None:
    write(tmp_path, "sampleID")
    uri = opened(fresh, tmp_path, evidence=False)
    assert MISSING not in codes(fresh.diagnostics(uri))
    with pytest.raises(AssertionError):
        fresh.wait(lambda message: "diagnostics" in (message.get("params") or {}), 3.0)


def outside(wire: Wire, folder: Path, own_file: str = "") -> str:
    """A program that reads a file beside its workspace, which is refused."""
    (folder / "workspace").mkdir()
    (folder / "workspace" / "scvi-lint.toml").write_text(own_file)
    write(folder, "sampleID")
    wire.initialize(PUSHING, rootUri=(folder / "workspace").as_uri())
    uri = (folder / "workspace" / "program.py").as_uri()
    wire.open(uri, PROGRAM.replace("pbmc.h5ad", str(folder / "pbmc.h5ad")))
    return uri


def permissions(wire: Wire, uri: str, line: int) -> list[dict[str, Any]]:
    spot = {"line": line, "character": 10}
    wanted = {"textDocument": {"uri": uri}, "range": {"start": spot, "end": spot}}
    reply = wire.request("textDocument/codeAction", {**wanted, "context": {"diagnostics": []}})
    return [
        action
        for action in reply["result"] or []
        if (action.get("command") or {}).get("command") == "scvi-lint.allowFolder"
    ]


def waited_for(wire: Wire, uri: str, line: int) -> list[dict[str, Any]]:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        found = permissions(wire, uri, line)
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("no permission was offered")


def test_a_folder_outside_of_the_workspace_can_be_allowed(fresh: Wire, tmp_path: Path) -> None:
    uri = outside(fresh, tmp_path)
    assert MISSING not in codes(fresh.diagnostics(uri))
    (offered,) = waited_for(fresh, uri, 3)
    assert permissions(fresh, uri, 1) == []
    assert str(tmp_path) in offered["title"]
    assert "edit" not in offered
    hover = {"textDocument": {"uri": uri}, "position": {"line": 3, "character": 2}}
    told = fresh.request("textDocument/hover", hover)["result"]["contents"]["value"]
    assert "not looked at: it is outside of the workspace" in told
    reply = fresh.request("workspace/executeCommand", offered["command"])
    assert "error" not in reply
    while MISSING not in codes(fresh.diagnostics(uri)):
        pass
    said = fresh.wait(lambda message: message.get("method") == "window/showMessage")
    assert "evidence-roots" in said["params"]["message"]
    assert permissions(fresh, uri, 3) == []


def test_a_folder_that_nobody_asked_for_is_not_allowed(fresh: Wire, tmp_path: Path) -> None:
    uri = outside(fresh, tmp_path)
    (offered,) = waited_for(fresh, uri, 3)
    for folder in ["/", str(tmp_path.parent), 7, None]:
        command = {**offered["command"], "arguments": [folder]}
        assert "error" in fresh.request("workspace/executeCommand", command)


def test_a_folder_in_the_settings_of_the_editor_is_looked_into(fresh: Wire, tmp_path: Path) -> None:
    uri = outside(fresh, tmp_path)
    waited_for(fresh, uri, 3)
    settings = {"scvi-lint": {"evidenceRoots": [str(tmp_path)]}}
    fresh.notify("workspace/didChangeConfiguration", {"settings": settings})
    while MISSING not in codes(fresh.diagnostics(uri)):
        pass
    fresh.notify("workspace/didChangeConfiguration", {"settings": {"scvi-lint": {}}})
    while MISSING in codes(fresh.diagnostics(uri)):
        pass


def test_the_repository_cannot_allow_a_folder(fresh: Wire, tmp_path: Path) -> None:
    text = f'evidence-roots = ["{tmp_path.as_posix()}"]\n'
    uri = outside(fresh, tmp_path, own_file=text)
    waited_for(fresh, uri, 3)
    found = fresh.drain(2.0)
    published = [m["params"] for m in found if m.get("method", "").endswith("publishDiagnostics")]
    assert all(MISSING not in codes(params["diagnostics"]) for params in published)


@pytest.mark.parametrize("mirror", ["", "/.virtual_documents"])
@pytest.mark.parametrize("below", ["", "/first%20run"])
def test_in_jupyterlab_files_lie_beside_the_notebook(
    fresh: Wire, tmp_path: Path, mirror: str, below: str
) -> None:
    """Its client may name a folder of copies, which mirrors the root, as the root."""
    beside = Path(f"{tmp_path}{below.replace('%20', ' ')}")
    beside.mkdir(exist_ok=True)
    write(beside, "sampleID")
    root = tmp_path.as_uri() + mirror
    fresh.initialize(PUSHING, rootUri=root)
    uri = f"{root}{below}/notes.ipynb"
    fresh.open(uri, PROGRAM)
    assert MISSING not in codes(fresh.diagnostics(uri))
    assert MISSING in codes(fresh.diagnostics(uri))


def test_batches_are_counted_by_condition_though_no_rule_asks(fresh: Wire, tmp_path: Path) -> None:
    made = tiny_files.cells(obs={"sample": "a*60 b*60", "condition": "no*90 yes*30"})
    tiny_files.write(str(tmp_path / "pbmc.h5ad"), made)
    uri = opened(fresh, tmp_path, ignore=["ALL"])
    line = next(n for n, one in enumerate(PROGRAM.splitlines()) if "batch_key" in one)
    place = {"line": line, "character": PROGRAM.splitlines()[line].index("batch_key") + 2}
    shown = ""
    until = time.monotonic() + 20
    while "Cells by" not in shown and time.monotonic() < until:
        time.sleep(0.2)
        answer = fresh.request(
            "textDocument/hover", {"textDocument": {"uri": uri}, "position": place}
        )
        shown = (answer["result"] or {}).get("contents", {}).get("value", "")
    assert "no **60** · yes **0**" in shown or "no 60 · yes 0" in shown
