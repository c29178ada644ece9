"""What the editors' files say about the server must be what the server says of itself."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from programs_to_open import SOURCE

from scvi_lint.config.options import OPTIONS, Option
from scvi_lint.config.schema import schema
from scvi_lint.homepage import HOME
from scvi_lint.lsp import jupyter_lsp_spec, names
from scvi_lint.lsp.session.settings import LOG_LEVELS, OPEN_FILES, WORKSPACE, EditorSettings

ROOT = Path(__file__).parents[2]
EDITORS = ROOT / "editors"
MANIFEST = json.loads((EDITORS / "vscode/package.json").read_text())
SETTINGS = MANIFEST["contributes"]["configuration"]["properties"]
OF_THE_EDITOR = {
    "enable",
    "path",
    "interpreter",
    "args",
    "installFrom",
    "diagnosticMode",
    "inlayHints",
    "logLevel",
}


def _camel(name: str) -> str:
    return re.sub(r"-(\w)", lambda match: match[1].upper(), name)


def test_vs_code_has_every_setting_and_no_other() -> None:
    expected = OF_THE_EDITOR | {_camel(option.name) for option in OPTIONS}
    assert {name.removeprefix("scvi-lint.") for name in SETTINGS} == expected


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_a_setting_of_vs_code_has_the_shape_of_the_option(option: Option) -> None:
    setting = SETTINGS[f"scvi-lint.{_camel(option.name)}"]
    shape = schema()["properties"][option.name]
    assert {key: setting.get(key) for key in shape if key != "description"} == {
        key: value for key, value in shape.items() if key != "description"
    }
    assert setting["markdownDescription"].startswith(option.about)


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_a_repository_cannot_widen_what_is_trusted(option: Option) -> None:
    name = f"scvi-lint.{_camel(option.name)}"
    restricted = MANIFEST["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]
    if not option.own:
        assert SETTINGS[name]["scope"] == "resource"
    else:
        assert name in restricted
        # `python` names a folder that is read; the others open files and import code.
        wanted = "machine-overridable" if option.name == "python" else "machine"
        assert SETTINGS[name]["scope"] == wanted


def test_what_is_run_is_restricted_in_vs_code() -> None:
    restricted = MANIFEST["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]
    for name in ("path", "interpreter", "args"):
        assert f"scvi-lint.{name}" in restricted
        assert SETTINGS[f"scvi-lint.{name}"]["scope"] == "machine-overridable"


def test_the_server_understands_what_vs_code_sends() -> None:
    given = {name.removeprefix("scvi-lint."): one["default"] for name, one in SETTINGS.items()}
    assert EditorSettings({"scvi-lint": given}).wrong == []
    assert SETTINGS["scvi-lint.diagnosticMode"]["enum"] == [OPEN_FILES, WORKSPACE]
    assert SETTINGS["scvi-lint.logLevel"]["enum"] == list(LOG_LEVELS)


def test_vs_code_s_commands_do_not_collide_with_the_server_s() -> None:
    ours = {command["command"] for command in MANIFEST["contributes"]["commands"]}
    source = (EDITORS / "vscode/src/commands.ts").read_text()
    assert not ours & set(names.COMMANDS)
    for command in ours:
        assert re.search(rf"^    {command.removeprefix('scvi-lint.')}\b", source, re.M), command
    assert f"'{names.STATUS}'" in (EDITORS / "vscode/src/server.ts").read_text()
    assert f"'{names.FIX_ALL}'" in source


def test_all_clients_ask_for_the_same_server() -> None:
    vscode = re.search(r"OLDEST = '(.*)'", (EDITORS / "vscode/src/finding.ts").read_text())
    neovim = re.search(
        r"M\.oldest = '(.*)'", (EDITORS / "neovim/lua/scvi_lint/server.lua").read_text()
    )
    assert vscode and neovim and vscode[1] == neovim[1]


def test_all_clients_install_from_the_same_place() -> None:
    assert f"git+{HOME}" == SOURCE
    assert SETTINGS["scvi-lint.installFrom"]["default"] == SOURCE
    for path in ("neovim/lua/scvi_lint/server.lua", "vim/scvi_lint.vim", "emacs/scvi-lint.el"):
        assert re.findall(r"git\+https[^'\"]*", (EDITORS / path).read_text()) == [SOURCE], path
    for page in EDITORS.rglob("README.md"):
        assert "install scvi-lint" not in page.read_text(), f"{page}: no index has it yet"


def test_no_workspace_says_what_is_installed() -> None:
    restricted = MANIFEST["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]
    assert "scvi-lint.installFrom" in restricted
    assert SETTINGS["scvi-lint.installFrom"]["scope"] == "machine"


def test_versions_move_together() -> None:
    project = (ROOT / "pyproject.toml").read_text()
    assert f'\nversion = "{MANIFEST["version"]}"\n' in project


def test_jupyter_lsp_is_told_how_to_start_the_server() -> None:
    project = (ROOT / "pyproject.toml").read_text()
    assert 'scvi-lint = "scvi_lint.lsp.jupyter_lsp_spec:spec"' in project
    (found,) = jupyter_lsp_spec.spec(None).items()
    name, said = found
    assert name == "scvi-lint" and said["version"] == 2 and said["languages"] == ["python"]
    assert Path(said["argv"][0]).is_file() and said["argv"][-1] == "server"


def test_jupyter_lsp_s_server_falls_back_to_the_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sys.executable
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    (said,) = jupyter_lsp_spec.spec(None).values()
    python, *words, server = said["argv"]
    assert (python, server) == (str(tmp_path / "python"), "server")
    # Jupyter starts it where the notebooks lie, and those folders may hold modules.
    for name in ("scvi_lint", "json", "re", "runpy", "asyncio", "pygls"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('sprung')\n")
    done = subprocess.run(
        [real, *words, "--version"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("scvi-lint ")


def test_pictures_are_small_and_shown() -> None:
    pictures = sorted(EDITORS.glob("*/images/*.png"))
    assert pictures
    shown = "".join(page.read_text() for page in EDITORS.rglob("README.md"))
    for picture in pictures:
        assert picture.stat().st_size <= 150_000, picture
        assert picture.name in shown, f"{picture} is on no page"


def test_links_of_the_pages_lead_somewhere() -> None:
    for page in (*EDITORS.glob("*.md"), *EDITORS.glob("*/*.md")):
        for link in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text()):
            if "://" not in link:
                assert (page.parent / link).exists(), f"{page}: {link}"
