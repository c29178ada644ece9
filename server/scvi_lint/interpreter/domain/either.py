"""One thing for several that are of one kind: what holds of whichever of them it is."""

from __future__ import annotations

from scvi_lint.interpreter.domain.contents import Cells, Column, Matrix, one_of
from scvi_lint.interpreter.domain.genes import Genes


def either(values: list[object], identity: int) -> object:
    """One of these, path by path, as something of its own; None if they are not of one kind.

    What was one memory, one measurement, the same cells on each path is so here, too.
    """
    first = values[0]
    seen = getattr(first, "seen", None)
    alike = all(getattr(value, "seen", None) == seen for value in values)
    if all(value == first for value in values[1:]) and alike:
        return first
    if any(type(value) is not type(first) for value in values):
        return None
    if isinstance(first, Matrix):
        return _one_matrix([one for one in values if isinstance(one, Matrix)], alike)
    if isinstance(first, Column):
        return _one_column([one for one in values if isinstance(one, Column)], alike)
    # Which genes, which cells: all of whichever object it is, or the same part of it.
    if isinstance(first, Genes):
        genes = [one for one in values if isinstance(one, Genes) and one.how == first.how]
        if len(genes) == len(values):
            return Genes(first.how, identity if first.how == "all" else one_of(tuple(genes)))
    if isinstance(first, tuple) and first:
        cells: list[Cells] = [one for one in values if isinstance(one, tuple)]
        if all(one[0] == cells[0][0] for one in cells):
            if cells[0][0] == "all":
                return ("all", identity)
            return (cells[0][0], one_of(tuple(one[1:] for one in cells)))
    return None


def _one_matrix(every: list[Matrix], alike: bool) -> Matrix | None:
    """One matrix for several of one scale; `alike` when a look at the file told the same of all."""
    first = every[0]
    if any(one.scale != first.scale for one in every):
        return None
    done = first.done if all(one.done == first.done for one in every) else ""
    memory = one_of(tuple(one.buffer for one in every))
    root = one_of(tuple(one.root for one in every))
    form = first.form if all(one.form == first.form for one in every) else ""
    holes = first.holes if all(one.holes == first.holes for one in every) else False
    return Matrix(first.scale, memory, root, first.seen if alike else None, done, form, holes)


def _one_column(every: list[Column], alike: bool) -> Column | None:
    """One column for several whose categories are known: what all of them hold together."""
    first = every[0]
    held = [one.categories for one in every if one.categories is not None]
    if len(held) < len(every):
        return None
    names = tuple(dict.fromkeys(name for one in held for name in one))
    closed = all(one.closed for one in every)
    exact = all(one.exact and set(one.categories or ()) == set(names) for one in every)
    missing = first.missing if all(one.missing == first.missing for one in every) else None
    seen = first.seen if alike else None
    source = first.source if all(one.source == first.source for one in every) else None
    made_by = first.made_by if all(one.made_by == first.made_by for one in every) else "unknown"
    return Column(first.kind, names, closed, made_by, source, missing, seen, exact)
