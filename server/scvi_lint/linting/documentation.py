"""A rule's docstring: its title, its explanation, and the examples that are its tests.

The form is prose, then blocks indented by four spaces, each a whole program below a header:

    # bad: raises ValueError after training
    …code, each faulty line marked with…  # <- finding

    # good: registered again after the copy
    …code in which nothing is found…

The header of a bad block is the only source of what really happens, and the oracle checks it:

- `raises X`, or `raises X after training` when a training had ended before;
- `warns`, or `warns "words of the warning"`;
- `silent: what is wrong` – the program runs and says nothing that the good blocks do not say.

The header of a good block may name what it shows. Groups in parentheses may follow either:

- `(also SCV201, SCV505)`: these rules find something here too, and may;
- `(on 1.5.1)`: the block speaks of this release of scvi-tools, not of the oracle's;
- `(not run: why)`: the oracle cannot run it (a GPU, a download).

`# <- 2 findings` marks a line with two. `# file: name = expression` lines bring a file along:
the oracle evaluates the expression and writes it in the form that the name's suffix tells, a
name ending in `/` as the folder of a saved model.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_HEADER = re.compile(r"# (bad|good)(?:: ?(.*))?$")
_FILE = re.compile(r"# file: (\S+) = (.*)$")
_MARK = re.compile(r"# <- (?:finding|(\d+) findings)\s*$")
_OPTION = re.compile(r"\s*\((also|on|not run:) ([^()]*)\)$")
_SAID = re.compile(
    r"raises (?P<exception>[A-Za-z_][\w.]*)(?P<late> after training)?"
    r'|warns(?: "(?P<words>[^"]+)")?'
    r"|silent: \S.*"
)


class Example(NamedTuple):
    """One block. `marks` holds the line (0-based) of each expected finding, in order.

    `said` is the header without its options; `also` the codes of rules that may speak up too;
    `release` and `not_run` are "" unless the header gives them.
    """

    good: bool
    said: str
    also: tuple[str, ...]
    release: str
    not_run: str
    code: str
    marks: tuple[int, ...]
    files: tuple[tuple[str, str], ...]

    @property
    def happens(self) -> str:
        """What the library does, in the words of a finding; "" for a good block."""
        if self.good:
            return ""
        if self.said.startswith("raises"):
            return "raises after training" if self.said.endswith("after training") else "raises"
        return "warns" if self.said.startswith("warns") else "silent"

    @property
    def exception(self) -> str | None:
        """The exception that the header names."""
        found = None if self.good else _SAID.fullmatch(self.said)
        return None if found is None else found["exception"]

    @property
    def warning(self) -> str | None:
        """The words that the header quotes from the warning."""
        found = None if self.good else _SAID.fullmatch(self.said)
        return None if found is None else found["words"]

    @property
    def is_understood(self) -> bool:
        """Whether the header of a bad block says what happens in one of the three forms."""
        return self.good or _SAID.fullmatch(self.said) is not None


class Documentation(NamedTuple):
    """`title` is the first sentence; `text` the prose paragraphs; `examples` the blocks."""

    title: str
    text: str
    examples: tuple[Example, ...]


def read(docstring: str) -> Documentation:
    """Parse a rule's docstring."""
    lines = _dedented(docstring)
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


def _dedented(docstring: str) -> list[str]:
    """The lines without the indentation that all but the first share."""
    first, *rest = docstring.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
    return [first.strip(), *(line[margin:] for line in rest)]


def _example(block: list[str]) -> Example:
    header = _HEADER.match(block[0])
    assert header is not None
    said, options = _options(header[2] or "")
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
    marks: list[int] = []
    for number, line in enumerate(code):
        found = _MARK.search(line)
        if found:
            marks.extend([number] * int(found[1] or 1))
    return Example(
        header[1] == "good",
        said,
        tuple(re.findall(r"[A-Z]+\d+", options.get("also", ""))),
        options.get("on", ""),
        options.get("not run:", ""),
        "\n".join(code) + "\n",
        tuple(marks),
        tuple(files),
    )


def _options(header: str) -> tuple[str, dict[str, str]]:
    """The header without the groups in parentheses at its end, and these."""
    options: dict[str, str] = {}
    header = header.strip()
    while found := _OPTION.search(header):
        options.setdefault(found[1], found[2].strip())
        header = header[: found.start()]
    return header, options


def happens(docstring: str) -> str:
    """What the real library does with the first bad example, in the words of a finding."""
    for example in read(docstring).examples:
        if not example.good:
            return example.happens
    return ""
