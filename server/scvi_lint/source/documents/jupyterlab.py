r"""JupyterLab's virtual document: all code cells of a notebook joined into one Python text.

IPython's own syntax arrives rewritten: `%time model.train()` as
`get_ipython().run_line_magic("time", " model.train()")`, and a `%%time` cell as
`get_ipython().run_cell_magic("time", "", \"""…\""")`. What stands inside the quotes is the
user's program, so it is freed again, at equal length: no position changes. Nobody sees that text,
so its line numbers mean nothing: places are told by the code that stands there.
"""

from __future__ import annotations

import re
import textwrap

from scvi_lint.regex import regex
from scvi_lint.source.documents.magics import TRANSPARENT

_LINE = regex(
    r"""get_ipython\(\)\.run_line_magic\("(?P<name>\w+)",[ ]?"(?P<body>(?:[^"\\\n]|\\.)*)"\)"""
)
_CELL = regex(
    r'get_ipython\(\)\.run_cell_magic\("(?P<name>\w+)",[ ]?"(?:[^"\\\n]|\\.)*",[ ]?"""',
    re.DOTALL,
)
_CELL_END = '""")'


LONGEST_CODE = 48
WIDEST = 96


def is_joined(path: str, kind: str) -> bool:
    """Whether a document is such a text: named as a notebook, yet not one."""
    return kind != "notebook" and path.endswith(".ipynb")


def code_at(text: str, offset: int) -> str:
    """The line that holds an offset, short enough to be told."""
    end = text.find("\n", offset)
    line = text[text.rfind("\n", 0, offset) + 1 : len(text) if end < 0 else end].strip()
    return line if len(line) <= LONGEST_CODE else f"{line[: LONGEST_CODE - 1]}…"


def folded(message: str) -> str:
    """A message in lines of a width that fits the screen: JupyterLab breaks none."""
    return "\n".join(textwrap.wrap(message, WIDEST, break_long_words=False)) or message


def unwrapped(text: str) -> str:
    """The text with the programs inside transparent magics freed, every offset unchanged."""
    if "get_ipython()" not in text:
        return text
    return _LINE.sub(_freed_line, _freed_cells(text))


def _freed_cells(text: str) -> str:
    """One way through the text: where a cell has no end, no later one has any."""
    parts: list[str] = []
    done = 0
    while True:
        head = _CELL.search(text, done)
        end = -1 if head is None else _cell_end(text, head.end())
        if head is None or end < 0:
            return "".join([*parts, text[done:]])
        parts.append(text[done : head.start()])
        done = end + len(_CELL_END)
        if head["name"] in TRANSPARENT:
            width = head.end() - head.start()
            body = _unescaped(text[head.end() : end])
            parts.append("0" + " " * (width - 2) + ";" + body + " " * len(_CELL_END))
        else:
            parts.append(text[head.start() : done])


def _cell_end(text: str, start: int) -> int:
    """Where the body of a cell that begins there ends, -1 if nowhere."""
    end = text.find(_CELL_END, start)
    while end > start and text[end - 1] == "\\":
        end = text.find(_CELL_END, end + 1)
    return end


def _freed_line(match: re.Match[str]) -> str:
    if match["name"] not in TRANSPARENT:
        return match[0]
    body = _unescaped(match["body"])
    bare = body.lstrip()
    # Python allows no indent here, but an expression statement before a `;` is harmless.
    lead = match.start("body") - match.start() + len(body) - len(bare)
    return "0" + " " * (lead - 2) + ";" + bare + " " * (match.end() - match.end("body"))


def _unescaped(body: str) -> str:
    """Escaped quotes and backslashes as they were written, each padded to its length."""
    return re.sub(r'\\(["\\])', r" \1", body)
