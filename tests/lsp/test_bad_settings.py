"""One bad document, setting or file touches no other; what is wrong is said, the rest is shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from programs import FAULT, FAULTY, codes
from wire import Wire

from conftest import PUSHING
from scvi_lint.lsp.documents.paths import to_path

BAD = {
    "digits": b"[tool.scvi-lint]\nx = " + b"1" * 5_000,
    "key": b"[tool.scvi-lint]\na" + b".a" * 20_000 + b" = 1",
    "arrays": b"[tool.scvi-lint]\nx = " + b"[" * 20_000,
    "bytes": b"[tool.scvi-lint]\nx = '\xff'",
    "large": b"[tool.scvi-lint]\n" + b"# padding\n" * 10_000,
}
LONG = "1." + "9" * 6_000


def opened(wire: Wire, folder: Path) -> str:
    folder.mkdir(exist_ok=True)
    uri = (folder / "a.py").as_uri()
    wire.open(uri, FAULTY)
    return uri


def said(wire: Wire, word: str) -> str:
    """A message to the user that holds a word."""
    found = wire.wait(
        lambda m: (
            m.get("method") in ("window/showMessage", "window/logMessage")
            and word in m["params"]["message"]
        )
    )
    return found["params"]["message"]


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_of_settings_is_said_and_the_other_documents_are_shown(
    what: str, fresh: Wire, tmp_path: Path
) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "pyproject.toml").write_bytes(BAD[what])
    fresh.initialize(PUSHING, rootUri=tmp_path.as_uri())
    bad, good = opened(fresh, tmp_path / "bad"), opened(fresh, tmp_path / "good")
    assert codes(fresh.diagnostics(good)) == [FAULT]
    assert codes(fresh.diagnostics(bad)) == [FAULT]
    assert len(said(fresh, "cannot read")) < 500


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_becomes_bad_and_good_again(what: str, fresh: Wire, tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(f'[tool.scvi-lint]\nignore = ["{FAULT}"]\n')
    fresh.initialize(PUSHING, rootUri=tmp_path.as_uri())
    uris = [opened(fresh, tmp_path / "one"), opened(fresh, tmp_path / "two")]
    for uri in uris:
        assert fresh.diagnostics(uri) == []
    change = {"changes": [{"uri": file.as_uri(), "type": 2}]}
    file.write_bytes(BAD[what])
    fresh.notify("workspace/didChangeWatchedFiles", change)
    for uri in uris:
        assert codes(fresh.diagnostics(uri)) == [FAULT]
    file.write_text(f'[tool.scvi-lint]\nignore = ["{FAULT}"]\n')
    fresh.notify("workspace/didChangeWatchedFiles", change)
    for uri in uris:
        assert fresh.diagnostics(uri) == []


SETTINGS: dict[str, Any] = {
    "version": {"scvi-version": LONG},
    "python": {"python": "a\0b"},
    "half a character": {"python": "\ud800", "evidence-roots": ["\ud800"]},
    "roots": {"evidence-roots": ["\0", "/" + "a" * 100_000]},
    "words": {"select": [f"X{n}" for n in range(20_000)]},
    "patterns": {"exclude": ["*a" * 5_000 + "b"], "per-file-ignores": {"\0": ["SCV1"]}},
    "overrides": {"overrides": [{"files": ["a"], "python": "\0", "scvi-version": LONG}] * 50},
    "unknown": {f"x{n}": n for n in range(20_000)},
}


@pytest.mark.parametrize("what", SETTINGS)
def test_a_bad_setting_is_left_out_and_the_rest_applies(
    what: str, fresh: Wire, tmp_path: Path
) -> None:
    fresh.initialize(PUSHING, rootUri=tmp_path.as_uri())
    uris = [opened(fresh, tmp_path / "one"), opened(fresh, tmp_path / "two")]
    for uri in uris:
        assert codes(fresh.diagnostics(uri)) == [FAULT]
    for ignore, expected in (([FAULT], []), ([], [FAULT])):
        settings = {**SETTINGS[what], "ignore": ignore}
        fresh.notify("workspace/didChangeConfiguration", {"settings": {"scvi-lint": settings}})
        for uri in uris:
            assert codes(fresh.diagnostics(uri)) == expected


URIS = (
    "file:///a%00b.py",
    "file:///%ED%A0%80.py",
    "file:///\ud800.py",
    "file:///" + "a" * 5_000 + ".py",
    "file://[bad/a.py",
    "file:",
    "file:///",
    "untitled:\0",
    "%00",
    "",
    "file:///dev/zero",
    "file:///proc/self/mem/a.py",
)


def test_documents_with_names_that_no_file_has_touch_no_other(fresh: Wire, tmp_path: Path) -> None:
    fresh.initialize(PUSHING, rootUri=tmp_path.as_uri())
    good = opened(fresh, tmp_path)
    assert codes(fresh.diagnostics(good)) == [FAULT]
    for uri in URIS:
        fresh.open(uri, FAULTY)
        _everything_is_asked(fresh, uri)
        for ignore, expected in (([FAULT], []), ([], [FAULT])):
            settings = {"scvi-lint": {"ignore": ignore}}
            fresh.notify("workspace/didChangeConfiguration", {"settings": settings})
            assert codes(fresh.diagnostics(good)) == expected, uri
        fresh.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert not any(b"Traceback" in line for line in fresh.stderr)


def _everything_is_asked(fresh: Wire, uri: str) -> None:
    position = {"line": 1, "character": 3}
    for method in ("hover", "definition", "completion"):
        fresh.request(
            f"textDocument/{method}", {"textDocument": {"uri": uri}, "position": position}
        )
    fresh.request("textDocument/documentLink", {"textDocument": {"uri": uri}})
    change = {"changes": [{"uri": uri, "type": 2}]}
    fresh.notify("workspace/didChangeWatchedFiles", change)
    fresh.notify("textDocument/didSave", {"textDocument": {"uri": uri}})


@pytest.mark.parametrize("uri", ["file:///a%00b.py", "file:///\ud800.py", "file:///a\0"])
def test_a_name_that_no_file_has_is_no_path(uri: str) -> None:
    assert to_path(uri) is None


def test_a_folder_with_a_name_that_no_file_has(fresh: Wire, tmp_path: Path) -> None:
    folders = [{"uri": "file:///a%00b", "name": "x"}, {"uri": tmp_path.as_uri(), "name": "y"}]
    fresh.initialize(PUSHING, workspaceFolders=folders)
    assert codes(fresh.diagnostics(opened(fresh, tmp_path))) == [FAULT]


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes with names")
def test_pipes_and_links_out_are_not_waited_for(fresh: Wire, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (tmp_path / "outside.toml").write_text(f'ignore = ["{FAULT}"]\n')
    (folder / "scvi-lint.toml").symlink_to(tmp_path / "outside.toml")
    for name in ("pyproject.toml", "requirements.txt", "uv.lock", "module.py"):
        os.mkfifo(folder / name)
    fresh.initialize(PUSHING, rootUri=folder.as_uri())
    uri = (folder / "a.py").as_uri()
    fresh.open(uri, "import module\n" + FAULTY)
    assert codes(fresh.diagnostics(uri)) == [FAULT]
    assert "behind a link" in said(fresh, "scvi-lint.toml")


def test_the_users_own_broken_file_does_not_end_the_server(tmp_path: Path) -> None:
    home = tmp_path / "home" / "scvi-lint"
    home.mkdir(parents=True)
    (home / "scvi-lint.toml").write_bytes(BAD["digits"])
    with Wire(environment={"XDG_CONFIG_HOME": str(tmp_path / "home")}) as wire:
        wire.initialize(PUSHING, rootUri=tmp_path.as_uri())
        assert codes(wire.diagnostics(opened(wire, tmp_path / "project"))) == [FAULT]
        assert str(home) in said(wire, "cannot read")


def test_a_package_of_rules_that_is_not_installed_is_said_and_the_rest_is_asked(
    fresh: Wire, tmp_path: Path
) -> None:
    fresh.initialize(
        PUSHING, rootUri=tmp_path.as_uri(), initializationOptions={"plugins": ["nobody"]}
    )
    uri = opened(fresh, tmp_path / "project")
    assert codes(fresh.diagnostics(uri)) == [FAULT]
    assert "no installed package" in said(fresh, "nobody")
    place = {"textDocument": {"uri": uri}, "position": {"line": 9, "character": 8}}
    assert fresh.request("textDocument/hover", place)["result"]
    params = {"command": "scvi-lint.explain", "arguments": [FAULT, uri]}
    assert FAULT in fresh.request("workspace/executeCommand", params)["result"]
