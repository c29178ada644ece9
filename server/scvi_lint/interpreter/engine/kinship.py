"""Which class something is: what `is`, `==`, `in`, `issubclass`, `isinstance` and `__name__` answer
where a program that treats its models in turn asks for one of them.

A class of scvi-tools is one thing under all its import paths. One that another package hands out
under a path of its own may be a class around it, so nothing is said of that.
"""

from __future__ import annotations

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.definitions import Function, UserClass
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.domain.values import Atom, Literal, Ref, Symbol, Value, one
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.knowledge.api import ClassSymbol

_NAMES = frozenset({"__name__", "__qualname__"})


def same(run: Run, left: Value, right: Value) -> bool | None:
    """Whether two values are one class, or one function of the program; None if that is not known,
    or they are something else."""
    if not (left.closed and right.closed and left.atoms and right.atoms):
        return None
    answers = {_same(run, a, b) for a in left.atoms for b in right.atoms}
    return answers.pop() if len(answers) == 1 else None


def _same(run: Run, a: Atom, b: Atom) -> bool | None:
    first, second = identity(run, a), identity(run, b)
    if first is not None and second is not None:
        return first == second
    known = first or second
    other = b if second is None else a
    return False if known is not None and isinstance(other, Literal) else None


def identity(run: Run, atom: Atom) -> tuple[object, ...] | None:
    """What tells a class or a function from all others; None of what is neither."""
    if isinstance(atom, UserClass | Function):
        return (type(atom).__name__, atom.key)
    if isinstance(atom, Symbol):
        found = _class(run, atom.path)
        return None if found is None else ("library", found.key)
    return None


def _class(run: Run, path: str) -> ClassSymbol | None:
    """The class of scvi-tools that a path of its own names."""
    found = run.context.api.resolve(path) if path.startswith("scvi.") else None
    return found if isinstance(found, ClassSymbol) else None


def name_of(run: Run, atom: Atom, attribute: str) -> str | None:
    """`cls.__name__`; None of anything else."""
    if attribute not in _NAMES:
        return None
    if isinstance(atom, UserClass):
        return atom.name
    found = _class(run, atom.path) if isinstance(atom, Symbol) else None
    return None if found is None else str(found.key).rpartition(".")[2]


def class_of(run: Run, atom: Atom) -> Value | None:
    """`type(model)`, `model.__class__`: the class that an object is for certain an instance of."""
    thing = run.heap.get(atom.id) if isinstance(atom, Ref) else None
    if not isinstance(thing, Tracked) or thing.kind != "model":
        return None
    known = thing.get(slots.CLASS)
    made = thing.value(
        slots.MADE_BY, ""
    )  # an annotation names a base, or what may have been derived
    if known is None or not known.certain or not made or thing.value(slots.SUBCLASS):
        return None
    cls = known.value
    # Who calls `MRVI(...)` may be handed another class.
    return None if cls.hands_out_another else one(Symbol(cls.qualname))


def descends(run: Run, cls: Value, bases: list[Value]) -> bool | None:
    """`issubclass(cls, bases)` of classes of scvi-tools and of the program."""
    atom = cls.single
    mine = None if atom is None else _line(run, atom)
    wanted = [base.single for base in bases]
    if mine is None or None in wanted:
        return None
    theirs = [identity(run, base) for base in wanted if base is not None]
    if any(base in mine for base in theirs):
        return True
    return None if None in theirs or ("?",) in mine else False


def _line(run: Run, atom: Atom) -> list[tuple[object, ...]] | None:
    """A class and its bases; ("?",) among them: there may be more."""
    if isinstance(atom, UserClass):
        found = [identity(run, atom) or ("?",)]
        if len(atom.node.bases) and not atom.ancestors:
            found.append(("?",))
        for ancestor in atom.ancestors:
            found += _line(run, ancestor) or [("?",)] if isinstance(ancestor, Symbol) else []
            found.append(identity(run, ancestor) or ("?",))
        return found
    cls = _class(run, atom.path) if isinstance(atom, Symbol) else None
    return None if cls is None else [("library", key) for key in cls.order]
