"""What a registration names in the data: columns of obs, layers, entries of obsm."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.arguments import Item
from scvi_lint.interpreter.domain.contents import Column
from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.interpreter.domain.results import Embedding
from scvi_lint.knowledge.models import CATEGORICAL, NUMERICAL
from scvi_lint.semantic.data_views import AnnDataView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scvi_lint.interpreter.events.event import CallEvent
    from scvi_lint.knowledge.models import Field
    from scvi_lint.semantic.data_views import Registration

_ROOMS = {
    "Layer": "layers",
    "ProteinLayer": "layers",
    "Obsm": "obsm",
    "ProteinObsm": "obsm",
    **dict.fromkeys((*CATEGORICAL, *NUMERICAL), "obs"),
}
# Arguments of a field that do not name its entry.
_OTHERS = ("protein_names_uns_key",)


class Entry(NamedTuple):
    """An entry that an argument names: where it is spelled, its name, the data that it is in.

    `kind` is the field that registers it; `room` is obs, layers or obsm.
    """

    argument: str
    item: Item
    name: str
    adata: AnnDataView
    kind: str
    room: str

    @property
    def is_categorical(self) -> bool:
        """Whether each value becomes a category."""
        return self.kind in CATEGORICAL

    @property
    def is_numerical(self) -> bool:
        """Whether the values go to the network as numbers."""
        return self.kind in NUMERICAL

    @property
    def known(self) -> Fact[object] | None:
        """What is known of the entry."""
        return self.adata.thing.get(slots.held(self.room, self.name))

    @property
    def column(self) -> Fact[Column] | None:
        """What is known of it, if it is a column of obs."""
        return self.adata.thing.get(slots.OBS(self.name)) if self.room == slots.OBS else None

    @property
    def embedding(self) -> Fact[Embedding] | None:
        """What is known of it, if it is an entry of obsm and no table that a model returned."""
        known = self.adata.thing.get(slots.OBSM(self.name)) if self.room == slots.OBSM else None
        if known is None:
            return None
        made = tuple((one, why) for one, why in known.options if isinstance(one, Embedding))
        return Fact(made, known.certain, known.doubt) if made else None

    @property
    def is_missing(self) -> bool:
        """Whether it is for certain not there."""
        return self.adata.lacks(self.room, self.name)

    @property
    def unlisted(self) -> Fact[object] | None:
        """The list of the room in a notebook's saved output, if it does not name the entry and
        nothing else tells of it."""
        listed = self.adata.shown(self.room)
        if listed is None or self.known is not None or self.name in (listed.value or ()):
            return None
        return listed


def entries(
    setup: CallEvent, record: Registration, data: AnnDataView, fields: Mapping[str, Field]
) -> list[Entry]:
    """Every entry that a registration names by a constant, in the data that it looks in.

    `fields` are what the arguments of its set-up method register.
    """
    found: list[Entry] = []
    for argument, field in fields.items():
        room = _ROOMS.get(field.kind)
        if room is None or argument in _OTHERS:
            continue
        adata = record.part(data, argument)
        if adata is None or (adata.is_mudata and room == "layers"):
            continue
        found += [
            Entry(argument, item, item.value, adata, field.kind, room)
            for item in setup.values(argument)
            if isinstance(item.value, str)
        ]
    return found
