"""Programs drawn in-process, and what stands in the drawings."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from typing import NamedTuple

from scvi_lint.config import Settings
from scvi_lint.ide.insight import Insight
from scvi_lint.linting.checking import Checker, Result
from scvi_lint.picture import drawing, story
from scvi_lint.picture.graph import Picture
from scvi_lint.source.documents.document import Document
from scvi_lint.source.reading import read_document

SVG = "{http://www.w3.org/2000/svg}"


class Checked(NamedTuple):
    document: Document
    checker: Checker
    result: Result


def checked(text: str, name: str = "p.py") -> Checked:
    document = read_document(name, text.encode("utf-8", "surrogatepass"))
    checker = Checker(Settings(severity="info"), version="1.4.2", version_origin="a test")
    return Checked(document, checker, checker.check(document))


def picture(text: str, name: str = "p.py") -> Picture:
    one = checked(text, name)
    insight = Insight(one.document, one.checker, one.result)
    return story.tell(insight, one.result, one.result.findings, name)


def drawn(text: str, form: str, name: str = "p.py") -> str:
    one = checked(text, name)
    return drawing.drawn(form, one.document, one.checker, one.result, one.result.findings)


class Page(HTMLParser):
    """The elements of a page with their attributes, and its texts by the element around them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in ("meta", "br"):
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1] == tag, f"</{tag}> closes {self._open[-3:]}"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self.texts.append((self._open[-1] if self._open else "", data))

    def of(self, tag: str, kind: str = "") -> list[dict[str, str]]:
        """The attributes of the elements of a tag and a class."""
        return [
            attributes
            for name, attributes in self.elements
            if name == tag and (not kind or kind in attributes.get("class", "").split())
        ]


def boxes(svg: str) -> list[ElementTree.Element]:
    """The boxes of a drawing."""
    root = ElementTree.fromstring(svg)
    return [one for one in root.iter(f"{SVG}g") if "box" in one.get("class", "").split()]


def words(element: ElementTree.Element) -> str:
    """All text in an element."""
    return " ".join("".join(element.itertext()).split())
