"""The cells of a kernel as a program, with what is in memory put where the program itself says
nothing.

What lives in the kernel enters as statements that read it under a name that no file has
(`evidence.wants.IN_MEMORY`): before a cell that is checked by itself, as it is now; in a history
of cells behind the statement that bound the name, where nothing else tells what it bound.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from keyword import iskeyword
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.evidence.facts import DataSeen, ModelSeen
from scvi_lint.evidence.wants import IN_MEMORY
from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import AS_READ
from scvi_lint.interpreter.domain.heap import Tracked
from scvi_lint.interpreter.domain.values import Ref
from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.linting.checking import Result
from scvi_lint.notebook.memory import Living, Memory
from scvi_lint.semantic.data_views import REGISTRATION
from scvi_lint.source.documents.document import Cell, Document
from scvi_lint.source.documents.magics import cell_language
from scvi_lint.source.documents.masks import mask

if TYPE_CHECKING:
    from scvi_lint.json_values import Json

NOW = "in memory now"
_READERS = {"anndata": "anndata.read_h5ad", "mudata": "mudata.read_h5mu"}
# Parts of an object that tell whether a program has changed it since.
_CONTENT = ("X", "raw", "layers/", "obs/", "obsm/", "mod/")


class Piece(NamedTuple):
    """A cell or a part of one: what it is called, its text, and where that begins in the cell."""

    label: str
    text: str
    line: int = 0
    ran: int | None = None


def document(pieces: Iterable[Piece], path: str) -> Document:
    """The pieces as the cells of a notebook."""
    cells = [
        Cell(
            index,
            "code",
            one.text,
            cell_language(one.text, "python"),
            line=one.line,
            execution_count=one.ran,
        )
        for index, one in enumerate(pieces)
    ]
    return Document(path, "notebook", cells)


def statement(one: Living, memory: Memory) -> str:
    """The statements that bind a name to what it stands for in memory."""
    if one.kind in _READERS:
        reader = _READERS[one.kind]
        package = reader.partition(".")[0]
        part = "[:]" if one.is_view else ""
        return f'import {package}\n{one.name} = {reader}("{one.name}{IN_MEMORY}"){part}\n'
    known = memory.seen(one.name)
    if isinstance(known, ModelSeen) and known.setup_method and _knows_its_data(known, one, memory):
        # Its own record says how it was made, and of which data.
        lines = [
            "import scvi",
            f"{one.path}.{known.setup_method}({_arguments(one.data, known.setup)})",
            f"{one.name} = {one.path}({_arguments(one.data, known.init)})",
        ]
        lines += [f"{one.name}.train({_training(one)})"] if known.trained else []
        return "\n".join(lines) + "\n"
    data = f", {one.data}" if one.data else ""
    return f'import scvi\n{one.name} = {one.path}.load("{one.name}{IN_MEMORY}"{data})\n'


def _knows_its_data(model: ModelSeen, one: Living, memory: Memory) -> bool:
    """Whether a model has the categories of the data that it holds, and no others: one that was
    made for a query also knows those of the reference."""
    data = memory.seen(one.data) if one.data else None
    if not isinstance(data, DataSeen):
        return False
    for key, names in model.categories.items():
        column = data.obs.get(str(model.setup.get(key)))
        if column is None or column.categories is None:
            continue
        if not {str(name) for name in names} <= {str(name) for name in column.categories} | {
            str(model.setup.get("unlabeled_category"))
        }:
            return False
    return True


def _training(one: Living) -> str:
    """The arguments of `train`, as far as the history of the model tells them."""
    known = catalogue()
    cls = known.api(known.newest).resolve(one.path)
    history = cls.history if isinstance(cls, ClassSymbol) else None
    given = [] if one.epochs is None else [f"max_epochs={one.epochs}"]
    if any("validation" in key for key in one.history):
        given.append("check_val_every_n_epoch=1")
    if history is None or not set(one.history) <= set(history.keys):
        # Something was logged that only settings of the training can tell.
        given.append("**settings_of_this_training")
    return ", ".join(given)


def _arguments(data: str, given: Mapping[str, Json]) -> str:
    """The arguments of a call, as far as they are constants."""
    parts = [data]
    for name, value in given.items():
        if name.isidentifier() and not iskeyword(name) and _is_constant(value):
            parts.append(f"{name}={value!r}")
    return ", ".join(parts)


def _is_constant(value: Json) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(one, str) for one in value)
    if isinstance(value, dict):
        return bool(value) and all(map(_is_constant, value.values()))
    return isinstance(value, str | bool | int | float)


def prelude(memory: Memory, text: str) -> Piece:
    """What a cell finds in memory of the names that it uses, data before models."""
    used = _names(text)
    wanted = [one for one in memory.living.values() if one.name in used]
    held = {one.data for one in wanted if one.data} - {one.name for one in wanted}
    wanted += [memory.living[name] for name in held]
    wanted.sort(key=lambda one: (one.kind == "model", one.name))
    return Piece(NOW, "".join(statement(one, memory) for one in wanted))


def _names(text: str) -> set[str]:
    """The names in a program; all words of one that Python cannot read."""
    tree = _tree(text)
    if tree is None:
        return {word for word in _separated(text) if word.isidentifier()}
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _separated(text: str) -> list[str]:
    return "".join(char if char.isalnum() or char == "_" else " " for char in text).split()


def _tree(text: str) -> ast.Module | None:
    try:
        return ast.parse(mask(text)[0])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


class Bound(NamedTuple):
    """Where a name was bound last: the piece, and the line behind the statement."""

    piece: int
    line: int


def bindings(pieces: Sequence[Piece]) -> dict[str, Bound]:
    """Where the names of a program were bound last, by a statement of its own line that calls
    something."""
    found: dict[str, Bound] = {}
    for place, piece in enumerate(pieces):
        tree = _tree(piece.text)
        body = [] if tree is None else tree.body
        for number, one in enumerate(body):
            after = body[number + 1].lineno if number + 1 < len(body) else None
            for name in _bound_by(one):
                found.pop(name, None)
                alone = after is None or after > (one.end_lineno or one.lineno)
                if alone and isinstance(one, ast.Assign) and isinstance(one.value, ast.Call):
                    found[name] = Bound(place, one.end_lineno or one.lineno)
    return found


def _bound_by(statement: ast.stmt) -> set[str]:
    """The names that a statement may bind, whatever it does inside."""
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del)
    }


def with_memory(pieces: Sequence[Piece], memory: Memory, names: Iterable[str]) -> list[Piece]:
    """The same program, where these names are what they are in memory once they are bound."""
    known = bindings(pieces)
    wanted = [name for name in names if name in known and name in memory.living]
    # Data before models, so that a model finds its data bound.
    wanted.sort(key=lambda name: (known[name], memory.living[name].kind == "model"))
    found: list[Piece] = []
    for place, piece in enumerate(pieces):
        lines = piece.text.splitlines(keepends=True)
        begin = 0
        for name in [one for one in wanted if known[one].piece == place]:
            end = known[name].line
            if end > begin:
                found.append(piece._replace(text="".join(lines[begin:end]), line=begin))
                begin = end
            found.append(Piece(NOW, statement(memory.living[name], memory)))
        rest = "".join(lines[begin:])
        if rest or not begin:
            found.append(piece._replace(text=rest, line=begin))
    if wanted:
        # Named once more, so that what became of them by the end is known.
        found.append(Piece(NOW, "\n".join(wanted)))
    return found


def unknown(result: Result, memory: Memory) -> list[str]:
    """The names in memory of which the program itself does not tell what they hold."""
    first: dict[str, object] = {}
    for span, value, table in result.analysis.mentions:
        name = result.analysis.source(span)
        if name in memory.living:
            things = [table.get(atom.id) for atom in value.atoms if isinstance(atom, Ref)]
            first.setdefault(name, things[0] if len(things) == 1 else None)
    return [name for name, one in memory.living.items() if not _is_told(first.get(name), one)]


def _is_told(thing: object, living: Living) -> bool:
    if not isinstance(thing, Tracked):
        return False
    if living.kind == "model":
        return REGISTRATION in thing.facts
    x = thing.facts.get("X")
    return slots.SEEN in thing.facts or (x is not None and x.value.scale != AS_READ)


def changed(result: Result, names: Iterable[str]) -> set[str]:
    """The names whose objects the program did something to after they were bound, so that memory
    does not tell what they were before."""
    wanted = set(names)
    first: dict[str, Mapping[str, object]] = {}
    found: set[str] = set()
    for span, value, table in result.analysis.mentions:
        name = result.analysis.source(span)
        if name not in wanted:
            continue
        things = [table.get(atom.id) for atom in value.atoms if isinstance(atom, Ref)]
        if len(things) != 1 or not isinstance(things[0], Tracked):
            found.add(name)
            continue
        content = {k: f for k, f in things[0].facts.items() if k.startswith(_CONTENT)}
        if "seen" not in things[0].facts and things[0].kind != "model":
            continue  # before it was bound
        known = first.setdefault(name, content)
        if known.keys() != content.keys() or any(known[key] is not content[key] for key in known):
            found.add(name)
    return found
