"""The table of cells outside of an AnnData: copied from its obs, written to a file and read again.

A file of text is not the table: categories become text, text that looks like numbers becomes
numbers, and some words become missing values.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from scvi_lint.evidence import wants
from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import Column
from scvi_lint.interpreter.domain.facts import Fact, Reasons, fact, further, resting
from scvi_lint.interpreter.domain.frames import Frame
from scvi_lint.interpreter.domain.heap import Facts
from scvi_lint.interpreter.domain.values import UNKNOWN, Bound, Data, Literal, Ref, Value, one
from scvi_lint.interpreter.engine.binding import make_call, spread
from scvi_lint.interpreter.objects import columns, combined_columns, data, reading, stored

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.heap import Tracked
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run
    from scvi_lint.source.parser import nodes

# The methods that write a table, and whether what they write is text.
WRITES = {"to_csv": True, "to_parquet": False, "to_pickle": False}
# What a call may say about a file of text without changing which columns it has.
_PLAIN = frozenset(
    {"index", "sep", "index_col", "low_memory", "compression", "encoding", "mode", "float_format"}
)
# Methods of a table that return something new and leave the table alone.
LEAVES_TABLE = frozenset(
    """copy head tail groupby value_counts describe to_csv to_parquet isin query merge join
    pivot pivot_table sum mean median min max std var count nunique sample sort_values corr
    plot info keys items values apply map agg aggregate to_numpy tolist itertuples iterrows
    crosstab duplicated isna isnull notna get filter any all hist melt explode loc iloc
    shape""".split()
)
# The words that pandas takes for a missing value, and those that it takes for truth values.
_MISSING = frozenset(
    """#N/A #NA -NaN -nan <NA> N/A NA NULL NaN None n/a nan null 1.#IND -1.#IND 1.#QNAN
    -1.#QNAN""".split()
) | {"", "#N/A N/A"}
_TRUTHS = frozenset({"True", "False", "TRUE", "FALSE", "true", "false"})
# How a table lies in its file, beside its columns.
_INDEX, _SEPARATOR = "index", "separator"


def of_obs_called(run: Run, thing: Tracked, name: str, given: Given) -> Value:
    """`adata.obs.copy()`, `adata.obs.to_csv(file)`"""
    frame = Frame(thing.entries(slots.OBS), "obs" in thing.open)
    if name == "copy":
        return run.allocate(given.node, frame)
    write(run, frame, name, given)
    return UNKNOWN


# --- columns ----------------------------------------------------------------------------------


def attribute(run: Run, atom: Ref, frame: Frame, name: str) -> Value:
    """`table.batch`, or a method that waits."""
    return one(_column(frame, name)) if name in frame.columns else one(Bound(atom, name))


def item(run: Run, frame: Frame, index: Value, node: nodes.Node) -> Value:
    """`table["batch"]`, `table[["batch", "donor"]]`"""
    name = index.text
    if name is not None:
        return one(_column(frame, name)) if name in frame.columns else UNKNOWN
    names = [one_.text for one_ in spread(run, index) or ()]
    if not names or None in names:
        return UNKNOWN
    reason = run.reason(node, "picked here")
    picked = {
        name: frame.columns.get(name) or fact(Column(), reason)
        for name in names
        if name is not None
    }
    return run.allocate(node, Frame(picked, False))


def _column(frame: Frame, name: str) -> Data:
    known = frame.columns[name]
    return Data(known.value, known.certain, None, "obs", "", known.doubt)


def set_item(
    run: Run, atom: Ref, frame: Frame, index: Value, value: Value, node: nodes.Node
) -> None:
    """`table["batch"] = value`"""
    name = index.text
    if name is None:
        run.heap.put(atom.id, frame.forgotten())
        return
    content, certain = columns.of_value(run, value)
    made = fact(content, run.reason(node, f"{name!r} written here"), certain=certain)
    run.heap.put(atom.id, frame.having(name, made))


def lose(run: Run, value: Value) -> None:
    """Somebody unseen had these: of tables among them nothing is known any more."""
    for atom in value.atoms:
        if isinstance(atom, Ref) and isinstance(run.heap.get(atom.id), Frame):
            run.heap.put(atom.id, Frame({}, True))


def method(run: Run, atom: Ref, frame: Frame, name: str, given: Given) -> Value:
    if name == "copy":
        return run.allocate(given.node, frame)
    if name in WRITES:
        write(run, frame, name, given)
    elif name == "astype":
        return _as_type(run, frame, given)
    elif name in ("agg", "apply", "aggregate"):
        return _row_by_row(frame, given)
    elif name == "set_index":
        index = given.text(0, "keys")
        if index in frame.columns and given.is_true("inplace") is False and not given.open:
            left = {key: known for key, known in frame.columns.items() if key != index}
            return run.allocate(given.node, Frame(left, frame.open))
        lose(run, one(atom))
    elif changes(name, given):
        lose(run, one(atom))
    return UNKNOWN


def _as_type(run: Run, frame: Frame, given: Given) -> Value:
    """`table.astype(str)`: each column so."""
    made: dict[str, Fact[Column]] = {}
    for name, known in frame.columns.items():
        atoms = [columns.as_type(Data(value), given) for value in known.values]
        options: list[tuple[Column, Reasons]] = []
        for atom, (_, reasons) in zip(atoms, known.options, strict=True):
            content = atom.content if isinstance(atom.content, Column) else Column()
            options.append((content, reasons))
        certain = known.certain and all(atom.certain for atom in atoms)
        made[name] = Fact(tuple(options), certain, known.doubt)
    return run.allocate(given.node, Frame(made, frame.open))


