"""Pages of documentation: titles, headings with the ids that Sphinx gives them, what they name.

Only headings and names are kept, never a sentence. Ids are docutils' own: `make_id` of the
heading's normalised text. A heading that repeats an earlier one of its page gets a positional id
(`id3`) from Sphinx, which moves with every edit; such a heading is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docutils.nodes import fully_normalize_name, make_id
from markdown_it import MarkdownIt
from markdown_it.token import Token

if TYPE_CHECKING:
    from scvi_lint.knowledge.rows import Row

_KEPT = ("user_guide/", "tutorials/")
_TOP = ("faq", "installation", "changelog", "references")
_MATH = re.compile(
    r"^\$\$.*?^\$\$|^[ \t]*\\begin\{(\w+\*?)\}.*?\\end\{\1\}", re.DOTALL | re.MULTILINE
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"^[ \t]*(:{3,})")
_ROLE = re.compile(r"\{(?:py:)?(class|meth|func|attr|mod|data|exc|doc)\}`([^`]+)`")
_CODE = re.compile(r"(?<![`}])`([A-Za-z_]\w{2,})(?:=[^`]*|\(\))?`(?!`)")
_TUTORIAL = re.compile(r"^:path:\s*(\S+)|^(notebooks/\S+)\s*$", re.MULTILINE)


class Section(NamedTuple):
    """A heading. `symbols` are paths of scvi-tools that are linked below it, `words` identifiers
    that are written as code."""

    anchor: str
    text: str
    symbols: list[str]
    words: list[str]


class Page(NamedTuple):
    """The first section is the page's own heading."""

    sections: list[Section]
    tutorials: list[str]
    suffix: str

    def record(self) -> Row:
        """The page as the shard holds it."""
        headings = [[part.anchor, part.text] for part in self.sections]
        return [headings[0][1], headings, self.suffix]

    def mentions(self) -> Row:
        """What each section names, as the shard holds it."""
        return [
            [part.anchor, part.symbols, part.words]
            for part in self.sections
            if part.symbols or part.words
        ]


def read_pages(texts: dict[str, str]) -> dict[str, Page]:
    """The pages that can be cited, by their names without suffix."""
    found: dict[str, Page] = {}
    for path, text in texts.items():
        name, _, suffix = path.rpartition(".")
        if name.startswith(_KEPT) or name in _TOP:
            page = read_page(text, "." + suffix)
            if page is not None:
                found[name] = page
    return found


def read_page(text: str, suffix: str = ".md") -> Page | None:
    """A page in MyST Markdown; None when it has no heading of its own."""
    sections: list[Section] = []
    used: set[str] = set()
    starts: list[int] = []
    for line, heading in _headings(text):
        anchor = make_id(fully_normalize_name(heading))
        if not anchor or anchor in used:
            continue
        used.add(anchor)
        starts.append(line)
        sections.append(Section(anchor, heading, [], []))
    if not sections:
        return None
    lines = text.splitlines()
    starts[0] = 0
    tutorials: dict[str, None] = {}
    for section, start, end in zip(sections, starts, [*starts[1:], len(lines)], strict=True):
        body = _COMMENT.sub("", "\n".join(lines[start:end]))
        symbols, documents = _linked(body)
        section.symbols.extend(symbols)
        section.words.extend(dict.fromkeys(_CODE.findall(body)))
        tutorials.update(dict.fromkeys(doc for doc in documents if "tutorials/" in doc))
    listed = ["/tutorials/" + (a or b) for a, b in _TUTORIAL.findall(text)]
    tutorials.update(dict.fromkeys(listed))
    return Page(sections, [name.strip("/") for name in tutorials], suffix)


def _linked(body: str) -> tuple[list[str], list[str]]:
    """Paths of scvi-tools, and documents, that a text links to."""
    symbols: dict[str, None] = {}
    documents: dict[str, None] = {}
    for role, target in _ROLE.findall(body):
        named = re.search(r"<([^>]+)>\s*$", target)
        path = (named[1] if named else target).strip().lstrip("~!")
        if role == "doc":
            documents[path] = None
        elif path.startswith("scvi."):
            symbols[path.removesuffix("()")] = None
    return list(symbols), list(documents)


def _headings(text: str) -> list[tuple[int, str]]:
    """Every heading outside of directives and formulas, with its line."""
    tokens = MarkdownIt("commonmark").parse(_masked(text))
    found: list[tuple[int, str]] = []
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map is not None:
            found.append((token.map[0], _plain(tokens[index + 1])))
    return found


def _plain(token: Token) -> str:
    """The text of a heading, as a reader sees it."""
    parts: list[str] = []
    for child in token.children or ():
        if child.type in ("text", "code_inline", "image"):
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append(" ")
    return re.sub(r"\{[\w:]+\}(?=\S)", "", "".join(parts)).strip()


def _masked(text: str) -> str:
    """The text without formulas, comments and blocks of colons, line for line.

    A line of `=` inside a formula would be read as the underline of a heading.
    """
    for pattern in (_COMMENT, _MATH):
        text = pattern.sub(lambda match: "\n" * match[0].count("\n"), text)
    shown: list[str] = []
    fence = ""
    for line in text.splitlines():
        match = _FENCE.match(line)
        if fence:
            if match and match[1].startswith(fence) and not line.strip().strip(":"):
                fence = ""
            shown.append("")
        elif match:
            fence = match[1]
            shown.append("")
        else:
            shown.append(line)
    return "\n".join(shown) + "\n"
