"""Functions, classes and modules of the program, and the scopes that their names stand in."""

from __future__ import annotations

from scvi_lint.interpreter.domain.sides import Decided
from scvi_lint.interpreter.domain.table import Table
from scvi_lint.interpreter.domain.values import Atom, Symbol, Value
from scvi_lint.source.parser import nodes

# A class has fewer; one that is made of hundreds of others would be walked through at each use.
_MOST_ANCESTORS = 64


class Frame:
    """The names of one scope. `parent` is the scope around it as written, not as called."""

    __slots__ = (
        "assigned_elsewhere",
        "env",
        "module",
        "owner",
        "parent",
        "receiver",
        "returns",
    )

    def __init__(self, parent: Frame | None, env: dict[str, Value] | None = None) -> None:
        self.env: dict[str, Value] = {} if env is None else env
        self.parent = parent
        self.module: Frame = self if parent is None else parent.module
        self.returns: list[tuple[Value, Table, Decided]] = []
        self.assigned_elsewhere: dict[str, Frame] = {}  # `global` and `nonlocal` names
        self.owner: UserClass | None = None  # the class whose method this is a call of …
        self.receiver: Value | None = None  # … and its `self` or `cls`

    def look_up(self, name: str) -> Value | None:
        frame: Frame | None = self.assigned_elsewhere.get(name, self)
        while frame is not None:
            value = frame.env.get(name)
            if value is not None:
                return value
            frame = frame.parent
        return None

    def binding(self, name: str) -> Frame | None:
        """The scope that a name is bound in, None if it is bound nowhere."""
        frame: Frame | None = self.assigned_elsewhere.get(name, self)
        while frame is not None and name not in frame.env:
            frame = frame.parent
        return frame


# Which definition in which file.
Definition = tuple[int, tuple[str, int]]


class Function(Atom):
    """A function of the program: its definition, the frame that it closes over, its class.

    `place` is the (path, cell) that the offsets of its nodes refer to.
    """

    __slots__ = ("frame", "node", "owner", "place")

    def __init__(
        self,
        node: nodes.FunctionDef | nodes.Lambda,
        frame: Frame,
        place: tuple[str, int],
        owner: UserClass | None = None,
    ) -> None:
        self.key = (id(node), id(frame))
        self.node = node
        self.frame = frame
        self.place = place
        self.owner = owner

    @property
    def definition(self) -> Definition:
        """Which definition in which file: the frames that it closes over do not count."""
        return (id(self.node), self.place)


class UserClass(Atom):
    """A class of the program; `members` are its functions and attributes.

    `ancestors` are all its bases, of the program and of libraries, in the order in which an
    attribute is looked up.
    """

    __slots__ = ("ancestors", "frame", "members", "name", "node", "place")

    def __init__(
        self, node: nodes.ClassDef, frame: Frame, place: tuple[str, int], bases: tuple[Value, ...]
    ) -> None:
        self.key = (id(node), id(frame))
        self.node = node
        self.frame = frame
        self.place = place
        found: dict[Atom, None] = {}
        for base in bases:
            for atom in base.atoms:
                if isinstance(atom, UserClass):
                    found.update(dict.fromkeys((atom, *atom.ancestors)))
                elif isinstance(atom, Symbol):
                    found[atom] = None
        self.ancestors: tuple[Atom, ...] = tuple(found)[:_MOST_ANCESTORS]
        self.name: str = node.name
        self.members: dict[str, Value] = {}

    @property
    def qualname(self) -> str:
        return self.name


class Super(Atom):
    """`super()` in a method of `owner`; `receiver` is its `self` or `cls`."""

    __slots__ = ("owner", "receiver")

    def __init__(self, owner: UserClass, receiver: Value) -> None:
        self.key = (owner, receiver)
        self.owner = owner
        self.receiver = receiver


class ProjectModule(Atom):
    """A module of the same project, executed once; `frame` holds its names."""

    __slots__ = ("frame", "name")

    def __init__(self, name: str, frame: Frame) -> None:
        self.key = (name, id(frame))
        self.name = name
        self.frame = frame
