"""A symbol of scvi-tools in a release, explained: `scvi.model.SCVI.train`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.answers.failure import Failure
from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.knowledge.described import Described, describe
from scvi_lint.knowledge.words import logged, meaning, of_symbol, setting
from scvi_lint.linting.citing import place_title

if TYPE_CHECKING:
    from scvi_lint.knowledge.signatures import Parameter

_PACKAGES = ("scvi.model", "scvi.external", "scvi.train", "scvi.data", "scvi.autotune", "scvi")
_MOST_KEYWORDS = 12


def is_symbol(word: str) -> bool:
    """Whether a word can only mean a symbol: rules have no dots in their names."""
    return "." in word.strip("().") or word == "scvi" or _short(word) is not None


def described(word: str, version: str | None) -> Described:
    """The symbol that a word means; `SCVI.train` will do. Raises Failure for none."""
    known = catalogue()
    path = word.strip().removesuffix("()")
    path = path if path.partition(".")[0] == "scvi" else _short(path) or path
    found = describe(known, path, version or known.newest)
    if found is None:
        raise Failure(f"scvi-tools never had {word!r}{_near(path)}")
    return found


def _short(word: str) -> str | None:
    """The whole path of `SCVI` or `SCVI.train`."""
    head, _, rest = word.removesuffix("()").partition(".")
    for package in _PACKAGES:
        path = f"{package}.{head}"
        if head and path in catalogue().exports:
            return f"{path}.{rest}" if rest else path
    return None


def _near(path: str) -> str:
    from difflib import get_close_matches

    known = catalogue()
    owner, _, name = path.rpartition(".")
    symbol = known.api(known.newest).resolve(owner) if owner else None
    if isinstance(symbol, ClassSymbol):
        names = {f"{owner}.{method}": method for method in symbol.methods()}
    else:
        names = {one: one.rpartition(".")[2] for one in known.exports}
    same = [one for one, last in names.items() if last.lower() == name.lower() and one != "scvi"]
    if same:
        return f"; did you mean {min(same, key=lambda one: (not one.startswith(owner), one))}?"
    near = get_close_matches(path, names, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def notes(one: Described) -> list[str]:
    """What there is to say beside the signature, in whole sentences."""
    known = catalogue()
    said: list[str] = []
    if one.until is not None:
        said.append(f"Gone since {one.until}.")
        instead = known.replacement(one.path)
        if instead is not None:
            said.append(instead.text)
    deprecated = known.deprecation(one.path, one.version)
    if deprecated is not None:
        said.append(f"Deprecated: {deprecated.text}")
    elif one.signature is not None:
        for warning in one.signature.warnings:
            why = f" when {' or '.join(warning.parameters)} is given" if warning.parameters else ""
            said.append(f"Gives a {warning.category}{why}.")
    if one.signature is not None and one.signature.swallows:
        said.append("Unknown keywords are taken and ignored: a misspelt one goes unnoticed.")
    if one.signature is not None and one.signature.overwritten:
        keys = ", ".join(f"`{key}`" for key in sorted(one.signature.overwritten))
        said.append(f"Of `plan_kwargs`, {keys} are replaced by its own values.")
    return said


def as_markdown(one: Described) -> str:
    """The symbol as a page."""
    last = "newest" if one.until is None else f"before {one.until}"
    parts = [
        f"# {one.path}",
        f"{one.kind} · scvi-tools {one.version} · since {one.since}, {last}",
    ]
    owner, _, last_name = one.path.rpartition(".")
    if owner == "scvi.settings":
        word = setting(last_name)
    else:
        word = of_symbol(last_name, owner.rpartition(".")[2] if one.kind != "class" else "")
    if word is not None:
        parts.append(word.text)
    parts += notes(one)
    name = one.path.rpartition(".")[2]
    rows = [
        _parameter_line(name, parameter, one, owner.rpartition(".")[2] or name)
        for parameter in (() if one.signature is None else one.signature.parameters)
    ]
    if rows:
        parts.append("\n".join(["## Parameters", "", *rows]))
    for row in one.forwards:
        words = [f"`{word.name}`" for word in row.keywords[:_MOST_KEYWORDS]]
        left = len(row.keywords) - len(words)
        more = f" and {left} more" if left > 0 else ""
        parts.append(f"`{row.through}` → `{row.to}`: {', '.join(words)}{more}")
    curves = _curves(one)
    if curves:
        parts.append("\n".join(["## What `history` holds", "", *curves]))
    if one.citations:
        places = [
            f"- [{place_title(place)}]({place.url}) ({place.path})" for place in one.citations
        ]
        parts.append("\n".join(["## See also", "", *places]))
    return "\n\n".join(parts) + "\n"


def _parameter_line(function: str, parameter: Parameter, one: Described, owner: str) -> str:
    star = {"args": "*", "kwargs": "**"}.get(parameter.kind, "")
    default = "" if parameter.default is None else f"={parameter.default}"
    text = f"- `{star}{parameter.name}{default}`"
    since, until = one.lives[parameter.name]
    when = [f"since {since}"] if since != one.since else []
    when += [f"gone since {until}"] if until is not None and until != one.until else []
    word = meaning(function, parameter.name, function if one.kind == "class" else owner)
    if word is not None:
        text += f" – {word.text}"
    if parameter.choices:
        text += " One of " + ", ".join(f"`{choice!r}`" for choice in parameter.choices) + "."
    return text + (f" ({', '.join(when)})" if when else "")


def _curves(one: Described) -> list[str]:
    """The keys of a model's history, each term of the bound at its place in the sum."""
    api = catalogue().api(one.version)
    owner = api.resolve(one.path)
    if owner is None and one.path.rpartition(".")[2] in ("train", "history"):
        owner = api.resolve(one.path.rpartition(".")[0])
    history = owner.history if isinstance(owner, ClassSymbol) and owner.is_model else None
    if history is None:
        return []
    rows: dict[str, list[str]] = {}
    for key in sorted(history.keys):
        word = logged(key)
        if word is not None:
            rows.setdefault(word.text, []).append(key)
    order = ("elbo", "reconstruction_loss", "kl_local", "kl_global")

    def rank(keys: list[str]) -> int:
        return next((n for n, term in enumerate(order) if keys[0].startswith(term)), len(order))

    return [
        f"- {', '.join(f'`{key}`' for key in keys)} – {text}"
        for text, keys in sorted(rows.items(), key=lambda row: (rank(row[1]), row[1]))
    ]
