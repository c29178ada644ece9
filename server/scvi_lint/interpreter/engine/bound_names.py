"""Which names, attributes and entries a document binds anywhere, whatever is executed."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from scvi_lint.interpreter.engine import guards
from scvi_lint.regex import regex
from scvi_lint.source.documents.document import Cell, Document
from scvi_lint.source.parser import nodes
from scvi_lint.source.syntax import parse

# What binds names that nobody can read off the text.
_UNSEEN = regex(
    r"import[ \t]*\(?[ \t]*\*|\b(?:exec|eval|globals|locals|vars|setattr)[ \t]*\(|load_session"
    r"|get_ipython|__builtins__|(?:^|\n)[ \t]*%(?:run|load|loadpy|store|pylab|recall|rerun|macro)\b"
)
# Names that a notebook, a workflow or a cluster brings along.
_BROUGHT = frozenset("snakemake spark dbutils displayHTML In Out WindowsError reveal_type".split())
_KINDS = ("script", "notebook", "percent")
_MAGIC = regex(r"(?:^|\n)[ \t]*[%!](.*)")
_WORD = regex(r"[^\W\d]\w*")


class Bound:
    """What a document binds, and how often: names, attributes, entries under a text.

    `unread` are the words of what Python does not read: magics, cells that are no program.
    `is_open` says that something else may bind any name, such as a star.
    """

    __slots__ = ("attributes", "is_open", "keys", "names", "unread")

    def __init__(self) -> None:
        self.names: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.keys: set[str] = set()
        self.unread: set[str] = set()
        self.is_open = False

    def add_cell(self, cell: Cell) -> None:
        """What a cell of code binds."""
        self.is_open = self.is_open or _UNSEEN.search(cell.text) is not None
        for magic in _MAGIC.finditer(cell.text):
            self.unread.update(_WORD.findall(magic[1]))
        if cell.is_python:
            parsed = parse(cell)
            if parsed.errors:
                self.unread.update(_WORD.findall(cell.text))
            for node in guards.walk(parsed.body, inside=True):
                self._add(node)

    def add(self, part: Bound) -> None:
        """What a part of the document binds."""
        self.names.update(part.names)
        self.attributes |= part.attributes
        self.keys |= part.keys
        self.unread |= part.unread
        self.is_open = self.is_open or part.is_open

    def _add(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Assign | nodes.Delete):
            self._bind(*node.targets)
        elif isinstance(node, nodes.AugAssign | nodes.For | nodes.NamedExpr):
            self._bind(node.target)
        elif isinstance(node, nodes.With):
            self._bind(*(target for _, target in node.items))
        elif isinstance(node, nodes.Comprehension):
            self._bind(*(target for target, _ in node.clauses))
        elif isinstance(node, nodes.Import | nodes.ImportFrom):
            self.names.update(
                (alias.asname or alias.name).partition(".")[0] for alias in node.names
            )
        elif isinstance(node, nodes.Scope):
            self.names.update([*node.names, *node.names])  # somebody else binds it, too
        elif isinstance(node, nodes.MatchCase):
            self.names.update(node.captures)
        elif isinstance(node, nodes.FunctionDef | nodes.ClassDef | nodes.Parameter | nodes.Handler):
            self.names[node.name or ""] += 1
        elif isinstance(node, nodes.Name) and node.id == "setattr":
            self.attributes.add("*")

    def _bind(self, *targets: nodes.Expr | None) -> None:
        todo = list(targets)
        while todo:
            target = todo.pop()
            if isinstance(target, nodes.Name):
                self.names[target.id] += 1
            elif isinstance(target, nodes.Attribute):
                self.attributes.add(target.attr)
            elif isinstance(target, nodes.Subscript) and isinstance(target.index, nodes.Constant):
                self.keys.add(str(target.index.value))
            elif isinstance(target, nodes.TupleExpr | nodes.ListExpr):
                todo.extend(target.items)
            elif isinstance(target, nodes.Starred):
                todo.append(target.value)


# What cells bind, by language and text: who types changes one of them.
_cells: dict[tuple[str, str], Bound] = {}
_MOST_CELLS = 512


def _of_cell(cell: Cell) -> Bound:
    key = (cell.language, cell.text)
    known = _cells.get(key)
    if known is None:
        if len(_cells) >= _MOST_CELLS:
            _cells.clear()
        known = _cells[key] = Bound()
        known.add_cell(cell)
    return known


@lru_cache(maxsize=16)
def of(document: Document) -> Bound:
    """All that a document binds."""
    found = Bound()
    found.is_open = document.kind not in _KINDS or document.language != "python"
    for cell in document.cells:
        if cell.kind == "code":
            found.add(_of_cell(cell))
    return found


def may_bind(document: Document, name: str) -> bool:
    """Whether anything in a document, or beside it, may bind a name."""
    bound = of(document)
    if bound.is_open or name.startswith("_") or name in _BROUGHT:
        return True
    return name in bound.names or name in bound.unread
