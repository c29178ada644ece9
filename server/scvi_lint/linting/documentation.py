"""A rule's docstring: its title, its explanation, and the examples that are its tests.

The form is prose, then blocks indented by four spaces that begin with `# bad: …` or `# good`:

    # bad: raises ValueError after training
    …code, each faulty line marked with…  # <- finding

The header of a bad block says what really happens: `raises X`, `raises X after training`,
`warns`, or `silent: what is wrong`. `# file: name.h5ad = …` lines bring a data file along.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MARK = "# <- finding"
_HEADER = re.compile(r"# (bad|good)(?:: (.*))?$")
_FILE = re.compile(r"# file: (\S+) = (.*)$")


class Example(NamedTuple):
    """One block: `code` as a program, the lines (0-based) that must be found, what happens."""

    good: bool
    happens: str
    code: str
    marked: tuple[int, ...]
    files: tuple[tuple[str, str], ...]

    @property
    def exception(self) -> str | None:
        """The exception that the header names."""
        words = self.happens.split()
        return words[1] if len(words) > 1 and words[0] == "raises" else None


class Documentation(NamedTuple):
    """`title` is the first sentence; `text` the prose paragraphs; `examples` the blocks."""

    title: str
    text: str
    examples: tuple[Example, ...]


def read(docstring: str) -> Documentation:
    """Parse a rule's docstring."""
    import inspect

    lines = inspect.cleandoc(docstring).split("\n")
    prose: list[str] = []
    blocks: list[list[str]] = []
    for line in lines:
        if line.startswith("    ") or (not line.strip() and blocks and blocks[-1]):
            body = line[4:]
            if _HEADER.match(body):
                blocks.append([])
            if blocks:
                blocks[-1].append(body)
                continue
        if line.strip() and blocks:
            blocks.append([])
        prose.append(line)
    examples = tuple(_example(block) for block in blocks if block and _HEADER.match(block[0]))
    text = "\n".join(prose).strip()
    title, _, rest = text.partition("\n\n")
    return Documentation(" ".join(title.split()), rest.strip(), examples)


def _example(block: list[str]) -> Example:
    header = _HEADER.match(block[0])
    assert header is not None
    files: list[tuple[str, str]] = []
    code: list[str] = []
    for line in block[1:]:
        brought = _FILE.match(line)
        if brought:
            files.append((brought[1], brought[2]))
        else:
            code.append(line)
    while code and not code[-1].strip():
        code.pop()
    marked = tuple(number for number, line in enumerate(code) if MARK in line)
    return Example(
        header[1] == "good", header[2] or "", "\n".join(code) + "\n", marked, tuple(files)
    )


def happens(docstring: str) -> str:
    """What the real library does with the first bad example, in the words of a finding."""
    for example in read(docstring).examples:
        if not example.good:
            said = example.happens
            if said.startswith("raises"):
                return "raises after training" if "after training" in said else "raises"
            return "warns" if said.startswith("warns") else "silent"
    return ""
