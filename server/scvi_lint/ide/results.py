"""What a model returned, and what is kept of it, in the words of a hover: on names such as `de` in
`de = model.differential_expression()`, and on keys such as that of `adata.obsm["X_scVI"]`.
"""

from __future__ import annotations

from scvi_lint.escaping import cut, for_code_span, for_markdown
from scvi_lint.ide.at_hand import levels_line
from scvi_lint.ide.insight import Insight
from scvi_lint.ide.models import model_name
from scvi_lint.ide.moments import Object, Spot
from scvi_lint.ide.telling import scale_words, thousands
from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import Column
from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.interpreter.domain.results import Embedding, Graph, Table
from scvi_lint.interpreter.events.kinds import Compared, Queried
from scvi_lint.semantic.data_views import AnnDataView
from scvi_lint.semantic.views import Levels, as_name
from scvi_lint.source.parser import nodes

_ROOMS = ("layers", "obs", "obsm")
_REGIONS = ("get_normalized_accessibility", "get_accessibility_estimates")
_MOST = 4
# What arguments of scanpy's functions name.
_NAMED_BY = {
    **dict.fromkeys(("use_rep", "basis"), "obsm"),
    **dict.fromkeys(("groupby", "batch_key", "color", "label_key", "groups_key"), "obs"),
    "layer": "layers",
}


def named(insight: Insight, spot: Spot) -> tuple[str, list[str]] | None:
    """The name at a place, and what is known of the result that it stands for."""
    found = None if insight.moments is None else insight.moments.result_at(spot)
    if found is None:
        return None
    name, content = found
    query: object = getattr(content, "made", None)
    if not isinstance(query, Queried):
        return None
    model = for_code_span(query.model.name)
    where = insight.teller.where(query.span)
    head = f"**{for_markdown(name)}** · {_what(query, content)}"
    head += f" · {for_code_span(f'{query.class_name}.{query.call.name}')} of {model}"
    lines = [head + (f" ({where})" if where else "")]
    parts = [_cells(insight, query), *_scale(query), _batch(query), _groups(query)]
    said = [part for part in parts if part]
    if said:
        lines.append(" · ".join(said))
    untrained = query.model.untrained
    if untrained is not None:
        lines.append(("" if untrained.certain else "perhaps ") + "**the model was not trained**")
    return name, lines


def _what(query: Queried, content: object) -> str:
    """`cells × 30 latent dimensions`, `a label for each cell`."""
    if isinstance(content, Table) and content.part is not None:
        return "a part of a table"
    if isinstance(content, Embedding):
        size = query.model.latent_size
        return "cells × latent dimensions" if size is None else f"cells × {size} latent dimensions"
    if isinstance(query, Compared):
        return "a table: a row for each feature and comparison"
    if query.call.name == "predict":
        soft = query.argument("soft")
        if soft is not None and soft.is_literal(True):
            return "cells × labels: probabilities"
        return "a label for each cell" if soft is None or soft.is_literal(False) else "labels"
    if query.call.name == "get_normalized_expression":
        genes = query.values("gene_list")
        given = query.given("gene_list")
        if given is not None and given.is_complete and genes:
            shown = ", ".join(for_markdown(str(one.value)) for one in genes[:_MOST])
            more = f" and {len(genes) - _MOST} more" if len(genes) > _MOST else ""
            return f"cells × {len(genes)} genes ({shown}{more})"
        return "cells × genes" if given is None else "cells × some genes"
    return "cells × regions" if query.call.name in _REGIONS else "a result"


def _cells(insight: Insight, query: Queried) -> str:
    """Which cells the rows stand for."""
    if isinstance(query, Compared):
        return ""
    some = "some cells" if query.given("indices") is not None else ""
    given = query.given("adata") or query.given("mdata")
    own = query.model.adata
    if given is None:
        cells = None if own is None or some else own.cells_in_file
        all_of = "the cells of its data" if cells is None else f"its {thousands(cells)} cells"
        return f"{some} of its data" if some else all_of
    name = as_name(insight.teller.source(given.span))
    of = for_code_span(name) if name else "the data that was given"
    return f"{some or 'the cells'} of {of}"


def _scale(query: Queried) -> list[str]:
    """What the values add up to."""
    if query.call.name != "get_normalized_expression" or not query.accepts("library_size"):
        return []
    given = query.argument("library_size")
    value = query.default_of("library_size") if given is None else given.literal
    if value in ("latent", "'latent'", '"latent"'):
        return ["each cell at its own library size"]
    if value is None or isinstance(value, bool):
        return []
    try:
        return [f"all genes of a cell add up to {float(value):g}"]
    except ValueError:
        return []


def _batch(query: Queried) -> str:
    """Which batch it was decoded for."""
    if not query.accepts("transform_batch") or isinstance(query, Compared):
        return ""
    given = query.given("transform_batch")
    if given is None:
        return "each cell decoded in its own batch" if query.lacks("transform_batch") else ""
    names = [cut(repr(one.value)) for one in given.items[:_MOST]]
    if not names or not given.is_complete:
        return "decoded for other batches"
    mean = "the mean of batches " if len(given.items) > 1 else "batch "
    return "decoded for " + mean + ", ".join(map(for_markdown, names))


