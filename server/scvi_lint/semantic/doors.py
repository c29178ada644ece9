"""Does this data fit this model? One question for every call that brings the two together.

A model reads what its set-up named: a matrix, columns of obs, the genes in their order. Data that
comes in later, by `load`, `load_query_data`, `from_scvi_model` or a question about other cells,
must have the same. `fits` tells how it differs; what a difference leads to depends on the class and
the door (`knowledge.doors`).
"""

from __future__ import annotations

from collections.abc import Iterator

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import (
    AS_READ,
    COUNTS,
    MIXED,
    NO_COUNTS,
    SCALE_WORDS,
    SMOOTHED,
    Matrix,
)
from scvi_lint.knowledge.doors import (
    LOAD,
    NO_SUCH_GENES,
    SPOTS,
    leads_to,
    without_update,
)
from scvi_lint.knowledge.models import CATEGORICAL, NUMERICAL
from scvi_lint.semantic.data_views import AnnDataView
from scvi_lint.semantic.expected import Counts, Difference, Expected, lacking, setup_of
from scvi_lint.semantic.modalities import ADDED, modalities
from scvi_lint.semantic.views import Levels

# Differences that matter only where something stops at them.
STOPS = frozenset(
    {"column", "view", "format", "cells", "counts", "modality", "more modalities"}
    | {"unpaired", "kind of data"}
)
OF_GENES = frozenset({"genes", "order", "names"})
# What minifying makes of the counts unless it is told to keep them.
LOST_COUNTS = "latent_posterior_parameters"
# Traits: what is loaded is taken for counts although it was minified.
_FORGETS = {False: "forgets_minified_anndata", True: "forgets_minified_mudata"}


def fits(
    data: AnnDataView, expected: Expected, door: str, takes_genes: bool | None = False
) -> Iterator[Difference]:
    """How data differs from what a model expects; what is not known is no difference.

    `takes_genes`: the door itself brings the genes of the data into the model's order first, as
    `inplace_subset_query_vars=True` does; None where that is not known.
    """
    name, fields = expected.cls.name, expected.cls.setup_fields(setup_of(data))
    for difference in _differences(data, expected, door, takes_genes):
        if door == SPOTS and not _is_told_by_the_cells(difference, data, expected):
            continue
        kind, field = difference.kind, fields.get(difference.argument)
        whole = kind == "nan" and bool(difference.what)
        version = expected.cls.version
        raises = leads_to(kind, door, name, version, field, whole, expected.minifies)
        if kind == "minified" and difference.what == "both":
            raises = None
        if difference.what == ADDED:
            raises = without_update(kind, expected.cls.name, expected.cls.version)
        if kind in OF_GENES and takes_genes is not False:
            if not takes_genes or not _lacks_genes(difference):
                continue  # what is there in another order, or beside others, is found by its name
            raises = NO_SUCH_GENES
        if raises is None and kind in STOPS:
            continue  # a column that is filled in, a view that is taken for a copy
        yield difference._replace(raises=raises)


def _differences(
    data: AnnDataView, expected: Expected, door: str, takes_genes: bool | None
) -> Iterator[Difference]:
    record = expected.registration
    seen = (
        data.born is not None or data.file is not None or data.thing.get(slots.SOURCE) is not None
    )
    if record is not None and seen:
        of_mudata = record.method == "setup_mudata"
        if of_mudata and not data.is_mudata:
            yield Difference("kind of data", "", "", (expected.reason, data.born))
            return  # which ends before anything else is looked at
    if data.is_mudata:
        if takes_genes:
            yield Difference("by name", "", "", (expected.reason,))
        yield from modalities(data, expected, door)
    for argument, field in expected.cls.setup_fields(setup_of(data)).items():
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
    yield from _minified(data, expected)
    view = data.is_view
    if view is not None and view.value:
        yield Difference("view", "", "", (view,), certain=view.certain)
    if data.is_mudata:
        yield from _genes_of_modalities(data, expected)
    else:
        yield from _genes(data, expected, door)
    yield from _cells(data, expected)
    name, since = expected.cls.name, expected.cls.since("notes_cells")
    if since and data.was_never_set_up_for(name) and data.lacks("obs", "_indices"):
        yield Difference("set-up", "", name, (expected.reason,), since)


