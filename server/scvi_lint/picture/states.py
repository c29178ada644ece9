"""What is believed of data and models at a moment, as words for an arrow: one entry a part.

Two moments are compared entry by entry; what differs is what an arrow says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.escaping import cut, without_markdown
from scvi_lint.ide.describe import shares_memory
from scvi_lint.ide.models import registration_parts
from scvi_lint.ide.telling import scale_words
from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.interpreter.domain.results import Embedding, Graph
from scvi_lint.json_values import is_tuple

if TYPE_CHECKING:
    from scvi_lint.ide.telling import Teller
    from scvi_lint.semantic.data_views import AnnDataView
    from scvi_lint.semantic.model_views import ModelView

MOST_WORDS = 5
_LONGEST = 30


def of_data(view: AnnDataView, teller: Teller) -> dict[str, str]:
    """X, layers, `.raw`, which cells and genes, what was computed, for whom it is registered."""
    told: dict[str, str] = {}
    _matrices(view, told)
    for what, known in (("cells", view.cells), ("genes", view.genes)):
        word = _part(view, what, known, teller)
        if word:
            told[what] = f"{_perhaps(known)}{word}"
    for name, known in view.registrations.items():
        if not known.value.method.startswith("setup_"):
            continue  # a model made of a model says that itself
        told[f"registered {name}"] = f"registered for {name}: " + " · ".join(
            registration_parts(known.value)
        )
    _computed(view, told)
    for name in view.entries(slots.MOD):
        inner = view.modality(name)
        if inner is not None and inner.x is not None:
            told[f"mod {name}"] = f"{cut(name, _LONGEST)}: X {scale_words(inner.x)}"
    return told


def _matrices(view: AnnDataView, told: dict[str, str]) -> None:
    if view.x is not None:
        told["X"] = f"X: {scale_words(view.x)}"
    for name, known in view.layers.items():
        same = view.x is not None and shares_memory(known, view.x)
        words = "X itself, no copy" if same else scale_words(known)
        told[f"layer {name}"] = f"layers[{cut(name, _LONGEST)!r}]: {words}"
    if view.raw is not None:
        told["raw"] = f".raw: {scale_words(view.raw)}"


def _part(view: AnnDataView, what: str, known: Fact[object] | None, teller: Teller) -> str:
    """Which cells or genes are left, "" for all of them."""
    value = None if known is None else known.value
    if known is None or not is_tuple(value) or value[0] == "all":
        return ""
    if value[0] == "query":
        return f"the {what} of the reference"
    chosen = without_markdown(teller.chosen(view.thing, known)) if what == "genes" else ""
    return f"{what}: {chosen}" if chosen else f"part of the {what}"


def _computed(view: AnnDataView, told: dict[str, str]) -> None:
    """Latents, graphs, layouts, clusters, predictions."""
    for name, known in view.entries(slots.OBSM).items():
        content = known.value
        if isinstance(content, Embedding) and content.method != "unknown":
            size = "" if content.size is None else f", {content.size} dimensions"
            method = "latent space" if content.method == "latent" else content.method
            told[f"obsm {name}"] = f"obsm[{cut(name, _LONGEST)!r}]: {method}{size}"
    for name, known in view.graphs.items():
        on = known.value.representation or "something unknown"
        told[f"graph {name}"] = f"{_perhaps(known)}graph ← {cut(str(on), _LONGEST)}"
    for name, known in view.entries(slots.OBS).items():
        column = known.value
        if isinstance(column.source, Graph):
            told[f"obs {name}"] = f"obs[{cut(name, _LONGEST)!r}] ← graph"
        elif column.made_by in ("predict", "concat"):
            levels = column.categories if column.closed else None
            more = "" if levels is None else f": {len(levels)} levels"
            told[f"obs {name}"] = f"obs[{cut(name, _LONGEST)!r}]{more}"


def of_model(view: ModelView) -> dict[str, str]:
    """Whether it is trained, minified."""
    told: dict[str, str] = {}
    trained = view.trained
    if trained is not None and not trained.certain:
        told["trained"] = "perhaps trained"
    elif trained is not None:
        told["trained"] = "trained" if trained.value is True else "not trained yet"
    if view.minified is not None:
        told["minified"] = "minified"
    return told


def parts(view: AnnDataView) -> list[Fact[object]]:
    """Which cells and genes it has, where these are not all: facts whose newest reason is the place
    at which they were chosen."""
    return [one for one in (view.cells, view.genes) if one is not None and one.value[0] == "part"]


def difference(before: dict[str, str], now: dict[str, str]) -> list[str]:
    """What is said now that was not said before, and what is gone."""
    found: list[str] = []
    for key, words in now.items():
        old = before.get(key)
        if old is None:
            found.append(words)
        elif old != words:
            found.append(_changed(old, words))
    found += [f"no {key} any more" for key in before if key not in now and key == "raw"]
    if len(found) > MOST_WORDS:
        return [*found[: MOST_WORDS - 1], f"and {len(found) - MOST_WORDS + 1} more"]
    return found


def _changed(old: str, new: str) -> str:
    """`X: counts → log-normalised`."""
    head, found, tail = new.partition(": ")
    was = old.removeprefix(f"{head}: ")
    if not found or was in (old, "as read") or head.startswith("registered"):
        return new
    return f"{head}: {was} → {tail}"


def _perhaps(known: Fact[object] | None) -> str:
    return "" if known is None or known.certain else "perhaps "
