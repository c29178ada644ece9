"""Objects in memory as the readers of data files see a file: groups, arrays, attributes.

So one piece of code describes both (`evidence.child.annotated`), and what lives in a kernel answers
like a data file does. Only exact classes of anndata, mudata, pandas, numpy and scipy are looked
into, by the dictionaries of their instances: no property, method or operator of anybody else's
class is called, whatever it pretends to be. Of large matrices samples are read.
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any

from scvi_lint.evidence.child.bounds import ENTRIES, LABELS
from scvi_lint.evidence.child.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typing_extensions import TypeIs

    from scvi_lint.evidence.child.parts import Numbers
    from scvi_lint.json_values import Json

    # An object of numpy, scipy, pandas, anndata or mudata, of which the exact class was asked.
    Foreign = Any

_SPARSE = tuple(
    ("scipy.sparse", f"{form}_{kind}") for form in ("csr", "csc") for kind in ("matrix", "array")
)
ANNDATA = (("anndata", "AnnData"), ("anndata._core.anndata", "AnnData"))
# So much of the matrices of a view is copied.
_ROWS = 400
_COLUMNS = 4_000
_FRAMES = (("pandas", "DataFrame"), ("anndata._core.views", "DataFrameView"))
_OF_NUMPY = (
    ("pandas", "Index"),
    ("pandas", "RangeIndex"),
    ("pandas.core.arrays.numpy_", "NumpyExtensionArray"),
    ("pandas.core.arrays.numpy_", "PandasArray"),  # before pandas 2.1
)
_NULLABLE = (
    (("pandas.core.arrays.integer", "IntegerArray"), "nullable-integer"),
    (("pandas.core.arrays.boolean", "BooleanArray"), "nullable-boolean"),
)
_MAPPINGS = (
    ("mudata._core.mudata", "ModDict"),
    ("anndata._core.aligned_mapping", "AxisArrays"),
    ("anndata._core.aligned_mapping", "Layers"),
    ("mudata._core.mudata", "ModalityMapAxisArrays"),
)


def is_a(thing: object, *names: tuple[str, str]) -> bool:
    """Whether something is of exactly one of these classes, where their modules are loaded."""
    return any(known(module, name) is type(thing) for module, name in names)


def known(module: str, name: str) -> object:
    """What a module that was imported calls so; an object of nobody's otherwise."""
    found = sys.modules.get(module)
    return found.__dict__.get(name, _NOTHING) if type(found) is ModuleType else _NOTHING


_NOTHING = object()


def class_of(thing: object) -> type[object]:
    """The class of something, whatever it pretends to be."""
    return type(thing)


def inside(thing: object) -> dict[str, object]:
    """The attributes of an instance, read past anything that its class may define."""
    try:
        found: object = object.__getattribute__(thing, "__dict__")
    except AttributeError:
        return {}
    return found if _is_named(found) else {}


def entries(thing: Foreign) -> dict[str, object]:
    """What a dictionary of anndata's or mudata's holds, by names that are plain texts."""
    if is_a(thing, *_MAPPINGS):
        thing = thing if issubclass(type(thing), dict) else inside(thing).get("_data")
    if type(thing) not in (dict, OrderedDict) and not is_a(thing, *_MAPPINGS[:1]):
        return {}
    return {name: value for name, value in rows(thing)[:ENTRIES] if type(name) is str}


def rows(thing: Foreign) -> list[tuple[object, object]]:
    """What a dictionary holds, read past what its class may define."""
    return list(dict[object, object].items(thing))


def _is_named(thing: object) -> TypeIs[dict[str, object]]:
    """Whether this is the dictionary of an instance: its names are texts."""
    return type(thing) is dict


class Group:
    """A group with the given children; None among them is not there."""

    is_group = True

    def __init__(
        self, children: Mapping[str, object], attributes: Mapping[str, Json] | None = None
    ) -> None:
        self._children = children
        self._attributes = attributes or {}

    def names(self) -> list[str]:
        return [name for name in self._children if self.child(name) is not None]

    def child(self, name: str) -> Group | Array | None:
        found = self._children.get(name)
        return node(found) if found is not None else None

    def group(self, name: str) -> Group | None:
        found = self.child(name)
        return found if isinstance(found, Group) else None

    def array(self, name: str) -> Array | None:
        found = self.child(name)
        return found if isinstance(found, Array) else None

    def attribute(self, name: str) -> Json:
        return self._attributes.get(name)


