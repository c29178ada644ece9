"""A symbol as a whole: parameters with their lifetimes, what it hands on, where it is explained.

What `scvi-lint explain scvi.model.SCVI.train` prints; its dictionary form is stable.
"""

from __future__ import annotations

from typing import NamedTuple

from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.knowledge.catalogue import Catalogue
from scvi_lint.knowledge.docs import Citation
from scvi_lint.knowledge.routes import routes
from scvi_lint.knowledge.signatures import Parameter, Signature
from scvi_lint.knowledge.symbols import FunctionSymbol

Span = tuple[str, str | None]

# As `inspect.Parameter.kind` calls them.
_KINDS = {
    "plain": "POSITIONAL_OR_KEYWORD",
    "positional": "POSITIONAL_ONLY",
    "keyword": "KEYWORD_ONLY",
    "args": "VAR_POSITIONAL",
    "kwargs": "VAR_KEYWORD",
}


class Forwarded(NamedTuple):
    """What one parameter hands on: to whom, and which keywords arrive there.

    `open` tells that there may be more than is listed.
    """

    through: str
    to: str
    keywords: tuple[Parameter, ...]
    open: bool


class Described(NamedTuple):
    """A symbol of one release. `since` and `until` bound the span of releases around it; `until`
    is the first release without it, None if the newest still has it."""

    path: str
    kind: str
    version: str
    since: str
    until: str | None
    signature: Signature | None
    lives: dict[str, Span]
    forwards: tuple[Forwarded, ...]
    citations: tuple[Citation, ...]


def describe(catalogue: Catalogue, path: str, version: str) -> Described | None:
    """A symbol in a release, or in the last release that had it; None if none ever had."""
    spans = catalogue.lifetime(path)
    if not spans:
        return None
    names = catalogue.releases
    wanted = names.index(catalogue.release(version))
    since, until = _around(spans, wanted, names)
    last = len(names) if until is None else names.index(until)
    shown = names[max(names.index(since), min(wanted, last - 1))]
    kind, signature = _look_up(catalogue, path, shown)
    return Described(
        path,
        kind,
        shown,
        since,
        until,
        signature,
        _lives(catalogue, path, shown, signature),
        () if signature is None else tuple(_forwards(signature)),
        routes(catalogue, catalogue.docs(shown), path),
    )


def as_json(one: Described) -> dict[str, object]:
    """The stable form. A parameter's default is its source text, null when it must be given."""
    parameters = () if one.signature is None else one.signature.parameters
    return {
        "symbol": one.path,
        "kind": one.kind,
        "version": one.version,
        "since": one.since,
        "until": one.until,
        "parameters": [
            {
                "name": parameter.name,
                "kind": _KINDS[parameter.kind],
                "default": parameter.default,
                "annotation": parameter.annotation,
                "choices": None if parameter.choices is None else list(parameter.choices),
                "since": one.lives[parameter.name][0],
                "until": one.lives[parameter.name][1],
            }
            for parameter in parameters
        ],
        "forwards": [
            {
                "parameter": row.through,
                "to": row.to,
                "keywords": [
                    {
                        "name": word.name,
                        "default": word.default,
                        "choices": None if word.choices is None else list(word.choices),
                    }
                    for word in row.keywords
                ],
                "open": row.open,
            }
            for row in one.forwards
        ],
        "citations": [
            {"path": place.path, "title": place.title, "heading": place.heading, "url": place.url}
            for place in one.citations
        ],
    }


def _around(spans: tuple[Span, ...], wanted: int, names: tuple[str, ...]) -> Span:
    """The span that holds a release, else the last before it, else the first."""
    before = [span for span in spans if names.index(span[0]) <= wanted]
    return before[-1] if before else spans[0]


def _look_up(catalogue: Catalogue, path: str, version: str) -> tuple[str, Signature | None]:
    api = catalogue.api(version)
    symbol = api.resolve(path)
    if isinstance(symbol, ClassSymbol):
        return "class", symbol.init
    if symbol is not None:
        return symbol.kind, symbol.signature if isinstance(symbol, FunctionSymbol) else None
    owner, _, name = path.rpartition(".")
    cls = api.resolve(owner)
    if isinstance(cls, ClassSymbol):
        method = cls.method(name)
        if method is not None:
            return method.kind, method
    return "parameter", None


def _lives(
    catalogue: Catalogue, path: str, version: str, signature: Signature | None
) -> dict[str, Span]:
    """Since when, and until when, each parameter of the signature has been there."""
    if signature is None:
        return {}
    names = catalogue.releases
    here = names.index(version)
    present: dict[int, frozenset[str]] = {}
    for index, name in enumerate(names):
        _, other = _look_up(catalogue, path, name)
        listed = () if other is None else (one.name for one in other.parameters)
        forwarded = () if other is None else other.keywords()
        present[index] = frozenset((*listed, *forwarded))
    lives: dict[str, Span] = {}
    for parameter in signature.parameters:
        start = end = here
        while start > 0 and parameter.name in present[start - 1]:
            start -= 1
        while end < len(names) and parameter.name in present[end]:
            end += 1
        lives[parameter.name] = (names[start], names[end] if end < len(names) else None)
    return lives


def _forwards(signature: Signature) -> list[Forwarded]:
    found: list[Forwarded] = []
    for parameter in signature.parameters:
        if parameter.kind == "kwargs":
            groups: dict[str, list[Parameter]] = {}
            for word in signature.keywords().values():
                if word.via:
                    groups.setdefault(word.via, []).append(word)
            more = signature.accepts("") is not False
            found += [
                Forwarded(parameter.name, to, tuple(words), more) for to, words in groups.items()
            ]
        else:
            nested = signature.nested(parameter.name)
            if nested is not None:
                words = tuple(sorted(nested.keywords().values(), key=lambda word: bool(word.via)))
                more = nested.accepts("") is not False
                found.append(Forwarded(parameter.name, nested.qualname, words, more))
    return found
