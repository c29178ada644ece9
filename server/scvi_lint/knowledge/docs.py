"""The documentation of one release: pages, headings, and their addresses."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.knowledge import about, shelf
from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.knowledge.curated import curated
from scvi_lint.knowledge.shelf import at

if TYPE_CHECKING:
    from scvi_lint.knowledge.api import Releases
    from scvi_lint.knowledge.rows import Record

HOST = "https://docs.scvi-tools.org/en/"
# Before this release each had release notes of its own.
_ONE_CHANGELOG = "1.2.0"
# Until this release a class's page has no members on it: each had a page of its own.
_MEMBERS_ON_PAGE = "0.15.1"


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

    @property
    def about(self) -> str:
        """What the reader finds there, where the heading does not tell; else ""."""
        page = self.path.removeprefix("docs/").rpartition(".")[0]
        return about.of(page, self.anchor)


class Mention(NamedTuple):
    """A section of a page that names something of scvi-tools.

    `symbols` are the paths that it links to, `words` the identifiers that it writes as code.
    """

    page: str
    anchor: str
    symbols: tuple[str, ...]
    words: tuple[str, ...]


@cache
def _load() -> Record:
    return shelf.load("docs.bin")


class Docs:
    """The pages of one release."""

    def __init__(self, catalogue: Releases, version: str, index: int) -> None:
        self._catalogue = catalogue
        self.version = version
        self._index = index
        self._mentions: list[Mention] | None = None

    @property
    def base(self) -> str:
        """The address of this release's documentation; `.postN` releases have none of their own."""
        return f"{HOST}{self.version.partition('.post')[0]}/"

    @property
    def changelog(self) -> str:
        """The page that lists what changed; its sections are not in the index."""
        one = self._catalogue.holds(f">={_ONE_CHANGELOG}", self.version)
        return "changelog" if one else "release_notes/index"

    # --- places -------------------------------------------------------------------------------

    def cite(self, target: str) -> Citation | None:
        """A page and heading (`faq#…`), or a page of the API reference (`scvi.model.SCVI.train`).

        A heading that this release does not have falls back to its page; a page that it does not
        have is None.
        """
        if target.startswith("scvi."):
            return self.reference(target)
        page, _, anchor = target.partition("#")
        if page.startswith("tutorials/notebooks/"):
            return self._notebook(page)
        if page == self.changelog:
            return Citation(f"docs/{page}.md", "", "", "Release notes", f"{self.base}{page}.html")
        held = at(_load()["pages"].get(page), self._index)
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

    def reference(self, qualname: str) -> Citation | None:
        """The page of the API reference, at the member where it shows members."""
        api = self._catalogue.api(self.version)
        symbol = api.resolve(qualname)
        member = ""
        if symbol is None or symbol.kind not in ("class", "function"):
            owner, _, member = qualname.rpartition(".")
            symbol = api.resolve(owner) if owner else None
            if not isinstance(symbol, ClassSymbol) or symbol.method(member) is None:
                return None
        name = symbol.qualname
        if not self._has_reference(name):
            return None
        url = f"{self.base}api/reference/{name}.html"
        anchor = f"{name}.{member}" if member else name if symbol.kind == "function" else ""
        heading = anchor or name
        if member and not self._catalogue.holds(f">={_MEMBERS_ON_PAGE}", self.version):
            anchor = ""
        return Citation(
            "docs/api/user.md", heading, anchor, name, f"{url}#{anchor}" if anchor else url
        )

    def _has_reference(self, name: str) -> bool:
        """Whether a page of the reference exists; where no list is known, as if it did."""
        known = _load()["reference"]
        first = min((rows[0][0] for rows in known.values()), default=0)
        return self._index < first or at(known.get(name), self._index) is not None

    def _notebook(self, page: str) -> Citation | None:
        for rows in _load()["tutorials"].values():
            if page in (at(rows, self._index) or ()):
                title = page.rpartition("/")[2].replace("_", " ")
                return Citation(f"docs/{page}.ipynb", title, "", title, f"{self.base}{page}.html")
        return None

    # --- contents -----------------------------------------------------------------------------

    def model_page(self, class_name: str) -> str | None:
        """The name of a model's page below `user_guide/models/`, None if it has none."""
        name = curated().page(class_name) or class_name.lower()
        held = at(_load()["pages"].get(f"user_guide/models/{name}"), self._index)
        return None if held is None else name

    def path_of_class(self, name: str) -> str:
        """The import path of a class of models, "" if this release has none of this name."""
        models = self._catalogue.api(self.version).models()
        return next((cls.qualname for cls in models if cls.name == name), "")

    def tutorials(self, page: str) -> tuple[str, ...]:
        """The tutorials that a page leads to."""
        return tuple(at(_load()["tutorials"].get(page), self._index) or ())

    def pages(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """Every page of this release: name, title, headings as `(anchor, text)`.

        The page's own heading is the first.
        """
        found: list[tuple[str, str, list[tuple[str, str]]]] = []
        for page, rows in sorted(_load()["pages"].items()):
            held = at(rows, self._index)
            if held is not None:
                found.append((page, held[0], [tuple(heading) for heading in held[1]]))
        return found

    def mentions(self) -> list[Mention]:
        """What the sections of all pages name, page by page."""
        if self._mentions is None:
            self._mentions = [
                Mention(page, anchor, tuple(symbols), tuple(words))
                for page, rows in sorted(_load()["mentions"].items())
                for anchor, symbols, words in at(rows, self._index) or ()
            ]
        return self._mentions

    def search(self, words: str, most: int = 10) -> list[Citation]:
        """Headings and pages that mention the words, best first.

        Words are looked for in headings and titles, then in the names that a section writes.
        """
        wanted = [word for word in words.lower().replace("_", " ").split() if word]
        if not wanted:
            return []
        named = {
            (one.page, one.anchor): " ".join((*one.words, *one.symbols)).lower().replace("_", " ")
            for one in self.mentions()
        }
        scored: list[tuple[float, str, str]] = []
        for page, title, headings in self.pages():
            around = f"{page.replace('_', ' ')} {title}".lower()
            for number, (anchor, text) in enumerate(headings):
                here = text.lower()
                below = named.get((page, anchor), "")
                hits = sum(
                    2.0 * (word in here) + (word in around) + (word in below) for word in wanted
                )
                if all(word in here or word in around or word in below for word in wanted):
                    scored.append((-hits + 0.001 * len(here), page, anchor if number else ""))
        found: list[Citation] = []
        for _, page, anchor in sorted(scored)[:most]:
            citation = self.cite(f"{page}#{anchor}" if anchor else page)
            if citation is not None:
                found.append(citation)
        return found
