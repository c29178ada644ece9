"""A matrix as a table with names: `adata.to_df(layer="denoised")`, `sc.get.obs_df(…)`.

What such a table is grouped, filtered or melted into holds the same values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.arguments import Argument
from scvi_lint.interpreter.domain.contents import Column, Matrix
from scvi_lint.interpreter.domain.holders import ListObject
from scvi_lint.interpreter.domain.results import GROUPED, NAMED, PAIR, Summary
from scvi_lint.interpreter.domain.values import UNKNOWN, Data, Ref, Value, one
from scvi_lint.interpreter.engine.binding import make_call, spread
from scvi_lint.interpreter.events.kinds import Called
from scvi_lint.interpreter.objects import columns, data
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.heap import Tracked
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run

# The forms of a matrix that has names, of its groups, and of a name with its group.
FORMS = frozenset({NAMED, GROUPED, PAIR})
_KEEPS = frozenset(
    """copy head tail reset_index dropna astype set_index fillna sample reindex drop_duplicates
    join merge melt stack unstack assign query filter drop rename sort_values loc iloc
    get_group pivot""".split()
)
_LABELS = frozenset({"categorical", "string", "unknown"})
_CORRELATES = frozenset({"corr", "cov", "corrwith"})


def of_object(
    run: Run, identity: int, thing: Tracked, layer: Value | None, node: nodes.Node
) -> Value:
    """The values of X or of a layer, with the names of cells and genes."""
    name = None if layer is None else layer.text
    if layer is not None and name is None and not layer.is_literal(None):
        return UNKNOWN
    atom = data.matrix(run, identity, thing, name, node)
    if not isinstance(atom.content, Matrix):
        return UNKNOWN
    return one(Data(_with_names(run, atom.content, node), atom.certain, doubt=atom.doubt))


def of_cells(run: Run, identity: int, thing: Tracked, given: Given) -> Value:
    """`sc.get.obs_df(adata, ["CD3E", "kind"], layer="denoised")`: genes beside labels."""
    keys, raw = spread(run, given.value(1, "keys") or UNKNOWN), given.value(-1, "use_raw")
    if keys is None or (raw is not None and not raw.is_literal(False)):
        return UNKNOWN
    known = [thing.get(slots.OBS(key.text)) for key in keys if key.text is not None]
    of_obs = [one_.value for one_ in known if one_ is not None]
    if any(one_.kind not in _LABELS for one_ in of_obs):
        return UNKNOWN  # a number of the cells is no gene
    return of_object(run, identity, thing, given.value(-1, "layer"), given.node)


def _with_names(run: Run, content: Matrix, node: nodes.Node) -> Matrix:
    return content.held_in(("table", run.site(node))).formed(NAMED)


def framed(run: Run, atom: Data, content: Matrix, node: nodes.Node) -> Value:
    """`pd.DataFrame(adata.layers["denoised"], columns=…)`."""
    return one(atom.holding(_with_names(run, content, node)))


def method(run: Run, atom: Data, content: Matrix, name: str, given: Given) -> Value:
    """What a method of such a table gives."""
    if name in _CORRELATES:
        _correlated(run, atom, name, given)
        return UNKNOWN
    if name == "groupby":
        return one(atom.holding(content.formed(GROUPED)))
    if name in _KEEPS:
        return one(atom.holding(content.formed(NAMED)))
    if name in ("to_numpy", "toarray"):
        return one(atom.holding(content.formed("")))
    if name in ("mean", "median"):
        return one(atom.holding(Summary(content)))
    return UNKNOWN


def _correlated(run: Run, atom: Data, name: str, given: Given) -> None:
    """`table.corr()`: a call as those of scipy are, with the table first."""
    function = given.node.function
    written = function.value if isinstance(function, nodes.Attribute) else given.node
    made = make_call(run, given, f"pandas.DataFrame.{name}", ("y",))
    where = run.span(written)
    first = Argument("x", one(atom), where, where, run.heap.snapshot(), positional=True)
    made.arguments["x"] = first
    run.emit(Called(run, made, None))


def unpacked(atom: Data, content: Matrix, number: int) -> Value:
    return one(atom.holding(content.formed(NAMED))) if number == 1 else UNKNOWN


def after_writing(run: Run, atom: Data, value: Value) -> Data:
    """The table after a column was put into it: labels are no measurement; of anything else it is
    not told which columns are the program's own."""
    written = value.single
    content = written.content if isinstance(written, Data) else None
    if isinstance(content, Column) and content.kind in _LABELS and content.made_by != "depth":
        return atom
    listed = run.heap.get(written.id) if isinstance(written, Ref) else None
    texts = columns.constants_of(listed) if isinstance(listed, ListObject) else ()
    return atom if texts and all(isinstance(text, str) for text in texts) else Data(None, False)
