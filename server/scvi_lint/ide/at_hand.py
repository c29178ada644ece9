"""What the value of an argument is in the user's own data: categories of a column, the scale of a
layer, the batches that a model knows. In the words of a hover.
"""

from __future__ import annotations

from collections.abc import Sequence

from scvi_lint.escaping import LONGEST_SENTENCE, cut, for_code_span, for_markdown
from scvi_lint.ide import crossing
from scvi_lint.ide.insight import Insight
from scvi_lint.ide.moments import Object, Spot
from scvi_lint.ide.resolve import Callee
from scvi_lint.ide.telling import counts_of, scale_words, thousands
from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.events.kinds import Queried
from scvi_lint.semantic.categories import categories_of
from scvi_lint.semantic.data_views import AnnDataView
from scvi_lint.semantic.views import Levels
from scvi_lint.source.documents.span import Span
from scvi_lint.source.parser import nodes

MOST_LEVELS = 8


def at_hand(
    insight: Insight, callee: Callee, call: nodes.Call, node: nodes.Argument, spot: Spot
) -> list[str]:
    """What the argument's value is in the user's data: categories of a column, scale of a layer."""
    found = data_of(insight, callee, call, spot)
    data = None if found is None else found.data
    if data is None or node.keyword is None:
        return []
    value = node.value.value if isinstance(node.value, nodes.Constant) else None
    if node.keyword == "transform_batch":
        return [*_batches(callee), *_groups(insight, call, spot)]
    if not isinstance(value, str):
        return []
    if node.keyword.endswith("layer"):
        known = data.layer(value)
        if known is None:
            return []
        learned = insight.teller.learned(known)
        words = scale_words(known)
        holds = "is" if words.endswith("as read") else "holds"
        return [f"Here {for_code_span(value)} {holds} {words}{learned}."]
    if callee.cls is not None and node.keyword.endswith(("_key", "_keys", "groupby")):
        crossed = [] if insight.analysis is None else crossing.lines(insight.analysis, data, value)
        return [*levels_line(data.levels(value)), *_nested(data, call, value), *crossed]
    return []


def _nested(data: AnnDataView, call: nodes.Call, name: str) -> list[str]:
    """Which other column of the call each level of one lies in, as far as the file was asked."""
    lines: list[str] = []
    for argument in call.arguments:
        node = argument.value
        other = node.value if isinstance(node, nodes.Constant) else None
        if not isinstance(other, str) or other == name or data.levels(other) is None:
            continue
        table = data.crosstab(name, other)
        if table is None:
            continue
        levels = {left for left, _ in table.pairs}
        if len(levels) > 1 and all(len(table.partners(one)) == 1 for one in levels):
            inner, outer = for_code_span(name), for_code_span(other)
            lines.append(f"Nested: each {inner} lies in one {outer}.")
    return lines


def _batches(callee: Callee) -> list[str]:
    """The batches that the model knows."""
    model = callee.model
    registration = None if model is None else model.registration
    if registration is not None and all(one.lacks("batch_key") for one in registration.values):
        return ["This model was registered without a `batch_key`: there is one batch."]
    return levels_line(categories_of("transform_batch", model, None, None))


def _groups(insight: Insight, call: nodes.Call, spot: Spot) -> list[str]:
    """How many of the cells that the call is about each batch has, as the file tells."""
    if insight.analysis is None:
        return []
    place = Span(insight.document.path, spot[0], call.start, call.end)
    lines: list[str] = []
    for query in insight.analysis.events:
        if not isinstance(query, Queried) or query.span != place:
            continue
        adata, batches = query.model.adata, query.model.batches
        if adata is None or batches is None:
            continue
        chosen = query.selected_levels()
        if not chosen and not lines:
            lines += crossing.by_type(query)
        for column, kept in chosen:
            table = None if column == batches.key else adata.crosstab(column, batches.key)
            if table is None or not kept:
                continue
            shown: list[str] = []
            for name in batches.names[:MOST_LEVELS]:
                count = sum(table.count(level, name) for level in kept)
                most = "at most " if count and not adata.has_all_cells else ""
                shown.append(f"{for_markdown(str(name))} {most}**{thousands(count)}**")
            if len(batches.names) > MOST_LEVELS:
                shown.append(f"and {len(batches.names) - MOST_LEVELS} more")
            line = f"Your {for_markdown(group(kept), LONGEST_SENTENCE)} cells: " + " · ".join(shown)
            if line not in lines:
                lines.append(line)
    return lines


def group(kept: Sequence[object]) -> str:
    """`B`, `B and T`, `B, T and 3 more`."""
    names = [cut(str(name)) for name in kept]
    if len(names) > 3:
        names = [*names[:2], f"{len(names) - 2} more"]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}"


def levels_line(levels: Levels | None) -> list[str]:
    """The categories of a column, with the number of cells where it is known."""
    if levels is None or not levels.names:
        return []
    counts = counts_of(levels.column)
    shown = [
        (for_markdown(str(name)) or "(empty)")
        + (f" **{thousands(counts[name])}**" if name in counts else "")
        for name in levels.names[:MOST_LEVELS]
    ]
    if len(levels.names) > MOST_LEVELS:
        shown.append(f"and {len(levels.names) - MOST_LEVELS} more")
    perhaps = "" if levels.known.certain else "perhaps "
    return [f"{for_code_span(levels.key)}: {perhaps}" + " · ".join(shown)]


def data_of(insight: Insight, callee: Callee, call: nodes.Call, spot: Spot) -> Object | None:
    """The data that a call is about: the one it names, else the model's own."""
    for argument in call.arguments:
        first = argument.keyword is None and argument is call.arguments[0]
        if argument.keyword in ("adata", "mdata") or (first and not argument.stars):
            found = insight.resolver.object(argument.value, spot)
            if found is not None and found.thing.kind in ("anndata", "mudata"):
                return found
    if callee.receiver is not None:
        return callee.receiver.other(callee.receiver.thing.value(slots.DATA))
    return None
