"""Which categories the value of an argument is one of: one answer for all who ask.

A rule that refuses a value, a completion that offers some and a hover that counts their cells
must not disagree, so none of them looks for the column itself.
"""

from __future__ import annotations

from scvi_lint.semantic.data_views import AnnDataView
from scvi_lint.semantic.model_views import ModelView
from scvi_lint.semantic.views import Levels

# Arguments whose value is a category, and the argument of set-up that names its column.
COLUMN_OF = {
    "transform_batch": "batch_key",
    "restrict_to_batch": "batch_key",
    "batchid1": "batch_key",
    "batchid2": "batch_key",
    "unlabeled_category": "labels_key",
}
# Arguments whose value is a group of the column that the same call names in `groupby`.
GROUPS = frozenset(("group1", "group2"))


def categories_of(
    argument: str, model: ModelView | None, data: AnnDataView | None, column: str | None
) -> Levels | None:
    """The categories that a value of this argument is one of; None when they are not known.

    `model` is what the method is called on, `data` what the call names (else the model's own
    counts), `column` what the call itself says the categories are a column of: `groupby` for a
    comparison, `labels_key` for a set-up.
    """
    if column is not None and (argument in GROUPS or model is None):
        held = data if data is not None or model is None else model.adata
        return None if held is None else held.levels(column)
    named = COLUMN_OF.get(argument)
    return None if named is None or model is None else model.levels(named)
