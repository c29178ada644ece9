"""The release of scvi-tools that a program is judged by, as a rule asks of it.

A project that names its release is judged by that one. When nothing names it, it is judged by
the newest, and `exact` is false: then only that is worth saying which the newest release refuses
for certain, and it is no more than a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.json_values import Scalar
from scvi_lint.knowledge import releases
from scvi_lint.knowledge.api import Api, ClassSymbol
from scvi_lint.knowledge.catalogue import Catalogue
from scvi_lint.knowledge.curated import Deprecation, Replacement, curated
from scvi_lint.knowledge.signatures import Signature
from scvi_lint.source.documents.span import Span

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.arguments import Argument
    from scvi_lint.interpreter.domain.calls import Call
    from scvi_lint.interpreter.domain.context import Context

# Parameters whose listed choices are only the usual ones.
_OPEN_CHOICES = frozenset(
    {"early_stopping_monitor", "lr_scheduler_metric", "checkpointing_monitor"}
)
# Packages of scvi-tools whose public names are told from one another by their own spelling.
_PACKAGES = ("scvi.model", "scvi.external", "scvi.train", "scvi.autotune", "scvi.criticism")
# What constructors and `train` put on a model.
_PUT_ON_MODELS = frozenset({"module", "trainer", "adata_manager", "training_plan"})


class Lacking(NamedTuple):
    """What another release has and this one lacks.

    `gone` is the first release without it, `since` the first one with it; one of them is None.
    """

    path: str
    gone: str | None
    since: str | None


class Keyword(NamedTuple):
    """A keyword as a function of scvi-tools receives it.

    `inside` is "" for an argument of the call itself, else the parameter (`plan_kwargs`) whose
    dictionary holds it. `certain` tells whether it is passed on every path.
    """

    function: str
    name: str
    argument: Argument
    inside: str
    certain: bool

    @property
    def place(self) -> Span:
        """Where it is written, as closely as the program says."""
        if self.inside:
            return self.argument.key or self.argument.origin
        return self.argument.whole

    @property
    def receiver(self) -> str:
        """Who takes it, for a sentence: `SCVI.train`, `plan_kwargs of SCVI.train`."""
        owner, _, name = self.function.rpartition(".")
        last = owner.rpartition(".")[2]
        short = f"{last}.{name}" if last[:1].isupper() else name
        return f"{self.inside} of {short}" if self.inside else short


def keywords_of(call: Call, release: Release) -> Iterator[Keyword]:
    """The keywords of a call, and those in dictionaries that it hands on."""
    for name, given in call.arguments.items():
        certain = not (given.splatted and call.open)
        if not given.positional:
            yield Keyword(call.function, name, given, "", certain)
        entries = given.entries()
        if entries and release.signature(call.function, name) is not None:
            certain = certain and given.value.single is not None
            for key, entry in entries.items():
                whole = certain and entry.value.closed
                yield Keyword(call.function, key, entry, name, whole)


class Release:
    """One release, and what its neighbours in time say."""

    __slots__ = ("_context", "_path", "_vendored", "api", "exact")

    def __init__(self, context: Context, path: str) -> None:
        self._context = context
        self._path = path
        self._vendored: bool | None = None
        self.exact = context.version_known
        api = context.api
        self.api: Api = api if self.exact else api.catalogue.api(api.catalogue.newest)

    @property
    def version(self) -> str:
        return self.api.version

    @property
    def is_foreign(self) -> bool:
        """Whether the project brings a `scvi` package of its own: releases say nothing then."""
        if self._vendored is None:
            load = self._context.load_module
            found = None if load is None else load(self._path, "scvi", 0)
            self._vendored = found is not None and found.path.endswith("scvi/__init__.py")
        return self._vendored

    def since(self, version: str) -> bool:
        """Whether this is a release, or a later one."""
        return releases.key(self.version) >= releases.key(version)

    @property
    def hides_name_errors(self) -> bool:
        """Whether `train` ends without a word where a name was not bound: from 1.3.1 to 1.4.0 it
        caught NameError, and UnboundLocalError with it, and called the model trained."""
        return self.since("1.3.1") and not self.since("1.4.1")

    # --- names --------------------------------------------------------------------------------

    def lacking(self, path: str) -> Lacking | None:
        """The first part of an import path that this release lacks and another one has."""
        if self.is_foreign:
            return None
        part, gone = _first_absent(self.api, path)
        if part is None:
            return None
        if gone is not None:
            return Lacking(part, gone, None)
        return self._when(part, self.api.catalogue.lifetime(part))

    def has(self, path: str) -> bool | None:
        """Whether this release has what a path names; None where the catalogue ends."""
        return _has(self.api, path)

    def elsewhere(self, path: str) -> str | None:
        """Where this release has the class or function that a wrong path means."""
        owner, _, name = path.rpartition(".")
        if owner not in _PACKAGES or self.is_foreign:
            return None
        for package in _PACKAGES:
            if package != owner and self.api.resolve(f"{package}.{name}") is not None:
                return f"{package}.{name}"
        return None

    def models_with(self, path: str) -> list[str]:
        """The model classes that have the method which a path looks for in another one."""
        owner, _, name = path.rpartition(".")
        found = self.api.resolve(owner) if owner else None
        if found is None or not getattr(found, "is_model", False) or name.startswith("_"):
            return []
        having = [cls for cls in self.api.models() if cls.method(name) is not None]
        having.sort(key=lambda cls: (not cls.qualname.startswith("scvi.model."), cls.name))
        return [cls.name for cls in having if not cls.qualname.startswith("scvi.model.base.")]

    def siblings(self, path: str) -> list[str]:
        """The public names beside the one that a path ends in."""
        found = self.api.resolve(path.rpartition(".")[0])
        if found is None:
            return []
        if curated().class_of(found.qualname) is not None:
            return sorted(self.api.names_below(found.qualname) or ())
        return (
            found.methods() if isinstance(found, ClassSymbol) else self.api.names_in(found.qualname)
        )

    def is_settled(self, path: str) -> bool:
        """Whether this release knows all names beside the one that a path ends in: those of a
        package that users import from, of an object, the methods of a model. Other classes may
        have bases elsewhere; a package within one (`scvi.external.cytovi`) offers more than its
        `__all__` says; what a model's constructor puts on it can be called, too."""
        name = path.rpartition(".")[2]
        owner = self.api.resolve(path.rpartition(".")[0])
        if owner is None:
            return False
        if owner.kind == "module":
            return owner.qualname.count(".") < 2
        if getattr(owner, "is_model", False):
            return name not in _PUT_ON_MODELS
        return owner.kind == "object"

    def unheard_of(self, path: str) -> str | None:
        """The first part of an import path that no release ever had."""
        if self.is_foreign:
            return None
        part, gone = _first_absent(self.api, path)
        if part is None or gone is not None or self.api.catalogue.lifetime(part):
            return None
        return part

    def parts(self, path: str) -> list[str]:
        """The beginnings of an import path, the shortest first."""
        return list(_prefixes(path))

    # --- keywords -----------------------------------------------------------------------------

    def signature(self, function: str, inside: str = "") -> Signature | None:
        """What a call of this path, or a dictionary that it takes, hands its keywords to."""
        return _signature(self.api, function, inside)

    def accepts(self, keyword: Keyword) -> bool | None:
        """Whether the call may pass this keyword; None when that is not known."""
        return accepts(self.api, keyword.function, keyword.name, keyword.inside)

    def takes(self, function: str, name: str, inside: str = "") -> bool:
        """Whether a function takes a keyword for certain."""
        return accepts(self.api, function, name, inside) is True

    def lacking_keyword(self, keyword: Keyword) -> Lacking | None:
        """Since when, or from when on, the function takes a keyword that it refuses here."""
        return self.lacking_parameter(keyword.function, keyword.name, keyword.inside)

    def lacking_parameter(self, function: str, name: str, inside: str = "") -> Lacking | None:
        """As `lacking_keyword`, for a name."""
        return self._when(name, _lifetimes(self.api.catalogue, function, inside).get(name, ()))

    def choices(self, keyword: Keyword) -> tuple[Scalar, ...] | None:
        """All values that a keyword may have, None if it is not a closed choice."""
        signature = self.signature(keyword.function, keyword.inside)
        found = None if signature is None else signature.keywords().get(keyword.name)
        function = keyword.function.rpartition(".")[2]
        known = curated().choices(function, keyword.name, self.version)
        if found is not None and known is not None and not keyword.inside:
            return known
        if found is None or not found.closed or found.name in _OPEN_CHOICES:
            return None
        outside = re.sub(r"Literal\[[^\]]*\]", "", found.annotation or "")
        return None if re.search(r"\bstr\b|Sequence|list|Iterable", outside) else found.choices

    def always_needs(self, function: str, names: list[str], since: str) -> bool:
        """Whether a function cannot do without these arguments in any release from `since` on that
        has it; if this release is known, it alone is asked."""
        if self.exact:
            return True
        catalogue = self.api.catalogue
        asked = [one for one in catalogue.releases if releases.key(one) >= releases.key(since)]
        signatures = [_signature(catalogue.api(one), function, "") for one in asked]
        return all(
            name in one.needed or any(p.name == name and p.required for p in one.parameters)
            for one in signatures
            if one is not None
            for name in names
        )

    # --- what to do instead -------------------------------------------------------------------

    def replacement(self, path: str) -> Replacement | None:
        """What to use instead of something that was removed or renamed."""
        return self.api.catalogue.replacement(path)

    def now_at(self, path: str) -> str | None:
        """Where this release has what a path names that it lacks; None where that is not known."""
        lacking = self.lacking(path)
        if lacking is None:
            return self.elsewhere(path) if self.unheard_of(path) == path else None
        known = self.replacement(path) if lacking.path == path and lacking.gone else None
        becomes = None if known is None else known.becomes
        return becomes if becomes is not None and becomes.startswith("scvi.") else None

    def deprecation(self, path: str) -> Deprecation | None:
        """What a release says of something that it still has but will lose."""
        return self.api.catalogue.deprecation(path, self.version)

    def _when(self, path: str, spans: tuple[tuple[str, str | None], ...]) -> Lacking | None:
        here = releases.key(self.version)
        later = [start for start, _ in spans if releases.key(start) > here]
        if later:
            return Lacking(path, None, _named(later[-1]))  # 1.1.4 had what only 1.2 kept
        gone = [end for _, end in spans if end is not None and releases.key(end) <= here]
        return Lacking(path, _named(gone[-1]), None) if gone else None


