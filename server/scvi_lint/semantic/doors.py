"""Does this data fit this model? One question for every call that brings the two together.

A model reads what its set-up named: a matrix, columns of obs, the genes in their order. Data that
comes in later, by `load`, `load_query_data`, `from_scvi_model` or a question about other cells,
must have the same. `fits` tells how it differs; what a difference leads to depends on the class and
the door (`knowledge.doors`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from scvi_lint.interpreter.domain.contents import COUNTS, MIXED, NO_COUNTS, SCALE_WORDS, SMOOTHED
from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.interpreter.domain.genes import Genes
from scvi_lint.knowledge.doors import leads_to
from scvi_lint.knowledge.models import CATEGORICAL, NUMERICAL
from scvi_lint.semantic.model_views import ModelView, Registration
from scvi_lint.semantic.views import AnnDataView, Levels

# Differences that matter only where something stops at them.
STOPS = frozenset({"column", "view", "format", "cells"})

# So far back it is looked which model a model was made from.
MOST_ORIGINS = 4


class Difference(NamedTuple):
    """Something of the data that is not as the model has it.

    `kind` is scale, format (a sparse array), column, layer, category, nan, genes (how many), order,
    names (of genes), cells (how many), view or set-up (which the data never had); `argument` the
    argument of the set-up that named `name`; `because` the facts that tell; `what` the new
    categories, the matrix as it is, the room of an entry (obsm), the two numbers of genes, whether
    no cell has a value; `expected` in words; `raises` the exception that it ends in at this door,
    None if nothing stops it.
    """

    kind: str
    argument: str
    name: str
    because: tuple[Fact | None, ...]
    what: Any = None
    expected: str = ""
    certain: bool = True
    raises: str | None = None


class Expected:
    """What a model reads of data: by the set-up in the program, or by the one that was saved.

    `seen` is the saved model as its folder was looked at: a Fact of `objects.saved.Saved`;
    `written` that the program saved it, where it did: a Fact, too.
    """

    __slots__ = ("_known", "cls", "model", "seen", "written")

    def __init__(
        self, cls: Any, model: ModelView | None, seen: Fact | None, written: Fact | None = None
    ) -> None:
        self.cls = cls
        self.model = model
        self.seen = seen
        self.written = written
        self._known = None if model is None else model.registration

    @property
    def registration(self) -> Registration | None:
        """The set-up in the program."""
        return None if self._known is None else self._known.value

    @property
    def reason(self) -> Fact | None:
        """Why the set-up is believed."""
        return self._known if self._known is not None else self.seen

    @property
    def is_known(self) -> bool:
        """Whether its set-up is known at all."""
        return self.reason is not None

    def names(self, argument: str) -> tuple[str, ...] | None:
        """What the set-up was told for an argument, () if nothing; None if that is not known."""
        if self.registration is not None:
            given = self._told_when_made(argument)
            given = given or self.registration.call.arguments.get(argument)
            if given is None or given.is_none:
                return () if self.registration.lacks(argument) else None
            items = [item.value for item in given.items if item.certain]
            known = given.is_complete and all(isinstance(item, str) for item in items)
            return tuple(items) if known else None
        if self.seen is None:
            return None
        told = self.seen.value.setup(argument)
        listed = told if isinstance(told, list) else [told]
        return tuple(name for name in listed if isinstance(name, str))

    def _told_when_made(self, argument: str) -> Any:
        """`from_scvi_model(model, "Unknown")` names what the set-up of that model did not."""
        made = self.model
        for _ in range(MOST_ORIGINS):
            if made is not None and made.made_by == "load_query_data":
                made = made.origin
        call = None if made is None or not made.made_by.startswith("from_") else made.construction
        return None if call is None else call.arguments.get(argument)

    def levels(self, argument: str, name: str) -> Levels | None:
        """The categories of a registered column."""
        if self.model is not None and argument in ("batch_key", "labels_key"):
            return self.model.levels(argument)
        if self.registration is not None:
            return self.registration.data.levels(name)
        return None if self.seen is None else self.seen.value.levels(argument, self.seen)

    def trained_on(self, argument: str, layer: str | None) -> Fact | None:
        """What the matrix held when the model's own data was set up."""
        record = self.registration
        held = (
            None if record is None or record.adata is None else record.part(record.data, argument)
        )
        return None if held is None or held.is_mudata else held.matrix(layer)

    def part(self, data: AnnDataView, argument: str) -> AnnDataView | None:
        """Where in some data the model looks for what an argument named."""
        if not data.is_mudata:
            return data
        record = self.registration
        return None if record is None else record.part(data, argument)


