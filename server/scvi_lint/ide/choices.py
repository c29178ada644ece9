"""What may stand for the value of an argument: from the release, the data at hand and the model.

Pure: a call and the name of an argument in, values out, each with a word about it, the likeliest
first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.ide import columns
from scvi_lint.ide.at_hand import data_of
from scvi_lint.ide.insight import Insight
from scvi_lint.ide.moments import Object, Spot
from scvi_lint.ide.resolve import Callee
from scvi_lint.ide.telling import counts_of, scale_words
from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.domain.contents import Column, Matrix
from scvi_lint.interpreter.domain.facts import Fact
from scvi_lint.interpreter.domain.results import Embedding
from scvi_lint.knowledge.api import ClassSymbol
from scvi_lint.knowledge.history import History
from scvi_lint.regex import regex
from scvi_lint.semantic.categories import categories_of
from scvi_lint.semantic.model_views import ModelView
from scvi_lint.semantic.views import Levels
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scvi_lint.json_values import Scalar

    Pairs = Sequence[tuple[object, str]]


# The evidence lower bound and its terms, as they are listed.
_LOSSES = ("elbo", "reconstruction_loss", "kl_local", "kl_global")
_OF_LABELS = ("group1", "group2", "unlabeled_category", "transform_batch")
# Arguments that name a curve which is looked at while the model is trained.
_MONITORS = ("early_stopping_monitor", "checkpointing_monitor", "monitor", "lr_scheduler_metric")
# Whose curves are those of most models, where the model is not known.
_STANDARD = "scvi.model.SCVI"
_NO_LABEL = regex(r"(?i)^(nan|none|na|)$|unknown|unlabel|unassign|unclassif|not.?annot")
_WANTED = {
    "batch_key": columns.BATCH,
    "sample_key": columns.BATCH,
    "panel_key": columns.BATCH,
    "labels_key": columns.LABEL,
    "fine_labels_key": columns.LABEL,
    "groupby": columns.LABEL,
    "size_factor_key": columns.SIZE,
}


class Asked(NamedTuple):
    """A call, and the place of it: before it is what the program knows there."""

    insight: Insight
    callee: Callee
    call: nodes.Call
    spot: Spot
    # the calls and arguments around it, outermost first
    around: tuple[nodes.Node, ...]


def values(asked: Asked, name: str) -> Pairs:
    """Values for an argument, each with a word about it."""
    parameter = asked.callee.signature.keywords().get(name)
    choices = parameter.choices if parameter is not None else None
    if name in _MONITORS:
        return monitors(asked, choices or ())
    if choices:
        return [(choice, "") for choice in choices]
    if parameter is not None and parameter.default in ("True", "False"):
        return [(True, ""), (False, "")]
    if name in _OF_LABELS:
        return _levels(asked, name)
    data = _data_for(asked, name)
    room = "mod" if name == "modalities" else room_of(asked.callee, name)
    return [] if data is None or not room else _of_room(asked, data, room, name)


def keys(asked: Asked, name: str | None) -> Pairs:
    """Keys of a dictionary: `modalities=` tells of each argument where it is looked up."""
    cls = asked.callee.cls
    fields = () if cls is None or name != "modalities" else cls.setup_fields(asked.callee.name)
    return [(field, "") for field in fields]


def monitors(asked: Asked, choices: tuple[Scalar, ...]) -> Pairs:
    """The curves of validation that the model in question logs; those first that are documented."""
    logs = _history_around(asked)
    if logs is None:
        return [(choice, "") for choice in choices]
    texts = [key for key in choices if isinstance(key, str)]
    known = [key for key in texts if logs.open or key in logs.validation]
    return [(key, "") for key in (*known, *sorted(logs.validation - set(known), key=_by_loss))]


def _history_around(asked: Asked) -> History | None:
    """The curves of the model whose training this belongs to: a callback in its call, or itself."""
    for node in (asked.call, *reversed(asked.around)):
        if isinstance(node, nodes.Call):
            callee = asked.insight.resolver.callee(node, asked.spot)
            if callee is not None and callee.cls is not None and callee.cls.is_model:
                return callee.cls.history
    cls = asked.insight.release.api.resolve(_STANDARD)
    return cls.history if isinstance(cls, ClassSymbol) else None


# --- entries of the data ----------------------------------------------------------------------


def _data_for(asked: Asked, name: str) -> Object | None:
    """The data whose entries an argument names: of several modalities, the one it is set to."""
    data = data_of(asked.insight, asked.callee, asked.call, asked.spot)
    if data is None or data.thing.kind != "mudata":
        return data
    given = next((one.value for one in asked.call.arguments if one.keyword == "modalities"), None)
    for key, value in given.pairs if isinstance(given, nodes.DictExpr) else ():
        if isinstance(key, nodes.Constant) and key.value == name:
            modality = value.value if isinstance(value, nodes.Constant) else None
            named = isinstance(modality, str)
            return (data.other(data.thing.value(slots.MOD(modality))) if named else None) or data
    return data


def room_of(callee: Callee, name: str) -> str:
    """The room of the data whose entries an argument names, "" if it names none."""
    kind = _field(callee, name)
    if kind == "Layer" or name.endswith("layer"):
        return "layers"
    if "Obsm" in kind or name.endswith("obsm_key"):
        return "obsm"
    if "Uns" in kind or name.endswith("uns_key"):
        return "uns"
    if "Var" in kind:
        return "var"
    return "obs" if "Obs" in kind or name in _WANTED else ""


def takes_list(callee: Callee, name: str) -> bool:
    """Whether an argument names several columns, so that one alone stands in a list, too."""
    return "Joint" in _field(callee, name) and name.endswith("_keys")


def _field(callee: Callee, name: str) -> str:
    fields = {} if callee.cls is None else callee.cls.setup_fields(callee.name)
    return fields[name].kind if name in fields else ""


def _of_room(asked: Asked, data: Object, room: str, name: str) -> Pairs:
    known = data.thing.entries(slots.room(room))
    names = list(known)
    if room == "layers":
        names = columns.matrices(known)
    elif room in ("obs", "var"):
        numeric = "Numerical" in _field(asked.callee, name)
        wanted = _WANTED.get(name, columns.NUMBER if numeric else columns.CATEGORY)
        names = columns.fitting(known, wanted, _n_obs(data))
        # What another argument of this call names already is hardly meant once more.
        named = set(_named_elsewhere(asked.call, name))
        names = sorted(names, key=lambda one: one in named)
    return [(one, entry_words(known[one])) for one in names]


def _n_obs(data: Object) -> int | None:
    seen = data.thing.value(slots.SEEN)
    return getattr(getattr(seen, "seen", None), "n_obs", None)


def _named_elsewhere(call: nodes.Call, name: str) -> Iterator[str]:
    for argument in call.arguments:
        if argument.keyword is not None and argument.keyword != name:
            yield from texts_in(argument.value)


def texts_in(value: nodes.Expr | None) -> Iterator[str]:
    """The constant strings of a value: itself, or the items of a list."""
    items = value.items if isinstance(value, (nodes.ListExpr, nodes.TupleExpr)) else (value,)
    for item in items:
        if isinstance(item, nodes.Constant) and isinstance(item.value, str):
            yield item.value


def entries(data: Object, room: str) -> Pairs:
    """What a room of the data is known to hold."""
    return [
        (entry, entry_words(known)) for entry, known in data.thing.entries(slots.room(room)).items()
    ]


def entry_words(known: Fact[object]) -> str:
    """`8 levels`, `log-normalised`, `made by leiden`."""
    value, words = known.value, ""
    if isinstance(value, Matrix):
        return scale_words(known)
    if isinstance(value, Column):
        made = f"made by {value.made_by}" if value.made_by else ""
        words = f"{len(value.categories)} levels" if value.categories else made
    elif isinstance(value, Embedding):
        words = value.method
    return words if known.certain else f"{words} (perhaps)".strip()


# --- categories -------------------------------------------------------------------------------


def _levels(asked: Asked, name: str) -> Pairs:
    """Categories: of the batch, of the labels, or of the column that `groupby=` names."""
    found = data_of(asked.insight, asked.callee, asked.call, asked.spot)
    column = _text(asked, "labels_key" if name == "unlabeled_category" else "groupby")
    data = None if found is None else found.data
    levels = categories_of(name, asked.callee.model, data, column)
    pairs: Pairs = [] if levels is None else _categories(levels)
    if name == "unlabeled_category":
        return sorted(pairs, key=lambda pair: _NO_LABEL.search(f"{pair[0]}") is None)
    other = set[str]() if name != "group2" else set(_given_texts(asked, "group1"))
    return [pair for pair in pairs if pair[0] not in other]


def _categories(levels: Levels) -> Pairs:
    counts = counts_of(levels.column)
    return [
        (category, f"{counts[category]} cells" if category in counts else f"in {levels.key}")
        for category in levels.names
    ]


def _text(asked: Asked, name: str) -> str | None:
    """The constant string that a call gives for a parameter."""
    return next(_given_texts(asked, name), None)


def _given_texts(asked: Asked, name: str) -> Iterator[str]:
    for position, argument in enumerate(asked.call.arguments):
        own = "" if argument.stars else asked.callee.positional(position)
        if (argument.keyword or own) == name:
            yield from texts_in(argument.value)


# --- curves -----------------------------------------------------------------------------------


def history(model: Object) -> Pairs:
    """The curves that this model has, by what its training was told; the bound and its terms
    first."""
    view = ModelView(model.id, model.table, "")
    if view.cls is None or view.cls.history is None:
        return []
    logs: History = view.cls.history
    # Before it is trained: what it would have if nothing is said.
    default = view.cls.train_facts.validates if view.exact else None
    validated = default if view.training is None else view.validated
    train, validation = logs.train, logs.validation
    if _logs_steps(view) and logs.splits:
        train, validation = (
            frozenset(f"{key}_{part}" for key in keys for part in ("step", "epoch"))
            for keys in (train, validation)
        )
    pairs: Pairs = [(key, "training") for key in sorted(train, key=_by_loss)]
    if validated is not False:
        about = "validation" if validated else "if validation ran"
        pairs += [(key, about) for key in sorted(validation, key=_by_loss)]
    return pairs + [(key, "by step") for key in sorted(logs.steps - train)]


def _logs_steps(view: ModelView) -> bool:
    """Whether the training was told to log each step for itself."""
    plan = None if view.training is None else view.training.value.arguments.get("plan_kwargs")
    given = None if plan is None else plan.entries().get("on_step")
    return given is not None and given.value.is_literal(True)


def _by_loss(key: str) -> tuple[int, str]:
    term = next((n for n, loss in enumerate(_LOSSES) if key.startswith(loss)), len(_LOSSES))
    return term, key