class Array:
    """A numpy array of numbers, or a list of texts."""

    is_group = False
    contiguous = True
    field_names: tuple[str, ...] = ()

    def __init__(self, values: Foreign) -> None:
        self._values = values
        self.is_text = type(values) is list
        self.kind: str = "text" if self.is_text else kind_of(values.dtype)
        self.dtype: str = "object" if self.is_text else str(values.dtype)
        self.shape: tuple[int, ...] = (len(values),) if self.is_text else tuple(values.shape)
        self.chunk = self.shape

    def field(self, name: str) -> Numbers:
        """No array here has fields. Raises KeyError."""
        raise KeyError(name)

    def read(self, *where: slice) -> Numbers | list[str]:
        if self.is_text:
            return self._values[where[0]] if where else list(self._values)
        return self._values[where] if where else self._values

    def attribute(self, name: str) -> Json:
        return None


def node(thing: Foreign) -> Group | Array | None:
    """A part of an object as a group or an array; None for what is of no class that is known."""
    if type(thing) is Group or type(thing) is Array:
        return thing
    if type(thing) is list:
        return Array(thing)
    if is_a(thing, ("numpy", "ndarray")):
        return None if thing.dtype.kind not in "iufb" else Array(thing)
    if is_a(thing, *_SPARSE):
        return _sparse(thing)
    if is_a(thing, *_FRAMES):
        return frame(thing)
    return None


def _sparse(matrix: object) -> Group:
    held = inside(matrix)
    by_row = is_a(matrix, *_SPARSE[:2])
    shape = held.get("_shape")
    parts = {name: held.get(name) for name in ("data", "indices", "indptr")}
    form = "csr_matrix" if by_row else "csc_matrix"
    return Group(parts, {"encoding-type": form, "shape": _sizes(shape)})


def _sizes(shape: Foreign) -> list[Json]:
    return [int(one) for one in shape] if class_of(shape) is tuple else []


def frame(table: Foreign) -> Group:
    """A table of pandas: an index, and columns by names that are plain texts."""
    children: dict[str, object] = {"_index": texts(table.index)}
    names: list[Json] = []
    labels = _plain_list(table.columns)
    for place, name in enumerate([] if labels is None else labels[:ENTRIES]):
        if type(name) is str and name != "_index":
            names.append(name)
            children[name] = _column(table.iloc[:, place].array)
    attributes: dict[str, Json] = {
        "_index": "_index",
        "encoding-type": "dataframe",
        "column-order": names,
    }
    return Group(children, attributes)


def _column(values: Foreign) -> object:
    """A column as it would stand in a file; an empty group where its values are anybody's."""
    if is_a(values, ("pandas", "Categorical")):
        found = _plain_list(values.categories)
        if found is None:
            return Group({})
        labels = _numbers(values.categories) if not found or type(found[0]) is not str else found
        return Group(
            {"codes": values.codes, "categories": labels}, {"encoding-type": "categorical"}
        )
    for name, kind in _NULLABLE:
        if is_a(values, name):
            parts = {"values": inside(values).get("_data"), "mask": inside(values).get("_mask")}
            return Group(parts, {"encoding-type": kind})
    plain = _numbers(values)
    if plain is not None:
        return plain
    found = _plain_list(values)
    if found is None:
        return Group({})
    if all(type(one) is str for one in found):
        return found
    return _with_gaps(found)


def _with_gaps(found: Sequence[object]) -> Group:
    """Texts of which some are missing, as a file holds them: codes, and what they stand for."""
    import numpy as np

    labels = sorted({one for one in found if type(one) is str})
    if not labels or any(type(one) is not str and not _is_missing(one) for one in found):
        return Group({})
    place = {label: number for number, label in enumerate(labels)}
    codes = np.array([place.get(one, -1) if type(one) is str else -1 for one in found])
    return Group({"codes": codes, "categories": labels}, {"encoding-type": "categorical"})


def _is_missing(one: object) -> bool:
    gone = one is None or (type(one) is float and one != one)
    return gone or is_a(one, ("pandas._libs.missing", "NAType"))


def _numbers(values: Foreign) -> Numbers | None:
    """The array of numbers behind a column of pandas, or None."""
    found = values
    if is_a(values, *_OF_NUMPY):
        found = values.to_numpy()
    if found is None or not is_a(found, ("numpy", "ndarray")):
        return None
    return found if found.dtype.kind in "iufb" else None


def _plain_list(values: Foreign) -> list[object] | None:
    """The values of a column or an index of pandas, if all are plain; None otherwise."""
    if not is_a(
        values,
        *_OF_NUMPY,
        ("pandas.core.arrays.string_", "StringArray"),
        ("pandas.core.arrays.string_arrow", "ArrowStringArray"),
        ("pandas.core.arrays.string_arrow", "ArrowStringArrayNumpySemantics"),
    ):
        return None
    found = list(_items(values))
    plain = (str, int, float, bool)
    return found if all(type(one) in plain or _is_missing(one) for one in found) else None


