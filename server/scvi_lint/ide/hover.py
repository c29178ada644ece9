"""Which of the things under the mouse a hover is about, and its text."""

from __future__ import annotations

from typing import NamedTuple

from scvi_lint.ide import genes, reference, results, strings
from scvi_lint.ide.at_hand import at_hand
from scvi_lint.ide.describe import describe
from scvi_lint.ide.insight import Insight
from scvi_lint.ide.moments import Spot
from scvi_lint.ide.resolve import Callee
from scvi_lint.ide.statements import enclosing
from scvi_lint.knowledge.words import place
from scvi_lint.source.parser import nodes


class Hover(NamedTuple):
    """Lines of Markdown, and the characters of the cell that they are about."""

    lines: list[str]
    start: int
    end: int


def hover(insight: Insight, spot: Spot) -> Hover | None:
    """What to say about a place; None where we have nothing to say."""
    cell = insight.document.cells[spot[0]]
    around = enclosing(cell, spot[1])
    return (
        _argument(insight, around, spot)
        or _string(insight, around, spot)
        or _entry(insight, around, spot)
        or _object(insight, spot)
        or _result(insight, spot)
        or _symbol(insight, around, spot)
        or _choice_of_genes(insight, around, spot)
    )


def _argument(insight: Insight, around: list[nodes.Node], spot: Spot) -> Hover | None:
    """On the name of a keyword argument."""
    for index, node in enumerate(around):
        if not isinstance(node, nodes.Argument) or node.keyword is None:
            continue
        end = node.start + len(node.keyword)
        call = around[index - 1]
        if spot[1] > end or not isinstance(call, nodes.Call):
            continue
        callee = insight.callee(call, spot)
        if callee is None:
            path = insight.resolver.path(call.function)
            lines = strings.key_of_dict(
                insight, around[:index], node.keyword
            ) or reference.former_argument(path, node.keyword, insight.release)
            return Hover(lines, node.start, end) if lines else None
        lines = reference.argument(callee, node.keyword, insight.release)
        if not lines:
            return None
        here = at_hand(insight, callee, call, node, spot)
        return Hover([lines[0], *here, *lines[1:]], node.start, end)
    return None


def _string(insight: Insight, around: list[nodes.Node], spot: Spot) -> Hover | None:
    """On a key, a column, a monitored value, a choice, a category."""
    found = strings.explained(insight, around, spot)
    return None if found is None else Hover(*found)


def _entry(insight: Insight, around: list[nodes.Node], spot: Spot) -> Hover | None:
    """On the key of an entry of the data."""
    found = results.kept(insight, around, spot)
    return None if found is None else Hover(*found)


def _result(insight: Insight, spot: Spot) -> Hover | None:
    """On a name that stands for what a model returned."""
    found = results.named(insight, spot)
    if found is None:
        return None
    name, lines = found
    text = insight.document.cells[spot[0]].text
    start = text.find(name, max(spot[1] - len(name), 0), spot[1] + len(name))
    return None if start < 0 else Hover(lines, start, start + len(name))


def _object(insight: Insight, spot: Spot) -> Hover | None:
    """On a name that stands for data or a model."""
    found = None if insight.moments is None else insight.moments.named_at(spot)
    if found is None:
        return None
    name, thing = found
    lines = describe(name, thing, insight.teller)
    if not lines:
        return None
    text = insight.document.cells[spot[0]].text
    start = text.find(name, max(spot[1] - len(name), 0), spot[1] + len(name))
    return None if start < 0 else Hover(lines, start, start + len(name))


def _symbol(insight: Insight, around: list[nodes.Node], spot: Spot) -> Hover | None:
    """On a name of scvi-tools: the part of a dotted path that the mouse is on."""
    node = around[-1] if around else None
    if isinstance(node, nodes.Alias):
        return _imported(insight, around, node)
    if isinstance(node, nodes.Attribute):
        start, end = node.name_start, node.end
    elif isinstance(node, nodes.Name):
        start, end = node.start, node.end
    else:
        return None
    path = insight.resolver.path(node)
    callee: Callee | None = None
    if path:
        callee = insight.resolver.callee_by_path(path)
    elif isinstance(node, nodes.Attribute):
        call = around[-2] if len(around) > 1 else None
        if not isinstance(call, nodes.Call) or call.function is not node:
            call = nodes.Call(node.start, node.end, node, (), False, node.end, node.end)
        callee = insight.callee(call, spot)
    if callee is not None:
        return Hover(reference.symbol(callee, insight.release), start, end)
    if path and (
        insight.release.api.resolve(path) is not None
        or path.startswith("scvi.settings.")
        or place(path) is not None
    ):
        return Hover(reference.module(path, insight.release), start, end)
    lines = reference.former(path, insight.release)
    return Hover(lines, start, end) if lines else None


def _imported(insight: Insight, around: list[nodes.Node], alias: nodes.Alias) -> Hover | None:
    """On a name in an import statement."""
    statement = around[-2] if len(around) > 1 else None
    path = alias.name
    if isinstance(statement, nodes.ImportFrom) and not statement.level:
        path = f"{statement.module}.{alias.name}"
    if not path.startswith("scvi"):
        return None
    callee = insight.resolver.callee_by_path(path)
    if callee is not None:
        return Hover(reference.symbol(callee, insight.release), alias.start, alias.end)
    if insight.release.api.resolve(path) is None:
        lines = reference.former(path, insight.release)
        return Hover(lines, alias.start, alias.end) if lines else None
    return Hover(reference.module(path, insight.release), alias.start, alias.end)


def _choice_of_genes(insight: Insight, around: list[nodes.Node], spot: Spot) -> Hover | None:
    """On `highly_variable_genes`, of which others tell what it is: what this call chooses."""
    name = around[-1] if around else None
    call = around[-2] if len(around) > 1 else None
    analysis = insight.analysis
    if not isinstance(name, nodes.Attribute | nodes.Name) or not isinstance(call, nodes.Call):
        return None
    if analysis is None or call.function is not name:
        return None
    start = name.name_start if isinstance(name, nodes.Attribute) else name.start
    path = insight.document.path
    said = genes.chosen_at(analysis, spot[0], path, call)
    return Hover([said], start, name.end) if said and spot[1] >= start else None