def fits(data: AnnDataView, expected: Expected, door: str) -> Iterator[Difference]:
    """How data differs from what a model expects; what is not known is no difference."""
    if expected.cls is None:
        return
    name, fields = expected.cls.name, expected.cls.setup_fields(_setup(data))
    for difference in _differences(data, expected):
        kind, field = difference.kind, fields.get(difference.argument)
        whole = kind == "nan" and bool(difference.what)
        raises = leads_to(kind, door, name, expected.cls.version, field, whole)
        if raises is None and kind in STOPS:
            continue  # a column that is filled in, a view that is taken for a copy
        yield difference._replace(raises=raises)


def _differences(data: AnnDataView, expected: Expected) -> Iterator[Difference]:
    for argument, field in expected.cls.setup_fields(_setup(data)).items():
        names, held = expected.names(argument), expected.part(data, argument)
        if held is None:
            continue
        if field.kind.startswith("Protein") and not held.is_mudata and field.kind != "ProteinLayer":
            yield from _entry(held, expected, argument, names)
        if field.kind in ("Layer", "ProteinLayer") and not held.is_mudata:
            yield from _matrix(held, expected, argument, names, field.is_count_data)
        for name in names or ():
            if field.kind in (*CATEGORICAL, *NUMERICAL):
                yield from _column(held, expected, argument, name, field.kind)
    view = data.is_view
    if view is not None and view.value:
        yield Difference("view", "", "", (view,), certain=view.certain)
    if data.is_mudata:
        yield from _genes_of_modalities(data, expected)
    else:
        yield from _genes(data, expected)
    yield from _cells(data, expected)
    name, since = expected.cls.name, expected.cls.since("notes_cells")
    if since and data.was_never_set_up_for(name) and data.lacks("obs", "_indices"):
        yield Difference("set-up", "", name, (expected.reason,), since)


def _setup(data: AnnDataView) -> str:
    """The method that sets up such data."""
    return "setup_mudata" if data.is_mudata else "setup_anndata"


def _matrix(
    data: AnnDataView,
    expected: Expected,
    argument: str,
    names: tuple[str, ...] | None,
    counts: bool,
) -> Iterator[Difference]:
    layer = names[0] if names else None
    if layer is not None and data.lacks("layers", layer):
        yield Difference("layer", argument, layer, _lacking(data, expected, "layers", layer))
        return
    known = data.matrix(layer)
    if known is not None and known.value.form == "array" and names is not None:
        yield Difference("format", argument, layer or "", (known, expected.reason))
    if known is None or (expected.model is not None and expected.model.takes_anything):
        return
    trained = expected.trained_on(argument, layer)
    now = known.value
    if trained is not None and trained.value.scale in (*NO_COUNTS, MIXED, SMOOTHED):
        # What a model was trained on is told where it was set up; others must be the same.
        other = now.scale in (*NO_COUNTS, COUNTS, SMOOTHED)
        differs = other and now.scale != trained.value.scale
        if differs and not counts:
            was = SCALE_WORDS[trained.value.scale] + " values"
            yield Difference("scale", argument, layer or "", (known, trained), now, was)
        return
    if not counts or now.scale not in (*NO_COUNTS, MIXED):
        return
    because = (known, expected.reason)
    if expected.is_known and names is not None:
        yield Difference("scale", argument, layer or "", because, now, "counts")
    elif not _may_hold_counts_elsewhere(data):
        yield Difference("scale", argument, "", because, now, "counts", certain=False)


def _entry(
    data: AnnDataView, expected: Expected, argument: str, names: tuple[str, ...] | None
) -> Iterator[Difference]:
    """An entry of obsm, or of uns for the names in it."""
    room = "uns" if "uns" in argument else "obsm"
    for name in names or ():
        if data.lacks(room, name):
            yield Difference("column", argument, name, _lacking(data, expected, room, name), room)


def _lacking(
    data: AnnDataView, expected: Expected, room: str, name: str
) -> tuple[Fact | None, ...]:
    """Why an entry is known not to be there."""
    return (expected.reason, data.gone(room, name) or data.complete)


def _may_hold_counts_elsewhere(data: AnnDataView) -> bool:
    """Whether a layer may be what the model reads, if nothing tells what it was set up with."""
    return any(known.value.scale not in NO_COUNTS for known in data.layers.values())


