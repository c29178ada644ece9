"""Neovim: findings, hovers, fixes; and what a user is told when the server will not do.

Every test is one life of a real Neovim. 0.11 is small and runs always; `--editors` adds those of
Debian releases, the oldest without `vim.lsp.start`, the newest ahead of most users.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from installing import NotInstalled, skip_unless_required
from neovim import NEW, OLD, Neovim, from_debian, from_registry
from programs_to_open import CODE, LINE, MENDED, SOURCE, write_data

sys.path.append(str(Path(__file__).parents[1] / "hostile"))

from addresses import EVIL, PAGES

EDITORS = pytest.mark.editors


def _neovim(name: str) -> Neovim:
    try:
        if name == "0.11":
            return from_registry()
        return from_debian(name, OLD if name == "bookworm" else NEW)
    except NotInstalled as why:
        skip_unless_required(why)
        raise


@pytest.fixture(
    scope="session",
    params=[
        "0.11",
        pytest.param("bookworm", marks=EDITORS),
        pytest.param("forky", marks=EDITORS),
    ],
)
def neovim(request: pytest.FixtureRequest) -> Neovim:
    return _neovim(request.param)


@pytest.fixture(scope="session")
def newest() -> Neovim:
    """The one that is always there."""
    return _neovim("0.11")


@pytest.fixture(scope="session")
def path(server_path: Path, bare_path: str) -> str:
    return f"{server_path}{os.pathsep}{bare_path}"


def _fake(folder: Path, program: str) -> str:
    """A folder for PATH in which `scvi-lint` is something else."""
    folder.mkdir()
    (folder / "scvi-lint").write_text(program)
    (folder / "scvi-lint").chmod(0o755)
    return str(folder)


def test_a_finding_is_shown_with_its_code_and_page(
    neovim: Neovim, project: Path, path: str
) -> None:
    (one,) = neovim.run(project, "return findings(1)", path=path)
    assert (one["source"], one["lnum"]) == ("scvi-lint", LINE)
    assert one.get("code", CODE) == CODE
    assert "counts" in one["message"]
    assert "https://docs.scvi-tools.org/en/1.4.2/" in one["message"]


def test_a_hover_tells_what_the_data_is(neovim: Neovim, project: Path, path: str) -> None:
    shown = neovim.run(
        project,
        f"""
        findings(1)
        vim.api.nvim_win_set_cursor(0, {{ {LINE + 2}, 26 }})  -- adata, in SCVI(adata, …)
        vim.lsp.buf.hover()
        local window
        wait('a hover', function()
          for _, one in ipairs(vim.api.nvim_list_wins()) do
            if vim.api.nvim_win_get_config(one).relative ~= '' then window = one; return true end
          end
        end)
        return vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
        """,
        path=path,
    )
    text = "\n".join(shown)
    assert "adata" in text and "log-normalised" in text and "registered for SCVI" in text


def test_a_code_action_mends_the_program(neovim: Neovim, project: Path, path: str) -> None:
    after = neovim.run(
        project,
        f"""
        findings(1)
        vim.api.nvim_win_set_cursor(0, {{ {LINE + 1}, 20 }})
        local titles
        vim.ui.select = function(items, options, choose)
          titles = vim.tbl_map(function(item) return options.format_item(item) end, items)
          choose(items[1], 1)
        end
        vim.lsp.buf.code_action()
        wait('the menu', function() return titles end)
        findings(0)
        return {{ titles = titles, text = text() }}
        """,
        path=path,
    )
    assert MENDED in after["text"]
    assert after["titles"][1].startswith(f"Explain {CODE}")
    assert after["titles"][2].startswith(f"Ignore {CODE} here")


def test_the_menu_of_fixes_explains_the_rule(neovim: Neovim, project: Path, path: str) -> None:
    after = neovim.run(
        project,
        f"""
        findings(1)
        vim.api.nvim_win_set_cursor(0, {{ {LINE + 1}, 20 }})
        vim.ui.select = function(items, options, choose)
          for number, item in ipairs(items) do
            if options.format_item(item):find('Explain', 1, true) then choose(item, number) end
          end
        end
        vim.lsp.buf.code_action()
        wait('a window', function() return vim.bo.filetype == 'markdown' end)
        return {{ text = text(), windows = #vim.api.nvim_list_wins() }}
        """,
        path=path,
    )
    assert CODE in after["text"] and "import scvi" in after["text"] and after["windows"] == 2


def test_completion_offers_the_layer_that_was_written(
    neovim: Neovim, project: Path, path: str
) -> None:
    labels = neovim.run(
        project,
        f"""
        findings(1)
        local line = vim.api.nvim_buf_get_lines(0, {LINE}, {LINE + 1}, false)[1]
        local typed = line:gsub('adata, ', 'adata, layer="", ')
        vim.api.nvim_buf_set_lines(0, {LINE}, {LINE + 1}, false, {{ typed }})
        local place = {{ line = {LINE}, character = typed:find('layer=""', 1, true) + 6 }}
        local answer = ask('textDocument/completion',
          {{ textDocument = document(), position = place }})
        return vim.tbl_map(function(item) return item.label end, answer.items or answer)
        """,
        path=path,
    )
    assert labels == ["counts"]


def test_completion_offers_the_columns_of_the_file_on_disk(
    newest: Neovim, project: Path, path: str
) -> None:
    write_data(project)
    labels = newest.run(
        project,
        f"""
        findings(1)
        local line = vim.api.nvim_buf_get_lines(0, {LINE}, {LINE + 1}, false)[1]
        vim.api.nvim_buf_set_lines(0, {LINE}, {LINE + 1}, false, {{ (line:gsub('donor', '')) }})
        local place = {{ line = {LINE}, character = line:find('donor', 1, true) - 1 }}
        local labels
        wait('columns of the file', function()
          local answer = ask('textDocument/completion',
            {{ textDocument = document(), position = place }}) or {{}}
          labels = vim.tbl_map(function(item) return item.label end, answer.items or answer)
          return #labels > 0
        end)
        return labels
        """,
        path=path,
    )
    assert {"donor", "condition"} <= set(labels)


def test_the_server_is_ended_with_the_editor(neovim: Neovim, project: Path, path: str) -> None:
    assert neovim.run(project, "findings(1) return notices", path=path) == []


def test_setup_in_one_call_does_the_same(newest: Neovim, project: Path, path: str) -> None:
    (one,) = newest.run(project, "return findings(1)", path=path, set_up=OLD)
    assert one["code"] == CODE


def test_settings_reach_the_server(newest: Neovim, project: Path, path: str) -> None:
    before = (
        "vim.lsp.config('scvi_lint',"
        f" {{ settings = {{ ['scvi-lint'] = {{ ignore = {{ '{CODE}' }} }} }} }})"
    )
    answer = newest.run(
        project,
        f"""
        wait('a server', function() local one = clients()[1]; return one and one.initialized end)
        -- A hover waits for the analysis, and findings are sent before it.
        ask('textDocument/hover',
          {{ textDocument = document(), position = {{ line = {LINE + 1}, character = 25 }} }})
        vim.wait(300)
        return found()
        """,
        path=path,
        before=before,
    )
    assert answer == []


def test_explain_opens_the_rule_at_the_cursor(newest: Neovim, project: Path, path: str) -> None:
    shown = newest.run(
        project,
        f"""
        findings(1)
        vim.api.nvim_win_set_cursor(0, {{ {LINE + 1}, 20 }})
        vim.cmd('ScviLint explain')
        return {{ lines = text(), filetype = vim.bo.filetype, notices = notices }}
        """,
        path=path,
    )
    assert shown["notices"] == [] and shown["filetype"] == "markdown"
    assert CODE in shown["lines"].splitlines()[0] and "```python" in shown["lines"]


def test_inspect_shows_what_the_linter_sees(newest: Neovim, project: Path, path: str) -> None:
    shown = newest.run(project, "findings(1) vim.cmd('ScviLint inspect') return text()", path=path)
    assert "scvi-tools 1.4.2" in shown and "log-normalised" in shown


def test_picture_writes_a_file_and_says_its_path(newest: Neovim, project: Path, path: str) -> None:
    shown = newest.run(
        project,
        """
        findings(1)
        local opened
        vim.ui.open = function(path) opened = path end
        vim.cmd('ScviLint picture')
        return { opened = opened, notices = notices, page = vim.fn.readfile(opened) }
        """,
        path=path,
    )
    assert shown["opened"].endswith(".html") and shown["opened"] in str(shown["notices"])
    assert shown["page"][0] == "<!doctype html>" and CODE in "".join(shown["page"])


def test_page_opens_what_the_finding_cites(newest: Neovim, project: Path, path: str) -> None:
    opened = newest.run(
        project,
        f"""
        findings(1)
        local opened
        vim.ui.open = function(url) opened = url end
        vim.api.nvim_win_set_cursor(0, {{ {LINE + 1}, 20 }})
        vim.cmd('ScviLint page')
        return opened
        """,
        path=path,
    )
    assert opened.startswith("https://docs.scvi-tools.org/en/1.4.2/")


def test_no_page_but_the_documentation_s_is_opened(
    newest: Neovim, project: Path, path: str
) -> None:
    addresses = [*PAGES, *EVIL]
    asked = ", ".join(json.dumps(address) for address in addresses if "\\u" not in ascii(address))
    opened = newest.run(
        project,
        f"""
        local is_page = require('scvi_lint.commands').is_page
        return vim.tbl_filter(is_page, {{ {asked} }})
        """,
        path=path,
    )
    assert opened == list(PAGES)


def test_fix_says_when_nothing_is_safe_to_fix(newest: Neovim, project: Path, path: str) -> None:
    notices = newest.run(project, "findings(1) vim.cmd('ScviLint fix') return notices", path=path)
    assert notices == ["scvi-lint: nothing is safe to fix here"]


def test_a_missing_server_is_offered_once(neovim: Neovim, project: Path, bare_path: str) -> None:
    (project / "second.py").write_text("import scvi\n")
    notices = neovim.run(
        project,
        "noticed('Install it') vim.cmd('edit second.py') vim.wait(300) return notices",
        path=bare_path,
    )
    (one,) = notices
    assert "is not on PATH" in one and f"pipx install {SOURCE}" in one


def test_in_an_environment_the_offer_is_for_that_environment(
    newest: Neovim, project: Path, bare_path: str
) -> None:
    notices = newest.run(
        project, "return noticed('Install it')", path=bare_path, VIRTUAL_ENV="/somewhere"
    )
    assert f"python -m pip install {SOURCE}" in notices[0]


def test_an_old_server_works_and_its_upgrade_is_named(
    neovim: Neovim, project: Path, bare_path: str, server_path: Path
) -> None:
    real = (server_path / "scvi-lint").read_text()
    # It is the supervised process that says its version.
    begins = "from scvi_lint.lsp"
    older = f"import scvi_lint.cli.about as about; about.version = lambda: '0.0.1'\n{begins}"
    old = real.replace(
        "sys.exit(main())",
        "import scvi_lint.lsp.supervisor.process as process\n"
        f"process._BOOT = process._BOOT.replace({begins!r}, {older!r})\n"
        "sys.exit(main())",
    )
    assert old != real
    folder = _fake(project / "bin", old)
    notices = neovim.run(
        project,
        "findings(1) return noticed('too old')",
        path=f"{folder}{os.pathsep}{bare_path}",
    )
    assert "version 0.0.1 is too old" in notices[0] and f"--upgrade {SOURCE}" in notices[0]


def test_a_server_whose_python_is_gone_is_to_be_installed_anew(
    neovim: Neovim, project: Path, bare_path: str
) -> None:
    folder = _fake(project / "bin", "#!/nowhere/python3.9\n")
    path = f"{folder}{os.pathsep}{bare_path}"
    told = neovim.run(project, "return noticed('/nowhere/python3.9, is gone')", path=path)
    assert any(f"pipx install {SOURCE}" in one for one in told)


def test_a_server_that_cannot_start_points_at_the_health_check(
    neovim: Neovim, project: Path, bare_path: str
) -> None:
    program = "#!/bin/sh\necho 'No module named scvi_lint' >&2\nexit 1\n"
    path = f"{_fake(project / 'bin', program)}{os.pathsep}{bare_path}"
    told = neovim.run(project, "return noticed('could not start')", path=path)
    assert any(":checkhealth scvi_lint" in one for one in told)


def test_a_crash_says_how_to_go_on_and_restart_does(
    neovim: Neovim, project: Path, path: str
) -> None:
    after = neovim.run(
        project,
        """
        findings(1)
        local process = ask('workspace/executeCommand',
          { command = 'scvi-lint.printDebugInformation' }):match('supervised by (%d+)')
        vim.loop.kill(tonumber(process), 9)
        noticed('ended unexpectedly')
        wait('its end', function() return #clients() == 0 end)
        vim.diagnostic.reset()
        vim.cmd('ScviLint restart')
        findings(1)
        return notices
        """,
        path=path,
    )
    assert any(":ScviLint restart" in one for one in after)


def test_a_crash_of_the_supervised_process_is_not_noticed(
    newest: Neovim, project: Path, path: str
) -> None:
    before, after, notices = newest.run(
        project,
        """
        local function process()
          return ask('workspace/executeCommand',
            { command = 'scvi-lint.printDebugInformation' }):match('process: (%d+)')
        end
        findings(1)
        local before = process()
        vim.loop.kill(tonumber(before), 9)
        local after
        wait('another process', function() after = process(); return after and after ~= before end)
        findings(1)
        return { before, after, notices }
        """,
        path=path,
    )
    assert before != after and not notices


def _health(neovim: Neovim, project: Path, path: str) -> str:
    return neovim.run(
        project,
        "vim.wait(4000, function() return #found() + #notices > 0 end, 20)"
        " vim.cmd('ScviLint health') return text()",
        path=path,
    )


def test_the_health_check_is_clean_when_all_is_well(
    neovim: Neovim, project: Path, path: str
) -> None:
    report = _health(neovim, project, path)
    assert "OK" in report and "scvi-lint, version" in report and "server 1 runs for" in report
    assert "ERROR" not in report and "WARNING" not in report


def test_the_health_check_names_what_is_wrong(
    newest: Neovim, project: Path, bare_path: str
) -> None:
    assert f"Install it: pipx install {SOURCE}" in _health(newest, project, bare_path)
    folder = _fake(project / "bin", "#!/bin/sh\necho 'SyntaxError: match' >&2\nexit 1\n")
    report = _health(newest, project, f"{folder}{os.pathsep}{bare_path}")
    assert "does not work: SyntaxError: match" in report and "Python 3.10" in report


def test_the_help_has_a_tag_for_every_command(newest: Neovim, project: Path, path: str) -> None:
    topics = ["scvi-lint", ":ScviLint", "scvi-lint-settings", "scvi-lint-trouble"]
    listed = ", ".join(f"'{topic}'" for topic in topics)
    names = newest.run(
        project,
        f"""
        local plugin = vim.api.nvim_get_runtime_file('doc/scvi_lint.txt', false)[1]
        local copy = vim.fn.tempname()
        vim.fn.mkdir(copy .. '/doc', 'p')
        vim.fn.writefile(vim.fn.readfile(plugin), copy .. '/doc/scvi_lint.txt')
        vim.cmd('helptags ' .. copy .. '/doc')
        vim.opt.rtp:prepend(copy)
        return vim.tbl_map(function(topic)
          vim.cmd('help ' .. topic)
          return vim.fn.expand('%:t')
        end, {{ {listed} }})
        """,
        path=path,
        file="",
    )
    assert names == ["scvi_lint.txt"] * len(topics)
