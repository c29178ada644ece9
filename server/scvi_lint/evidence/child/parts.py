"""The form that whatever holds data is given: groups of named parts, and arrays.

HDF5 files (`hdf5`), zarr stores (`zarr.store`) and objects in memory (`notebook.held`) all have it,
so one piece of code (`annotated`) describes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, Union

if TYPE_CHECKING:
    import numpy.typing as npt
    from typing_extensions import TypeIs

    from scvi_lint.json_values import Json

    # The elements of an array are known when it has been read, and to numpy alone.
    Numbers = npt.NDArray[Any]


class Group(Protocol):
    """Parts by name. What is not to be touched is as if it were not there."""

    @property
    def is_group(self) -> bool: ...

    def names(self) -> list[str]:
        """The parts that can be reached. Raises OutOfBounds."""
        ...

    def child(self, name: str) -> Part | None: ...

    def group(self, name: str) -> Group | None: ...

    def array(self, name: str) -> Array | None: ...

    def attribute(self, name: str) -> Json:
        """An attribute as a plain value; None if absent or too large."""
        ...


class Array(Protocol):
    """Values. `kind` is "text", "integer", "float", "boolean", "record" or "other"."""

    @property
    def is_group(self) -> bool: ...

    @property
    def kind(self) -> str: ...

    @property
    def shape(self) -> tuple[int, ...]: ...

    @property
    def dtype(self) -> str: ...

    @property
    def chunk(self) -> tuple[int, ...]: ...

    @property
    def contiguous(self) -> bool: ...

    @property
    def field_names(self) -> tuple[str, ...]: ...

    def field(self, name: str) -> Numbers:
        """One field of a record array. Raises OutOfBounds, and what libraries raise."""
        ...

    def read(self, *selection: slice) -> Numbers | list[str]:
        """A part: text as a list. Raises OutOfBounds, OSError."""
        ...

    def attribute(self, name: str) -> Json:
        """As that of a group."""
        ...


class Root(Group, Protocol):
    """The outermost group of a file."""

    def close(self) -> None: ...


Part = Union[Group, Array]  # noqa: UP007


def is_group(part: Part) -> TypeIs[Group]:
    """Whether a part is a group, not an array."""
    return part.is_group
