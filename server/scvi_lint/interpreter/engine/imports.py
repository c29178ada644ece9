"""Imports: libraries by name, modules of the same project by executing them once."""

from __future__ import annotations

from scvi_lint.interpreter.domain.definitions import Frame, ProjectModule
from scvi_lint.interpreter.domain.heap import EVERYTHING
from scvi_lint.interpreter.domain.values import UNKNOWN, Symbol, Value, literal, one
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.interpreter.events.api import ImportedName
from scvi_lint.interpreter.events.kinds import ApiUsed
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.span import Span
from scvi_lint.source.parser import nodes
from scvi_lint.source.syntax import parse

MOST_MODULES = 40


def bind_import(run: Run, node: nodes.Import) -> None:
    """`import a.b` binds `a`; `import a.b as c` binds the module itself."""
    run.statement = run.span(node)
    for alias in node.names:
        if alias.name.startswith("scvi."):
            run.emit(ApiUsed(run, alias, alias.name, imported=True))
        if alias.asname is not None:
            run.frame.env[alias.asname] = module(run, alias.name, 0, node) or one(
                Symbol(alias.name)
            )
        else:
            top = alias.name.partition(".")[0]
            project = module(run, alias.name, 0, node) if "." not in alias.name else None
            run.frame.env[top] = project or one(Symbol(top))


def bind_import_from(run: Run, node: nodes.ImportFrom) -> None:
    run.statement = run.span(node)
    env = run.frame.env
    project = module(run, node.module, node.level, node)
    atom = None if project is None else project.single
    names = tuple(
        ImportedName(f"{node.module}.{one.name}", one.asname or one.name, run.span(one))
        for one in node.names
    )
    for alias in node.names:
        bound = alias.asname or alias.name
        if isinstance(atom, ProjectModule):
            if alias.name == "*":
                env.update({k: v for k, v in atom.frame.env.items() if not k.startswith("_")})
                continue
            found = atom.frame.env.get(alias.name)
            inner = module(run, f"{node.module}.{alias.name}".strip("."), node.level, node)
            env[bound] = found or inner or UNKNOWN
        elif node.level:
            inner = module(run, f"{node.module}.{alias.name}".strip("."), node.level, node)
            env[bound] = inner or UNKNOWN
        elif alias.name == "*":
            _bind_star(run, node.module)
        else:
            path = f"{node.module}.{alias.name}"
            if path.startswith("scvi."):
                run.emit(ApiUsed(run, alias, path, imported=True, beside=names))
            inner = module(run, path, 0, node)
            env[bound] = inner or one(Symbol(path))


def _bind_star(run: Run, name: str) -> None:
    """`from scvi.model import *`: the public names of that module in this release."""
    for public in run.context.api.names_in(name):
        run.frame.env[public] = one(Symbol(f"{name}.{public}"))


def module(run: Run, name: str, level: int, node: nodes.Node) -> Value | None:
    """A module of the same project, executed in a scope of its own; None for any other."""
    if run.context.load_module is None or (not level and name.partition(".")[0] == "scvi"):
        return None
    key = (run.path if level else "", name, level)
    if key in run.modules:
        return run.modules[key]
    if len(run.modules) >= MOST_MODULES:
        return None
    run.modules[key] = None  # a circle of imports sees nothing of the module being executed
    document = _load(run, name, level)
    if document is None:
        return None
    frame = Frame(None, {"__name__": literal(name)})
    _execute_apart(run, document, frame, node)
    value = one(ProjectModule(name, frame))
    run.modules[key] = value
    return value


def _load(run: Run, name: str, level: int) -> Document | None:
    document = run.loaded[run.path, name, level] = run.load(run.path, name, level)
    return document


def run_script(run: Run, node: nodes.Magic) -> None:
    """`%run helper.py`: its names land in the notebook."""
    name = node.argument.split()[0] if node.argument.split() else ""
    if run.context.load_module is None or not name:
        return
    document = _load(run, name, -1)
    if document is None:
        for thing_id, thing in run.tracked_names():
            run.heap.put(thing_id, thing.weakened(EVERYTHING))
        return
    _execute_apart(run, document, run.frame, node)


def _execute_apart(run: Run, document: Document, frame: Frame, node: nodes.Node) -> None:
    """Execute another document's code cells; where execution stands here is kept."""
    saved = (run.path, run.cell, run.frame, run.statement, run.discards, run.dead)
    outer = run.imported
    if run.path == run.main:
        run.imported = Span(run.path, run.cell, node.start, node.end)
    run.path, run.frame = document.path, frame
    run.documents[run.path] = document
    for cell in document.cells:
        if cell.kind == "code" and cell.language == "python":
            run.cell = cell.index
            run.dead = False
            run.execute(parse(cell).body)
    run.path, run.cell, run.frame, run.statement, run.discards, run.dead = saved
    run.imported = outer