def _named(version: str) -> str:
    """A release as people name it: 1.1.0 was published as 1.1.0.post1."""
    return version.partition(".post")[0]


def _prefixes(path: str) -> Iterator[str]:
    """`scvi.data`, `scvi.data.setup_anndata`: a path from its second part on."""
    parts = path.split(".")
    for end in range(2, len(parts) + 1):
        yield ".".join(parts[:end])


# Several rules ask the same of each name, at every keystroke.
_remembered = lru_cache(maxsize=4096)


@_remembered
def _has(api: Api, path: str) -> bool | None:
    if api.resolve(path) is not None:
        return True
    owner, _, name = path.rpartition(".")
    if name.startswith("_") and path not in api.catalogue.exports:
        return None
    found = api.resolve(owner) if owner else None
    if found is None:
        return None
    if curated().class_of(owner) is not None:
        return name in (api.names_below(owner) or (name,))
    if found.kind == "module":
        return curated().borrows(owner, name)
    if not isinstance(found, ClassSymbol):
        return None
    return found.method(name) is not None or (found.is_model and curated().is_held(name))


@_remembered
def _first_absent(api: Api, path: str) -> tuple[str | None, str | None]:
    """The first part of a path that a release for certain does not have, and the release that
    took it away if that was before the first one known."""
    for part in _prefixes(path):
        gone = api.catalogue.gone_before_the_first(part)
        if gone is not None:
            return part, gone
        known = _has(api, part)
        if not known:
            return (None if known is None else part), None
    return None, None


