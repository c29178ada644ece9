"""Code that expects to fail: version guards, `try` around an older call, `pytest.raises`.

A guard does not change what is true of the program; it changes what is worth saying. An event
inside one carries the guard's name, and the runner keeps quiet about errors there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from scvi_lint.interpreter.domain.scopes import OPEN
from scvi_lint.interpreter.domain.values import Atom, Bound, Data, Ref, Symbol, Value
from scvi_lint.interpreter.engine.run import Run
from scvi_lint.json_values import is_row
from scvi_lint.regex import regex
from scvi_lint.source.documents.document import Document
from scvi_lint.source.parser import nodes

# Exceptions that a wrong call of an API raises: who catches one of these expects it.
_CALL_ERRORS = frozenset(
    """TypeError AttributeError ImportError ModuleNotFoundError KeyError ValueError
    NotImplementedError RuntimeError IndexError""".split()
)
_BROAD = frozenset({"Exception", "BaseException"})
# What a training raises that came to values that are no numbers.
_OF_TRAINING = frozenset({"ValueError", "RuntimeError", "FloatingPointError", "AssertionError"})
_NOT_A_NUMBER = frozenset({"isnan", "isna", "isnull", "isfinite"})
_NAMES = (nodes.Name, nodes.Attribute)
RETRIED = "retried"
# In a round that a loop of unknown length may not have.
AGAIN = frozenset({"again"})
_EXPECTED = frozenset({"raises", "assertRaises", "assertRaisesRegex", "suppress", "warns"})
_VERSION_WORDS = frozenset(
    {"__version__", "version_info", "signature", "hasattr", "find_spec", "getfullargspec"}
)


def of_try(node: nodes.Try) -> frozenset[str]:
    """The guard around the body of a `try`, and around its `except` branches: the two halves of
    a call that is written twice, once for each release."""
    if any(_expects(node, handler) for handler in node.handlers):
        return frozenset({"try"})
    return frozenset()


def of_loop(node: nodes.For | nodes.While) -> frozenset[str]:
    """That a loop does the same again until it does not fail: "retried" in all of it, where it
    waits for values that are numbers, else the start of the `try` that is tried again."""
    if isinstance(node, nodes.While):
        named = {_last_name(part) for part in walk(node.test) if isinstance(part, _NAMES)}
        if named & _NOT_A_NUMBER or _waits_for_numbers(node, named):
            return frozenset({RETRIED})
    else:
        named = set[str]()
        if _ends_with_numbers(node):
            return frozenset({RETRIED})
    tried = (one for one in node.body if isinstance(one, nodes.Try))
    return frozenset(f"{RETRIED} {one.start}" for one in tried if _is_retried(one, named))


def of_function(node: nodes.FunctionDef) -> frozenset[str]:
    """That a function calls itself again where its training failed: as `of_loop`."""
    found: set[str] = set()
    for part in node.body:
        if isinstance(part, nodes.Try) and any(
            _calls_itself(handler.body[-1:], node, part.body) for handler in part.handlers
        ):
            found.add(f"{RETRIED} {part.start}")
        elif (
            isinstance(part, nodes.If)
            and _asks_for_numbers(part.test)
            and _calls_itself(part.body[-1:], node, node.body)
        ):
            found.add(RETRIED)
    return frozenset(found)


def _calls_itself(
    last: Sequence[nodes.Node], function: nodes.FunctionDef, tried: Sequence[nodes.Node]
) -> bool:
    """`return fit(attempt + 1)`, where nothing of what is tried is told otherwise."""
    for statement in last:
        call = getattr(statement, "value", None)
        if not isinstance(call, nodes.Call) or not isinstance(call.function, _NAMES):
            continue
        if _last_name(call.function) != function.name:
            continue
        read = {part.id for one in tried for part in walk(one) if isinstance(part, nodes.Name)}
        told = {
            part.id
            for argument in call.arguments
            if not isinstance(argument.value, nodes.Name | nodes.Constant)
            for part in walk(argument.value)
            if isinstance(part, nodes.Name) and "seed" not in part.id.lower()
        }
        if not told & {name for name in read if name != function.name}:
            return True
    return False


def _waits_for_numbers(node: nodes.While, named: set[str]) -> bool:
    """`while not fine: …; fine = not np.isnan(latent).any()`"""
    return any(
        isinstance(part, nodes.Assign)
        and any(isinstance(one, nodes.Name) and one.id in named for one in part.targets)
        and part.value is not None
        and _asks_for_numbers(part.value)
        for part in node.body
    )


def _ends_with_numbers(node: nodes.For) -> bool:
    """`for seed in range(20): …; if not np.isnan(latent).any(): break`, where nothing but the seed
    differs from round to round."""
    ends = any(
        isinstance(part, nodes.If)
        and _asks_for_numbers(part.test)
        and any(isinstance(one, nodes.Break | nodes.Return) for one in part.body[-1:])
        for part in node.body
    )
    if not ends:
        return False
    own = {part.id for part in walk(node.target) if isinstance(part, nodes.Name)}
    return not any(
        isinstance(part, nodes.Name) and part.id in own
        for statement in node.body
        if not _sets_a_seed(statement)
        for part in walk(statement)
    )


def _asks_for_numbers(test: nodes.Expr) -> bool:
    return any(_last_name(part) in _NOT_A_NUMBER for part in walk(test) if isinstance(part, _NAMES))


def _sets_a_seed(statement: nodes.Node) -> bool:
    named = [_last_name(part) for part in walk(statement) if isinstance(part, _NAMES)]
    plain = not isinstance(statement, nodes.If | nodes.For | nodes.While | nodes.Try | nodes.With)
    return plain and any("seed" in name.lower() for name in named)


def of_tried_again(run: Run, node: nodes.Try) -> frozenset[str]:
    """Whether the loop around a `try` is there to try it again."""
    return frozenset({RETRIED}) if f"{RETRIED} {node.start}" in run.guards else frozenset()


def _is_retried(node: nodes.Try, waits_for: set[str]) -> bool:
    """Whether success ends the loop, and failure changes nothing of what is tried."""
    ends = [*node.body[-1:], *node.orelse[-1:]]
    assigned = {name for statement in node.body for name in _bound_by(statement)}
    leaves = any(isinstance(end, nodes.Break | nodes.Return) for end in ends)
    if not leaves and not assigned & waits_for:
        return False
    read = {part.id for part in walk(node.body) if isinstance(part, nodes.Name)}
    for handler in node.handlers:
        names = _caught(handler)
        if names and not names & (_BROAD | _OF_TRAINING):
            return False
        last = handler.body[-1] if handler.body else None
        if isinstance(last, nodes.Raise | nodes.Return | nodes.Break):
            return False
        changed = {name for statement in handler.body for name in _bound_by(statement)}
        if {name for name in changed & read if "seed" not in name.lower()}:
            return False  # a smaller batch, another learning rate: something was done about it
    return bool(node.handlers)


def _bound_by(statement: nodes.Node) -> Iterator[str]:
    for part in walk(statement):
        if isinstance(part, nodes.Assign):
            yield from (one.id for one in part.targets if isinstance(one, nodes.Name))
        elif isinstance(part, nodes.AugAssign) and isinstance(part.target, nodes.Name):
            yield part.target.id


def of_context(context: nodes.Expr) -> frozenset[str]:
    """`with pytest.raises(...)`: whatever happens inside is meant to."""
    if isinstance(context, nodes.Call) and _last_name(context.function) in _EXPECTED:
        return frozenset({"expected"})
    return frozenset()


def of_one(run: Run, number: int, callee: Value) -> frozenset[str]:
    """That a call goes to one of several models or classes: which of how many.

    A branch around it may have been taken because it is just that one. So may a function have been
    called, where nothing shows who calls it.
    """
    several = len(callee.atoms)
    if all(isinstance(a, Symbol | Data) or _is_of_model(run, a) for a in callee.atoms):
        awaits_its_caller = len(run.active) > len(run.stack)
        return frozenset({f"one {number} of {several}", *["branch"] * awaits_its_caller})
    return frozenset()


def of_open(run: Run, callee: Value) -> frozenset[str]:
    """That the model whose method is called may be another one, of which nothing is known."""
    return frozenset({OPEN}) if _is_of_model(run, callee.atoms[0]) else frozenset()


def _is_of_model(run: Run, atom: Atom) -> bool:
    receiver = atom.receiver if isinstance(atom, Bound) else None
    thing = run.heap.tracked(receiver.id) if isinstance(receiver, Ref) else None
    return thing is not None and thing.kind == "model"


def asks_for_version(run: Run, test: nodes.Expr) -> bool:
    """Whether a condition asks which release, or which signature, is installed."""
    return any(
        (isinstance(part, nodes.Attribute) and part.attr in _VERSION_WORDS)
        or (isinstance(part, nodes.Name) and part.id in _VERSION_WORDS)
        or (isinstance(part, nodes.Name) and part.id.lower().split("_")[-1] == "version")
        or (isinstance(part, nodes.Name) and _holds_answer(run, part.id))
        for part in walk(test)
    )


def is_answered(test: nodes.Expr, value: Value) -> bool:
    """Whether a `hasattr(…)` alone was answered: what is asked is known, whatever is installed."""
    asks = isinstance(test, nodes.Call) and _last_name(test.function) == "hasattr"
    return asks and value.constant is not None


def _holds_answer(run: Run, name: str) -> bool:
    """Whether a name stands for an answer given before: `NEW = scvi.__version__ >= "1.1"`."""
    document = run.documents.get(run.path)
    return document is not None and name in _answers(document)


_ANSWER = regex(
    r"(?m)^[ \t]*(\w+)[ \t]*(?::[^=\n]*)?=(?!=)[^\n]*\b"
    rf"(?:{'|'.join(sorted(_VERSION_WORDS))})\b"
)


@lru_cache(maxsize=64)
def _answers(document: Document) -> frozenset[str]:
    """The names that a document binds to the answer to such a question."""
    return frozenset(
        found[1]
        for cell in document.cells
        if any(word in cell.text for word in _VERSION_WORDS)
        for found in _ANSWER.finditer(cell.text)
    )


def membership(run: Run, test: nodes.Expr) -> tuple[frozenset[str], frozenset[str]]:
    """`"elbo_validation" in history`: the guards for the branch where the test holds, and for
    the one where it does not."""
    holds: set[str] = set()
    fails: set[str] = set()
    todo = [test]
    while todo:
        part = todo.pop()
        if isinstance(part, nodes.BoolOp) and part.op == "and":
            todo += [part.left, part.right]
        elif isinstance(part, nodes.Compare) and part.ops in (("in",), ("not in",)):
            key = run.evaluate(part.left).text
            if key is not None:
                (holds if part.ops == ("in",) else fails).add(f"has {key}")
    return frozenset(holds), frozenset(fails) if len(holds) + len(fails) == 1 else frozenset()


def _expects(node: nodes.Try, handler: nodes.Handler) -> bool:
    """Whether the handler goes on after a failure that the body's own calls can cause.

    A handler that ends the program, or a broad one that only reports, is no sign that the
    author expects the body to fail.
    """
    if any(isinstance(statement, nodes.Raise) for statement in handler.body):
        return False
    names = _caught(handler)
    if names & _CALL_ERRORS:
        return True
    if names and not names & _BROAD:
        return False
    tried = {_last_name(call.function) for call in _calls(node.body)}
    retried = {_last_name(call.function) for call in _calls(handler.body)}
    return bool(tried & retried - {"print", "", "info", "warning", "error", "exit"})


def _caught(handler: nodes.Handler) -> set[str]:
    if handler.type is None:
        return set()
    parts = handler.type.items if isinstance(handler.type, nodes.TupleExpr) else (handler.type,)
    return {_last_name(part) for part in parts}


def _last_name(node: nodes.Expr) -> str:
    if isinstance(node, nodes.Attribute):
        return node.attr
    return node.id if isinstance(node, nodes.Name) else ""


def _calls(block: nodes.Block) -> Iterator[nodes.Call]:
    for statement in block:
        for part in walk(statement):
            if isinstance(part, nodes.Call):
                yield part


def walk(node: object, *, inside: bool = False) -> Iterator[nodes.Node]:
    """Every node below; what functions and classes hold only on demand (`inside`). Iterative, so
    that any depth is fine."""
    todo: list[object] = [node]
    while todo:
        current = todo.pop()
        if is_row(current):
            todo.extend(current)
            continue
        if not isinstance(current, nodes.Node):
            continue
        yield current
        if not inside and isinstance(current, nodes.FunctionDef | nodes.ClassDef | nodes.Lambda):
            continue
        for cls in type(current).__mro__[:-2]:
            todo.extend(getattr(current, slot) for slot in vars(cls)["__slots__"])