def _items(values: Foreign) -> Iterator[object]:
    if len(values) > 10 * LABELS:
        return
    yield from values.tolist()


def texts(index: Foreign) -> list[str] | None:
    """The names of rows."""
    found = _plain_list(index)
    if found is None:
        return None
    return [one if type(one) is str else str(one) for one in found]


def is_view(thing: object) -> bool:
    """Whether an AnnData is a part of another one that was not copied."""
    return inside(thing).get("_is_view") is True


def form_of_x(thing: object) -> str:
    """Why X of an AnnData cannot be looked at here."""
    own = inside(thing)
    whole = own.get("_adata_ref")
    x = (inside(whole) if own.get("_is_view") is True else own).get("_X")
    if is_a(x, ("dask.array.core", "Array"), ("dask.array", "Array")):
        return "dask has not computed it"
    return "it stays in its file, or there is none" if x is None else "of no form that is known"


def root(thing: object) -> Group | None:
    """An AnnData or MuData as the root of a file; None where it is not known how it is held."""
    held = inside(thing)
    if is_view(thing):
        return _of_view(held)
    if held.get("_is_view") is not False:
        return None
    children: dict[str, object] = {
        "uns": Group(dict.fromkeys(entries(held.get("_uns")), Group({})))
    }
    children.update(obs=held.get("_obs"), var=held.get("_var"))
    for room in ("layers", "obsm"):
        children[room] = Group(entries(held.get(f"_{room}")))
    if is_a(thing, ("mudata", "MuData"), ("mudata._core.mudata", "MuData")):
        inner = {name: root(one) for name, one in entries(held.get("_mod")).items()}
        children["mod"] = Group({name: one for name, one in inner.items() if one is not None})
        return Group(children)
    children["X"] = held.get("_X")
    raw = held.get("_raw")
    if is_a(raw, ("anndata._core.raw", "Raw")):
        within = inside(raw)
        children["raw"] = Group({"X": within.get("_X"), "var": within.get("_var")})
    return Group(children)


def _named(uns: object) -> Group:
    """What stands in uns, by name alone."""
    return Group(dict.fromkeys(entries(uns), Group({})))


def _of_view(held: dict[str, object]) -> Group | None:
    """A view: its own tables, and of the matrices of the data that it is a part of a sample of its
    rows. Its own matrices would be made by code of others."""
    whole = held.get("_adata_ref")
    if not is_a(whole, *ANNDATA) or is_view(whole):
        return None
    own = inside(whole)
    rows = _sampled(held.get("_oidx"), own.get("_obs"))
    columns = _sampled(held.get("_vidx"), own.get("_var"), _COLUMNS)
    if rows is None or columns is None:
        return None
    children: dict[str, object] = {"uns": _named(own.get("_uns"))}
    children.update(obs=held.get("_obs"), var=held.get("_var"))
    children["X"] = _part(own.get("_X"), rows, columns)
    layers = {name: _part(one, rows, columns) for name, one in entries(own.get("_layers")).items()}
    children["layers"] = Group(layers)
    obsm = {name: _part(one, rows, None) for name, one in entries(own.get("_obsm")).items()}
    children["obsm"] = Group(obsm)
    return Group(children)


def _sampled(index: Foreign, table: Foreign, most: int = _ROWS) -> Numbers | None:
    """The numbers of some of the rows that a view has, evenly among them; None if it holds them in
    a way that is not known."""
    import numpy as np

    is_slice = type(index) is slice
    if is_slice and is_a(table, *_FRAMES):
        chosen = np.arange(int(table.shape[0]))[index]
    elif (
        not is_slice
        and is_a(index, ("numpy", "ndarray"))
        and index.ndim == 1
        and index.dtype.kind in "iub"
    ):
        chosen = np.flatnonzero(index) if index.dtype.kind == "b" else index
    else:
        return None
    return chosen[:: max(len(chosen) // most, 1)][:most] if len(chosen) else chosen


def _part(matrix: Foreign, rows: Numbers, columns: Numbers | None) -> object:
    """These rows and columns of a matrix of numpy's or scipy's, or rows of a table; None of any
    other."""
    if columns is None and is_a(matrix, *_FRAMES[:1]):
        return matrix.iloc[rows]
    if not is_a(matrix, ("numpy", "ndarray"), *_SPARSE) or len(matrix.shape) != 2:
        return None
    if is_a(matrix, ("numpy", "ndarray")) and matrix.dtype.kind not in "iufb":
        return None
    part = matrix[rows]
    return part if columns is None else part[:, columns]