@_remembered
def _signature(api: Api, function: str, inside: str) -> Signature | None:
    signature = api.signature(function)
    if signature is not None and signature.is_abstract:
        return None  # which class does the work is decided when the program runs
    return signature.nested(inside) if inside and signature is not None else signature


@lru_cache(maxsize=256)
def _lifetimes(
    catalogue: Catalogue, function: str, inside: str
) -> dict[str, tuple[tuple[str, str | None], ...]]:
    """From which release on, and up to which, a function took each keyword that it ever took."""
    lives: dict[str, list[tuple[str, str | None]]] = {}
    for version in catalogue.releases:
        signature = _signature(catalogue.api(version), function, inside)
        there = frozenset[str]() if signature is None else frozenset(signature.keywords())
        for name, spans in lives.items():
            if name not in there and spans[-1][1] is None:
                spans[-1] = (spans[-1][0], version)
        for name in there:
            spans = lives.setdefault(name, [])
            if not spans or spans[-1][1] is not None:
                spans.append((version, None))
    return {name: tuple(spans) for name, spans in lives.items()}


def accepts(api: Api, function: str, name: str, inside: str) -> bool | None:
    """Whether a function of a release may be passed a keyword; None when that is not known."""
    signature = _signature(api, function, inside)
    if signature is None:
        return None
    known: bool | None = signature.accepts(name)
    if known is False and inside.endswith("_config") and name in signature.taken:
        return None  # the caller's own value wins, and this one is dropped
    return known
