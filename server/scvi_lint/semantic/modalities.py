"""How the modalities of a MuData differ from those that a model was set up with."""

from __future__ import annotations

from collections.abc import Iterator

from scvi_lint.interpreter.domain import slots
from scvi_lint.knowledge.doors import QUERY
from scvi_lint.semantic.data_views import AnnDataView
from scvi_lint.semantic.expected import Difference, Expected, lacking, setup_of

# What is so because a modality was put in and the whole not updated.
ADDED = "added"


def modalities(data: AnnDataView, expected: Expected, door: str) -> Iterator[Difference]:
    """Modalities that the set-up named and the data lacks, and at a query those that are new."""
    record = expected.registration
    if record is None:
        return
    given = record.call.arguments.get("modalities")
    for argument, named in ({} if given is None else given.entries()).items():
        name = named.value.text
        if name is not None and data.lacks("mod", name):
            gone = lacking(data, expected, "mod", name)
            yield Difference("modality", argument, name, gone)
            return
    yield from _unpaired(data, expected)
    own = record.data
    closed = own.is_mudata and "mod" not in own.thing.open
    for name, known in data.entries(slots.MOD).items():
        put_in, told = data.put_in(name), (expected.reason, known)
        if put_in is not None and put_in.certain and put_in.value:
            yield Difference("more modalities", "", name, told, what=ADDED)
            return
        if door == QUERY and closed and known.certain and name not in own.entries(slots.MOD):
            yield Difference("more modalities", "", name, told)
            return


def _unpaired(data: AnnDataView, expected: Expected) -> Iterator[Difference]:
    """Cells that the program took out of one modality alone, of a whole that had them in all."""
    record = expected.registration
    held: dict[str, AnnDataView] = {}
    for argument in () if record is None else expected.cls.setup_fields(setup_of(data)):
        part = None if record is None else record.part(data, argument)
        if part is not None and not part.is_mudata:
            held[part.name] = part
    for name, part in held.items():
        for other in held.values():
            mine, theirs = part.cells, other.cells
            if other is part or mine is None or not mine.certain or mine.value[0] != "part":
                continue
            whole = theirs is None or (theirs.certain and theirs.value[0] == "all")
            if whole and part.is_modality_beside(other):
                sure = part.most_cells is not None
                added = None if data.put_in(name) is None else ADDED
                yield Difference("unpaired", "", name, (mine,), added, certain=sure)
                return
