"""What a cell's `%%magic` says of its language."""

from __future__ import annotations

from scvi_lint.regex import regex

_CELL_MAGIC = regex(r"(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*[ \t]*%%(\w*)")

# Cell magics whose body is Python that runs in the notebook's own namespace.
TRANSPARENT = frozenset(
    "time timeit capture prun debug ipytest memit snakeviz scalene pyinstrument wandb".split()
)
_ELSEWHERE = {"python": "python3"}  # another process: not this program


def cell_language(text: str, default: str = "python") -> str:
    """The language of a code cell: what its `%%magic` says, else the kernel's."""
    if "%%" not in text:
        return default
    match = _CELL_MAGIC.match(text)
    if match is None or match[1] in TRANSPARENT:
        return default
    return _ELSEWHERE.get(match[1], match[1]) or default
