"""The place where a program stops being Python, if there is one.

A notebook keeps cells that were tried and left: one that never ran, and has nothing to do with
scvi-tools, keeps the others from nothing, and is a note. What ran once IPython could read, unless
it was changed since: of such a cell only a bracket that nothing closes is told.

Our own parser forgives everything, and errs on a few valid programs in a thousand. So where it
stumbles, Python itself is asked – to parse, never to run – and has the last word. It is asked in
a process of its own: what is nested deep enough can crash Python's parser (3.10 and before), and
a crash must not be ours.
"""

from __future__ import annotations

import sys

from scvi_lint.linting.findings import Finding
from scvi_lint.linting.own_rules import unreadable
from scvi_lint.regex import regex
from scvi_lint.source.documents.document import Cell, Document
from scvi_lint.source.documents.lines import Lines
from scvi_lint.source.documents.masks import mask
from scvi_lint.source.syntax import parse

_MOST = 2_000_000
_OF_CELLS = ("notebook", "quarto")
_OURS = regex(r"\bscvi\b")
_PATIENCE = 10
_UNCLOSED = "was never closed"
# Where Python may give up and our parser does not: brackets in brackets, endless lines.
_DEEP = ("(" * 20, "[" * 20, "{" * 20)
_LONG = 5_000
# What a line begins with that was copied from a terminal: a prompt, or a command and a word
# behind it. Only a line that Python refuses is looked at.
_COMMAND = regex(
    r"[ \t]*(?:[$>][ \t]|(?:for|while|if)\b.*;[ \t]*(?:do|then)\b"
    r"|(?:pip3?|conda|mamba|micromamba|uv|cd|ls|mkdir|rm|cp|mv|cat|head|tail|echo|export|source"
    r"|sudo|apt|apt-get|brew|git|wget|curl|gsutil|aws|tar|unzip|gunzip|gzip|chmod|grep|sed|awk|find"
    r"|bash|sh|zsh|nohup|python[\d.]*|ipython|jupyter|Rscript|sbatch|srun|qsub|module|docker"
    r"|sinteractive|salloc|singularity|apptainer|snakemake|nextflow|make|scvi-lint)[ \t]+[^\s=(])"
)

# Flags: ast.PyCF_ONLY_AST, and ast.PyCF_ALLOW_TOP_LEVEL_AWAIT as notebooks have it.
_QUESTION = """\
import sys
sys.dont_write_bytecode = True
text = sys.stdin.buffer.read().decode("utf-8", "replace")
try:
    compile(text, "", "exec", 0x400 | 0x2000, True)
except SyntaxError as error:
    print(error.lineno or 1, error.offset or 1, error.msg)
except (ValueError, RecursionError, MemoryError):
    sys.exit(3)
"""


def syntax_error(document: Document) -> Finding | None:
    """The first place at which Python cannot read the program, the gravest of them."""
    note: Finding | None = None
    if document.kind == "nextflow":
        return None  # indented as the process around it, and names in the place of values
    for cell in document.cells:
        if not cell.is_python:
            continue
        if parse(cell).errors or (not _has_run(cell) and _is_suspicious(cell.text)):
            found = _ask_python(document, cell)
            if found is not None and _has_run(cell) and _UNCLOSED not in found.message:
                continue
            if found is not None and not (document.kind == "quarto" and _is_command(cell, found)):
                if document.kind in _OF_CELLS and not _OURS.search(cell.text):
                    found.severity = "info"
                    note = note or found
                    continue
                return found
    return note


def _is_command(cell: Cell, found: Finding) -> bool:
    """Whether Python stopped at a command of a shell: such a chunk is shown, and not run."""
    first = cell.text.rfind("\n", 0, found.span.start) + 1
    return _COMMAND.match(cell.text, first) is not None


def _has_run(cell: Cell) -> bool:
    """Whether IPython has read the cell already."""
    return cell.execution_count is not None and not cell.failed


def _is_suspicious(text: str) -> bool:
    if any(run in text for run in _DEEP):
        return True
    return len(text) > _LONG and max(map(len, text.split("\n"))) > _LONG


def _ask_python(document: Document, cell: Cell) -> Finding | None:
    import subprocess

    text = mask(cell.text)[0]
    if len(text) > _MOST or not sys.executable:
        return None
    try:
        answer = subprocess.run(
            [sys.executable, "-I", "-S", "-W", "ignore", "-X", "utf8", "-c", _QUESTION],
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if answer.returncode:
        message = "Python cannot read this: it is nested too deep."
        return unreadable(document.path, message, cell.index)
    line, _, rest = answer.stdout.decode("utf-8", "replace").partition(" ")
    column, _, said = rest.strip().partition(" ")
    if not line.isdecimal() or not column.isdecimal():
        return None
    start = Lines(cell.text).offset(int(line) - 1, int(column) - 1)
    said = said.partition(". Perhaps")[0]
    message = f"Python cannot read this: {said}. The rest was checked as far as it can be read."
    end = min(start + 1, len(cell.text))
    return unreadable(document.path, message, cell.index, start, end)
