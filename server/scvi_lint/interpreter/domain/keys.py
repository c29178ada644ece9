"""What facts stand under: a `Key[T]` holds a fact of a T, a `Room[T]` makes keys by name.

At run time a key is a plain string, `X` or `obs/batch`, so that looking one up costs nothing. For
the type checker only a slot gives one (see `slots`): nobody else spells a key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:

    class Key(str, Generic[T]):
        """The name of a slot that holds a T."""

else:
    Key = str


class Room(str, Generic[T]):
    """Slots of one kind, by the name of what they hold: `OBS("batch")` is the key `obs/batch`."""

    prefix: str

    def __new__(cls, name: str) -> Room[T]:
        made = super().__new__(cls, name)
        made.prefix = name + "/"
        return made

    if TYPE_CHECKING:

        def __call__(self, entry: str) -> Key[T]: ...

    else:

        def __call__(self, entry):
            return f"{self.prefix}{entry}"  # a hostile program may have keys of any type

    def holds(self, key: str) -> bool:
        """Whether this is the key of one of these."""
        return key.startswith(self.prefix)

    def entry(self, key: str) -> str:
        """What is held under the key of one of these."""
        return key[len(self.prefix) :]