def _is_told_by_the_cells(difference: Difference, data: AnnDataView, expected: Expected) -> bool:
    """Whether spots differ in what the set-up of the cells names, and their own does not: the rest
    is told there, and `deconv-gene-mismatch` looks at genes."""
    if difference.kind == "column":
        return True
    if difference.kind not in ("layer", "scale"):
        return False
    own = data.registrations.get(expected.cls.name)
    if own is None:
        return True
    names = expected.names(difference.argument)
    mine = own.value.text(difference.argument)
    return names is not None and own.certain and mine != (names[0] if names else None)


def _lacks_genes(difference: Difference) -> bool:
    """Whether a difference in genes leaves some of the model's without a name in the data."""
    if difference.kind != "genes":
        return difference.kind == "names"
    mine, theirs = difference.counts
    return mine < theirs if isinstance(mine, int) and theirs is not None else mine == "fewer"


def _minified(data: AnnDataView, expected: Expected) -> Iterator[Difference]:
    """Counts that gave way to a latent space, in the data or in the model."""
    model = expected.model
    if model is None:
        return
    mine, theirs = data.minified, model.minified
    lost = mine is not None and mine.certain and mine.value == LOST_COUNTS
    if mine is not None and mine.certain and not expected.minifies:
        lost = True  # such a class takes none, whatever was kept
    if lost and theirs is None and model.adata is not None:
        yield Difference("minified", "", "", (mine, expected.reason))
    elif lost and theirs is not None and expected.cls.has(_FORGETS[data.is_mudata]):
        yield Difference("minified", "", "", (mine, theirs), what="both")
    elif mine is None and theirs is not None and theirs.certain and theirs.value:
        full = model.before_minifying
        own = full is not None and full.certain and data.id == full.value
        x = data.x
        known = x is not None and x.certain and x.value.scale in (*NO_COUNTS, COUNTS, SMOOTHED)
        if own or known:
            yield Difference("counts", "", "", (theirs,))


def _matrix(
    data: AnnDataView,
    expected: Expected,
    argument: str,
    names: tuple[str, ...] | None,
    counts: bool,
) -> Iterator[Difference]:
    layer = names[0] if names else None
    if layer is not None and data.lacks("layers", layer):
        yield Difference("layer", argument, layer, lacking(data, expected, "layers", layer))
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
        other = now.scale in (*NO_COUNTS, COUNTS, SMOOTHED) or _is_as_in_the_file(
            data, expected, now
        )
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


def _is_as_in_the_file(data: AnnDataView, expected: Expected, now: Matrix) -> bool:
    """Whether nothing was done to a matrix of a file of which the model's own data is, too."""
    own = expected.own
    return now.scale == AS_READ and own is not None and data.has_source_of(own)


def _entry(
    data: AnnDataView, expected: Expected, argument: str, names: tuple[str, ...] | None
) -> Iterator[Difference]:
    """An entry of obsm, or of uns for the names in it."""
    room = "uns" if "uns" in argument else "obsm"
    for name in names or ():
        if data.lacks(room, name):
            yield Difference("column", argument, name, lacking(data, expected, room, name), room)


def _may_hold_counts_elsewhere(data: AnnDataView) -> bool:
    """Whether a layer may be what the model reads, if nothing tells what it was set up with."""
    return any(known.value.scale not in NO_COUNTS for known in data.layers.values())


def _column(
    data: AnnDataView, expected: Expected, argument: str, name: str, kind: str
) -> Iterator[Difference]:
    if data.lacks("obs", name):
        yield Difference("column", argument, name, lacking(data, expected, "obs", name))
        return
    known = data.obs(name)
    if known is None or kind in NUMERICAL:
        return
    if getattr(known.value, "missing", None):
        empty = known.value.categories == ()
        sure = known.value.missing is True  # cells that lack one may have been left out since
        yield Difference("nan", argument, name, (known, expected.reason), empty, certain=sure)
    mine, theirs = data.levels(name), expected.levels(argument, name)
    if mine is not None and theirs is None and mine.column.closed:
        yield from _left_out(mine, expected, argument, name, kind)
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
    elif unlabeled and expected.cls.has("counts_labels_of_its_data"):
        yield from _labels(mine, theirs, argument, name, unlabeled[0])


