"""The names of genes as values, and what `adata[:, index]` does to the genes.

`adata.var_names` is the genes that the object has just then: a Data of `Genes`. A slice of it, a
sorted list of it, a mask on it are genes, too, and who is indexed by them has these very genes in
this order, whosever they were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.genes import Genes, part
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.domain.values import (
    UNKNOWN,
    Bound,
    Data,
    Literal,
    Ref,
    Room,
    Value,
    one,
)
from scvi_lint.interpreter.engine.binding import spread
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given

# What chooses some of them by their letters, in `adata.var_names.str`.
_BY_LETTERS = frozenset("startswith endswith contains match fullmatch".split())
# Methods of a text that tell of it whether it is chosen.
_ASKED = frozenset("startswith endswith isupper islower isdigit isalpha".split())
# Methods of an index, and functions, after which it is the same names in the same order.
_KEEPS = frozenset("copy tolist to_list to_numpy astype unique to_series ravel".split())
_LEAVES_OUT = frozenset("intersection difference drop".split())


def names(thing: Tracked) -> Value:
    """`adata.var_names`, `adata.var.index`."""
    known = thing.get(slots.GENES)
    if known is None:
        return UNKNOWN
    return one(Data(known.value, known.certain, doubt=known.doubt))


def genes_in(value: Value | None) -> Genes | None:
    """The genes whose names a value certainly is."""
    atom = None if value is None else value.single
    content = atom.content if isinstance(atom, Data) and atom.certain else None
    return content if isinstance(content, Genes) else None


def method(run: Run, atom: Data, genes: Genes, name: str, given: Given) -> Value:
    """What a method of names gives."""
    at = run.site(given.node)
    if name in _KEEPS:
        return one(atom)
    if name in ("sort_values", "argsort"):
        return one(atom.holding(genes.ordered(at)))
    function = getattr(given.node, "function", None)
    if name in _BY_LETTERS and isinstance(function, nodes.Attribute):
        of_letters = isinstance(function.value, nodes.Attribute) and function.value.attr == "str"
        return one(atom.holding(genes.chosen(at))) if of_letters else UNKNOWN
    if name == "isin":
        listed = spread(run, given.value(0) or UNKNOWN)
        spelled = listed is not None and all(item.text for item in listed)
        # A mask, which chooses the same; by names that are not known it may choose all.
        return one(atom.holding(genes.chosen(at) if spelled else part(at)))
    if name not in _LEAVES_OUT:
        return UNKNOWN
    return one(atom.holding(_left(run, genes, name, given, at)))


def _left(run: Run, genes: Genes, name: str, given: Given, at: int) -> Genes:
    """What `names.drop(other)`, `difference` and `intersection` leave: fewer where the others are
    some of these."""
    other = genes_in(given.value(0))
    listed = spread(run, given.value(0) or UNKNOWN) if name == "drop" else None
    spelled = bool(listed) and all(item.text for item in listed or ())  # which must be there
    some = other is not None and other.how == "part" and other.of == genes
    return genes.chosen(at) if some or spelled else part(at)


def reordered(run: Run, value: Value, node: nodes.Node) -> Value | None:
    """`sorted(adata.var_names)`, `np.random.permutation(adata.var_names)`; None for no names."""
    atom = value.single
    if not isinstance(atom, Data) or not isinstance(atom.content, Genes):
        return None
    return one(atom.holding(atom.content.ordered(run.site(node))))


def others(run: Run, atom: Data, node: nodes.Node) -> Value:
    """`~mask`: the genes that a mask leaves out."""
    genes = atom.content
    if atom.room == "var":
        return one(atom)  # a column of var, of which only is known that it chooses
    if not isinstance(genes, Genes) or genes.how != "part" or genes.of is None:
        return UNKNOWN
    return one(atom.holding(genes.of.chosen(run.site(node))))


def compared(run: Run, value: Value) -> Value | None:
    """`adata.var["mt"] == False`, `adata.var.n_cells > 3`: a mask of the genes."""
    atom = value.single
    room = atom.receiver if isinstance(atom, Bound) else None
    if isinstance(room, Room) and isinstance(atom, Bound) and room.room == "var":
        return one(Data(None, False, room.ref, "var", atom.name))
    if isinstance(atom, Data) and atom.room == "var":
        return one(Data(None, False, atom.ref, "var", atom.entry))
    return None


def comprehended(run: Run, node: nodes.Comprehension) -> Value | None:
    """`[name for name in adata.var_names if name.startswith("MT-")]`: some of the names. Which they
    are is not known where the condition looks at anything else."""
    target, source = node.clauses[0]
    if node.kind == "dict" or node.kind == "set" or not isinstance(target, nodes.Name):
        return None
    if not isinstance(node.element, nodes.Name) or node.element.id != target.id:
        return None
    atom = run.evaluate(source).single if isinstance(source, _PLAIN) else None
    if not isinstance(atom, Data) or not isinstance(atom.content, Genes):
        return None
    conditions = [condition for none, condition in node.clauses[1:] if none is None]
    if len(conditions) != len(node.clauses) - 1:
        return None
    if not conditions:
        return one(atom)
    plain = all(_by_letters(condition, target.id) for condition in conditions)
    at = run.site(node)
    return one(atom.holding(atom.content.chosen(at) if plain else part(at)))


_PLAIN = (nodes.Name, nodes.Attribute)


def _by_letters(node: nodes.Expr, name: str) -> bool:
    """Whether a condition looks at nothing but the letters of a name."""
    if isinstance(node, nodes.UnaryOp):
        return node.op == "not" and _by_letters(node.operand, name)
    if isinstance(node, nodes.BoolOp):
        return _by_letters(node.left, name) and _by_letters(node.right, name)
    function = node.function if isinstance(node, nodes.Call) else None
    if not isinstance(function, nodes.Attribute) or function.attr not in _ASKED:
        return False
    return isinstance(function.value, nodes.Name) and function.value.id == name


def item(run: Run, atom: Data, genes: Genes, index: Value, node: nodes.Subscript) -> Value:
    """`adata.var_names[:50]`, `adata.var_names[adata.var["highly_variable"]]`."""
    at = run.site(node)
    if isinstance(node.index, nodes.Slice):
        return one(atom.holding(_sliced(run, genes, node.index, at)))
    if isinstance(index.single, Literal):
        return UNKNOWN  # one name
    mask = index.single
    if isinstance(mask, Data) and mask.room == "var":
        return one(atom.holding(genes.chosen(at)))
    return one(atom.holding(part(at)))


def taken(
    run: Run, identity: int, thing: Tracked, index: nodes.Expr, made: int, value: Value
) -> Genes:
    """The genes of the view `made`; `value` is the index. Where it is not plain what was chosen,
    they are of unknown make: the same list may choose the same genes elsewhere."""
    known = thing.value(slots.GENES)
    before = known if isinstance(known, Genes) else None
    named = genes_in(value)
    if named is not None:
        own = before is not None and before.root == named.root
        return named if own else Genes("query", named.meant, None, named.size)
    if isinstance(index, nodes.Attribute) and index.attr == "var_names":
        return Genes("query", made)  # those of another object
    if before is None:
        return part(made)
    if isinstance(index, nodes.Slice):
        return _sliced(run, before, index, made)
    if _is_draw(run, identity, index, "permutation"):
        return before.ordered(made)
    if _is_draw(run, identity, index, "choice"):
        return before.chosen(made, _drawn(run, index))
    mask = (compared(run, value) or value).single
    if isinstance(mask, Data) and mask.room == "var" and mask.ref == identity:
        return before.chosen(made)
    listed = spread(run, value)
    if listed and all(name.text is not None for name in listed):
        return before.chosen(made, len({name.text for name in listed}))
    return part(made)


def _sliced(run: Run, before: Genes, index: nodes.Slice, made: int) -> Genes:
    bounds = [_number(run, bound) for bound in (index.lower, index.upper, index.step)]
    if index.lower is None and index.upper is None and bounds[2] == -1:
        return before.ordered(made)
    given = (index.lower, index.upper, index.step)
    if any(bound is None for bound, node in zip(bounds, given, strict=True) if node is not None):
        return part(made)
    size = None if before.size is None else len(range(before.size)[slice(*bounds)])
    return before if size is not None and size == before.size else before.chosen(made, size)


def _number(run: Run, node: nodes.Expr | None) -> int | None:
    constant = None if node is None else run.evaluate(node).constant
    value = None if constant is None else constant.value
    return value if type(value) is int else None


def _is_draw(run: Run, identity: int, index: nodes.Expr, name: str) -> bool:
    """`np.random.permutation(adata.n_vars)`: its numbers in another order; `np.random.choice`."""
    if not isinstance(index, nodes.Call) or len(index.arguments) == 0:
        return False
    if name == "permutation" and len(index.arguments) != 1:
        return False
    first, function = index.arguments[0].value, index.function
    if not isinstance(first, nodes.Attribute) or first.attr not in ("n_vars", "n_var"):
        return False
    draws = isinstance(function, nodes.Attribute) and function.attr == name
    atom = run.evaluate(first.value).single
    return draws and isinstance(atom, Ref) and atom.id == identity


def _drawn(run: Run, index: nodes.Expr) -> int | None:
    """How many are drawn: `np.random.choice(adata.n_vars, 60)`."""
    arguments = index.arguments if isinstance(index, nodes.Call) else ()
    for number, argument in enumerate(arguments):
        if argument.keyword == "size" or (number == 1 and argument.keyword is None):
            return _number(run, argument.value)
    return None
