"""What scvi-tools' own names mean in the release at hand, in the words of a hover.

Pure: a symbol or an argument in, lines of Markdown out. The words are our own; the documentation
is linked, in the user's version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.escaping import for_code_block, for_code_span, for_markdown
from scvi_lint.ide.resolve import Callee
from scvi_lint.knowledge import catalogue, words
from scvi_lint.knowledge.routes import routes
from scvi_lint.knowledge.signatures import Parameter, Signature
from scvi_lint.knowledge.words import meaning, of_symbol, setting
from scvi_lint.linting.citing import place_among

if TYPE_CHECKING:
    from scvi_lint.knowledge.docs import Citation
    from scvi_lint.linting.checking import Checker, Result

# A signature with more parameters than this is cut: the rest is in signature help.
MOST_PARAMETERS = 14
# As wide as a narrow window; taller than a few lines, it would push the text out of sight.
WIDEST = 84
# What lists the pages of the API reference.
_REFERENCE = "docs/api/user.md"
# For what no page explains by itself.
_CODE = "user_guide/background/codebase_overview"


class Release:
    """The release that is assumed, and why; with its API and documentation."""

    __slots__ = ("api", "docs", "origin", "version")

    def __init__(self, checker: Checker, result: Result | None = None) -> None:
        self.api = checker.api
        self.docs = checker.docs
        self.version: str = checker.version
        self.origin: str = checker.version_origin
        if result is not None and (result.version, result.version_origin) != (
            self.version,
            self.origin,
        ):
            # the program itself installs another, or shows which generation it was written for
            self.version, self.origin = result.version, result.version_origin
            self.api = checker.api.catalogue.api(self.version)
            self.docs = catalogue().docs(self.version)


def symbol(callee: Callee, release: Release) -> list[str]:
    """A class, function or method: what it does, its signature, when it came, its pages."""
    word = of_symbol(callee.name, callee.cls.name if callee.cls is not None else "")
    shown = [for_code_block(signature_text(callee)), _release_line(callee.path, release)]
    told = [] if word is None else [word.text]
    return [shown[0], *told, *pages_of(callee, release), shown[1]]


def module(path: str, release: Release) -> list[str]:
    """A module, a setting, or another name of scvi-tools."""
    name = path.rpartition(".")[2]
    word = words.place(path)
    if word is None and path.startswith("scvi.settings."):
        word = setting(name)
    if word is None:
        return [for_code_span(path), _release_line(path, release)]
    pages = (page_among((one,), "", release) for one in word.pages)
    return [f"{for_code_span(path)}: {word.text}", *filter(None, pages)]


def argument(callee: Callee, name: str, release: Release) -> list[str]:
    """An argument: what it means, what holds when it is left out, where it ends up."""
    parameter = callee.signature.keywords().get(name)
    if parameter is None:
        parameter = next((p for p in callee.signature.parameters if p.name == name), None)
    word = meaning(callee.name, name, callee.cls.name if callee.cls is not None else "")
    if parameter is None:
        absent = _absent(f"{callee.path}.{name}", release)
        word = word or words.former_argument(callee.name, name)
        if word is None:
            return []
        page = page_for(word.pages, callee, release)
        lines = [f"{for_code_span(name)}: {word.text}", absent]
        return [*lines, page] if page else lines
    lines = [f"{for_code_span(name)}: {word.text}" if word is not None else for_code_span(name)]
    facts: list[str] = []
    if parameter.choices:
        facts.append("one of " + ", ".join(f"`{choice!r}`" for choice in parameter.choices))
    if parameter.default is not None:
        facts.append(f"default `{parameter.default}`")
    elif parameter.required:
        facts.append("must be given")
    if parameter.via:
        facts.append(f"taken by `{_short(parameter.via)}`")
    since = since_release(f"{callee.path}.{name}", release)
    if since:
        facts.append(f"since {since}")
    if facts:
        lines.append(" · ".join(facts))
    if word is not None and word.caveat:
        lines.append(word.caveat)
    page = page_for(word.pages if word is not None else (), callee, release)
    if page:
        lines.append(page)
    return lines


def former(path: str, release: Release) -> list[str]:
    """A name of scvi-tools that this release does not have, or that it does not publish."""
    if not path.startswith("scvi."):
        return []
    name = path.rpartition(".")[2]
    known = bool(release.api.lifetime(path))
    word = words.former(path) or words.place(path) or (of_symbol(name) if name else None)
    if word is None:
        return []
    lines = [f"{for_code_span(path)}: {word.text}"]
    if known or words.former(path) is not None:
        lines.append(_absent(path, release))
    page = page_among(word.pages, "", release) or page_among((_CODE,), "", release)
    return [*lines, page] if page else lines


def former_argument(path: str, name: str, release: Release) -> list[str]:
    """An argument of what this release does not have."""
    if not path.startswith("scvi."):
        return []
    function = path.rpartition(".")[2]
    old = words.former(path) is not None
    word = words.former_argument(function, name) if old else meaning(function, name)
    if word is None:
        return []
    lines = [f"{for_code_span(name)}: {word.text}"]
    if old or release.api.lifetime(path):
        lines.append(_absent(path, release))
    page = page_among(word.pages, "", release) or page_among((_CODE,), "", release)
    return [*lines, page] if page else lines


def _absent(path: str, release: Release) -> str:
    """That a release lacks something, and which ones had it."""
    spans = release.api.lifetime(path)
    until = spans[-1][1] if spans else None
    if until is not None:
        return f"Not in scvi-tools {release.version}: gone since {until}."
    if spans:
        return f"Not in scvi-tools {release.version}: it came with {spans[-1][0]}."
    return f"Not in scvi-tools {release.version}."


def signature_text(callee: Callee) -> str:
    """`SCVI.setup_anndata(adata, layer=None, …)`; what is read and not called has no brackets."""
    if callee.is_property:
        return callee.title
    shown = [text for text, _ in parameters(callee.signature)]
    if len(shown) > MOST_PARAMETERS:
        shown = [*shown[:MOST_PARAMETERS], "…"]
    lines = [f"{callee.title}("]
    for number, one in enumerate(shown, 1):
        text = one + (", " if number < len(shown) else "")
        if len(lines[-1]) + len(text) > WIDEST:
            lines[-1] = lines[-1].rstrip()
            lines.append("    ")
        lines[-1] += text
    return "\n".join(lines) + ")"


def parameters(signature: Signature) -> list[tuple[str, Parameter]]:
    """Every parameter as it is written, `self` left out.

    Those that `**kwargs` hands on come last, and `**kwargs` itself where it takes others, too.
    """
    found: list[tuple[str, Parameter]] = []
    named = {parameter.name for parameter in signature.parameters}
    others: Parameter | None = None
    for parameter in signature.parameters:
        if parameter.name in ("self", "cls"):
            continue
        if parameter.kind == "args":
            found.append((f"*{parameter.name}", parameter))
        elif parameter.kind == "kwargs":
            others = parameter
        else:
            found.append((_written(parameter), parameter))
    for name, parameter in signature.keywords().items():
        # What set-up takes for scvi-tools itself is an error by hand.
        if parameter.via.endswith(".register_fields"):
            continue
        if name not in named and parameter.via:
            found.append((_written(parameter), parameter))
    if others is not None and signature.accepts("") is not False:
        found.append((f"**{others.name}", others))
    return found


def _written(parameter: Parameter) -> str:
    default = parameter.default
    return parameter.name if default is None else f"{parameter.name}={default}"


def since_release(path: str, release: Release) -> str:
    """Since when something exists, "" when it always has or is not known."""
    spans = release.api.lifetime(path)
    if not spans or spans[-1][1] is not None:
        return ""
    since = spans[-1][0]
    return "" if since == release.api.catalogue.releases[0] else since


def _release_line(path: str, release: Release) -> str:
    since = since_release(path, release)
    origin = f" ({for_markdown(release.origin)})" if release.origin else ""
    return f"scvi-tools {release.version}{origin}" + (f" · since {since}" if since else "")


def pages_of(callee: Callee, release: Release) -> list[str]:
    """Where a class or method is explained, a line each for the pages that one reads; then its
    API reference, one tutorial, and the source where its work is done."""
    read: list[str] = []
    looked_up: list[str] = []
    tutorial = ""
    for route in routes(release.api.catalogue, release.docs, callee.path):
        if not route.path.startswith("docs/"):
            line = route.anchor.removeprefix("L")
            name = route.title + (f":{line}" if line else "")
            looked_up.append(f"source [{name}]({route.url})")
        elif "/tutorials/" in route.path:
            if not tutorial:
                tutorial = f"tutorial [{_notebook(route)}]({route.url})"
                looked_up.append(tutorial)
        elif route.path == _REFERENCE:
            looked_up.append(f"API [{route.heading}]({route.url})")
        else:
            read.append(f"→ {_link(route)}")
    return [*read, *([f"→ {' · '.join(looked_up)}"] if looked_up else [])]


def page_of(callee: Callee, release: Release) -> str:
    """The first of these, for what has no page of its own."""
    found = pages_of(callee, release)
    return found[0] if found else ""


def page_for(targets: tuple[str, ...], callee: Callee, release: Release) -> str:
    """The first of these pages that the release has, else the callee's own."""
    cls = "" if callee.cls is None else callee.cls.name
    return page_among(targets, cls, release) or page_of(callee, release)


def page_among(targets: tuple[str, ...], cls: str, release: Release) -> str:
    """The first of these pages that the release has, "" for none."""
    found = place_among(targets, cls, release.docs)
    return "" if found is None else "→ " + _link(found)


def _link(citation: Citation) -> str:
    """A link behind the page's path, for where nobody sees the address."""
    if citation.path == _REFERENCE:
        return f"API [{citation.heading}]({citation.url})"
    # In front, since who hides addresses still breaks lines where they would be.
    return f"{citation.path} › [{citation.heading or citation.title}]({citation.url})"


def _notebook(citation: Citation) -> str:
    """`scrna/harmonization` of a tutorial's path."""
    return citation.path.partition("/notebooks/")[2].removesuffix(".ipynb")


def _short(path: str) -> str:
    """`Trainer` of `scvi.train.Trainer.__init__`."""
    parts = [part for part in path.split(".") if part != "__init__"]
    return ".".join(parts[-2:]) if parts and parts[-1][:1].islower() else parts[-1]