def _labels(
    mine: Levels, theirs: Levels, argument: str, name: str, unlabeled: str
) -> Iterator[Difference]:
    """Cells of which none is unlabelled, and that lack some label."""
    known = [one for one in theirs.names if one != unlabeled]
    absent: list[object] = [one for one in known if mine.rule_out(one)]
    if absent and mine.rule_out(unlabeled) and len(absent) < len(known):
        yield Difference("labels", argument, name, (theirs.known, mine.known), absent)


def _left_out(
    mine: Levels, expected: Expected, argument: str, name: str, kind: str
) -> Iterator[Difference]:
    """Categories whose cells the program took out before the set-up, of a column of which nothing
    else is known: `adata[adata.obs["donor"] != "P17"]`."""
    record = expected.registration
    unlabeled = expected.names("unlabeled_category") or ()
    if record is None or (kind == "LabelsWithUnlabeledObs" and not unlabeled):
        return
    new: list[object] = [one for one in mine.names if one not in unlabeled]
    new = [one for one in new if record.data.taken_out(name, one) is not None]
    if new and (mine.occurs(new) or len(new) == len(mine.names)):
        gone = record.data.taken_out(name, new[0])
        yield Difference("category", argument, name, (gone, mine.known), new)


def _cells(data: AnnDataView, expected: Expected) -> Iterator[Difference]:
    """A part of the cells that the model was trained on."""
    own = expected.own
    theirs, mine = None if own is None else own.cells, data.cells
    if own is None or theirs is None or mine is None or not (theirs.certain and mine.certain):
        return
    taken = own.id in data.copied_from or data.has_source_of(own)
    if taken and theirs.value[0] == "all" and mine.value[0] == "part":
        yield Difference("cells", "", "", (theirs, mine))


def _genes(data: AnnDataView, expected: Expected, door: str) -> Iterator[Difference]:
    """Fewer or more genes, another order, other names: as both files were seen to have, or as the
    program made them of the same."""
    own = expected.own
    if door == LOAD and own is not None and expected.cls.has("reads_as_its_origin"):
        # Its own data is made of the latent space of this.
        if data.id == own.id or own.id in data.copied_from or data.has_source_of(own):
            yield Difference("genes", "", "", (expected.written, own.genes), Counts("other", None))
        return
    if expected.seen is not None:
        theirs = expected.seen.value.seen.genes
    else:
        theirs = None if own is None else own.genes_seen
    mine = data.genes_seen
    reason = expected.seen if expected.seen is not None else (None if own is None else own.seen)
    if mine is not None and theirs is not None and mine.count and theirs.count:
        if mine.count != theirs.count:
            yield Difference("genes", "", "", (reason, data.seen), Counts(mine.count, theirs.count))
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
    for argument, field in expected.cls.setup_fields(setup_of(data)).items():
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
    theirs, mine = theirs.meant, mine.meant
    if mine == theirs:
        return
    because = (own.genes, data.genes)
    related = mine.since(theirs) is not None or theirs.since(mine) is not None
    if not related and mine.root != theirs.root:
        if mine.root.how != "all" or not data.has_source_of(own):
            return
        if theirs.root.how == "part" and mine.how == "all":  # chosen by what is not known here
            yield Difference("genes", "", "", because, Counts("more", None), certain=False)
        if theirs.root.how != "all":
            return
        mine = mine.on(theirs.root)
    fewer, more = mine.since(theirs), theirs.since(mine)
    done = fewer or more
    if not done:
        # Two choices of the same: a file may have so few that both took all of them.
        if mine.size is not None and theirs.size is not None and mine.size != theirs.size:
            sizes = Counts(mine.size, theirs.size)
            yield Difference("genes", "", "", because, sizes, certain=False)
        return
    if "renamed" in done:
        yield Difference("names", "", "", because)
    elif "part" in done:
        told = Counts("fewer" if fewer else "more", None)
        known = mine.size is not None and theirs.size is not None
        if mine.size is not None and theirs.size is not None:
            told = Counts(mine.size, theirs.size)
        if not known or mine.size != theirs.size:
            yield Difference("genes", "", "", because, told, certain=known)
    elif done.count("order") == 1:
        yield Difference("order", "", "", because)
