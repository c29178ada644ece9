"""From a symbol to the pages that explain it.

In this order: the concept behind it, its model's page at the section that names it, the API
reference, tutorials, the source file. What a release does not have is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.knowledge.curated import curated
from scvi_lint.knowledge.docs import Citation, Docs

if TYPE_CHECKING:
    from scvi_lint.knowledge.api import Releases

_CONCEPTS = ("user_guide/background/", "user_guide/use_case/", "faq")
_MODELS = "user_guide/models/"
_MOST_TUTORIALS = 3


def routes(catalogue: Releases, docs: Docs, qualname: str) -> tuple[Citation, ...]:
    """The places for an import path or a member of it."""
    path, owner, member = _parts(catalogue, docs.version, qualname)
    model = docs.model_page(owner.rpartition(".")[2]) if owner else None
    found = [
        _first(docs, _concepts(docs, path, member)),
        _first(docs, _of_model(docs, model, path, member)),
        docs.reference(path),
        *(docs.cite(page) for page in _tutorials(docs, model)),
        source(catalogue, docs.version, path),
    ]
    known: dict[str, Citation] = {}
    for place in found:
        if place is not None:
            known.setdefault(place.url, place)
    return tuple(known.values())


def source(catalogue: Releases, version: str, path: str) -> Citation | None:
    """The lines of scvi-tools' source that define a symbol."""
    place = catalogue.place(version, path)
    if place is None:
        return None
    file, line = place
    url = f"https://github.com/scverse/scvi-tools/blob/{curated().tag(version)}/{file}#L{line}"
    return Citation(file, f"line {line}", f"L{line}", file.rpartition("/")[2], url)


def _parts(catalogue: Releases, version: str, qualname: str) -> tuple[str, str, str]:
    """The symbol's public path, the class that it is or belongs to, and the member's name."""
    api = catalogue.api(version)
    symbol = api.resolve(qualname)
    if symbol is not None:
        return symbol.qualname, symbol.qualname if symbol.kind == "class" else "", ""
    above, _, member = qualname.rpartition(".")
    owner = api.resolve(above) if above else None
    if owner is not None and owner.kind == "class" and owner.method(member) is not None:
        return f"{owner.qualname}.{member}", owner.qualname, member
    return qualname, "", ""


def _first(docs: Docs, targets: list[str]) -> Citation | None:
    return next((place for place in map(docs.cite, targets) if place is not None), None)


def _concepts(docs: Docs, path: str, member: str) -> list[str]:
    """Pages of ideas: those that are curated, then those that link to the function, then to a
    method of its name. Pages that link to a class only name it."""
    name = member or path.rpartition(".")[2]
    if not member and name[:1].isupper():
        return curated().concepts(name)
    linked = [
        (path not in one.symbols, f"{one.page}#{one.anchor}")
        for one in docs.mentions()
        if one.page.startswith(_CONCEPTS)
        and (path in one.symbols or (member and any(s.endswith("." + name) for s in one.symbols)))
    ]
    return [*curated().concepts(name), *(target for _, target in sorted(linked))]


def _of_model(docs: Docs, page: str | None, path: str, member: str) -> list[str]:
    """The model's page, at the section about a method."""
    if page is None:
        return []
    target = _MODELS + page
    sections = [
        (path not in one.symbols, number, f"{target}#{one.anchor}")
        for number, one in enumerate(docs.mentions())
        if member
        and one.page == target
        and any(symbol.endswith("." + member) for symbol in one.symbols)
    ]
    return [*(section for *_, section in sorted(sections)), target]


def _tutorials(docs: Docs, page: str | None) -> tuple[str, ...]:
    return docs.tutorials(_MODELS + page)[:_MOST_TUTORIALS] if page else ()
