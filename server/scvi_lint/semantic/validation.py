"""Whether a training runs a validation loop, as far as its call shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scvi_lint.interpreter.domain.calls import Call

# Arguments of `train` any of which makes a validation loop run, or may.
_SWITCHES = (
    "check_val_every_n_epoch",
    "early_stopping",
    "enable_checkpointing",
    "callbacks",
    "trainer_config",
    "datamodule",
    "limit_val_batches",
    "val_check_interval",
)


def validates(call: Call, by_default: bool | None) -> bool | None:
    """Whether this call of `train` validates; None when that is not known.

    `by_default` tells whether the class does when nothing is said.
    """
    given = {name: call.arguments[name] for name in _SWITCHES if name in call.arguments}
    early, check = given.get("early_stopping"), given.get("check_val_every_n_epoch")
    if early is not None and early.value.is_literal(True):
        return True
    if check is not None and type(check.literal) is int:
        return True
    if call.open or any(not is_off(call, name) for name in given):
        return None
    if "plan_kwargs" in call.arguments:
        plan = call.arguments["plan_kwargs"].entries()
        if not plan or "reduce_lr_on_plateau" in plan:
            return None
    return None if by_default and given else by_default


def is_off(call: Call, name: str) -> bool:
    """Whether an argument was left out, or says no."""
    given = call.arguments.get(name)
    return given is None or given.is_none or given.value.is_literal(False)
