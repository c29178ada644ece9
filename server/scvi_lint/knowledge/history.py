"""The keys of a model's `history`: what its training plan and its module log.

The evidence lower bound is one sum: `elbo` is the reconstruction loss plus the KL terms, each of
them logged beside it, so none of them can be judged without the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.knowledge.curated import curated

if TYPE_CHECKING:
    from scvi_lint.knowledge.signatures import Owner, Signature

_UNREADABLE = "?"
# Matrices that modules hand to the tuner's scores among their metrics: no numbers, never logged.
_PAYLOAD = frozenset({"z", "batch", "labels"})


class History(NamedTuple):
    """What training a model can log.

    `train` appears always, `validation` only if training validates, `steps` only with as many
    steps as `log_every_n_steps` or with the plan's `on_step`, `asked` only where a part of the plan
    is asked for that it does not have by itself. `splits` tells that the plan takes
    `on_step`, which logs `x_step` and `x_epoch` in the place of `x`. `open`: there may be more.
    """

    train: frozenset[str]
    validation: frozenset[str]
    steps: frozenset[str]
    splits: bool
    open: bool
    asked: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """All of them, as they are called unless `on_step` is set."""
        return self.train | self.validation | self.steps | self.asked

    def never(self, key: str) -> bool:
        """Whether no setting at all makes the model log this key.

        Learning rates are logged by a callback of Lightning as `lr-Adam` and the like.
        """
        if self.open or key.startswith("lr-") or key in self.keys:
            return False
        plain = key.removesuffix("_step").removesuffix("_epoch")
        return not (self.splits and plain != key and plain in self.keys)

    def needs_validation(self, key: str) -> bool:
        """Whether a key exists only if training validates."""
        plain = key.removesuffix("_step").removesuffix("_epoch") if self.splits else key
        return plain in self.validation and plain not in self.train


def read_history(model: Owner) -> History | None:
    """The history of a model class; None when its training plan is not known."""
    plan = training_plan(model)
    logs = None if plan is None else plan.record.get("logs")
    if not logs or curated().trains_alone(model.name):
        return None
    train = set(logs.get("train", ()))
    validation = set(logs.get("validation", ()))
    unread = bool(logs.get("open"))
    if logs.get("metrics"):
        module = model.related("_module_cls")
        metrics: list[str] | None = None if module is None else _metrics(module)
        if metrics is None:
            unread = True
        for name in metrics or ():
            if name == _UNREADABLE:
                unread = True
            elif name not in _PAYLOAD:
                train.add(f"{name}_train")
                validation.add(f"{name}_validation")
    return History(
        frozenset(train),
        frozenset(validation),
        frozenset(logs.get("step", ())),
        bool(logs.get("forks")),
        unread,
        frozenset(logs.get("asked", ())),
    )


def training_plan(model: Owner) -> Owner | None:
    """The class that `train` makes its plan of, None if that is not known."""
    train = model.method("train")
    if train is None:
        return None
    return _plan_of(train) or model.related("_training_plan_cls")


def _plan_of(signature: Signature) -> Owner | None:
    for target in signature.targets_of("plan_kwargs"):
        if target.name == "__init__" and target.owner is not None:
            return target.owner
        if target.name == "train":
            found = _plan_of(target)
            if found is not None:
                return found
    return None


def _metrics(module: Owner) -> list[str] | None:
    """The extra metrics of the nearest class in the order that has a `loss`; None if none has."""
    records = (module.record_of(key) for key in module.order)
    return next((record["metrics"] for record in records if "metrics" in record), None)
