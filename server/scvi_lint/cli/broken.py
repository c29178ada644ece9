"""The place where a program stops being Python, if there is one.

Our own parser forgives everything, and errs on a few valid programs in a thousand. So where it
stumbles, Python itself is asked – to parse, never to run – and has the last word.
"""

from __future__ import annotations

from scvi_lint.cli.own_rules import unreadable
from scvi_lint.linting.findings import Finding
from scvi_lint.source.document import Cell, Document
from scvi_lint.source.lines import Lines
from scvi_lint.source.masks import mask
from scvi_lint.source.syntax import parse

_ONLY_PARSE = 0x400  # ast.PyCF_ONLY_AST
_TOP_LEVEL_AWAIT = 0x2000  # ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, as notebooks have it
_MOST = 2_000_000
# Brackets in brackets, so many that Python may give up where our parser does not.
_DEEP = ("(" * 20, "[" * 20, "{" * 20)


def syntax_error(document: Document) -> Finding | None:
    """The first place at which Python cannot read the program."""
    for cell in document.cells:
        if not cell.is_python or _ran(cell):
            continue
        if parse(cell).errors or any(run in cell.text for run in _DEEP):
            found = _ask_python(document, cell)
            if found is not None:
                return found
    return None


def _ran(cell: Cell) -> bool:
    """Whether IPython has read the cell already."""
    return cell.execution_count is not None and not cell.failed


def _ask_python(document: Document, cell: Cell) -> Finding | None:
    import warnings

    text = mask(cell.text)[0]
    if len(text) > _MOST:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, document.path, "exec", _ONLY_PARSE | _TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        line, column = (error.lineno or 1) - 1, max((error.offset or 1) - 1, 0)
        start = Lines(cell.text).offset(line, column)
        end = min(start + 1, len(cell.text))
        said = (error.msg or "invalid syntax").split(". Perhaps")[0]
        message = f"Python cannot read this: {said}. The rest was checked as far as it can be read."
        return unreadable(document.path, message, cell.index, start, end)
    except (ValueError, RecursionError, MemoryError):
        message = "Python cannot read this: it is nested too deep."
        return unreadable(document.path, message, cell.index)
    return None
