"""What methods of models return: the form, the axes, the names of rows. See `returns.toml`.

Which of a method's forms a call gets depends on some of its arguments. They are spelled in words:
"return_numpy" for one that is true, "not return_mean" for one that is false, "n_samples" for more
than one sample; an argument at its default is not spelled.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scvi_lint.knowledge.rows import Record

# The arguments that decide the form, each with what it is when it is left out.
DEFAULTS: dict[str, bool | None] = {
    "return_numpy": False,
    "return_mean": True,
    "return_dist": False,
    "give_mean": True,
    "soft": None,
    "as_numpy": None,
    "ig_interpretability": False,
}
SAMPLES = "n_samples"
# What tables have and arrays, numbers and distributions do not.
OF_TABLES = frozenset(
    """loc iloc at iat columns index values head tail to_csv to_numpy to_excel to_parquet groupby
    query describe join merge assign apply items iterrows idxmax idxmin set_index reset_index rename
    drop sort_values nlargest nsmallest to_frame corr filter isin to_dict add_prefix add_suffix
    reindex fillna dropna""".split()
)


class Returned(NamedTuple):
    """`form` is "array", "table", "series", "tuple", "list", "dict", "number",
    "tensor" (one number of torch), "distribution" (of torch) or the type's name.

    `axes` tells what each axis of an array or table counts: "cells", "genes", "samples", "latent",
    "proteins", "regions", "labels", "one", "any"; `rows` what a table's rows are called by:
    "cells", "genes", "positions" (0, 1, 2 …) or "" for anything else; `keys` those of a dictionary,
    `parts` the forms in a tuple.
    """

    form: str
    axes: tuple[str, ...] = ()
    rows: str = ""
    keys: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


Ways = dict[tuple[str, ...], Returned]


def by_method(rows: Iterable[Record]) -> dict[tuple[str, str], Ways]:
    """The rows by class and method, then by the arguments given."""
    found: dict[tuple[str, str], Ways] = {}
    for row in rows:
        made = Returned(
            row["form"],
            tuple(row.get("axes", ())),
            row.get("rows", ""),
            tuple(row.get("keys", ())),
            tuple(row.get("parts", ())),
        )
        for name in row["classes"]:
            found.setdefault((name, row["method"]), {})[tuple(row.get("given", ()))] = made
    return found
