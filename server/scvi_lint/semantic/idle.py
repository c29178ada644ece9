"""Arguments that do nothing, because another argument, the model or its registration says so.

What decides is knowledge (`curated.toml`, table `idle`); here a call is held against it. Only what
is certain counts: an argument whose value is not known may be the one that makes another matter.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.knowledge.curated import Idle, curated
from scvi_lint.knowledge.signatures import Signature
from scvi_lint.semantic.data_views import Registration

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.arguments import Argument
    from scvi_lint.interpreter.domain.calls import Call
    from scvi_lint.semantic.model_views import ModelView

_Conditions = Iterable[tuple[str, tuple[str, ...]]]


class IdleArguments(NamedTuple):
    """Arguments of one call that do nothing for one reason.

    `because` is the end of a sentence, `instead` what makes them count, as one writes it, "" if
    nothing does or the call says otherwise; `inside` names the dictionary that holds them;
    `rests_on` is the registration, where that is the reason.
    """

    arguments: list[Argument]
    because: str
    instead: str
    inside: str
    severity: str
    rests_on: Fact[object] | None


def idle_arguments(
    call: Call, cls: ClassSymbol, model: ModelView, plan: dict[str, Argument]
) -> Iterator[IdleArguments]:
    """What does nothing in a call of a class or of a model; `plan` are the settings that a
    training hands to its plan."""
    method = "__init__" if call.name == cls.name else call.name
    signature = cls.method(method)
    if signature is None:
        return
    needs = signature.rest_needs
    unread = needs and call.lacks(needs)
    if (signature.swallows or unread) and not method.startswith("setup_"):
        known = signature.keywords()
        lost = [
            one for name, one in call.arguments.items() if name.isidentifier() and name not in known
        ]
        if lost:
            because = f"{call.name} takes any keyword, and never looks at one that it does not name"
            yield IdleArguments(lost, because, "", "", "", None)
    for row in curated().idle(method):
        if row.classes and cls.name not in row.classes:
            continue
        if row.by and (cls.defined_in(method) or "").rpartition(".")[2] not in row.by:
            continue
        taker = signature.nested(row.inside) if row.inside else signature
        if taker is None:
            continue
        given = plan if row.inside else call.arguments
        if row.inside and {*row.arguments, *dict(row.when)} & cls.train_facts.overwritten:
            continue
        idle = [one for one in _of(row, given, signature) if _has_weight(row, one, taker)]
        if not idle or not _holds(row.when, given, call, taker):
            continue
        if not all(name in given and not given[name].is_none for name in row.given):
            continue
        if row.model and not _built_with(row.model, model):
            continue
        known = model.registration if row.unregistered else None
        if row.unregistered and not _left_out(row.unregistered, known, cls):
            continue
        by_default = not any(name in given for name, _ in row.when)
        because = row.because.format(by_default=" by default" if by_default else "")
        instead = row.instead if by_default else ""
        yield IdleArguments(idle, because, instead, row.inside, row.severity, known)


def _of(row: Idle, given: dict[str, Argument], signature: Signature) -> list[Argument]:
    """The arguments of a call that a row is about."""
    if row.arguments == ("**",):
        named = {parameter.name for parameter in signature.parameters}
        return [one for name, one in given.items() if name not in named and name.isidentifier()]
    return [given[name] for name in row.arguments if name in given]


def _has_weight(row: Idle, argument: Argument, taker: Signature) -> bool:
    """Whether an argument is for certain given to say something: not None, not the default."""
    if row.only:
        return any(argument.is_literal(ast.literal_eval(text)) for text in row.only)
    default = _value(taker.default_of(argument.name))
    constants = [item.value for item in argument.items]
    return argument.always and None not in constants and default not in constants


def _holds(
    conditions: _Conditions, given: dict[str, Argument], call: Call, taker: Signature
) -> bool:
    """Whether arguments have for certain one of these values, given or by default."""
    for name, values in conditions:
        argument = given.get(name)
        if argument is not None:
            if not any(argument.is_literal(ast.literal_eval(text)) for text in values):
                return False
        elif call.open or taker.default_of(name) not in values:
            return False
    return True


def _built_with(conditions: _Conditions, model: ModelView) -> bool:
    """The same of the arguments that a model was built with."""
    call = model.construction
    if call is None or model.cls is None or model.made_by != "constructor" or not model.exact:
        return False
    return _holds(conditions, call.arguments, call, model.cls.init)


def _left_out(keys: Iterable[str], known: Fact[Registration] | None, cls: ClassSymbol) -> bool:
    """Whether a registration that could have named these columns for certain does not."""
    if known is None:
        return False
    for registration in known.values:
        signature = cls.method(registration.method)
        takes = signature is not None and all(key in signature.keywords() for key in keys)
        if not takes or not all(registration.leaves_out(key) for key in keys):
            return False
    return True


def _value(text: str | None) -> object:
    """The constant that a default's source text is, the text itself if it is none."""
    try:
        return None if text is None else ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text
