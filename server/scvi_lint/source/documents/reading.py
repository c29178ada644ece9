"""From bytes, or from an editor's text, to a Document.

What kind of program it is follows from the name and from the content, for neither alone tells
the truth: JupyterLab hands out Python text under a name that ends in `.ipynb`.
"""

from __future__ import annotations

from scvi_lint.regex import regex
from scvi_lint.source.documents import notebook
from scvi_lint.source.documents.document import Cell, Document
from scvi_lint.source.documents.magics import cell_language
from scvi_lint.source.documents.unreadable import MOST_BYTES, MOST_CODE, Unreadable

__all__ = ["MOST_BYTES", "Unreadable", "document_from_text", "read_document"]

_COOKIE = regex(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK = regex(rb"^[ \t\f]*(?:#.*)?$")
# Encodings of text that decode in linear time. Python knows more, but `idna` and `punycode` are
# slow on purpose-made input, and `unicode_escape` and the like are no encodings of programs.
_ENCODINGS = regex(
    r"utf_?8(?:_sig)?|ascii|latin_1|iso8859_\d+|cp\d+|koi8_[rtu]|gb2312|gbk|gb18030|hz"
    r"|big5(?:hkscs)?|euc_(?:jp|kr|jis_2004|jisx0213)|shift_jis(?:_2004|x0213)?|johab|mac_\w+"
    r"|iso2022_\w+|tis_620|hp_roman8|ptcp154|kz1048"
)


def read_document(path: str, data: bytes) -> Document:
    """The program in a file. `path` is only a name; nothing is opened.

    Raises Unreadable, with a sentence for the user.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable("The file is larger than 200 MB.")
    suffix = _suffix(path)
    if suffix == ".ipynb":
        return notebook.read_notebook(path, data)
    if len(data) > MOST_CODE:
        raise Unreadable("The file holds more than 10 MB of code.")
    text, encoding, bom = decode(data, cookies=suffix not in _MARKED_UP)
    return _divide(path, text, encoding, bom)


def document_from_text(path: str, text: str, kind: str | None = None, version: int = 0) -> Document:
    """The program in an editor's buffer; `path` may be a URI. `kind`, if given, is believed.

    A buffer whose name ends in `.ipynb` is a notebook only if it holds JSON.
    Raises Unreadable, with a sentence for the user.
    """
    if kind is None and _suffix(path) == ".ipynb" and notebook.looks_like_json(text):
        kind = "notebook"
    if kind == "notebook":
        if len(text) > MOST_BYTES:
            raise Unreadable("The file is larger than 200 MB.")
        document = notebook.notebook_from_text(path, text)
    else:
        if len(text) > MOST_CODE:
            raise Unreadable("The file holds more than 10 MB of code.")
        document = _divide(path, text, "utf-8", False, kind)
    document.version = version
    return document


_MARKED_UP = frozenset((".qmd", ".rmd", ".md", ".markdown"))


def _suffix(path: str) -> str:
    """The end of a file's name, of a URI's too, in lower case."""
    name = path.replace("\\", "/").rpartition("/")[2]
    if "://" in path:
        name = name.partition("#")[0].partition("?")[0]
    return "." + name.rpartition(".")[2].lower() if "." in name else ""


def _divide(path: str, text: str, encoding: str, bom: bool, kind: str | None = None) -> Document:
    """A text cut into the cells that its kind has."""
    suffix = _suffix(path)
    if suffix in _MARKED_UP and kind is None:
        kind = "quarto"
    elif kind is None and (suffix == ".nf" or (text.startswith("#!") and "templates" in path)):
        from scvi_lint.source.documents.nextflow import is_template, process_cells, template

        if suffix == ".nf":
            return Document(path, "nextflow", process_cells(text), encoding=encoding, bom=bom)
        if is_template(path, text):
            return Document(path, "nextflow", [template(text)], encoding=encoding, bom=bom)
    cells: list[Cell] | None = None
    if kind == "quarto":
        from scvi_lint.source.documents.quarto import chunk_cells

        cells = chunk_cells(text, suffix)
    elif kind == "percent" or (kind is None and "%%" in text):
        from scvi_lint.source.documents.percent import is_percent, percent_cells

        if kind == "percent" or is_percent(text):
            kind = "percent"
            cells = percent_cells(text)
    if cells is None:
        cells = [Cell(0, "code", text, cell_language(text))]
    return Document(path, kind or "script", cells, encoding=encoding, bom=bom)


def decode(data: bytes, cookies: bool = True) -> tuple[str, str, bool]:
    """Text, encoding and whether there was a byte-order mark, as Python itself would tell.

    Raises Unreadable.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("The file is UTF-16; Python reads UTF-8. Save it as UTF-8.")
    if b"\0" in data:
        raise Unreadable("The file contains NUL bytes: it is not a text file.")
    bom = data.startswith(b"\xef\xbb\xbf")
    if bom:
        data = data[3:]
    declared = _cookie(data) if cookies else None
    encoding = "utf-8" if declared is None else _known(declared)
    if bom and encoding != "utf-8":
        raise Unreadable(f"The file begins as UTF-8 and declares {declared!r}.")
    try:
        return data.decode(encoding), encoding, bom
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        named = "UTF-8" if encoding == "utf-8" else encoding
        raise Unreadable(f"The file is not {named}: line {line} holds other bytes.") from None


def _cookie(data: bytes) -> str | None:
    """The encoding that one of the first two lines declares (PEP 263)."""
    place = 0
    for _ in range(2):
        end = place
        while end < len(data) and data[end] not in b"\r\n":
            end += 1
        line = data[place:end]
        match = _COOKIE.match(line)
        if match:
            return match[1].decode("ascii", "replace")
        if not _BLANK.match(line):
            return None
        place = end + (2 if data.startswith(b"\r\n", end) else 1)
    return None


def _known(declared: str) -> str:
    from codecs import lookup

    try:
        name = lookup(declared).name.replace("-", "_")
    except (LookupError, ValueError, UnicodeError):
        name = ""
    if not _ENCODINGS.fullmatch(name):
        raise Unreadable(f"The file declares the encoding {declared[:40]!r}, which is unknown.")
    return "utf-8" if name in ("utf_8", "utf8", "utf_8_sig") else name