def _column(
    data: AnnDataView, expected: Expected, argument: str, name: str, kind: str
) -> Iterator[Difference]:
    if data.lacks("obs", name):
        yield Difference("column", argument, name, _lacking(data, expected, "obs", name))
        return
    known = data.obs(name)
    if known is None or kind in NUMERICAL:
        return
    if getattr(known.value, "missing", None):
        empty = known.value.categories == ()
        yield Difference("nan", argument, name, (known, expected.reason), empty)
    mine, theirs = data.levels(name), expected.levels(argument, name)
    if mine is None or theirs is None or not theirs.column.closed or not mine.column.closed:
        return
    unlabeled: tuple[str, ...] = ()
    if kind == "LabelsWithUnlabeledObs":
        unlabeled = expected.names("unlabeled_category") or ()
        if not unlabeled:
            return  # one more category, and nobody knows which
    new = [one for one in mine.names if theirs.rule_out(one) and one not in unlabeled]
    if new and (mine.occurs(new) or len(new) == len(mine.names)):
        yield Difference("category", argument, name, (theirs.known, mine.known), new)


def _cells(data: AnnDataView, expected: Expected) -> Iterator[Difference]:
    """A part of the cells that the model was trained on."""
    own = None if expected.model is None else expected.model.adata
    theirs, mine = None if own is None else own.cells, data.cells
    if own is None or theirs is None or mine is None or not (theirs.certain and mine.certain):
        return
    taken = own.id in data.copied_from or data.has_source_of(own)
    if taken and theirs.value[0] == "all" and mine.value[0] == "part":
        yield Difference("cells", "", "", (theirs, mine))


def _genes(data: AnnDataView, expected: Expected) -> Iterator[Difference]:
    """Fewer or more genes, another order, other names: as both files were seen to have, or as the
    program made them of the same."""
    own = None if expected.model is None else expected.model.adata
    if expected.seen is not None:
        theirs = expected.seen.value.seen.genes
    else:
        theirs = None if own is None else own.genes_seen
    mine = data.genes_seen
    reason = expected.seen if expected.seen is not None else (None if own is None else own.seen)
    if mine is not None and theirs is not None and mine.count and theirs.count:
        if mine.count != theirs.count:
            yield Difference("genes", "", "", (reason, data.seen), (mine.count, theirs.count))
        elif mine.ordered and mine.ordered != theirs.ordered:
            kind = "order" if mine.unordered == theirs.unordered else "names"
            yield Difference(kind, "", "", (reason, data.seen))
        return
    if own is not None:
        yield from made_of_the_same(data, own)


def _genes_of_modalities(data: AnnDataView, expected: Expected) -> Iterator[Difference]:
    """The same of each modality that the model reads, as the program made them."""
    record = expected.registration
    if record is None or record.adata is None:
        return
    for argument, field in expected.cls.setup_fields(_setup(data)).items():
        if field.kind not in ("Layer", "ProteinLayer"):
            continue
        held, own = record.part(data, argument), record.part(record.data, argument)
        if held is None or own is None or held.is_mudata or own.is_mudata:
            continue
        for difference in made_of_the_same(held, own):
            yield difference._replace(argument=argument)


def made_of_the_same(data: AnnDataView, own: AnnDataView) -> Iterator[Difference]:
    """How the genes of some data differ from a model's own, where one was made of what the other
    is."""
    if own.genes is None or data.genes is None:
        return
    theirs, mine = own.genes.value, data.genes.value
    if not isinstance(mine, Genes) or not isinstance(theirs, Genes):
        return
    theirs, mine = theirs.meant, mine.meant
    if mine == theirs:
        return
    because = (own.genes, data.genes)
    if mine.root != theirs.root:
        if mine.root.how != "all" or not data.has_source_of(own):
            return
        if theirs.root.how == "part" and mine.how == "all":  # chosen by what is not known here
            yield Difference("genes", "", "", because, ("more", None), certain=False)
        if theirs.root.how != "all":
            return
        mine = mine.on(theirs.root)
    fewer, more = mine.since(theirs), theirs.since(mine)
    done = fewer or more
    if not done:
        return
    if "renamed" in done:
        yield Difference("names", "", "", because)
    elif "part" in done:
        sizes = (mine.size, theirs.size)
        known = None not in sizes
        if not known or sizes[0] != sizes[1]:
            told = sizes if known else ("fewer" if fewer else "more", None)
            yield Difference("genes", "", "", because, told, certain=known)
    elif done.count("order") == 1:
        yield Difference("order", "", "", because)
