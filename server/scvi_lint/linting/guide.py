"""Which rules and which hovers lead to each page of scvi-tools' user guide: `rules/README.md`.

In: the index of rules, and the newest release of the catalogue. Out: a table without an empty row,
or ValueError. Only the generator and the tests come here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.docs import Docs
from scvi_lint.knowledge.routes import routes
from scvi_lint.knowledge.words.settings import PLACES
from scvi_lint.linting.citing import place_among
from scvi_lint.linting.index import Entry

_GUIDE = "user_guide/"
_MODELS = "user_guide/models/"
_MOST = 4

_HEAD = """
## Pages of the user guide

Where each page of scvi-tools' user guide ({version}) is cited: by the rules whose first place it
is, and in hovers. {common} rules cite the page of whichever model a program uses: {codes}. They
are not repeated in its row.

| page | rules | hovers |
|---|---|---|
"""


class Reached(NamedTuple):
    """A page, the codes of the rules that cite it, and the names whose hover links to it, each with
    an import path that it stands for.

    `of_any_model` are codes of rules that come to it as the page of the model at hand.
    """

    page: str
    title: str
    rules: tuple[str, ...]
    of_any_model: tuple[str, ...]
    hovers: dict[str, str]


def reached(entries: Iterable[Entry]) -> list[Reached]:
    """Every page of the guide in the newest release."""
    known = catalogue()
    docs = known.docs(known.newest)
    models = known.api(known.newest).models()
    own: dict[str, dict[str, None]] = {}
    shared: dict[str, dict[str, None]] = {}
    for entry in entries:
        for cls in ("", *(model.name for model in models)):
            for target in entry.cites:
                place = place_among((target,), cls, docs)
                if place is not None:
                    kind = shared if "{model}" in target else own
                    kind.setdefault(place.path, {})[entry.code] = None
                    break
    shown = hovers()
    found: list[Reached] = []
    for page, title, _ in docs.pages():
        path = _path(docs, page)
        if page.startswith(_GUIDE):
            codes = tuple(own.get(path, {}))
            common = tuple(shared.get(path, {}))
            found.append(Reached(page, title, codes, common, shown.get(path, {})))
    return found


def hovers() -> dict[str, dict[str, str]]:
    """The names whose hover links to a page, by its path: packages, then what they publish, then
    members of models (`.train`). Each with one import path that it stands for."""
    known = catalogue()
    api, docs = known.api(known.newest), known.docs(known.newest)
    found: dict[str, dict[str, str]] = {}
    for package, word in PLACES.items():
        for place in map(docs.cite, word.pages):
            if place is not None:
                found.setdefault(place.path, {})[package.removeprefix("scvi.")] = package
    models = {model.qualname: model for model in api.models()}
    published = {name: api.resolve(name) for name in sorted(known.exports)}
    asked = [
        (name.removeprefix("scvi."), name)
        for name, symbol in published.items()
        if symbol is not None and symbol.kind in ("class", "function")
    ]
    asked += [(f".{one}", f"{name}.{one}") for name in models for one in models[name].methods()]
    for short, path in asked:
        for place in routes(known, docs, path):
            found.setdefault(place.path, {}).setdefault(short, path)
    return found


def table(entries: Iterable[Entry]) -> str:
    """The section of the page. Raises ValueError for a page that nothing leads to."""
    rows = reached(entries)
    common = sorted({code for row in rows for code in row.of_any_model})
    text = _HEAD.format(version=catalogue().newest, common=len(common), codes=", ".join(common))
    for row in rows:
        if not (row.rules or row.hovers):
            raise ValueError(f"no rule and no hover leads to {row.page}")
        page = row.page.removeprefix(_GUIDE)
        text += f"| {row.title} (`{page}`) | {', '.join(row.rules)} | {_few(row.hovers)} |\n"
    return text


def _few(names: Iterable[str]) -> str:
    """The first of them, and how many there are beside."""
    every = list(names)
    more = f" and {len(every) - _MOST} more" if len(every) > _MOST else ""
    return ", ".join(f"`{name}`" for name in every[:_MOST]) + more


def _path(docs: Docs, page: str) -> str:
    place = docs.cite(page)
    assert place is not None  # every page of the guide is there
    return place.path
