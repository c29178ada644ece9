"""Latent spaces in tables of pandas: `pd.DataFrame(latent, index=adata.obs_names)`.

The table stays the latent space, whatever columns of the cells the program puts beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.contents import Column
from scvi_lint.interpreter.domain.results import Embedding
from scvi_lint.interpreter.domain.values import UNKNOWN, Data, Room, Value, one
from scvi_lint.interpreter.engine.binding import make_call, spread
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.events.kinds import Called
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.run import Run

_KEEPS = frozenset(
    """copy astype to_numpy round add_prefix add_suffix rename_axis dropna fillna sort_index reindex
    detach cpu numpy""".split()
)
COVERS = frozenset({"numpy.nan_to_num"})
_TAKES_OUT = frozenset({"drop", "rename", "filter", "set_index", "reset_index"})
# Stands for all columns of the cells.
ALL = "*"
_BESIDE = frozenset({"join", "merge"})


def item(atom: Data, latent: Embedding, index: Value, node: nodes.Subscript) -> Value:
    """`table["kind"]`, `table[dims]`, `table.loc[cells]`; parts of an array are not followed."""
    name = index.text
    if name is not None:
        beside = dict(latent.beside or ())
        kept, every = beside.get(name), beside.get(ALL)
        if name not in beside and isinstance(every, Data):
            return one(Data(Column(), False, every.ref, "obs", name))
        return one(kept) if isinstance(kept, Data) else UNKNOWN
    by_place = isinstance(node.value, nodes.Attribute) and node.value.attr in ("loc", "iloc")
    if by_place and not isinstance(node.index, nodes.TupleExpr | nodes.Slice):
        return one(atom)
    # Of a table with other columns a list chooses those of the latent space.
    return one(atom) if latent.beside and not isinstance(node.index, nodes.Slice) else UNKNOWN


def after_writing(atom: Data, latent: Embedding, index: Value, value: Value) -> Data:
    """`table["kind"] = adata.obs["kind"]`"""
    name, column = index.text, value.single
    if name is None or latent.beside is None:
        return atom
    known = column if isinstance(column, Data) and isinstance(column.content, Column) else None
    return atom.holding(latent.with_beside(((name, known),)))


def method(run: Run, atom: Data, latent: Embedding, name: str, given: Given) -> Value:
    if name == "fillna":
        covered(run, "pandas.DataFrame.fillna", given, one(atom))
    if name in _KEEPS or name in _TAKES_OUT:
        return one(atom)
    if name == "assign":
        written = {key: value.single for key, (value, _) in given.keywords.items()}
        return one(atom.holding(latent.with_beside(tuple(written.items()))))
    if name in _BESIDE:
        return one(atom.holding(latent.with_beside(_columns(run, given))))
    return UNKNOWN


def covered(run: Run, path: str, given: Given, value: Value | None = None) -> None:
    """Values that are no numbers are written over."""
    if value is not None:
        owner = given.node.function
        node = owner.value if isinstance(owner, nodes.Attribute) else owner
        stand_in = nodes.Argument(node.start, node.end, None, node, 0)
        of_table = Given(given.node)
        of_table.positional = [(value, stand_in)]
        given = of_table
    run.emit(Called(run, make_call(run, given, path, ("x",)), None))


def _columns(run: Run, given: Given) -> tuple[tuple[str, object], ...]:
    """The columns of `adata.obs[["kind", "sample"]]` or of `adata.obs`, as far as they are told."""
    pair = given.pair(0, "other", "right")
    node = None if pair is None else pair[1].value
    if isinstance(node, nodes.Attribute):
        return tuple(_of_room(run, node, None))
    if isinstance(node, nodes.Subscript):
        return tuple(_of_room(run, node.value, run.again(node.index)))
    return ()


def _of_room(run: Run, node: nodes.Expr, names: Value | None) -> list[tuple[str, object]]:
    room = run.again(node).single
    if not isinstance(room, Room) or room.room != "obs":
        return []
    asked = [ALL]
    if names is not None:
        asked = [item.text for item in spread(run, names) or [names] if item.text is not None]
    return [(name, Data(Column(), False, room.ref, "obs", name)) for name in asked]
