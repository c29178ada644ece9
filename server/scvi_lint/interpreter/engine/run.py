"""One run over a program: where execution stands, what is on the heap, what has happened.

The tables in `expressions` and `statements` hold the meaning of each kind of node; this class
holds the state that they change, and the bounds within which they may do so. A run never raises
and never hangs: each statement and call is a step, and when the steps are used up, functions are
no longer entered, then statements no longer executed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from scvi_lint import interruption
from scvi_lint.evidence.wants import Want
from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import Matrix, Memory, buffers
from scvi_lint.interpreter.domain.definitions import Definition, Frame, Function
from scvi_lint.interpreter.domain.facts import Fact, Reason
from scvi_lint.interpreter.domain.heap import (
    EVERYTHING,
    Heap,
    Tracked,
)
from scvi_lint.interpreter.domain.holders import DictObject, Instance, ListObject
from scvi_lint.interpreter.domain.keys import Key
from scvi_lint.interpreter.domain.scopes import Mark
from scvi_lint.interpreter.domain.table import Table, Thing
from scvi_lint.interpreter.domain.values import NONE, UNKNOWN, Atom, Ref, Value, one
from scvi_lint.interpreter.engine.answers.kind import A, Answers, Kinds
from scvi_lint.interpreter.engine.budget import (
    DEEPEST_CALL,
    INLINE_STEPS,
    LONG_STATEMENT,
    MOST_APART,
    MOST_COPIES,
    UNROLLED,
    Budget,
)
from scvi_lint.interpreter.engine.given import Given
from scvi_lint.interpreter.engine.paths import Paths
from scvi_lint.semantic.data_views import AnnDataView
from scvi_lint.semantic.model_views import ModelView
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.span import Span
from scvi_lint.source.parser.nodes import Expr, Name, Node, Stmt

T = TypeVar("T")

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.context import Context
    from scvi_lint.interpreter.events.event import Event

SITE = 6  # so long is the key of what a place in the program allocates, as `site` makes it


# What a node means, by its class: each takes nodes of its own class, which a table cannot say.
Meanings = dict[type, Callable[["Run", Any], T]]


class Run(Paths):
    """The state of one analysis. Path, cell, frame and heap are where execution stands."""

    def __init__(
        self,
        context: Context,
        path: str,
        expressions: Meanings[Value],
        statements: Meanings[None],
        answers: Kinds[Run],
    ) -> None:
        self.context = context
        self._expressions = expressions
        self._statements = statements
        self._answers = answers
        self.budget = Budget()
        super().__init__(path, Heap(self.budget))
        self.events: list[Event] = []
        self.active: list[int] = []  # definitions being executed, against recursion
        self.main = path
        self.imported: Span | None = None  # the statement that executes another module
        # The functions that the program itself defines …
        self.definitions: dict[Definition, Function] = {}
        self.called: set[Definition] = set()  # … and which of them something calls
        self.named: dict[Node, frozenset[str]] = {}  # by function: the words in its text
        self.loop_exits: list[list[tuple[str, Mark]]] = []
        self.rounds = 0  # loops of unknown length around this point
        # The expression whose value the current statement binds …
        self.assigns: Expr | None = None
        self.assigned = ""  # … to this name
        # The expression whose value the current statement drops.
        self.discards: Expr | None = None
        self.mentions: list[tuple[Span, Value, Table]] = []
        self.names_passed: list[str] = []  # every constant string that a call was given
        self.modules: dict[tuple[object, ...], Value | None] = {}
        # The documents that were asked for.
        self.loaded: dict[tuple[str, str, int], Document | None] = {}
        self.model_classes: set[str] = set()  # of third parties: who has `setup_anndata` is one
        self.documents: dict[str, Document] = {}  # by path: this one and the modules it imports
        self.wanted: list[Want] = []
        self.written: set[str] = set()  # files that the program itself writes …
        self.reads: list[Want] = []  # … and those that it reads and does not know
        self.looked_up: list[str] = []  # what of the disk was asked for
        # Whether all that a statement of the top level changes can be undone: see `trail`.
        self.resumable = True
        self.sharers: dict[Memory, tuple[int, ...]] = {}  # by memory: who ever got it by name
        # What the program has saved where: an object as others, so that paths are joined in it.
        self.disk = self.site_of(("disk",))
        self.heap.put(self.disk, Tracked("disk", {}))

    # --- meaning ------------------------------------------------------------------------------

    def evaluate(self, node: Node | None) -> Value:
        """What an expression may be; an absent one (`return`) is None."""
        if node is None:
            return NONE
        meaning = self._expressions.get(type(node))
        return UNKNOWN if meaning is None else meaning(self, node)

    def again(self, node: Node) -> Value:
        """What an expression is that this statement has evaluated already: a name is looked up,
        since whoever evaluates it mentions it once more."""
        if isinstance(node, Name):
            return self.frame.look_up(node.id) or UNKNOWN
        return self.evaluate(node)

    def answers(self, atom: A) -> Answers[Run, A]:
        """Who answers for a value of this kind."""
        return self._answers[type(atom)]

    def apply(self, callee: Atom, given: Given) -> Value:
        """What calling one possibility of a callee gives."""
        return self.answers(callee).call(self, callee, given)

    def execute(self, block: tuple[Stmt, ...]) -> None:
        """Run statements in order, until the path ends or the budget does."""
        for node in block:
            if self.dead or not self.step(node):
                return
            meaning = self._statements.get(type(node))
            if meaning is None:
                continue
            try:
                meaning(self, node)
            except RecursionError:
                # Nested deeper than Python's own stack allows: say less, go on.
                continue

    def define(self, function: Function) -> None:
        """A function exists. Those of other modules are followed only where they are called."""
        if self.path == self.main:
            self.definitions.setdefault(function.definition, function)

    def rebind(self, name: str, value: Value) -> None:
        """More is known of what a name stands for, wherever it was bound."""
        frame = self.frame.binding(name)
        if frame is not None:
            frame.env[name] = value
            self.changes(frame)

    def changes(self, frame: Frame) -> None:
        """A scope is changed that may outlive the statement which changes it."""
        if frame is not self.top and frame is not self.frame:
            self.resumable = False

    def load(
        self, path: str, name: str, level: int, context: Context | None = None
    ) -> Document | None:
        """A module of the project as a document, None if it is none of the project's."""
        load = (context or self.context).load_module
        return None if load is None else load(path, name, level)

    # --- places -------------------------------------------------------------------------------

    def text(self, span: Span) -> str:
        """The program's own text at a place."""
        document = self.documents.get(span.path)
        if document is None or span.cell >= len(document.cells):
            return ""
        return document.cells[span.cell].text[span.start : span.end]

    def reason(self, node: Node, text: str) -> Reason:
        return Reason(self.span(node), text)

    # --- objects ------------------------------------------------------------------------------

    def site(self, node: Node, tag: str = "") -> int:
        """The identity of what this node allocates, in this chain of calls and these rounds."""
        around = (*self.stack[-2:], *self.instance)
        return self.site_of((self.path, self.cell, node.start, node.end, tag, around))

    def unseen(self, node: Node, tag: str = "unseen") -> Value:
        """Something that code which we cannot see made: it may turn out to be data or a model.

        It is a reference to nothing, so that its names stay names of one thing: see `typing`.
        """
        return Value((Ref(self.site(node, tag)),), False)

    def is_unseen(self, value: Value) -> bool:
        """Whether nothing at all is known of a value."""
        return not any(
            not isinstance(atom, Ref) or self.heap.get(atom.id) is not None for atom in value.atoms
        )

    def allocate(self, node: Node, thing: Thing, tag: str = "") -> Value:
        identity = self.site(node, tag)
        self.heap.put(identity, thing)
        return one(Ref(identity))

    def tracked(self, value: Value, *kinds: str) -> list[tuple[int, Tracked]]:
        """The tracked objects that a value may be, of the given kinds (any when none given)."""
        found: list[tuple[int, Tracked]] = []
        for atom in value.atoms:
            if isinstance(atom, Ref):
                thing = self.heap.tracked(atom.id)
                if thing is not None and (not kinds or thing.kind in kinds):
                    found.append((atom.id, thing))
        return found

    def set_fact(self, identity: int, key: Key[T], value: Fact[T]) -> None:
        self.heap.set(identity, key, value)

    def share(self, matrix: Matrix, identity: int) -> None:
        """An object holds a matrix that another one, or another entry, holds too."""
        for buffer in buffers(matrix):
            known = self.sharers.get(buffer, ())
            if identity not in known:
                self.sharers[buffer] = (*known, identity)

    def sharing(self, matrix: Matrix) -> list[int]:
        """The objects that may hold this very memory in more than one place."""
        found: dict[int, None] = {}
        for buffer in buffers(matrix):
            found.update(dict.fromkeys(self.sharers.get(buffer, ())))
        return list(found)

    def weaken(
        self, value: Value, rooms: frozenset[str] = EVERYTHING, unseen: Fact[str] | None = None
    ) -> None:
        """An unseen hand had this: what it could have changed is only possible from here on.

        `unseen` tells whose hand it was; it is what a hover says.
        """
        for identity, thing in self.reachable(value):
            weaker = thing.weakened(rooms)
            self.heap.put(
                identity, weaker if unseen is None else weaker.having(slots.UNSEEN, unseen)
            )

    def reachable(self, value: Value) -> list[tuple[int, Tracked]]:
        """The tracked objects in a value, in lists, dictionaries and attributes of it."""
        found: dict[int, Tracked] = {}
        if not any(type(atom) is Ref for atom in value.atoms):
            return []
        todo = [(atom, 0) for atom in value.atoms]
        while todo:
            atom, depth = todo.pop()
            if not isinstance(atom, Ref) or depth > 3:
                continue
            thing = self.heap.get(atom.id)
            if isinstance(thing, Tracked):
                if atom.id not in found:
                    found[atom.id] = thing
                    data = thing.get(slots.DATA)
                    if data is not None:
                        todo.extend((Ref(known), depth + 1) for known in data.values)
                continue
            inner: list[Value] = []
            if thing is None:
                continue
            if isinstance(thing, Instance):
                inner = list(thing.attributes.values())
            elif isinstance(thing, ListObject | DictObject):
                inner = [thing.element]
            todo.extend((part, depth + 1) for value in inner for part in value.atoms)
        return list(found.items())

    def tracked_names(self) -> list[tuple[int, Tracked]]:
        """Every tracked object that a name of the current scope reaches."""
        found: dict[int, Tracked] = {}
        for value in self.frame.env.values():
            found.update(self.reachable(value))
        return list(found.items())

    def view(self, identity: int, name: str = "") -> AnnDataView:
        """An AnnData as a rule sees it, as it is now."""
        return AnnDataView(identity, self.heap.snapshot(), name)

    def model_view(self, identity: int, name: str = "") -> ModelView:
        """A model as a rule sees it, as it is now."""
        return ModelView(identity, self.heap.snapshot(), name)

    # --- bounds -------------------------------------------------------------------------------

    def step(self, node: Node) -> bool:
        """Whether there is budget left for one more statement."""
        interruption.check()
        budget = self.budget
        budget.steps += 1 + (node.end - node.start >> LONG_STATEMENT)
        if budget.steps < budget.limit:
            return True
        self._end(node)
        return False

    def may_enter(self, node: Node) -> bool:
        """Whether a function of the program may be entered from here."""
        if self.budget.steps >= INLINE_STEPS:
            self._end(node)
            return False
        return len(self.active) < DEEPEST_CALL

    def may_unroll(self, node: Node, items: int) -> bool:
        """Whether a loop over so many known items is followed item by item."""
        return (
            items <= UNROLLED and self.budget.copies * items <= MOST_COPIES and self.may_enter(node)
        )

    def in_rounds(self, items: list[Value]) -> Iterator[Value]:
        """Item by item: what each round makes is an object of its own, as long as they are few."""
        outer, copies = self.instance, self.budget.copies
        self.budget.copies *= max(len(items), 1)
        apart = self.budget.copies <= MOST_APART
        try:
            for number, item in enumerate(items):
                if apart:
                    self.instance = (*outer, number)
                yield item
        finally:
            self.instance, self.budget.copies = outer, copies

    def _end(self, node: Node) -> None:
        """From here on the program is followed only in part: from its own call or import that led
        here, if there is one."""
        if self.budget.ended is None:
            here = self.span(node) if self.path == self.main else self.imported
            self.budget.ended = next((span for span in self.stack if span.path == self.main), here)

    # --- what happened ------------------------------------------------------------------------

    def emit(self, event: Event) -> None:
        event.index = len(self.events)
        self.events.append(event)
