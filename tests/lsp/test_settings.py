"""Where settings come from, for which documents they hold, and what happens when they change."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from notebooks import Notebook
from programs import FAULT, FAULTY, codes
from wire import Wire

from conftest import PUSHING, VSCODE_TODAY
from scvi_lint.lsp.session.settings import EditorSettings

OFF = {"ignore": [FAULT]}


def open_in(wire: Wire, folder: Path, name: str = "a.py") -> str:
    uri = (folder / name).as_uri()
    wire.open(uri, FAULTY)
    return uri


def with_workspace(**workspace: Any) -> dict[str, Any]:
    return {**PUSHING, "workspace": {**PUSHING["workspace"], **workspace}}


def test_the_projects_own_file_holds(fresh: Wire, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(f'[tool.scvi-lint]\nignore = ["{FAULT}"]\n')
    fresh.initialize(PUSHING, rootUri=tmp_path.as_uri())
    assert fresh.diagnostics(open_in(fresh, tmp_path)) == []


def test_settings_that_come_with_initialize_hold(fresh: Wire, tmp_path: Path) -> None:
    fresh.initialize(PUSHING, rootUri=tmp_path.as_uri(), initializationOptions={"settings": OFF})
    assert fresh.diagnostics(open_in(fresh, tmp_path)) == []


def test_settings_pushed_later_hold_from_then_on(fresh: Wire, tmp_path: Path) -> None:
    # JupyterLab sends them this way, and can be asked for nothing.
    fresh.initialize(PUSHING, rootUri=tmp_path.as_uri())
    uri = open_in(fresh, tmp_path)
    assert codes(fresh.diagnostics(uri)) == [FAULT]
    for wrapped in ({"scvi-lint": OFF}, {"scvi-lint": {"ignore": []}}, OFF):
        fresh.notify("workspace/didChangeConfiguration", {"settings": wrapped})
        expected = [] if "ignore" in str(wrapped) and FAULT in str(wrapped) else [FAULT]
        assert codes(fresh.diagnostics(uri)) == expected


def answer(wire: Wire, by_scope: dict[str | None, Any]) -> None:
    """Answer the server's question for settings, folder by folder."""
    asked = wire.wait(lambda m: m.get("method") == "workspace/configuration")
    items = asked["params"]["items"]
    assert all(item["section"] == "scvi-lint" for item in items)
    result = [by_scope.get(item.get("scopeUri")) for item in items]
    wire.send({"jsonrpc": "2.0", "id": asked["id"], "result": result})