def _row_by_row(frame: Frame, given: Given) -> Value:
    """`table.agg("_".join, axis=1)`: the texts of each row, one behind the other."""
    axis, function = given.value(1, "axis"), given.value(0, "func")
    atom = None if function is None else function.single
    text = atom.receiver if isinstance(atom, Bound) and atom.name == "join" else None
    of_rows = axis is not None and (axis.is_literal(1) or axis.is_literal("columns"))
    between = text.value if isinstance(text, Literal) else None
    known = list(frame.columns.items())
    if not of_rows or not isinstance(between, str) or frame.open or not known:
        return UNKNOWN
    made, parts = Column(), ()
    for name, fact_ in known:
        parts = (*parts, name)
        value = fact_.value
        made = value if len(parts) == 1 else combined_columns.both(made, value, parts, between)
    return one(Data(made, all(fact_.certain for _, fact_ in known)))


def changes(name: str, given: Given) -> bool:
    """Whether a method may change the table that it is called on."""
    in_place = given.is_true("inplace") is not False
    return name not in LEAVES_TABLE and (in_place or name in ("insert", "update", "pop"))


def held(run: Run, value: Value) -> Frame | None:
    """The table that a value certainly is."""
    atom = value.single
    thing = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    return thing if isinstance(thing, Frame) else None


# --- files ------------------------------------------------------------------------------------


def write(run: Run, frame: Frame, name: str, given: Given) -> None:
    """`table.to_csv(file)`: the file has these columns from here on."""
    made = make_call(run, given, f"pandas.DataFrame.{name}", ("path",))
    named = given.value(0, "path_or_buf", "path")
    file = None if named is None else named.text
    if file is None or given.open:
        return
    facts: Facts = {slots.OBS(key): known for key, known in frame.columns.items()}
    if WRITES[name]:
        separator = given.value(1, "sep")
        index = given.value(-1, "index")
        if not set(given.keywords) <= {*_PLAIN, "path_or_buf"} or len(given.positional) > 2:
            return
        facts = _as_text(facts)
        kept = True if index is None else (index.constant.value if index.constant else None)
        split = "," if separator is None else separator.text
        if not isinstance(kept, bool) or split is None:
            return
        facts[_INDEX], facts[_SEPARATOR] = fact(kept), fact(split)
    rooms = data.FROM_FILE if frame.open else data.FROM_FILE - {"obs"}
    key = (made.span, made.stack, file)
    held = stored.Stored("dataframe", facts, rooms, {}, key)
    reason = run.reason(given.node, f"written to {posixpath.basename(file)} here")
    stored.put(run, file, fact(held, reason))


def read(run: Run, node: nodes.Node, file: str, how: Layout | None) -> Value:
    """A table as a file has it, where this program or another one wrote it; `how` tells the way in
    which text is read, None for a format that keeps tables as they are."""
    known = stored.written(run, file) or reading.elsewhere(run, wants.written(run.main, file))
    held = None if known is None else known.value
    if known is None or not isinstance(held, stored.Stored) or held.kind != "dataframe":
        return UNKNOWN
    if how is not None and not how.fits(held):
        return UNKNOWN
    found: dict[str, Fact[Column]] = {}
    for key, one_ in held.facts.items():
        if key.startswith("obs/"):
            also = further(one_, *known.reasons)
            found[key[4:]] = resting(also.options, also, known)
    # What was not in the table is not in the file, if that is the file that is read.
    return run.allocate(node, Frame(found, "obs" in held.open or not known.certain))


class Layout:
    """How a program reads a file of text: the separator, and whether its first column is the
    index."""

    __slots__ = ("first_is_index", "separator")

    def __init__(self, separator: str, first_is_index: bool) -> None:
        self.separator = separator
        self.first_is_index = first_is_index

    def fits(self, held: stored.Stored) -> bool:
        """Whether the file was written that way: else there are other columns."""
        index, separator = held.facts.get(_INDEX), held.facts.get(_SEPARATOR)
        if index is None or separator is None:
            return False
        return index.value is self.first_is_index and separator.value == self.separator


def layout(given: Given) -> Layout | None:
    """How `pd.read_csv` is told to read; None when that is not known, or picks columns."""
    if given.open or len(given.positional) > 1:
        return None
    if not set(given.keywords) <= {*_PLAIN, "filepath_or_buffer"}:
        return None
    separator = given.value(-1, "sep")
    index = given.value(-1, "index_col")
    split = "," if separator is None else separator.text
    if split is None or not (index is None or index.is_literal(0)):
        return None
    return Layout(split, index is not None)


def _as_text(facts: Facts) -> Facts:
    return {
        key: Fact(
            tuple((_column_of_text(value), reasons) for value, reasons in known.options),
            known.certain,
            known.doubt,
        )
        for key, known in facts.items()
    }


def _column_of_text(content: object) -> Column:
    """A column as pandas reads it from text."""
    if not isinstance(content, Column):
        return Column()
    names = content.categories
    if names is None:
        return Column("continuous" if content.kind == "continuous" else "unknown")
    texts = [name for name in names if isinstance(name, str)]
    if len(texts) < len(names) or not _MISSING.isdisjoint(texts):
        return Column()
    if all(name in _TRUTHS for name in texts) or all(map(_is_number, texts)):
        return Column()
    return Column("string", names, content.closed, missing=content.missing, exact=content.exact)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
