"""What a text is, and the pages that many of them name.

`{model}` stands for the page of the model at hand.
"""

from __future__ import annotations

from typing import NamedTuple

COUNTERFACTUAL = (
    "user_guide/background/counterfactual_prediction#in-distribution-vs-out-of-distribution"
)
COVARIATES = "faq#what-is-the-difference-between-batch-key-and-categorical-covariate-keys"
NANS = "faq#my-model-errors-out-during-training-due-to-nans-how-can-i-fix-this"
EXPRESSION_TEST = "user_guide/background/differential_expression"
SURGERY = "user_guide/background/transfer_learning#architectural-surgery"
SAVING = "user_guide/use_case/saving_and_loading_models"
TRAINING = "user_guide/use_case/training_configuration"
OBJECTIVE = "user_guide/background/variational_inference#approximating-the-posterior"
CALLBACKS = "user_guide/use_case/using_callbacks"
LOADERS = "user_guide/use_case/custom_dataloaders"
CRITICISM = "user_guide/use_case/scvi_criticism"
DOWNSTREAM = "user_guide/use_case/downstream_analysis_tasks"
MODEL = "user_guide/models/{{model}}#{}"
PRELIMINARIES = MODEL.format("preliminaries")


class Word(NamedTuple):
    """What a thing means; `pages` explain it, the most specific first.

    `caveat` is what to keep in mind once it is known what it means for the data at hand.
    """

    text: str
    pages: tuple[str, ...] = ()
    caveat: str = ""


class Known(NamedTuple):
    """One thing that goes wrong. `causes` are ordered, the likeliest first; each says what to do.
    `rules` are codes of the rules that find it before it happens."""

    says: tuple[str, ...]
    meaning: str
    causes: tuple[str, ...]
    rules: tuple[str, ...]
    pages: tuple[str, ...]
