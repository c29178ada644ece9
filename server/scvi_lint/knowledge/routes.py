"""From a symbol to the pages that explain it.

In this order: the concept behind it, its model's page at the section that names it, the API
reference, tutorials that fit, the source where the work is done. What a release does not have is
left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.knowledge import places
from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.knowledge.curated import curated
from scvi_lint.knowledge.docs import Citation, Docs
from scvi_lint.knowledge.tutorials import fitting

if TYPE_CHECKING:
    from scvi_lint.knowledge.api import Releases

_CONCEPTS = ("user_guide/background/", "user_guide/use_case/", "faq")
_MODELS = "user_guide/models/"
_MOST_TUTORIALS = 3


# Methods that only hand on: where their work is done, the first that a release has.
_COMPARISON = (
    "scvi.model.base.DifferentialComputation.get_bayes_factors",
    "scvi.model.base._de_core._de_core",
)
_WORK: dict[str, tuple[str, ...]] = {
    "differential_expression": _COMPARISON,
    "differential_accessibility": _COMPARISON,
    "differential_methylation": _COMPARISON,
    "setup_anndata": ("scvi.data.AnnDataManager.register_fields",),
    "setup_mudata": ("scvi.data.AnnDataManager.register_fields",),
    "train": ("scvi.train.TrainRunner",),
}
# Reading and writing of models has a module of its own since 1.2.
_SAVING = frozenset(("save", "load", "load_registry", "convert_legacy_save"))
_SAVING_MODULES = ((">=1.2", "scvi/model/base/_save_load.py"), ("", "scvi/model/base/_utils.py"))
_REPOSITORY = "https://github.com/scverse/scvi-tools/blob/"


def routes(catalogue: Releases, docs: Docs, qualname: str) -> tuple[Citation, ...]:
    """The places for an import path or a member of it."""
    path, owner, member = _parts(catalogue, docs.version, qualname)
    cls = owner.rpartition(".")[2]
    model = docs.model_page(cls) if owner else None
    name = member or ("" if owner else path.rpartition(".")[2])
    told = _told(cls, member or path.rpartition(".")[2])
    found = [
        _first(docs, [*_concepts(docs, path, member), *(p for p in told if _is_concept(p))]),
        _first(docs, _of_model(docs, model, path, member, told)),
        docs.reference(path),
        *_tutorials(docs, cls, name, model),
        source(catalogue, docs.version, path),
    ]
    known: dict[str, Citation] = {}
    for place in found:
        if place is not None:
            known.setdefault(place.url, place)
    return tuple(known.values())


def _told(cls: str, name: str) -> tuple[str, ...]:
    """The pages that our own text on a thing names."""
    from scvi_lint.knowledge.words import of_symbol  # as much text as this module may not hold

    word = of_symbol(name, cls if cls != name else "")
    return () if word is None else word.pages


def _is_concept(page: str) -> bool:
    return page.startswith((*_CONCEPTS, "tutorials/index", "installation"))


def source(catalogue: Releases, version: str, path: str) -> Citation | None:
    """The lines of scvi-tools' source that do the work of a symbol."""
    owner, _, name = path.rpartition(".")
    cls = owner.rpartition(".")[2]
    is_member = cls[:1].isupper()
    if is_member and name in _SAVING:
        return _module(catalogue, version)
    alone = curated().has_trait(cls, "does_its_own_work", version)
    others = _WORK.get(name, ()) if is_member and not alone else ()
    for one in (*others, path):
        place = catalogue.place(version, one)
        if place is not None:
            file, line = place
            url = f"{_REPOSITORY}{curated().tag(version)}/{file}#L{line}"
            return Citation(file, f"line {line}", f"L{line}", file.rpartition("/")[2], url)
    return None


def _module(catalogue: Releases, version: str) -> Citation:
    """The module that reads and writes models, as a whole: its functions are private."""
    held = next(file for rule, file in _SAVING_MODULES if catalogue.holds(rule, version))
    file = places.root(catalogue.releases.index(version)) + held
    url = f"{_REPOSITORY}{curated().tag(version)}/{file}"
    return Citation(file, "", "", file.rpartition("/")[2], url)


def _parts(catalogue: Releases, version: str, qualname: str) -> tuple[str, str, str]:
    """The symbol's public path, the class that it is or belongs to, and the member's name."""
    api = catalogue.api(version)
    symbol = api.resolve(qualname)
    if symbol is not None:
        return symbol.qualname, symbol.qualname if symbol.kind == "class" else "", ""
    above, _, member = qualname.rpartition(".")
    owner = api.resolve(above) if above else None
    if isinstance(owner, ClassSymbol) and owner.method(member) is not None:
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


def _of_model(
    docs: Docs, page: str | None, path: str, member: str, told: tuple[str, ...]
) -> list[str]:
    """The model's page, at the section about a method."""
    if page is None:
        return [one for one in told if one.startswith(_MODELS) and "{model}" not in one]
    target = _MODELS + page
    sections = [
        (path not in one.symbols, number, f"{target}#{one.anchor}")
        for number, one in enumerate(docs.mentions())
        if member
        and one.page == target
        and any(symbol.endswith("." + member) for symbol in one.symbols)
    ]
    if not member:
        return [target]
    ours = [one.replace("{model}", page) for one in told]
    ours = [one for one in ours if one.partition("#")[0] == target and _is_there(docs, one)]
    return [*(section for *_, section in sorted(sections)), *ours, target]


def _is_there(docs: Docs, target: str) -> bool:
    """Whether a release has the heading, not the page alone."""
    place = docs.cite(target)
    return place is not None and not place.fallback


def _tutorials(docs: Docs, cls: str, name: str, page: str | None) -> list[Citation]:
    """The first of those that fit and that the release has."""
    cited = (docs.cite(one) for one in fitting(docs, cls, name, page))
    return [one for one in cited if one is not None][:_MOST_TUTORIALS]
