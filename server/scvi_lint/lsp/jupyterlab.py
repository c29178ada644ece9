r"""JupyterLab's virtual document: all code cells of a notebook joined into one Python text.

IPython's own syntax arrives rewritten: `%time model.train()` as
`get_ipython().run_line_magic("time", " model.train()")`, and a `%%time` cell as
`get_ipython().run_cell_magic("time", "", \"""…\""")`. What stands inside the quotes is the
user's program, so it is freed again, at equal length: no position changes.
"""

from __future__ import annotations

import re

from scvi_lint.source.magics import TRANSPARENT

_LINE = re.compile(
    r"""get_ipython\(\)\.run_line_magic\("(?P<name>\w+)",[ ]?"(?P<body>(?:[^"\\\n]|\\.)*)"\)"""
)
_CELL = re.compile(
    r'get_ipython\(\)\.run_cell_magic\("(?P<name>\w+)",[ ]?"(?:[^"\\\n]|\\.)*",[ ]?'
    r'"""(?P<body>.*?)(?<!\\)"""\)',
    re.DOTALL,
)


def unwrapped(text: str) -> str:
    """The text with the programs inside transparent magics freed, every offset unchanged."""
    if "get_ipython()" not in text:
        return text
    return _LINE.sub(_freed_line, _CELL.sub(_freed_cell, text))


def _freed_line(match: re.Match[str]) -> str:
    if match["name"] not in TRANSPARENT:
        return match[0]
    body = _unescaped(match["body"])
    bare = body.lstrip()
    # Python allows no indent here, but an expression statement before a `;` is harmless.
    lead = match.start("body") - match.start() + len(body) - len(bare)
    return "0" + " " * (lead - 2) + ";" + bare + " " * (match.end() - match.end("body"))


def _freed_cell(match: re.Match[str]) -> str:
    if match["name"] not in TRANSPARENT:
        return match[0]
    head = match.start("body") - match.start()
    tail = match.end() - match.end("body")
    return "0" + " " * (head - 2) + ";" + _unescaped(match["body"]) + " " * tail


def _unescaped(body: str) -> str:
    """Escaped quotes and backslashes as they were written, each padded to its length."""
    return re.sub(r'\\(["\\])', r" \1", body)
