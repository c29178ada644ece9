"""Which page explains a finding: the first of its rule's places that the user's release has.

A rule names places as `page#heading`, as a path of the API (`scvi.model.SCVI.save`), or by what
happens: `{model}` is the page of the model class, `{symbol}` the entry of what was called there,
`{setup}` the class's `setup_anndata`, `{changelog}` the list of changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scvi_lint.linting.findings import Citation

if TYPE_CHECKING:
    from scvi_lint.interpreter.events.event import Event
    from scvi_lint.knowledge.docs import Citation as Place
    from scvi_lint.knowledge.docs import Docs


def cite(targets: tuple[str, ...], event: Event | None, docs: Docs) -> Citation | None:
    """The first of these places that the user's release has, as findings carry it."""
    found = place_among(targets, getattr(event, "class_name", None) or "", docs, event)
    if found is None:
        return None
    return Citation(found.path, found.heading, found.title, found.url, found.about)


def place_among(
    targets: tuple[str, ...], class_name: str, docs: Docs, event: Event | None = None
) -> Place | None:
    """The first of these places that a release has, said of a model class; None for none."""
    places = (place for one in targets for place in _filled(one, event, class_name, docs))
    return next((found for place in places if (found := docs.cite(place)) is not None), None)


def place_title(place: Place | Citation, joint: str = " › ") -> str:
    """A place as it is written: page and heading, once where they are the same; an entry of the
    reference by its own path."""
    if place.heading.startswith(place.title + "."):
        return str(place.heading)
    return joint.join(dict.fromkeys(part for part in (place.title, place.heading) if part))


def _filled(target: str, event: Event | None, class_name: str, docs: Docs) -> Iterator[str]:
    """What a target stands for at this event, the best first."""
    if "{" not in target:
        yield target
    elif target == "{changelog}":
        yield docs.changelog
    elif target == "{symbol}":
        path = _symbol(event)
        if path:
            yield path
            yield path.rpartition(".")[0]
    elif target == "{setup}":
        # Before 0.15 one function registered the data for every model.
        if class_name:
            yield f"{docs.path_of_class(class_name)}.setup_anndata"
            yield "scvi.data.setup_anndata"
    else:
        page = docs.model_page(class_name) if class_name else None
        if page is not None:
            yield target.replace("{model}", page)


def _symbol(event: Event | None) -> str:
    """The import path of what is called or named at an event, "" for none of scvi-tools."""
    if event is None:
        return ""
    path = getattr(event, "path", "") or ("" if event.call is None else event.call.function)
    return path if isinstance(path, str) and path.startswith("scvi.") else ""
