"""A program that faults are planted into, as Python's own `ast` sees it.

Mutators look for places by syntax alone, never through the engine: a fault in a place that the
engine overlooks must count as missed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.masks import mask
from scvi_lint.source.documents.span import Span
from scvi_lint.source.reading import read_document

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


class Edit(NamedTuple):
    """Other text for a place; an empty place takes an insertion."""

    span: Span
    text: str


class Part:
    """One Python cell: its text and tree, and where the lines of the text begin."""

    def __init__(self, path: str, cell: int, text: str, tree: ast.Module) -> None:
        self.path = path
        self.cell = cell
        self.text = text
        self.tree = tree
        self._lines = _LINE.findall(text)  # as Python counts lines; `splitlines` knows more
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))

    def offset(self, line: int, column: int) -> int:
        """Characters before a place that `ast` gives as a line and a column in UTF-8 bytes."""
        before = self._lines[line - 1].encode()[:column].decode() if column else ""
        return self._starts[line - 1] + len(before)

    def span(self, node: ast.AST) -> Span:
        start = self.offset(node.lineno, node.col_offset)  # type: ignore[attr-defined]
        end = self.offset(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]
        return Span(self.path, self.cell, start, end)


class Call:
    """A call as it is written. `name` is the last name of the callee: `setup_anndata`."""

    def __init__(self, part: Part, node: ast.Call) -> None:
        self.part = part
        self.node = node
        self.span = part.span(node)
        function = node.func
        self.owner = function.value if isinstance(function, ast.Attribute) else None
        self.name = function.attr if isinstance(function, ast.Attribute) else ""
        if isinstance(function, ast.Name):
            self.name = function.id

    @property
    def of_class(self) -> str:
        """The last name of what it is called on: `SCVI` in `scvi.model.SCVI.setup_anndata`."""
        owner = self.owner
        if isinstance(owner, ast.Attribute):
            return owner.attr
        return owner.id if isinstance(owner, ast.Name) else ""

    def keyword(self, name: str) -> ast.keyword | None:
        return next((one for one in self.node.keywords if one.arg == name), None)

    @property
    def splats(self) -> bool:
        """Whether more may come in by `**`."""
        return any(keyword.arg is None for keyword in self.node.keywords)

    @property
    def first_name(self) -> str:
        """The plain name that is passed first, "" for anything else."""
        first = self.node.args[0] if self.node.args else None
        return first.id if isinstance(first, ast.Name) else ""


class Program:
    """Documents by path; `main` is the one that is checked, the others are its modules."""

    def __init__(self, documents: dict[str, Document], main: str) -> None:
        self.documents = documents
        self.main = main
        self.parts = [part for document in documents.values() for part in _parts(document)]

    def text(self, span: Span) -> str:
        return self.documents[span.path].text(span)

    # --- what stands in it --------------------------------------------------------------------

    def calls(self, *names: str) -> Iterator[Call]:
        """Calls of these (last) names, in the order of the text."""
        for part in self.parts:
            found = [Call(part, node) for node in ast.walk(part.tree) if isinstance(node, ast.Call)]
            yield from sorted((c for c in found if c.name in names), key=lambda c: c.span)

    def trainings(self) -> Iterator[Call]:
        """Calls of `train` in the main document: what is wrong in a module is told of the module,
        and what stands beside a question for the release is meant for another one."""
        for call in self.calls("train"):
            if call.part.path == self.main and "__version__" not in call.part.text:
                yield call

    def options(self, name: str) -> Iterator[tuple[Edit, ast.expr, Part]]:
        """Each `name=value` of a call and each `"name": value` of a dictionary: the edit that
        takes it out, and its value."""
        for part in self.parts:
            for node in ast.walk(part.tree):
                if isinstance(node, ast.Call):
                    items: list[ast.AST] = [*node.args, *node.keywords]
                    for item in node.keywords:
                        if item.arg == name:
                            yield _without(part, items, item), item.value, part
                elif isinstance(node, ast.Dict):
                    pairs = zip(node.keys, node.values, strict=True)
                    items = [_Pair(key or value, value) for key, value in pairs]
                    for item in items:
                        key = item.first  # type: ignore[attr-defined]
                        if isinstance(key, ast.Constant) and key.value == name:
                            yield _without(part, items, item), item.last, part  # type: ignore[attr-defined]

    def statement(self, span: Span) -> tuple[Part, ast.stmt] | None:
        """The innermost statement around a place."""
        best: tuple[Part, ast.stmt] | None = None
        for part in self.parts:
            if (part.path, part.cell) != (span.path, span.cell):
                continue
            for node in ast.walk(part.tree):
                if isinstance(node, ast.stmt):
                    around = part.span(node)
                    if around.start <= span.start and span.end <= around.end:
                        best = (part, node)
        return best

    def comes_before(self, first: Span, second: Span) -> bool:
        """Whether a place stands above another of the same document."""
        return first.path == second.path and first[1:3] < second[1:3]

    # --- edits --------------------------------------------------------------------------------

    def after(self, span: Span, code: str) -> Edit:
        """Insert a statement below the one around a place, at its indentation."""
        return self._beside(span, code, below=True)

    def before(self, span: Span, code: str) -> Edit:
        """Insert a statement above the one around a place, at its indentation."""
        return self._beside(span, code, below=False)

    def _beside(self, span: Span, code: str, below: bool) -> Edit:
        found = self.statement(span)
        assert found is not None, span
        part, node = found
        around = part.span(node)
        indent = " " * node.col_offset
        lines = code.strip("\n").split("\n")
        if below:
            place = around._replace(start=around.end)
            return Edit(place, "".join(f"\n{indent}{line}" for line in lines))
        place = around._replace(end=around.start)
        return Edit(place, "".join(f"{line}\n{indent}" for line in lines))

    def edited(self, edits: tuple[Edit, ...]) -> Program:
        """The program after some edits that do not overlap."""
        documents = dict(self.documents)
        for edit in sorted(edits, key=lambda one: one.span, reverse=True):
            document = documents[edit.span.path]
            text = document.cells[edit.span.cell].text
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
            documents[edit.span.path] = document.replace_cell(edit.span.cell, text)
        return Program(documents, self.main)


def add_argument(call: Call, text: str) -> Edit:
    """Insert `name=value` behind the other arguments of a call."""
    given = [*call.node.args, *call.node.keywords]
    if given:
        end = max(call.part.span(one).end for one in given)
        return Edit(call.span._replace(start=end, end=end), f", {text}")
    return Edit(call.span._replace(start=call.span.end - 1, end=call.span.end - 1), text)


class _Pair(ast.AST):
    """`key: value` of a dictionary, for its extent."""

    def __init__(self, first: ast.expr, last: ast.expr) -> None:
        self.first, self.last = first, last
        self.lineno, self.col_offset = first.lineno, first.col_offset
        self.end_lineno, self.end_col_offset = last.end_lineno, last.end_col_offset


def _without(part: Part, items: list[ast.AST], item: ast.AST) -> Edit:
    """Take one item out of a list of items, with the comma that joins it."""
    spans = sorted(part.span(one) for one in items)
    mine = part.span(item)
    index = spans.index(mine)
    if index + 1 < len(spans):
        return Edit(mine._replace(end=spans[index + 1].start), "")
    if index:
        return Edit(mine._replace(start=spans[index - 1].end), "")
    end = mine.end
    rest = part.text[end:]
    if rest.lstrip().startswith(","):
        end += rest.index(",") + 1
    return Edit(mine._replace(end=end), "")


def _parts(document: Document) -> Iterator[Part]:
    for cell in document.cells:
        if not cell.is_python:
            continue
        try:
            tree = ast.parse(mask(cell.text)[0])
        except (SyntaxError, ValueError, RecursionError):
            continue
        yield Part(document.path, cell.index, cell.text, tree)


def program_at(path: Path) -> Program:
    """A file, or a folder whose `main.py` or `main.ipynb` imports its other files."""
    if path.is_file():
        return Program({path.name: read_document(path.name, path.read_bytes())}, path.name)
    files = sorted(found for found in path.rglob("*") if found.suffix in (".py", ".ipynb", ".qmd"))
    documents = {}
    for found in files:
        name = found.relative_to(path).as_posix()
        documents[name] = read_document(name, found.read_bytes())
    main = next(name for name in documents if name.startswith("main."))
    return Program(documents, main)