def test_each_folder_has_its_own_settings(fresh: Wire, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    folders = [{"uri": folder.as_uri(), "name": folder.name} for folder in (one, other)]
    fresh.initialize(with_workspace(configuration=True), workspaceFolders=folders)
    answer(fresh, {one.as_uri(): OFF, other.as_uri(): None, None: None})
    assert fresh.diagnostics(open_in(fresh, one)) == []
    assert codes(fresh.diagnostics(open_in(fresh, other))) == [FAULT]


def test_nothing_is_shown_before_the_editor_has_told_its_settings(
    fresh: Wire, tmp_path: Path
) -> None:
    fresh.initialize(with_workspace(configuration=True), rootUri=tmp_path.as_uri())
    uri = open_in(fresh, tmp_path)
    time.sleep(0.3)
    answer(fresh, {tmp_path.as_uri(): OFF})
    assert fresh.diagnostics(uri) == []


def test_changed_settings_are_asked_for_again(fresh: Wire, tmp_path: Path) -> None:
    fresh.initialize(with_workspace(configuration=True), rootUri=tmp_path.as_uri())
    answer(fresh, {})
    uri = open_in(fresh, tmp_path)
    assert codes(fresh.diagnostics(uri)) == [FAULT]
    fresh.notify("workspace/didChangeConfiguration", {"settings": None})
    answer(fresh, {tmp_path.as_uri(): OFF, None: {}})
    assert fresh.diagnostics(uri) == []


def test_folders_come_and_go(fresh: Wire, tmp_path: Path) -> None:
    (tmp_path / "scvi-lint.toml").write_text(f'ignore = ["{FAULT}"]\n')
    fresh.initialize(with_workspace(configuration=True, workspaceFolders=True))
    answer(fresh, {})
    inner = tmp_path / "inner"
    event = {"added": [{"uri": inner.as_uri(), "name": "inner"}], "removed": []}
    fresh.notify("workspace/didChangeWorkspaceFolders", {"event": event})
    answer(fresh, {inner.as_uri(): {"select": [FAULT], "ignore": []}})
    uri = open_in(fresh, inner)
    assert codes(fresh.diagnostics(uri)) == [FAULT]  # the editor's word wins over the file's
    event = {"added": [], "removed": event["added"]}
    fresh.notify("workspace/didChangeWorkspaceFolders", {"event": event})
    answer(fresh, {})
    assert fresh.diagnostics(uri) == []


def test_a_watched_settings_file_is_read_again(fresh: Wire, tmp_path: Path) -> None:
    watching = with_workspace(didChangeWatchedFiles={"dynamicRegistration": True})
    fresh.initialize(watching, rootUri=tmp_path.as_uri())
    asked = fresh.wait(lambda m: m.get("method") == "client/registerCapability")
    fresh.send({"jsonrpc": "2.0", "id": asked["id"], "result": None})
    (registration,) = asked["params"]["registrations"]
    patterns = [w["globPattern"] for w in registration["registerOptions"]["watchers"]]
    assert any("scvi-lint" in pattern and "toml" in pattern for pattern in patterns)
    assert any("h5ad" in pattern for pattern in patterns)
    uri = open_in(fresh, tmp_path)
    assert codes(fresh.diagnostics(uri)) == [FAULT]
    file = tmp_path / "scvi-lint.toml"
    file.write_text(f'ignore = ["{FAULT}"]\n')
    storm = [{"uri": file.as_uri(), "type": 1}] * 500
    fresh.notify("workspace/didChangeWatchedFiles", {"changes": storm})
    assert fresh.diagnostics(uri) == []


def test_without_a_watcher_settings_are_read_again_on_save(fresh: Wire, tmp_path: Path) -> None:
    fresh.initialize(PUSHING, rootUri=tmp_path.as_uri())
    uri = open_in(fresh, tmp_path)
    assert codes(fresh.diagnostics(uri)) == [FAULT]
    (tmp_path / "scvi-lint.toml").write_text(f'ignore = ["{FAULT}"]\n')
    fresh.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    assert fresh.diagnostics(uri) == []


def test_a_broken_settings_file_is_named_in_the_log_and_nothing_else(
    fresh: Wire, tmp_path: Path
) -> None:
    (tmp_path / "scvi-lint.toml").write_text("ignore = [\n")
    fresh.initialize(PUSHING, rootUri=tmp_path.as_uri())
    uri = open_in(fresh, tmp_path)
    assert codes(fresh.diagnostics(uri)) == [FAULT]
    fresh.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    logged = fresh.wait(
        lambda m: (
            m.get("method") == "window/logMessage" and "scvi-lint.toml" in m["params"]["message"]
        )
    )
    assert logged["params"]["type"] == 2


def test_settings_and_rules_that_nothing_has_are_shown_once(fresh: Wire, tmp_path: Path) -> None:
    (tmp_path / "scvi-lint.toml").write_text('selct = ["SCV201"]\nignore = ["SCV9999"]\n')
    fresh.initialize(PUSHING, rootUri=tmp_path.as_uri())
    uri = open_in(fresh, tmp_path)
    assert codes(fresh.diagnostics(uri)) == [FAULT]
    said = [
        fresh.wait(
            lambda m: (
                m.get("method") == "window/showMessage" and word in m["params"]["message"]  # noqa: B023
            )
        )["params"]["message"]
        for word in ("selct", "SCV9999")
    ]
    assert said[0].endswith("scvi-lint.toml: there is no setting 'selct'; did you mean 'select'?")
    assert said[1].startswith("scvi-lint: scvi-lint.toml: no rule is called 'SCV9999'")
    fresh.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    later = [m for m in fresh.drain(0.3) if m.get("method") == "window/showMessage"]
    assert later == []


def test_a_module_of_the_project_is_read_as_the_editor_has_it(fresh: Wire, tmp_path: Path) -> None:
    module = tmp_path / "prepare.py"
    module.write_text("import scanpy as sc\ndef prepare(data):\n    return data\n")
    program = FAULTY.replace("import scvi\n", "import scvi\nfrom prepare import prepare\n")
    program = program.replace(
        "sc.pp.normalize_total(adata)\nsc.pp.log1p(adata)\n", "prepare(adata)\n"
    )
    fresh.initialize(PUSHING, rootUri=tmp_path.as_uri())
    uri = (tmp_path / "a.py").as_uri()
    fresh.open(uri, program)
    assert fresh.diagnostics(uri) == []
    fresh.open(module.as_uri(), module.read_text())
    fresh.change(
        module.as_uri(),
        2,
        {"text": "import scanpy as sc\ndef prepare(data):\n    sc.pp.log1p(data)\n"},
    )
    (found,) = fresh.diagnostics(uri)
    assert found["code"] == FAULT
    places = {one["location"]["uri"] for one in found["relatedInformation"]}
    assert module.as_uri() in places


# --- asking instead of being told -------------------------------------------------------------


def pull(wire: Wire, uri: str, previous: str | None = None) -> dict[str, Any]:
    params = {"textDocument": {"uri": uri}, "previousResultId": previous}
    return wire.request("textDocument/diagnostic", params)["result"]


def test_a_client_that_can_be_refreshed_asks_and_is_told_nothing_twice(
    fresh: Wire, tmp_path: Path
) -> None:
    reply = fresh.initialize(VSCODE_TODAY, rootUri=tmp_path.as_uri())
    assert reply["result"]["capabilities"]["diagnosticProvider"]["interFileDependencies"] is True
    assert reply["result"]["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"] is False
    uri = open_in(fresh, tmp_path)
    report = pull(fresh, uri)
    assert report["kind"] == "full" and codes(report["items"]) == [FAULT]
    again = pull(fresh, uri, report["resultId"])
    assert again == {"kind": "unchanged", "resultId": report["resultId"]}
    fresh.change(uri, 2, {"text": "# x\n" + FAULTY})
    moved = pull(fresh, uri, report["resultId"])
    assert moved["kind"] == "full" and moved["resultId"] != report["resultId"]
    pushed = [m for m in fresh.drain(0.2) if m.get("method") == "textDocument/publishDiagnostics"]
    assert pushed == []


def test_a_client_that_cannot_be_refreshed_is_pushed_to(fresh: Wire, tmp_path: Path) -> None:
    capabilities = with_workspace()
    assert "diagnostic" in capabilities["textDocument"]
    reply = fresh.initialize(capabilities, rootUri=tmp_path.as_uri())
    assert "diagnosticProvider" not in reply["result"]["capabilities"]
    assert codes(fresh.diagnostics(open_in(fresh, tmp_path))) == [FAULT]


def test_the_client_is_refreshed_when_settings_change(fresh: Wire, tmp_path: Path) -> None:
    fresh.initialize(VSCODE_TODAY, rootUri=tmp_path.as_uri())
    uri = open_in(fresh, tmp_path)
    first = pull(fresh, uri)
    fresh.drain(0.2)
    fresh.notify("workspace/didChangeConfiguration", {"settings": {"scvi-lint": OFF}})
    fresh.wait(lambda m: m.get("method") == "workspace/diagnostic/refresh")
    assert pull(fresh, uri, first["resultId"])["items"] == []


# --- what editors write -----------------------------------------------------------------------


def test_names_may_be_written_as_editors_write_them() -> None:
    settings = EditorSettings(
        {"scviVersion": "1.2.0", "extendSelect": ["SCV4"], "logLevel": "debug"}
    )
    assert settings.values == {"scvi_version": "1.2.0", "extend_select": ("SCV4",)}
    assert settings.log_level == "debug" and settings.wrong == []


def test_what_is_not_understood_is_said_and_the_rest_applies() -> None:
    settings = EditorSettings(
        {
            "settings": {
                "scvi-lint": {
                    "selct": ["A"],
                    "severity": 7,
                    "ignore": ["SCV1"],
                    "diagnosticMode": "everything",
                    "importStrategy": "x",
                    "preset": None,
                }
            }
        }
    )
    assert settings.values == {"ignore": ("SCV1",)}
    assert len(settings.wrong) == 3
    assert any("select" in sentence for sentence in settings.wrong)


def test_settings_of_any_shape_are_survived() -> None:
    for odd in (None, 5, [], "x", {"settings": []}, {"scvi-lint": None}, {1: 2}):
        assert EditorSettings(odd).values == {}


def test_the_status_says_who_named_the_release(fresh: Wire, tmp_path: Path) -> None:
    (tmp_path / "scvi-lint.toml").write_text('scvi-version = "1.3.3"\n')
    fresh.initialize(PUSHING, rootUri=tmp_path.as_uri())
    asked = {"command": "scvi-lint.status", "arguments": [open_in(fresh, tmp_path)]}
    found = fresh.request("workspace/executeCommand", asked)["result"]
    assert (found["scviTools"], found["origin"]) == ("1.3.3", "scvi-lint.toml")
    fresh.notify("workspace/didChangeConfiguration", {"settings": {"scvi-version": "1.2.0"}})
    found = fresh.request("workspace/executeCommand", asked)["result"]
    assert (found["scviTools"], found["origin"]) == ("1.2.0", "the editor's settings")


def status(wire: Wire, uri: str) -> tuple[str, str]:
    asked = {"command": "scvi-lint.status", "arguments": [uri]}
    found = wire.request("workspace/executeCommand", asked)["result"]
    return found["scviTools"], found["origin"]


def test_the_status_follows_a_pin_that_changes(fresh: Wire, tmp_path: Path) -> None:
    watching = with_workspace(didChangeWatchedFiles={"dynamicRegistration": True})
    pins = tmp_path / "requirements.txt"
    pins.write_text("scvi-tools==1.3.3\n")
    fresh.initialize(watching, rootUri=tmp_path.as_uri())
    uri = open_in(fresh, tmp_path)
    assert status(fresh, uri) == ("1.3.3", "requirements.txt")
    pins.write_text("scvi-tools==1.2.0\n")
    change = {"uri": pins.as_uri(), "type": 2}
    fresh.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
    end = time.monotonic() + 10
    while status(fresh, uri) != ("1.2.0", "requirements.txt"):
        assert time.monotonic() < end, "the old release is still assumed"
        time.sleep(0.05)


def test_what_is_installed_meanwhile_counts_from_the_next_save(fresh: Wire, tmp_path: Path) -> None:
    fresh.initialize(PUSHING, rootUri=tmp_path.as_uri())
    packages = tmp_path / ".venv" / "lib" / "python3.12" / "site-packages"
    (packages / "scvi_tools-1.3.3.dist-info").mkdir(parents=True)
    uri = open_in(fresh, tmp_path)
    assert status(fresh, uri) == ("1.3.3", ".venv of the project")
    (packages / "scvi_tools-1.3.3.dist-info").rename(packages / "scvi_tools-1.4.2.dist-info")
    fresh.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    assert status(fresh, uri) == ("1.4.2", ".venv of the project")
    debug = {"command": "scvi-lint.printDebugInformation", "arguments": []}
    text = fresh.request("workspace/executeCommand", debug)["result"]
    assert "scvi-tools 1.4.2 (.venv of the project)" in text


def test_the_status_is_that_of_what_the_program_itself_installs_or_shows(
    fresh: Wire, tmp_path: Path
) -> None:
    fresh.initialize(PUSHING, rootUri=tmp_path.as_uri())
    old = tmp_path / "old.py"
    fresh.open(old.as_uri(), "import scvi\nscvi.data.setup_anndata(scvi.data.synthetic_iid())\n")
    assert status(fresh, old.as_uri()) == ("0.14.6", "by its use of scvi.data.setup_anndata")
    notebook = Notebook(
        fresh,
        (tmp_path / "a.ipynb").as_uri(),
        "!pip install scvi-tools==1.1.2",
        "import scvi\nscvi.model.SCVI",
    )
    assert status(fresh, notebook.uri) == ("1.1.2", "installed by cell 1")
    notebook.edit(0, "1.1.2", "1.3.3")
    assert status(fresh, notebook.uri) == ("1.3.3", "installed by cell 1")
    hover = fresh.request(
        "textDocument/hover",
        {"textDocument": {"uri": notebook.cell(1)}, "position": {"line": 1, "character": 12}},
    )["result"]
    assert "scvi-tools 1.3.3 (installed by cell 1)" in hover["contents"]["value"]
