"""A program as the linter receives it: a script, or the notebook that it would be."""

from __future__ import annotations

import ast
import json
from typing import NamedTuple

from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.span import Span
from scvi_lint.source.reading import read_document


class Program(NamedTuple):
    """A document, and the line of the original text at which each of its cells begins.

    `files` are those that it reads, as name and expression.
    """

    document: Document
    text: str
    first_lines: dict[int, int]
    files: tuple[tuple[str, str], ...] = ()

    def line(self, span: Span) -> int:
        """The line (0-based) of the original text on which a span starts."""
        before = self.document.cells[span.cell].text[: span.start]
        return self.first_lines[span.cell] + before.count("\n")


def as_script(text: str, files: tuple[tuple[str, str], ...] = ()) -> Program:
    document = read_document("example.py", text.encode())
    return Program(document, text, {0: 0}, files)


def as_notebook(text: str, files: tuple[tuple[str, str], ...] = ()) -> Program:
    """The same statements in cells, below a line of prose as notebooks have."""
    blocks = blocks_of(text)
    content = notebook([("markdown", "# An example"), *(("code", block) for _, block in blocks)])
    document = read_document("example.ipynb", content)
    code = [cell.index for cell in document.cells if cell.kind == "code"]
    firsts = dict(zip(code, (first for first, _ in blocks), strict=True))
    return Program(document, text, firsts, files)


def notebook(cells: list[tuple[str, str]]) -> bytes:
    """A notebook file of these cells (kind, source), as Jupyter writes one that never ran."""
    written = []
    for number, (kind, source) in enumerate(cells):
        cell = {
            "cell_type": kind,
            "id": f"cell-{number}",
            "metadata": {},
            "source": source.splitlines(keepends=True),
        }
        if kind == "code":
            cell |= {"execution_count": None, "outputs": []}
        written.append(cell)
    whole = {
        "cells": written,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python", "version": "3.11.7"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(whole, indent=1).encode()


def blocks_of(text: str) -> list[tuple[int, str]]:
    """The parts between blank lines that stand between statements, each with its first line."""
    lines = text.split("\n")
    inside = _lines_inside_statements(text)
    blocks: list[tuple[int, list[str]]] = []
    open_block = False
    for number, line in enumerate(lines):
        if not line.strip() and number not in inside:
            open_block = False
            continue
        if not open_block:
            blocks.append((number, []))
            open_block = True
        blocks[-1][1].append(line)
    return [(first, "\n".join(block)) for first, block in blocks]


def _lines_inside_statements(text: str) -> set[int]:
    """The lines (0-based) within a statement; none when the program is no Python."""
    try:
        body = ast.parse(text).body
    except SyntaxError:
        return set()
    return {line for node in body for line in range(node.lineno - 1, node.end_lineno or 0)}
