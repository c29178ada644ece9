"""Facts of model classes that are read off their methods: set-up fields, training defaults."""

from __future__ import annotations

from typing import NamedTuple

from scvi_lint.knowledge.curated import curated
from scvi_lint.knowledge.signatures import Signature

# Kinds of fields that read columns of obs: as categories, as numbers.
CATEGORICAL = ("CategoricalObs", "CategoricalJointObs", "LabelsWithUnlabeledObs")
NUMERICAL = ("NumericalObs", "NumericalJointObs")


class Field(NamedTuple):
    """What one argument of a set-up function registers.

    `kind` is the field class without its suffix ("Layer", "CategoricalObs",
    "LabelsWithUnlabeledObs" …); `is_count_data` whether the matrix is checked for counts.
    """

    kind: str
    is_count_data: bool
    required: bool


class TrainFacts(NamedTuple):
    """Defaults of a `train` method.

    `validates` tells whether a validation loop runs when nothing is said (None: not known);
    `overwritten` are the keys of `plan_kwargs` that the method replaces by its own values.
    """

    validates: bool | None
    overwritten: frozenset[str]


def setup_fields(signature: Signature | None) -> dict[str, Field]:
    """The field behind each argument; an argument that several fields use keeps the first."""
    found: dict[str, Field] = {}
    if signature is None:
        return found
    for name, arguments, counts, required in signature.fields:
        kind = name.removesuffix("Field").removeprefix("MuData")
        for argument in arguments:
            if argument not in ("adata", "mdata", "modalities", "unlabeled_category"):
                known = found.get(argument)
                if known is None or (counts and not known.is_count_data):
                    found[argument] = Field(kind, bool(counts), bool(required))
    return found


def train_facts(class_name: str, signature: Signature | None) -> TrainFacts:
    if signature is None:
        return TrainFacts(None, frozenset())
    validates = curated().validates(class_name)
    if validates is None:
        default = signature.default_of("early_stopping")
        check = signature.default_of("check_val_every_n_epoch")
        known = signature.keywords()
        if default == "True" or (check is not None and check not in ("None",)):
            validates = True
        elif "early_stopping" in known and default in ("False", "None"):
            validates = False
    return TrainFacts(validates, signature.overwritten)
