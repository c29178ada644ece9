"""What a training plan logs, and what a module adds to it: the possible keys of `history`.

Read off the calls of `self.log`, through `super()`. Lightning's rules hold: a name that is logged
on steps and on epochs becomes two, `_step` and `_epoch`; what is logged on steps alone appears
only if there are as many steps as `log_every_n_steps`; a validation step runs only if training
validates. What cannot be read makes the list open, and nothing is claimed of it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.knowledge.build.classes import Classes, ClassSource
from scvi_lint.knowledge.build.sources import Function, calls_of, dotted, nodes_of

if TYPE_CHECKING:
    from scvi_lint.knowledge.rows import Record

_MODES = ("train", "validation")
_ELBO = ("elbo", "kl_global", "kl_local", "reconstruction_loss")


class _Logged(NamedTuple):
    """One call: the name as a template, and whether steps and epochs are logged (None: as the
    plan's own `on_step` and `on_epoch` say). `asked` tells that a part of the plan which one may
    leave out must be there: `if self.adversarial_classifier is not False`."""

    name: str
    on_step: bool | None
    on_epoch: bool | None
    asked: bool = False


def facts(classes: Classes, cls: ClassSource) -> Record:
    """`logs` of a training plan, `metrics` of a module; nothing of other classes."""
    if "TrainingPlan" in cls.node.name and not cls.node.name.endswith("Config"):
        return {"logs": _logs(classes, cls.key)}
    if "loss" in cls.functions and "module" in cls.key.rpartition(".")[0]:
        return {"metrics": _metrics(classes, cls.key)}
    return {}


# --- training plans -----------------------------------------------------------------------------


def _logs(classes: Classes, key: str) -> Record:
    """`train`, `validation`, `asked` and `step` hold keys; `forks` that the plan's `on_step` splits
    them; `metrics` that the module's own are logged; `open` that there may be more."""
    rooms = ("train", "validation", "asked", "step")
    keys: dict[str, set[str]] = {room: set() for room in rooms}
    found: Record = {}
    for function in _functions(classes, key):
        for logged in _logged_in(function):
            if logged.on_step is None:
                found["forks"] = True
            names = _expanded(logged.name)
            if names is None:
                found["metrics" if "{key}" in logged.name else "open"] = True
                continue
            for name in names:
                late = "validation" in name or function.name.startswith("validation")
                room = keys["asked" if logged.asked else "validation" if late else "train"]
                if logged.on_step and logged.on_epoch:
                    room.add(f"{name}_epoch")
                    keys["step"].add(f"{name}_step")
                elif logged.on_step:
                    keys["step"].add(name)
                else:
                    room.add(name)
    return {**found, **{room: sorted(names) for room, names in sorted(keys.items()) if names}}


def _functions(classes: Classes, key: str) -> Iterator[Function]:
    """The functions that training runs: Lightning's hooks and what they call on `self`, each from
    the nearest class, with those that it reaches by `super()`."""
    waiting = {name for cls in classes.own(key) for name in cls.functions if _is_hook(name)}
    seen: set[str] = set()
    while waiting:
        name = min(waiting)
        waiting.discard(name)
        seen.add(name)
        after = ""
        while True:
            found = classes.method(key, name, after)
            if found is None:
                break
            after, function = found
            yield function
            called = {dotted(call.func) for call in calls_of(function)}
            own = {one.removeprefix("self.") for one in called if one.startswith("self.")}
            waiting |= own - seen
            if not _calls_super(function):
                break


def _is_hook(name: str) -> bool:
    """Whether Lightning itself calls it while a model trains."""
    return name.startswith("on_") or name.endswith(("_epoch_end", "_step", "_step_end"))


def _calls_super(function: Function) -> bool:
    return any(
        isinstance(call.func, ast.Attribute)
        and call.func.attr == function.name
        and isinstance(call.func.value, ast.Call)
        and dotted(call.func.value.func) == "super"
        for call in calls_of(function)
    )


def _logged_in(function: Function) -> Iterator[_Logged]:
    trains = function.name == "training_step"
    asked = _where_asked(function)
    for call in calls_of(function):
        name = dotted(call.func)
        if name.endswith("logger.log_metrics") and call.args:
            for key in getattr(call.args[0], "keys", ()):
                yield _Logged(_template(key), True, False)
        if name not in ("self.log", "self.log_dict", "self.log_with_mode") or not call.args:
            continue
        on_step = _flag(call, "on_step", trains)
        on_epoch = _flag(call, "on_epoch", not trains)
        if name == "self.log_dict":
            yield _Logged("{elbo}_{mode}", on_step, on_epoch)
        elif name == "self.log_with_mode":
            yield _Logged("{mode}_" + _template(call.args[0]), on_step, on_epoch)
        elif function.name != "log_with_mode":
            yield _Logged(_template(call.args[0]), on_step, on_epoch, call in asked)


def _where_asked(function: Function) -> set[ast.AST]:
    """What is done only where a part of the plan is there: below `if self.part is not False`."""
    return {
        inner
        for node in nodes_of(function)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Compare)
        if isinstance(node.test.ops[0], ast.IsNot) and dotted(node.test.left).startswith("self.")
        for statement in node.body
        for inner in ast.walk(statement)
    }


