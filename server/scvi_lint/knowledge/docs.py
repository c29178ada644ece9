"""The documentation of one release: pages, headings, and their addresses."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from scvi_lint.knowledge import shelf
from scvi_lint.knowledge.curated import curated
from scvi_lint.knowledge.shelf import at

if TYPE_CHECKING:
    from scvi_lint.knowledge.catalogue import Catalogue

HOST = "https://docs.scvi-tools.org/en/"


class Citation(NamedTuple):
    """A place in the documentation.

    `path` is the source file in scvi-tools' repository; `fallback` tells that the heading does
    not exist in this release and the page is cited as a whole.
    """

    path: str
    heading: str
    anchor: str
    title: str
    url: str
    fallback: bool = False


@cache
def _load() -> dict[str, Any]:
    return shelf.load("docs.bin")["pages"]


class Docs:
    """The pages of one release."""

    def __init__(self, catalogue: Catalogue, version: str, index: int) -> None:
        self._catalogue = catalogue
        self.version = version
        self._index = index

    @property
    def base(self) -> str:
        """The address of this release's documentation; `.postN` releases have none of their own."""
        return f"{HOST}{self.version.partition('.post')[0]}/"

    def cite(self, target: str) -> Citation | None:
        """A page and heading (`faq#…`), or a page of the API reference (`scvi.model.SCVI.train`).

        A heading that this release does not have falls back to its page; a page that it does not
        have is None.
        """
        if target.startswith("scvi."):
            return self._reference(target)
        page, _, anchor = target.partition("#")
        held = at(_load().get(page), self._index)
        if held is None:
            return None
        title, headings, suffix = held
        path, url = f"docs/{page}{suffix}", f"{self.base}{page}.html"
        if not anchor:
            return Citation(path, title, "", title, url)
        for known, text in headings:
            if known == anchor:
                return Citation(path, text, anchor, title, f"{url}#{anchor}")
        return Citation(path, title, "", title, url, True)

    def model_page(self, class_name: str) -> str | None:
        """The name of a model's page below `user_guide/models/`, None if it has none."""
        name = curated().page(class_name) or class_name.lower()
        held = at(_load().get(f"user_guide/models/{name}"), self._index)
        return None if held is None else name

    def pages(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """Every page of this release: name, title, headings as `(anchor, text)`."""
        found = []
        for page, rows in sorted(_load().items()):
            held = at(rows, self._index)
            if held is not None:
                found.append((page, held[0], [tuple(heading) for heading in held[1]]))
        return found

    def search(self, words: str, most: int = 10) -> list[Citation]:
        """Headings and pages that mention the words, best first."""
        wanted = [word for word in words.lower().replace("_", " ").split() if word]
        scored: list[tuple[float, str, str]] = []
        for page, title, headings in self.pages():
            around = f"{page.replace('_', ' ')} {title}".lower()
            for anchor, text in [("", title), *headings]:
                here = text.lower()
                hits = sum(2.0 * (word in here) + (word in around) for word in wanted)
                if hits >= len(wanted):
                    scored.append((-hits + 0.001 * len(here), page, anchor))
        found = []
        for _, page, anchor in sorted(scored)[:most]:
            citation = self.cite(f"{page}#{anchor}" if anchor else page)
            if citation is not None:
                found.append(citation)
        return found

    def routes(self, qualname: str) -> tuple[Citation, ...]:
        """Where a symbol is explained: its model's page, then the API reference."""
        found = []
        api = self._catalogue.api(self.version)
        for cut in (qualname, qualname.rpartition(".")[0]):
            symbol = api.resolve(cut) if cut else None
            if symbol is not None and symbol.kind == "class":
                page = self.model_page(symbol.name)
                cited = self.cite(f"user_guide/models/{page}") if page else None
                if cited is not None:
                    found.append(cited)
                break
        reference = self._reference(qualname)
        if reference is not None:
            found.append(reference)
        return tuple(found)

    def _reference(self, qualname: str) -> Citation | None:
        api = self._catalogue.api(self.version)
        symbol = api.resolve(qualname)
        if symbol is not None and symbol.kind in ("class", "function"):
            name = symbol.qualname
            url = f"{self.base}api/reference/{name}.html"
            anchor = name if symbol.kind == "function" else ""
            return Citation(
                "docs/api/user.md", name, anchor, name, url + f"#{anchor}" * bool(anchor)
            )
        owner, _, member = qualname.rpartition(".")
        symbol = api.resolve(owner) if owner else None
        if symbol is not None and symbol.kind == "class" and symbol.method(member) is not None:
            name = f"{symbol.qualname}.{member}"
            url = f"{self.base}api/reference/{symbol.qualname}.html#{name}"
            return Citation("docs/api/user.md", name, name, symbol.qualname, url)
        return None
