"""Jupyter notebooks: JSON with the program in pieces.

`json` reads them, without their pictures: 64 MB of notebooks take 60 ms, while the import of a
faster library alone costs 21 ms.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from scvi_lint.regex import regex
from scvi_lint.source.documents.document import Cell, Document
from scvi_lint.source.documents.magics import cell_language
from scvi_lint.source.documents.pictures import without_pictures
from scvi_lint.source.documents.unreadable import MOST_CODE, Unreadable

if TYPE_CHECKING:
    from scvi_lint.json_values import Json, Table

_OBJECT = regex(r"\ufeff?\s*\{")
_KEYS = ('"nbformat"', '"cells"', '"worksheets"')
_PYTHON = regex(r"i?python\d*(?:\.\d+)*|xpython|pyodide|pyolite", re.I)


def looks_like_json(text: str) -> bool:
    """Whether this is a notebook as a file holds it, rather than Python."""
    return _OBJECT.match(text) is not None and any(key in text for key in _KEYS)


def read_notebook(path: str, data: bytes) -> Document:
    """The cells of a notebook file, its saved pictures left out. Raises Unreadable."""
    slim = without_pictures(data)
    try:
        return _from_bytes(path, slim)
    except Unreadable:
        if slim is data:
            raise
        return _from_bytes(path, data)  # whose lines the message counts


def _from_bytes(path: str, data: bytes) -> Document:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("The notebook is UTF-16; Jupyter reads UTF-8. Save it as UTF-8.")
    bom = data.startswith(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8-sig" if bom else "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"The notebook is not UTF-8: line {line} holds other bytes.") from None
    document = notebook_from_text(path, text)
    document.bom = bom
    return document


def notebook_from_text(path: str, text: str) -> Document:
    """The cells of a notebook's JSON. Raises Unreadable."""
    content = parse_json(text)
    if not isinstance(content, dict):
        raise Unreadable("The file is not a notebook: its JSON is not an object.")
    raw = content.get("cells")
    sheets = content.get("worksheets")
    if raw is None and isinstance(sheets, list):
        raw = [cell for sheet in sheets for cell in _cells_of(sheet)]
    if not isinstance(raw, list):
        raise Unreadable("The file is not a notebook: it has no list of cells.")
    language = _kernel_language(content.get("metadata"))
    cells = tuple(_cell(index, cell, language) for index, cell in enumerate(raw))
    if sum(len(cell.text) for cell in cells if cell.kind == "code") > MOST_CODE:
        raise Unreadable("The notebook holds more than 10 MB of code.")
    return Document(path, "notebook", cells, language=language)


def _cells_of(sheet: Json) -> list[Json]:
    """The cells of a worksheet of format 3."""
    cells = sheet.get("cells") if isinstance(sheet, dict) else None
    return cells if isinstance(cells, list) else []


def parse_json(text: str) -> Json:
    """Any JSON. Raises Unreadable with the reason."""
    try:
        return json.loads(text)
    except RecursionError:
        raise Unreadable("The notebook's JSON is nested too deep to read.") from None
    except ValueError as error:
        if not text.strip():
            raise Unreadable("The notebook is empty: not even JSON.") from None
        where = getattr(error, "lineno", None)
        place = "" if where is None else f" at line {where}"
        raise Unreadable(f"The notebook is not valid JSON{place}.") from None


def _kernel_language(metadata: Json) -> str:
    """The language of the kernel, "python" if nothing is said."""
    for key, field in (("kernelspec", "language"), ("language_info", "name")):
        section = metadata.get(key) if isinstance(metadata, dict) else None
        name = section.get(field) if isinstance(section, dict) else None
        if isinstance(name, str) and name:
            return "python" if _PYTHON.fullmatch(name) else name
    return "python"


def _cell(index: int, raw: Json, kernel: str) -> Cell:
    if not isinstance(raw, dict):
        return Cell(index, "raw", "", "")
    kind = raw.get("cell_type")
    text = _joined(raw.get("source", raw.get("input", "")))
    name = raw.get("id")
    identity = name if isinstance(name, str) else None
    if kind != "code":
        return Cell(index, "markdown" if kind in _PROSE else "raw", text, "", id=identity)
    count = raw.get("execution_count", raw.get("prompt_number"))
    outputs = raw.get("outputs")
    if not isinstance(outputs, list):
        outputs = ()
    failed = any(
        isinstance(output, dict) and output.get("output_type") in ("error", "pyerr")
        for output in outputs
    )
    return Cell(
        index,
        "code",
        text,
        _cell_language(raw, text, kernel),
        id=identity,
        execution_count=count if isinstance(count, int) and not isinstance(count, bool) else None,
        outputs=outputs,
        failed=failed,
    )


_PROSE = ("markdown", "heading")


def _cell_language(raw: Table, text: str, kernel: str) -> str:
    """A cell may name a language of its own, as VS Code's notebooks and SoS do."""
    metadata = raw.get("metadata")
    editor = metadata.get("vscode") if isinstance(metadata, dict) else None
    own = editor.get("languageId") if isinstance(editor, dict) else None
    if isinstance(own, str) and own:
        kernel = "python" if _PYTHON.fullmatch(own) else own
    return cell_language(text, kernel)


def _joined(source: Json) -> str:
    """A cell's text: one string, or the list of its lines."""
    if isinstance(source, str):
        return source
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return ""
