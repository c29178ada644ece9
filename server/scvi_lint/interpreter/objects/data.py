"""AnnData and MuData: attributes, slicing, methods and what writing to them changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import (
    AS_READ,
    LIKELY,
    UNSURE,
    Column,
    Matrix,
)
from scvi_lint.interpreter.domain.facts import Fact, Reason, Reasons, fact, resting
from scvi_lint.interpreter.domain.genes import Genes, part
from scvi_lint.interpreter.domain.heap import Facts, Tracked
from scvi_lint.interpreter.domain.holders import ListObject
from scvi_lint.interpreter.domain.masks import Mask, Without
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Bound,
    CellCount,
    Data,
    Ref,
    Room,
    Value,
    one,
)
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.objects import axes, choosing, columns, gene_index
from scvi_lint.semantic.data_views import REGISTERED, STALE
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    pass

KINDS = ("anndata", "mudata")
ROOM_NAMES = frozenset({"layers", "obs", "var", "obsm", "varm", "obsp", "uns", "mod", "raw"})
# What is open in data that came from somewhere else: everything that a file can hold.
FROM_FILE = frozenset({"layers", "obs", "var", "obsm", "uns", "raw", "mod"})
# Whatever unseen code did to an object, a copy of it is registered for no model.
_OF_THE_ORIGINAL = frozenset({"registered"})


def new(
    run: Run,
    node: nodes.Node,
    kind: str = "anndata",
    *,
    scale: str = AS_READ,
    open: frozenset[str] = FROM_FILE,  # noqa: A002
    facts: Facts | None = None,
    why: str = "read here",
    tag: str = "",
) -> int:
    """A new object whose memory is its own; returns its id."""
    identity = run.site(node, tag or "data")
    reason = run.reason(node, why)
    known: Facts = {
        slots.X: fact(Matrix(scale, ("X", identity)), reason),
        slots.MADE: fact("made", reason),
        slots.CELLS: fact(("all", identity), reason),
        slots.GENES: fact(Genes("all", identity), reason),
    }
    if kind == "mudata":
        known.pop(slots.X)
    known.update(facts or {})
    run.heap.put(identity, Tracked(kind, known, open))
    return identity


# --- reading ----------------------------------------------------------------------------------


def attribute(run: Run, atom: Ref, thing: Tracked, name: str, node: nodes.Node) -> Value:
    if thing.kind not in KINDS:
        return UNKNOWN
    if name == "X":
        return one(matrix(run, atom.id, thing, None, node))
    if name in ROOM_NAMES:
        return one(Room(atom.id, name))
    if name == "var_names" and thing.kind == "anndata":
        return gene_index.names(thing)
    if name == "obs_names" and thing.kind == "anndata":
        return one(Data(columns.CELL_NAMES))
    if name == "n_obs" and thing.kind == "anndata":
        return one(CellCount(atom.id))
    if name in ("obs_names", "var_names", "shape", "n_obs", "n_vars", "filename", "isbacked"):
        return UNKNOWN
    inner = thing.value(slots.MOD(name)) if thing.kind == "mudata" else None
    if inner is not None:
        return one(Ref(inner))
    if name == "T":
        return turned(run, thing, node)
    return one(Bound(atom, name))


def turned(run: Run, thing: Tracked, node: nodes.Node) -> Value:
    """Cells for genes and genes for cells: the values stay, what is known by name does not."""
    known = thing.get(slots.X)
    sure = known is not None and known.certain
    scale = known.value.scale if known is not None and sure else UNSURE
    return one(Ref(new(run, node, scale=scale, why=axes.TURNED, tag="turned")))


def matrix(run: Run, identity: int, thing: Tracked, layer: str | None, node: nodes.Node) -> Data:
    """X or a layer as a value; one that nothing is known of gets a memory of its own."""
    return _matrix(run, identity, thing, layer, node)[0]


def matrix_of(
    run: Run, identity: int, thing: Tracked, layer: str | None, node: nodes.Node
) -> Matrix:
    """What is known of X or of a layer."""
    return _matrix(run, identity, thing, layer, node)[1]


def _matrix(
    run: Run, identity: int, thing: Tracked, layer: str | None, node: nodes.Node
) -> tuple[Data, Matrix]:
    key = slots.X if layer is None else slots.LAYERS(layer)
    room, entry = ("X", "") if layer is None else ("layers", layer)
    known = thing.get(key)
    if known is None:
        made = Matrix(AS_READ, (key, identity))
        if room in thing.open:
            run.set_fact(identity, key, fact(made, run.reason(node, "read here"), certain=False))
        return Data(made, False, identity, room, entry), made
    found = Data(known.value, known.certain, identity, room, entry, known.doubt)
    return found, known.value


def item(run: Run, identity: int, thing: Tracked, index: Value, node: nodes.Subscript) -> Value:
    """`mdata["rna"]` is a modality; everything else is a view of some cells and genes."""
    name = index.text
    if thing.kind == "mudata" and name is not None:
        return modality(run, identity, thing, name, node)
    axes.look(run, identity, thing, index, node)
    cells, genes = _selected(node.index)
    mask = index.single
    if not isinstance(mask, Mask | Without):
        mask = _mask_of(run, node, index)
    chosen = mask if isinstance(mask, Mask) else None
    made = view(run, identity, thing, node, cells, genes, chosen, _second(run, node, index))
    if isinstance(mask, Without):
        _leave_out(run, made, thing, mask, node)
    if cells and thing.kind == "anndata":
        _cells_by_name(run, made, node.index)
    return one(Ref(made))


def _leave_out(run: Run, made: int, thing: Tracked, without: Without, node: nodes.Node) -> None:
    """Remember which combination of two columns the program itself took out."""
    every = [(mask.column, _left(thing, mask)) for mask in without.masks]
    named = tuple((column, kept) for column, kept in every if kept)
    if len(named) != len(every):
        return
    before = thing.get(slots.LEFT_OUT)
    pairs = () if before is None or not before.certain else before.value
    reasons = () if before is None else before.reasons
    reason = run.reason(node, "left out here")
    run.set_fact(made, slots.LEFT_OUT, fact((*pairs, named), *reasons, reason))


def _left(thing: Tracked, mask: Mask) -> tuple[object, ...] | None:
    """The categories that a mask chooses, None where they are not known."""
    if not mask.negated or mask.kept is None:
        return mask.kept
    known = thing.get(slots.OBS(mask.column))
    if known is None or not known.certain or not known.value.closed:
        return None
    return tuple(name for name in known.value.categories or () if name not in mask.kept)


def _cells_by_name(run: Run, made: int, index: nodes.Expr) -> None:
    """`counts[adata.obs_names]` has the cells of `adata`, in their order."""
    chosen = index.items[0] if isinstance(index, nodes.TupleExpr) else index
    if not isinstance(chosen, nodes.Attribute) or not isinstance(chosen.value, nodes.Name):
        return
    atom = run.evaluate(chosen.value).single if chosen.attr == "obs_names" else None
    other = run.heap.tracked(atom.id) if isinstance(atom, Ref) else None
    known = None if other is None else other.get(slots.CELLS)
    if known is not None:
        run.set_fact(made, slots.CELLS, known)


def _selected(index: nodes.Expr) -> tuple[bool, bool]:
    """Whether the index takes a part of the cells, of the genes."""
    if isinstance(index, nodes.TupleExpr) and len(index.items) == 2:
        return (not _is_all(index.items[0]), not _is_all(index.items[1]))
    return (not _is_all(index), False)


def _is_all(index: nodes.Expr) -> bool:
    if isinstance(index, nodes.Constant) and index.value is Ellipsis:
        return True
    return isinstance(index, nodes.Slice) and index.lower is index.upper is index.step is None


def takes_all(index: nodes.Expr) -> bool:
    """`[:, "batch"]`: every cell."""
    return isinstance(index, nodes.TupleExpr) and _is_all(index.items[0])


def takes_first(index: nodes.Expr) -> bool:
    """`[:10, "batch"]`: certainly some cells, if there are any."""
    first = index.items[0] if isinstance(index, nodes.TupleExpr) else index
    if isinstance(first, nodes.Subscript):  # `adata.obs_names[:10]`
        named = isinstance(first.value, nodes.Attribute) and first.value.attr in (
            "obs_names",
            "index",
        )
        first = first.index if named else first
    if not isinstance(first, nodes.Slice) or first.lower is not None or first.step is not None:
        return False
    end = first.upper
    return isinstance(end, nodes.Constant) and type(end.value) is int and end.value > 0


def _mask_of(run: Run, node: nodes.Subscript, index: Value) -> Mask | Without | None:
    """`adata[mask, :]`: the mask inside the pair."""
    atom = index.single
    if isinstance(node.index, nodes.TupleExpr) and isinstance(atom, Ref):
        pair = run.heap.get(atom.id)
        first = pair.items[0].single if isinstance(pair, ListObject) and pair.items else None
        return first if isinstance(first, Mask | Without) else None
    return None


def _second(run: Run, node: nodes.Subscript, index: Value) -> Value:
    """The value of `genes` in `adata[cells, genes]`."""
    atom = index.single
    pair = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    items = getattr(pair, "items", ()) if isinstance(node.index, nodes.TupleExpr) else ()
    return items[1] if len(items) == 2 else UNKNOWN


def view(
    run: Run,
    identity: int,
    thing: Tracked,
    node: nodes.Node,
    cells: bool,
    genes: bool,
    mask: Mask | None = None,
    by: Value = UNKNOWN,
) -> int:
    """A part of an object, its genes chosen `by` a value. It carries the registration's mark, but
    scvi-tools refuses it."""
    made = run.site(node, "view")
    reason = run.reason(node, "subset here")
    facts = _detached(thing, made, reason)
    facts[slots.VIEW] = fact(identity, reason)
    if cells:
        aside = isinstance(node, nodes.Subscript) and choosing.by_measures(node.index)
        most = choosing.first_of(_index_of(node, 0))
        if most is not None:
            facts[slots.MOST_CELLS] = fact(most, reason)
        facts[slots.CELLS] = fact(("part", made, _index_text(run, node, 0)), reason)
        for key, known in facts.items():
            if key.startswith("obs/") and isinstance(known.value, Column):
                facts[key] = _restricted(key[4:], known, mask, reason, aside=aside)
        for chosen in () if mask is None else (mask, *mask.also):
            if chosen.kept is not None:
                know = choosing.know_left_out if chosen.negated else choosing.know_kept
                know(facts, chosen, reason)
    if genes:
        index = _index_of(node, 1)
        chosen = (
            part(made) if index is None else gene_index.taken(run, identity, thing, index, made, by)
        )
        facts[slots.GENES] = fact(chosen, *_reasons_of(thing, chosen), reason)
        facts[slots.GENES_BY] = fact(_index_text(run, node, 1), reason)
    run.heap.put(made, Tracked(thing.kind, facts, thing.open - _OF_THE_ORIGINAL))
    return made


def _index_text(run: Run, node: nodes.Node, axis: int) -> str:
    """How the program writes the choice of cells (axis 0) or genes (axis 1): `use_genes` in
    `adata[:, use_genes]`."""
    index = _index_of(node, axis)
    return "" if index is None else run.text(run.span(index))


def _index_of(node: nodes.Node, axis: int) -> nodes.Expr | None:
    index = node.index if isinstance(node, nodes.Subscript) else None
    if isinstance(index, nodes.TupleExpr) and len(index.items) == 2:
        return index.items[axis]
    return None if axis else index


def _reasons_of(thing: Tracked, chosen: Genes) -> tuple[Reason, ...]:
    """Why the genes are what they were before this choice."""
    known = thing.get(slots.GENES)
    return () if known is None or chosen.of is None or chosen.of.how == "all" else known.reasons


def _restricted(
    name: str, known: Fact[Column], mask: Mask | None, reason: Reason, *, aside: bool
) -> Fact[Column]:
    """A column after cells were taken out: fewer categories, never more. `aside` when they were
    chosen without a look at any such column."""
    masks = () if mask is None else tuple(m for m in (mask, *mask.also) if m.column == name)
    options: list[tuple[Column, Reasons]] = []
    for column, reasons in known.options:
        kept = column.categories
        exact = kept is not None and len(kept) == 1
        if masks and kept is not None:
            kept = tuple(n for n in kept if all(one.keeps(n) for one in masks))
            reasons = (*reasons, reason)
            # All masks speak of this column: each category that they leave keeps its cells.
            exact = exact or (
                mask is not None
                and len(masks) == 1 + len(mask.also)
                and all(one.kept is not None for one in masks)
            )
        # The cells that are missing a value may be among those that were taken out.
        missing = (LIKELY if aside else None) if column.missing else column.missing
        some = column.present if exact and not column.exact else ()
        less = column.but(
            categories=kept,
            missing=missing,
            exact=exact and column.exact,
            some=tuple(name for name in some if name in (kept or ())),
        )
        options.append((less, reasons))
    return resting(tuple(options), known)


def fewer_cells(run: Run, identity: int, reason: Reason, *, aside: bool) -> None:
    """Cells were taken out in place: a category may be gone, and what was missing, too; `aside` as
    for a restricted column."""
    thing = run.heap.tracked(identity)
    for name, known in () if thing is None else thing.entries(slots.OBS).items():
        fewer = _restricted(name, known, None, reason, aside=aside)
        run.set_fact(identity, slots.OBS(name), fewer)


def _detached(thing: Tracked, made: int, reason: Reason) -> Facts:
    """The facts of a copy: new memory for each matrix, registrations become stale."""
    facts: Facts = {}
    for key, known in thing.facts.items():
        if key.startswith("registered/"):
            value, reasons = known.options[0]
            facts[STALE(REGISTERED.entry(key))] = resting(((value, (*reasons, reason)),), known)
        elif isinstance(known.value, Matrix):
            facts[key] = resting(
                tuple(
                    (m.held_in((key, made, m.buffer), m.seen), reasons)
                    for m, reasons in known.options
                    if isinstance(m, Matrix)
                ),
                known,
            )
        else:
            facts[key] = known
    return facts


def copy(run: Run, identity: int, thing: Tracked, node: nodes.Node) -> Value:
    made = run.site(node, "copy")
    reason = run.reason(node, "copied here")
    facts = _detached(thing, made, reason)
    if slots.VIEW in facts:
        facts.pop("view")
    elif slots.MADE not in facts:
        facts[slots.MADE] = fact("made", reason)
    if thing.kind == "mudata":
        facts = {key: known for key, known in facts.items() if not slots.PUT_IN.holds(key)}
        for key, known in list(facts.items()):
            if key.startswith("mod/") and isinstance(known.value, int):
                inner = run.heap.tracked(known.value)
                if inner is not None:
                    part = run.site_of((key, made))
                    run.heap.put(
                        part,
                        Tracked(inner.kind, _detached(inner, part, reason), inner.open),
                    )
                    facts[key] = fact(part, *known.reasons, certain=known.certain)
    run.heap.put(made, Tracked(thing.kind, facts, thing.open - _OF_THE_ORIGINAL))
    return one(Ref(made))


def modality(run: Run, identity: int, thing: Tracked, name: str, node: nodes.Node) -> Value:
    known = thing.get(slots.MOD(name))
    if known is not None:
        return one(Ref(known.value))
    made = run.site_of(("mod", identity, name))
    reason = run.reason(node, f"modality {name!r}")
    facts = {
        slots.X: fact(Matrix(AS_READ, ("X", made)), reason),
        slots.MADE: fact("made", reason),
        **genes_of_modality(thing, made, name, reason),
    }
    part_ = Tracked("anndata", facts, FROM_FILE | (thing.open & {"registered"}))
    run.heap.put(made, part_)
    run.set_fact(identity, slots.MOD(name), fact(made, reason))
    return one(Ref(made))


def genes_of_modality(thing: Tracked, made: int, name: str, reason: Reason) -> Facts:
    """All genes of a modality, and what they are from: the same modality of what the whole is
    from."""
    facts: Facts = {slots.GENES: fact(Genes("all", made), reason)}
    for key in slots.SOURCES:
        known = thing.get(key)
        if known is not None and known.certain:
            facts[slots.SOURCE] = fact(("modality", name, known.value), *known.reasons)
    return facts


def actualise(run: Run, identity: int) -> None:
    """Writing to a view (to anything but its X) makes it an object of its own."""
    thing = run.heap.tracked(identity)
    if thing is not None and slots.VIEW in thing.facts:
        run.heap.put(identity, thing.without(slots.VIEW))
