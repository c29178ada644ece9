"""Neovim, Helix, Emacs and Vim on a screen: findings, hovers and fixes as a user meets them.

Pictures that their pages show are taken here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from debian import program, system_package, unpacked
from neovim import PLUGIN, from_registry
from programs_to_open import CODE, LINE, MENDED, SOURCE
from terminal import screen

pytestmark = pytest.mark.editors

EDITORS = Path(__file__).parents[2] / "editors"


@pytest.fixture(scope="session")
def path(server_path: Path) -> str:
    return f"{server_path}{os.pathsep}/usr/bin{os.pathsep}/bin"


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """A user with no files of their own."""
    folder = tmp_path / "home"
    folder.mkdir()
    return {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / ".config")}


# --- Neovim -----------------------------------------------------------------------------------


def test_neovim_shows_findings_hovers_and_mends(
    project: Path, path: str, home: dict[str, str]
) -> None:
    neovim = from_registry()
    (project / "init.lua").write_text(
        f"vim.opt.rtp:append('{PLUGIN}')\n"
        "vim.lsp.enable('scvi_lint')\n"
        "vim.o.winborder, vim.o.number, vim.o.termguicolors = 'rounded', true, true\n"
        "vim.diagnostic.config({ virtual_text = true })\n"
    )
    command = [neovim.executable, "-u", "init.lua", "-i", "NONE", "-n", "integrate.py"]
    with screen(command, project, **{**home, "PATH": path}) as shown:
        shown.wait("SCVI models counts; X was")
        shown.type(f"{LINE + 1}G20|")
        shown.keys("C-w", "d")
        shown.wait("Register layer='counts'.")
        shown.settle()
        shown.picture(EDITORS / "neovim/images/neovim.png")
        shown.type(f"{LINE + 2}G26|K")
        shown.wait("registered for SCVI (line 9)")
        shown.settle()
        shown.picture(EDITORS / "neovim/images/hover.png")
        shown.keys("Escape")
        shown.type(f"{LINE + 1}G20|gra")
        shown.wait("Register layer='counts'")
        shown.type("1")
        shown.keys("Enter")
        shown.wait(MENDED)


# --- Helix ------------------------------------------------------------------------------------


def _helix() -> tuple[Path, dict[str, str]]:
    executable = program("trixie", "hx", "usr/bin/hx")
    return executable, {"HELIX_RUNTIME": str(executable.parents[1] / "lib/hx/runtime")}


def test_helix_shows_findings_hovers_and_mends(
    project: Path, path: str, home: dict[str, str]
) -> None:
    executable, runtime = _helix()
    configuration = Path(home["XDG_CONFIG_HOME"]) / "helix"
    configuration.mkdir(parents=True)
    shutil.copy(EDITORS / "helix/languages.toml", configuration)
    (configuration / "config.toml").write_text(
        'theme = "default"\n[editor]\ntrue-color = true\nend-of-line-diagnostics = "hint"\n'
        '[editor.inline-diagnostics]\ncursor-line = "warning"\n'
    )
    command = [executable, "integrate.py"]
    with screen(command, project, **{**home, **runtime, "PATH": path}) as shown:
        shown.wait("log1p(adata)")
        shown.type(f"{LINE + 1}G")
        shown.wait("SCVI models counts; X was")
        shown.type("j")
        shown.type("f(l")
        shown.keys("Space", "k")
        shown.wait("registered for SCVI (line 9)")
        shown.settle()
        shown.picture(EDITORS / "helix/images/helix.png")
        shown.keys("Escape")
        shown.type(f"{LINE + 1}Gf_")
        shown.keys("Space", "a")
        shown.wait("Register layer='counts'")
        shown.keys("Enter")
        shown.wait(MENDED)


def test_helix_names_the_server_that_is_missing(project: Path, home: dict[str, str]) -> None:
    executable, runtime = _helix()
    configuration = Path(home["XDG_CONFIG_HOME"]) / "helix"
    configuration.mkdir(parents=True)
    shutil.copy(EDITORS / "helix/languages.toml", configuration)
    told = subprocess.run(
        [executable, "--health", "python"],
        env={**os.environ, **home, **runtime, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    assert "scvi-lint" in told and "not found" in told


# --- Emacs ------------------------------------------------------------------------------------

_STEPS = """
(setq eglot-sync-connect 15 eglot-autoshutdown t flymake-no-changes-timeout 0.1)
(load "{editors}/emacs/scvi-lint.el")
(defun wait-for (condition)
  (let ((end (+ (float-time) 20)) found)
    (while (and (not (setq found (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.05))
    found))
(condition-case problem
  (progn
    (find-file "integrate.py")
    (python-mode)
    (apply #'eglot (eglot--guess-contact))
    (flymake-mode 1)
    (flymake-start)
    (unless (wait-for #'flymake-diagnostics) (error "no findings"))
    (dolist (one (flymake-diagnostics))
      (message "finding %d: %s" (line-number-at-pos (flymake-diagnostic-beg one))
               (flymake-diagnostic-text one)))
    (goto-char (point-min))
    (search-forward "SCVI(ada")
    (message "hover: %S" (plist-get (jsonrpc-request (eglot-current-server) :textDocument/hover
                                     (eglot--TextDocumentPositionParams)) :contents))
    (goto-char (point-min))
    (search-forward "setup_anndata")
    (message "rule: %s" (scvi-lint--code-at-point))
    (let ((actions (eglot-code-actions (line-beginning-position) (line-end-position)
                                       "quickfix" nil)))
      (message "first: %s" (plist-get (aref (vconcat actions) 0) :title))
      (eglot--apply-workspace-edit (plist-get (aref (vconcat actions) 0) :edit) this-command))
    (message "now: %s" (buffer-substring-no-properties (line-beginning-position)
                                                       (line-end-position)))
    (eglot-shutdown (eglot-current-server))
    (kill-emacs 0))
  (error (message "FAILED %S" problem) (kill-emacs 1)))
"""


@pytest.fixture(scope="session")
def emacs() -> str:
    system_package("emacs-nox", "emacs")
    system_package("elpa-eglot", "/usr/share/emacs/site-lisp/elpa-src")
    found = shutil.which("emacs")
    assert found
    return found


def _run_emacs(emacs: str, project: Path, home: dict[str, str], path: str) -> tuple[int, str]:
    steps = project / "steps.el"
    steps.write_text(_STEPS.replace("{editors}", str(EDITORS)))
    done = subprocess.run(
        [emacs, "--batch", "-q", "-l", "eglot", "-l", steps],
        cwd=project,
        env={**os.environ, **home, "PATH": path},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_emacs_finds_hovers_and_mends(
    emacs: str, project: Path, path: str, home: dict[str, str]
) -> None:
    code, said = _run_emacs(emacs, project, home, path)
    assert code == 0, said
    assert f"finding {LINE + 1}: scvi-lint [{CODE}]: SCVI models counts; X was" in said
    assert "registered for SCVI (line 9)" in said
    assert f"rule: {CODE}" in said
    assert "first: Register layer='counts'" in said and f"now: {MENDED}" in said


def test_emacs_says_how_to_get_a_missing_server(
    emacs: str, project: Path, home: dict[str, str]
) -> None:
    code, said = _run_emacs(emacs, project, home, "/usr/bin:/bin")
    assert code == 1
    assert f"Install it: pipx install {SOURCE}" in said


def test_emacs_on_the_screen(emacs: str, project: Path, path: str, home: dict[str, str]) -> None:
    (project / "start.el").write_text(
        "(require 'eglot)\n"
        f'(load "{EDITORS}/emacs/scvi-lint.el")\n'
        "(add-hook 'python-mode-hook #'eglot-ensure)\n"
        "(setq inhibit-startup-screen t eldoc-echo-area-use-multiline-p t)\n"
        "(menu-bar-mode -1)\n"
        "(load-theme 'tango-dark t)\n"
    )
    command = [emacs, "-nw", "-q", "-l", "start.el", "integrate.py"]
    with screen(command, project, **{**home, "PATH": path}) as shown:
        shown.wait("log1p(adata)")
        shown.keys("M-x")
        shown.type("flymake-show-buffer-diagnostics")
        shown.keys("Enter")
        shown.wait("SCVI models counts; X was")
        shown.settle()
        for _ in range(LINE + 3):
            shown.keys("Down")
        shown.keys("Right", "Right")
        # Within a call Emacs shows the call; this name stands alone.
        shown.wait("registered for SCVI")
        shown.settle()
        shown.picture(EDITORS / "emacs/images/emacs.png")


# --- Vim --------------------------------------------------------------------------------------


def _vimrc(project: Path) -> None:
    ale = unpacked("vim-ale") / "usr/share/vim-ale"
    (project / "vimrc").write_text(
        "set nocompatible nomore number termguicolors background=dark hidden\n"
        f"let &rtp = '{ale},' . &rtp\n"
        "filetype plugin on\nsyntax on\ncolorscheme habamax\n"
        "let g:ale_linters = {'python': ['scvi-lint']}\n"
        "let g:ale_floating_preview = 1\n"
        "runtime plugin/ale.vim\n"
        f"source {EDITORS}/vim/scvi_lint.vim\n"
    )


def test_vim_shows_findings_and_hovers(project: Path, path: str, home: dict[str, str]) -> None:
    vim = system_package("vim", "vim")
    _vimrc(project)
    command = [vim, "-N", "-u", "vimrc", "-i", "NONE", "-n", "integrate.py"]
    with screen(command, project, **{**home, "PATH": path}) as shown:
        shown.wait("log1p(adata)")
        shown.type(f"{LINE + 1}G20|")
        shown.wait("SCVI models counts; X was")
        shown.type(f"{LINE + 2}G26|:ALEHover")
        shown.keys("Enter")
        shown.wait("registered for SCVI (line 9)")
        shown.settle()
        shown.picture(EDITORS / "vim/images/vim.png")


def test_vim_says_how_to_get_a_missing_server(project: Path, home: dict[str, str]) -> None:
    vim = system_package("vim", "vim")
    _vimrc(project)
    command = [vim, "-N", "-u", "vimrc", "-i", "NONE", "-n", "integrate.py"]
    with screen(command, project, **{**home, "PATH": "/usr/bin:/bin"}) as shown:
        shown.wait("scvi-lint is not on PATH. Install it: pipx install git+https")
