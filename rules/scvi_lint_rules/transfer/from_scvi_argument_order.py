"""The labels column and the unlabelled category are given to `from_scvi_model` in the wrong order.

After the model, `SCANVI.from_scvi_model` expects `unlabeled_category`, then `labels_key`. Given the
other way round, the name of the column becomes the category that means "unlabelled", and the
category becomes the name of a column.

Write the names of both arguments.

    # bad: silent: no cell counts as unlabelled (also SCV802)
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(vae, "labels", "Unknown")  # <- finding

    # bad: raises KeyError after training
    import scvi

    LABELS, UNKNOWN = "labels", "Unknown"
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    scvi.model.SCANVI.from_scvi_model(vae, LABELS, UNKNOWN)  # <- finding

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    vae = scvi.model.SCVI(adata)
    vae.train(max_epochs=1)
    lvae = scvi.model.SCANVI.from_scvi_model(vae, "Unknown", "labels")
    lvae = scvi.model.SCANVI.from_scvi_model(vae, labels_key="labels", unlabeled_category="Unknown")
"""

import re

from scvi_lint.rule import Constructed, cites, regex, rule, swap

# How the category of cells without a label is called.
MAKERS = ("from_scvi_model", "from_totalvi_model")
NAMES_TYPES = regex(r"label|annot|cell_?type|cluster|celltype|\bct\b", re.I)
UNLABELLED = frozenset({"unknown", "unlabeled", "unlabelled", "unassigned", "na", "nan", "none"})


@rule(
    "SCV804",
    severity="error",
    versions=">=0.15",
    cites=cites("scvi.model.SCANVI.from_scvi_model", "user_guide/models/scanvi#preliminaries"),
    about={"model.made_by": MAKERS},
)
def from_scvi_argument_order(built: Constructed):
    category, column = built.argument("unlabeled_category"), built.argument("labels_key")
    if category is None or column is None:
        return
    if not category.positional or not column.positional or category.splatted:
        return
    first, second = category.value.text, column.value.text
    adata = built.adata
    if first is None or second is None or second.lower() not in UNLABELLED:
        return
    is_column = adata is not None and adata.obs(first) is not None
    of_types = is_column or _is_registered(built, first) or bool(NAMES_TYPES.search(first))
    if first.lower() in UNLABELLED or not of_types:
        return
    # The column is looked for only where the first model's set-up named none.
    record = None if built.registration is None else built.registration.value
    unnamed = record is not None and record.lacks("labels_key")
    fails = unnamed and adata is not None and adata.lacks("obs", second)
    follows = "which raises KeyError" if fails else "the order is the other way round"
    yield built.finding(
        category,
        f"{first!r} is taken for the unlabeled_category and {second!r} for the labels_key: "
        f"{follows}. Name both arguments.",
        because=built.registration,
        severity="" if fails else "warning",
        happens="raises after training" if fails else "",
        fixes=[
            swap(
                built,
                category,
                column,
                "Give the unlabelled category first (the model learns other labels)",
                safe=False,
            )
        ],
    )


def _is_registered(built: Constructed, name: str) -> bool:
    return built.registration is not None and built.registration.value.text("labels_key") == name
