"""What is known of an object of the program, in the words of a hover.

Pure: an object of a moment in, lines of Markdown out. Every fact says where
it was learned; one that only holds on some paths says "perhaps"; what is not known is not said.
"""

from __future__ import annotations

import re

from scvi_lint.escaping import (
    LONGEST_SENTENCE,
    for_code_span,
    for_markdown,
    without_markdown,
)
from scvi_lint.ide.models import model_name, of_model, registration_words
from scvi_lint.ide.moments import Object
from scvi_lint.ide.telling import MOST_LISTED, Teller, scale_words, thousands
from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import File, Matrix
from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.domain.results import Embedding, Graph
from scvi_lint.interpreter.domain.table import Table
from scvi_lint.semantic.data_views import REGISTERED, STALE

# A callee that is spelled in more letters is not quoted.
LONGEST_NAME = 40
_LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\]\n\\])*)\]\((\S*?)\)")
_BLOCK = re.compile(r"(`{3,})python\n(.*)\n\1", re.DOTALL)
_KINDS = {"anndata": "AnnData", "mudata": "MuData"}


def describe(name: str, found: Object, teller: Teller) -> list[str]:
    """The lines of a hover on a name that stands for this object; none if nothing is known."""
    if found.thing.kind in _KINDS:
        return _data(name, found.thing, found.table, teller)
    model = found.model
    return [] if model is None else of_model(name, model, teller)


# --- data -------------------------------------------------------------------------------------


def _data(name: str, thing: Tracked, table: Table, teller: Teller) -> list[str]:
    lines = [" · ".join([f"**{for_markdown(name)}**", *_identity(thing, teller)])]
    for parts in (
        _matrices(thing, teller),
        _subsets(thing, teller),
        _registrations(thing, teller),
        _derived(thing, table, teller),
        _modalities(thing, table),
    ):
        if parts:
            lines.append(" · ".join(parts))
    unknown = _unknown(thing, teller)
    if unknown:
        lines.append(unknown)
    return lines


def _unknown(thing: Tracked, teller: Teller) -> str:
    """What an unseen hand may have changed, and whose hand it was."""
    unseen = thing.get(slots.UNSEEN)
    if unseen is None:
        return "unknown: what code that cannot be followed did to it" if "X" in thing.open else ""
    name = str(unseen.value)
    short = 0 < len(name) <= LONGEST_NAME and "\n" not in name
    said = for_code_span(f"{name}()") if short else "a call"
    return f"unknown: what {said} changed{teller.learned(unseen)}"


def _identity(thing: Tracked, teller: Teller) -> list[str]:
    parts = [_KINDS[thing.kind]]
    file, view, made = thing.get(slots.FILE), thing.get(slots.VIEW), thing.get(slots.MADE)
    refused = thing.value(slots.REFUSED)
    seen = thing.value(slots.SEEN)
    clock = ""
    if isinstance(seen, File):
        clock = f", file seen {seen.seen.seen_at}" if seen.seen.seen_at else ""
        if _is_whole(thing) and seen.seen.n_obs is not None and seen.seen.n_vars is not None:
            parts.append(f"{thousands(seen.seen.n_obs)} × {thousands(seen.seen.n_vars)}")
    if view is not None:
        parts.append(f"a view{teller.learned(view)}: a copy is needed before it can change alone")
    if file is not None:
        where = teller.learned(file)[2:-1]
        read = f"read from {for_code_span(str(file.value))}" if file.value else "read"
        parts.append(read + (f" ({where}{clock})" if where else ""))
    elif made is not None and view is None and made.reasons:
        reason = made.reasons[-1]
        where = teller.where(reason.span)
        said = for_markdown(reason.text.replace(" here", ""), LONGEST_SENTENCE)
        parts.append(said + (f" ({where})" if where else ""))
    if refused is not None and file is not None:
        parts.append(f"the file was not looked at: {for_markdown(str(refused))}")
    return parts


def _is_whole(thing: Tracked) -> bool:
    """Whether no cell and no gene was taken away."""
    known = [thing.get(slots.CELLS), thing.get(slots.GENES)]
    return all(one is not None and one.certain and one.value[:1] == ("all",) for one in known)


def _matrices(thing: Tracked, teller: Teller) -> list[str]:
    parts: list[str] = []
    x = thing.get(slots.X)
    if x is not None:
        parts.append(f"X {scale_words(x)}{teller.learned(x)}")
    layers = thing.entries(slots.LAYERS)
    for entry, known in list(layers.items())[:MOST_LISTED]:
        words = scale_words(known)
        if x is not None and kept_from_before(known, x):
            words += ", kept from before"
        elif x is not None and shares_memory(known, x):
            words += ", the same memory as X"
        parts.append(f"{for_code_span(entry)}: {words}{teller.learned(known)}")
    if len(layers) > MOST_LISTED:
        parts.append(f"and {len(layers) - MOST_LISTED} more layers")
    raw = thing.get(slots.RAW)
    if raw is not None:
        parts.append(f"`.raw`: {scale_words(raw)}{teller.learned(raw)}")
    return parts


