"""What JSON and TOML hold, as types, and readers that take what has the wanted form.

What was parsed is typed where it comes in: `content: Json = json.loads(text)`. From there on only
`isinstance`, or a reader from here, says what a value is. TOML has dates, too; no reader here takes
one, so they are as if they were not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard, Union

if TYPE_CHECKING:
    from typing_extensions import TypeIs

Scalar = Union[None, bool, int, float, str]  # noqa: UP007
Json = Union[Scalar, "list[Json]", "dict[str, Json]"]
Table = dict[str, Json]


def table(value: Json) -> Table:
    """An object of JSON, or a table of TOML; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def array(value: Json) -> list[Json]:
    """An array; an empty one for anything else."""
    return value if isinstance(value, list) else []


def text(value: Json) -> str:
    """A text; "" for anything else."""
    return value if isinstance(value, str) else ""


def texts(value: Json) -> list[str]:
    """The texts of an array, in their order."""
    return [one for one in array(value) if isinstance(one, str)]


def is_row(value: object) -> TypeIs[list[object] | tuple[object, ...]]:
    """Whether what may be anything is a list or a tuple."""
    return isinstance(value, list | tuple)


def is_list(value: object) -> TypeIs[list[object]]:
    """Whether what may be anything is a list."""
    return isinstance(value, list)


def is_tuple(value: object) -> TypeIs[tuple[object, ...]]:
    """Whether what may be anything is a tuple."""
    return isinstance(value, tuple)


def is_object(value: object) -> TypeGuard[Table]:
    """Whether what came in as JSON, through code that does not say so, is an object of JSON."""
    return isinstance(value, dict)


def is_table(value: object) -> TypeIs[dict[object, object]]:
    """Whether what may be anything is a dictionary."""
    return isinstance(value, dict)