def _flag(call: ast.Call, name: str, default: bool) -> bool | None:
    for word in call.keywords:
        if word.arg == name:
            value = word.value
            return bool(value.value) if isinstance(value, ast.Constant) else None
    return default


def _template(node: ast.AST | None) -> str:
    """A name as written; what stands in for its parts: `{mode}`, `{key}`, else `{}`."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            _template(part.value if isinstance(part, ast.FormattedValue) else part)
            for part in node.values
        )
    name = dotted(node)
    if name == "mode":
        return "{mode}"
    if name in ("key", "extra_metric"):
        return "{key}"
    last = name.rpartition(".")[2]
    # METRIC_KEYS.ACCURACY_KEY and its like, whose values are these words
    if last.endswith("_KEY"):
        return _METRICS.get(last, "{}")
    return "{}"


_METRICS = {
    "ACCURACY_KEY": "accuracy",
    "F1_SCORE_KEY": "f1_score",
    "CALIBRATION_ERROR_KEY": "calibration_error",
    "CLASSIFICATION_LOSS_KEY": "classification_loss",
    "AUROC_KEY": "auroc",
}


def _expanded(name: str) -> list[str] | None:
    """The names that a template stands for; None when its parts are not known."""
    names = [name]
    if "{elbo}" in name:
        names = [name.replace("{elbo}", term) for term in _ELBO]
    names = [one.replace("{mode}", mode) for one in names for mode in _MODES]
    return None if any("{" in one for one in names) else list(dict.fromkeys(names))


# --- modules ------------------------------------------------------------------------------------


def _metrics(classes: Classes, key: str) -> list[str]:
    """Names of the extra metrics that a module's `loss` returns; "?" among them: there may be
    more."""
    found: set[str] = set()
    after = ""
    while True:
        method = classes.method(key, "loss", after)
        if method is None:
            break
        after, function = method
        found |= _extra(function)
        if not _calls_super(function):
            break
    return sorted(found)


def _extra(function: Function) -> set[str]:
    tables: dict[str, set[str]] = {}
    for node in nodes_of(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(node.value, ast.Dict):
                    tables.setdefault(dotted(target), set()).update(_names(node.value))
                elif isinstance(target, ast.Subscript):
                    tables.setdefault(dotted(target.value), set()).add(_template(target.slice))
    found: set[str] = set()
    for call in calls_of(function):
        maker = dotted(call.func).rpartition(".")[2]
        if not maker.endswith(("LossOutput", "LossRecorder")):
            continue
        for word in call.keywords:
            if word.arg == "extra_metrics":
                if isinstance(word.value, ast.Dict):
                    found |= _names(word.value)
                else:
                    found |= tables.get(dotted(word.value), {"?"})
            elif word.arg is None:
                found.add("?")
            elif maker == "LossRecorder" and word.arg not in (
                *("loss", "reconstruction_loss", "kl_local", "kl_global"),
            ):
                found.add(word.arg)
    return {"?" if "{" in name else name for name in found}


def _names(node: ast.Dict) -> set[str]:
    return {"?" if key is None else _template(key) for key in node.keys}