def _groups(query: Queried) -> str:
    """What was compared with what, and how."""
    if not isinstance(query, Compared):
        return ""
    parts: list[str] = []
    groupby = query.given("groupby")
    if groupby is not None and groupby.value.text is not None:
        first, second = query.given("group1"), query.given("group2")
        column = for_code_span(groupby.value.text)
        one = None if first is None else first.literal
        other = None if second is None else second.literal
        if first is None:
            parts.append(f"each of {column} against all others")
        elif one is not None and (second is None or other is not None):
            against = "all others" if second is None else for_markdown(str(other))
            parts.append(f"{column}: {for_markdown(str(one))} against {against}")
    mode = query.argument("mode")
    known = (query.default_of("mode") or "").strip("'\"") if mode is None else mode.literal
    if isinstance(known, str) and known and query.accepts("mode"):
        parts.append(f"mode {for_code_span(known)}")
    return " · ".join(parts)


# --- entries ----------------------------------------------------------------------------------


Kept = tuple[list[str], int, int]


def kept(insight: Insight, around: list[nodes.Node], spot: Spot) -> Kept | None:
    """On the key of an entry of obs, obsm or layers: what it holds. Where it is written, what it
    holds then."""
    key = around[-1] if around else None
    if not isinstance(key, nodes.Constant) or not isinstance(key.value, str):
        return None
    found, room = _owner(insight, around, key, spot)
    lines = [] if found is None else _entry(insight, found, room, key.value)
    return (lines, key.start, key.end) if lines else None


def _owner(
    insight: Insight, around: list[nodes.Node], key: nodes.Constant, spot: Spot
) -> tuple[Object | None, str]:
    """The data of which a string names an entry, at the moment that is meant, and the room."""
    owner = around[-2] if len(around) > 1 else None
    if not isinstance(owner, nodes.Subscript):
        return _handed_on(insight, around, spot)
    room = owner.value
    if owner.index is not key or not isinstance(room, nodes.Attribute) or room.attr not in _ROOMS:
        return None, ""
    found = insight.resolver.object(room.value, spot)
    written = next((one for one in around if isinstance(one, nodes.Assign)), None)
    if found is None or insight.moments is None or written is None:
        return found, room.attr
    if owner in written.targets:
        found = found.at(insight.moments.table_at((spot[0], written.end + 1)))
    return found, room.attr


def _handed_on(insight: Insight, around: list[nodes.Node], spot: Spot) -> tuple[Object | None, str]:
    """`use_rep="X_scVI"` of a call whose first argument is the data."""
    for node, call in zip(around[::-1], around[-2::-1], strict=False):
        if isinstance(node, nodes.Argument) and isinstance(call, nodes.Call):
            room = _NAMED_BY.get(node.keyword or "", "")
            first = call.arguments[0]
            if room and first.keyword is None and not first.stars:
                return insight.resolver.object(first.value, spot), room
            return None, ""
    return None, ""


def _entry(insight: Insight, found: Object, room: str, name: str) -> list[str]:
    data = found.data
    if data is None:
        return []
    known = data.entries(slots.room(room)).get(name)
    if known is None:
        return []
    learned = insight.teller.learned(known)
    shown = for_code_span(name)
    if room == "layers":
        return [f"{shown}: {scale_words(known)}{learned}"]
    if room == "obsm":
        words = _embedding(known, data)
        return [f"{shown}: {words}{learned}"] if words else []
    return _column(known, data, name, learned)


def _embedding(known: Fact[Embedding | Table], data: AnnDataView) -> str:
    content = known.value
    if not isinstance(content, Embedding) or content.method == "unknown":
        return ""
    perhaps = "" if known.certain else "perhaps "
    if content.method == "latent":
        query = content.made
        size = query.model.latent_size if isinstance(query, Queried) else None
        many = "" if size is None else f", {size} dimensions"
        return f"{perhaps}the latent space of {model_name(content.source, data.table)}{many}"
    if isinstance(content.source, Graph):
        return f"{perhaps}{content.method} ← {_graph(content.source)}"
    return perhaps + content.method


def _column(known: Fact[Column], data: AnnDataView, name: str, learned: str) -> list[str]:
    column = known.value
    perhaps = "" if known.certain else "perhaps "
    lines = levels_line(Levels(name, known)) if column.categories is not None else []
    if isinstance(column.source, Graph):
        lines.append(f"{for_code_span(name)} ← {_graph(column.source)}{learned}")
    elif column.made_by == "predict":
        lines.append(f"{for_code_span(name)}: {perhaps}predicted by a model{learned}")
    elif not lines and column.made_by not in ("", "file"):
        lines.append(
            f"{for_code_span(name)}: {perhaps}made by {for_markdown(column.made_by)}{learned}"
        )
    return lines


def _graph(graph: Graph) -> str:
    return f"graph ← {for_markdown(str(graph.representation or 'something unknown'))}"