def kept_from_before(layer: Fact[Matrix], x: Fact[Matrix]) -> bool:
    """Whether a layer is an older state of what X holds."""
    one, other = layer.value, x.value
    return one.root == other.root and one.buffer != other.buffer and one.scale != other.scale


def shares_memory(layer: Fact[Matrix], x: Fact[Matrix]) -> bool:
    """Whether a layer is X itself under another name."""
    return layer.value.buffer == x.value.buffer


def _subsets(thing: Tracked, teller: Teller) -> list[str]:
    parts: list[str] = []
    subsets = {"cells": thing.get(slots.CELLS), "genes": thing.get(slots.GENES)}
    for word, known in subsets.items():
        if known is None or known.value[0] == "all":
            continue
        value = known.value
        said = "matched to the reference" if value[0] == "query" else "a part"
        if word == "genes" and value[0] == "part":
            said = teller.chosen(thing, known) or said
        perhaps = "" if known.certain else "perhaps "
        parts.append(f"{word}: {perhaps}{said}{teller.learned(known)}")
    return parts


def _registrations(thing: Tracked, teller: Teller) -> list[str]:
    parts: list[str] = []
    for name, known in thing.entries(REGISTERED).items():
        perhaps = "" if known.certain else "perhaps "
        parts.append(
            f"{perhaps}registered for {for_markdown(name)}{teller.learned(known)}: "
            + for_markdown(registration_words(known.value), LONGEST_SENTENCE)
        )
    for name, known in thing.entries(STALE).items():
        parts.append(
            f"its original was registered for {for_markdown(name)}, this copy is not"
            + teller.learned(known)
        )
    return parts


def _derived(thing: Tracked, table: Table, teller: Teller) -> list[str]:
    """Clusters, layouts and latents, and what each was computed from."""
    parts: list[str] = []
    latents = [
        entry
        for entry, known in thing.entries(slots.OBSM).items()
        if isinstance(known.value, Embedding) and known.value.method == "latent"
    ]
    for entry, known in thing.entries(slots.OBS).items():
        column = known.value
        if isinstance(column.source, Graph):
            parts.append(
                f"{for_code_span(entry)} ← graph ← {_graph(column.source, latents)}"
                + teller.learned(known)
            )
    for entry, known in thing.entries(slots.OBSM).items():
        embedding = known.value
        if not isinstance(embedding, Embedding):
            continue
        if isinstance(embedding.source, Graph):
            parts.append(
                f"{for_code_span(entry)} ← graph ← {_graph(embedding.source, latents)}"
                + teller.learned(known)
            )
        elif embedding.method == "latent":
            parts.append(
                f"{for_code_span(entry)} ← latent of {model_name(embedding.source, table)}"
                f"{teller.learned(known)}"
            )
    for entry, known in thing.entries(slots.GRAPH).items():
        if entry != "neighbors":
            parts.append(
                f"graph {for_code_span(entry)} ← {_graph(known.value, latents)}"
                + teller.learned(known)
            )
    if len(parts) > MOST_LISTED:
        parts = [*parts[:MOST_LISTED], f"and {len(parts) - MOST_LISTED} more"]
    return parts


def _graph(graph: Graph, latents: list[str]) -> str:
    """`**X_pca**, not X_scVI`: what a graph was built on, and the latent that it was not."""
    if not graph.representation:
        return "an unknown representation"
    words = f"**{for_markdown(str(graph.representation))}**"
    on_latent = isinstance(graph.embedding, Embedding) and graph.embedding.method == "latent"
    if latents and graph.representation not in latents and not on_latent:
        words += f", not {' or '.join(map(for_markdown, latents[:2]))}"
    return words


def _modalities(thing: Tracked, table: Table) -> list[str]:
    parts: list[str] = []
    for name, known in thing.entries(slots.MOD).items():
        inner = table.get(known.value)
        x = inner.get(slots.X) if isinstance(inner, Tracked) else None
        parts.append(for_code_span(name) + (f": X {scale_words(x)}" if x is not None else ""))
    return parts


def plain(lines: list[str]) -> str:
    """The lines for a client that shows no Markdown."""
    return "\n".join(
        block[2] if (block := _BLOCK.fullmatch(line)) else without_markdown(_pages(line))
        for line in lines
    )


def _pages(line: str) -> str:
    """A line of links for who sees no links: a page to read with its path and address; of what is
    looked up, the names."""
    links = _LINK.findall(line)
    if not links or not line.startswith("→"):
        return _LINK.sub(r"\1: \2", line)
    if len(links) > 1:
        return _LINK.sub(r"\1", line)
    return f"{_LINK.sub(lambda link: link[1], line)}: {links[0][1]}"
