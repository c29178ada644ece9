"""`%load_ext scvi_lint`, then `%scvi_lint` for the cells that were run and `%%scvi_lint` for one
cell.

Nothing is run or changed; a cell under `%%scvi_lint` is checked and not run.
"""

from __future__ import annotations

import argparse
import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

from scvi_lint.answers.failure import Failure
from scvi_lint.cli.failure import defect
from scvi_lint.cli.parsing import Parser, release
from scvi_lint.config import SEVERITIES
from scvi_lint.escaping import for_terminal
from scvi_lint.notebook.checking import Desk
from scvi_lint.notebook.memory import Memory
from scvi_lint.notebook.program import Piece
from scvi_lint.notebook.report import Report

if TYPE_CHECKING:
    Shell = Any  # of IPython, which this package does not ask for

_OWN = ("%scvi_lint", "%%scvi_lint", "%load_ext scvi_lint", "%reload_ext scvi_lint")
_MOST_CELLS = 2_000
# Where front ends leave the path of the notebook: JupyterLab and its server, VS Code.
_SESSION, _VSCODE = "JPY_SESSION_NAME", "__vsc_ipynb_file__"


class Magics:
    """The two magics of one shell, and what it has run since they were loaded."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._cell_of: dict[int, str] = {}
        self._ran_well: set[int] = set()

    def load(self) -> None:
        """Make the magics known to the shell."""
        self._shell.register_magic_function(self.scvi_lint, "line_cell", "scvi_lint")
        self._shell.events.register("post_run_cell", self.ran)

    def ran(self, result: object) -> None:
        """Remember of a cell which one it was, and whether it ran to its end."""
        number = getattr(result, "execution_count", None)
        if not isinstance(number, int):
            return
        cell = getattr(getattr(result, "info", None), "cell_id", None)
        if isinstance(cell, str):
            self._cell_of[number] = cell
        if getattr(result, "success", False):
            self._ran_well.add(number)

    def scvi_lint(self, line: str, cell: str | None = None) -> None:
        """Check the cells that were run, or with %% this cell, which is not run.

        %scvi_lint [--severity error|warning|info] [--file] [--scvi-version VERSION]
        """
        try:
            options = _parser().read(line.split())
            given = {"severity": options.severity} if options.severity else {}
            if options.scvi_version:
                given["scvi_version"] = options.scvi_version
            memory = Memory(self._shell.user_ns)
            desk = Desk(memory, given)
            report = self._report(desk, memory, options, cell)
        except Failure as failure:
            print(for_terminal(f"scvi-lint: {failure}"))
            return
        except argparse.ArgumentError as error:
            print(for_terminal(f"scvi-lint: {error}"))
            return
        except Exception as error:
            print(for_terminal(f"scvi-lint: {defect(error)}"))
            return
        # Whoever calls this has IPython; the package itself does not ask for it.
        import_module("IPython.display").display(report)

    def _report(
        self, desk: Desk, memory: Memory, options: argparse.Namespace, cell: str | None
    ) -> Report:
        if cell is not None:
            checked, pieces = desk.cell(cell)
            return Report(checked, pieces, memory, "this cell, which was not run")
        pieces = [] if options.file else self.history()
        about = f"{len(pieces)} cells that were run"
        if not pieces:
            path = self.file()
            if path is None and options.file:
                raise Failure("the file of this notebook is not known here")
            if path is not None:
                pieces = _cells_of(path)
                about = f"{os.path.basename(path)} as it was saved"
        checked, pieces = desk.history(pieces)
        return Report(checked, pieces, memory, about)

    def history(self) -> list[Piece]:
        """The cells that were run, of each the last time that it was, in order."""
        inputs = list(self._shell.history_manager.input_hist_raw)[-_MOST_CELLS:]
        before = len(self._shell.history_manager.input_hist_raw) - len(inputs)
        last: dict[str, Piece] = {}
        for place, text in enumerate(inputs):
            number = before + place
            if not isinstance(text, str) or not text.strip() or text.lstrip().startswith(_OWN):
                continue
            key = self._cell_of.get(number) or f"text: {text}"
            last.pop(key, None)
            ran = number if number in self._ran_well else None
            last[key] = Piece(f"In [{number}]", text, ran=ran)
        return list(last.values())

    def file(self) -> str | None:
        """The notebook's file, where the front end tells it."""
        told = self._shell.user_ns.get(_VSCODE)
        for path in (told, os.environ.get(_SESSION, "")):
            if type(path) is str and path.endswith(".ipynb") and os.path.isfile(path):
                return path
        return None


def _cells_of(path: str) -> list[Piece]:
    from scvi_lint import disk
    from scvi_lint.source.documents.unreadable import MOST_BYTES, Unreadable
    from scvi_lint.source.reading import read_document

    try:
        found = read_document(path, disk.read(path, MOST_BYTES))
    except OSError as error:
        raise Failure(f"cannot read {path}: {error.strerror}") from None
    except Unreadable as error:
        raise Failure(error.reason) from None
    return [
        Piece(f"cell {one.index + 1}", one.text)
        for one in found.cells
        if one.is_python and not one.text.lstrip().startswith(_OWN)
    ]


def _parser() -> Parser:
    made = Parser(prog="%scvi_lint", description="Check the cells that were run.", add_help=False)
    made.add_argument("--severity", choices=SEVERITIES)
    made.add_argument("--file", action="store_true")
    made.add_argument("--scvi-version", type=release)
    return made


def load(shell: Shell) -> None:
    """Make the magics known, once."""
    known = shell.magics_manager.magics.get("line", {}).get("scvi_lint")
    if not isinstance(getattr(known, "__self__", None), Magics):
        Magics(shell).load()
