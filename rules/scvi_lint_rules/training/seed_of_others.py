"""Seeds are set, but not the one that scvi-tools listens to.

Since 1.0 the split into training and validation cells is drawn from `scvi.settings.seed` alone.
While that is not set, it differs from run to run, whatever `np.random.seed`, `torch.manual_seed`,
`random.seed` or Lightning's `seed_everything` say: each run trains on other cells, and gives
another model. Of these only torch's and Lightning's even reach the weights.

Set `scvi.settings.seed` before the model is built: it seeds numpy, torch and Python, too.

    # bad: silent: each run trains on other cells
    import numpy as np
    import scvi

    np.random.seed(0)
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)  # <- finding

    # bad: silent: each run trains on other cells
    import lightning
    import scvi

    def fit(adata):
        lightning.seed_everything(0)
        scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
        vae = scvi.model.SCVI(adata)
        vae.train(max_epochs=1)  # <- finding
        return vae

    fit(scvi.data.synthetic_iid())

    # bad: silent: each run trains on other cells
    import random

    import torch
    from scvi.data import synthetic_iid
    from scvi.model import TOTALVI

    random.seed(7)
    torch.manual_seed(7)
    adata = synthetic_iid()
    TOTALVI.setup_anndata(adata, protein_expression_obsm_key="protein_expression")
    model = TOTALVI(adata)
    model.train(max_epochs=1)  # <- finding

    # good
    import numpy as np
    import scvi

    np.random.seed(0)
    scvi.settings.seed = 0
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    # good: the split is not drawn, and torch draws the rest
    import scvi
    import torch

    torch.manual_seed(0)
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1, shuffle_set_split=False)
"""

from scvi_lint.rule import SettingChanged, Trained, cites, rule

# Seeds as programs write them, and whether they show that a network was meant.
SEEDS = (
    ("seed_everything(", True),
    ("torch.manual_seed(", True),
    ("np.random.seed(", False),
    ("numpy.random.seed(", False),
    ("random.seed(", False),
)
# What sets scvi-tools' own seed, or may.
OWN = ("settings.seed", '"seed"', "'seed'", "set_seed", "seed_all", "fix_seed", "set_random")


@rule(
    "SCV544",
    severity="warning",
    versions=">=1.0",
    cites=cites(
        "scvi._settings.ScviConfig",
        "tutorials/notebooks/quick_start/api_overview",
        "tutorials/notebooks/api_overview",
    ),
    per="file",
)
def seed_of_others(training: Trained):
    program = training.program
    given = [(written, network) for written, network in SEEDS if program.spells(written)]
    if not given or program.spells(*OWN) or not training.model.exact:
        return
    if any(setting.path == "scvi.settings.seed" for setting in training.earlier(SettingChanged)):
        return
    if training.argument("shuffle_set_split") or training.argument("external_indexing"):
        return
    written, network = given[0]
    yield training.finding(
        training.call.name_span,
        f"{written.rstrip('(')} does not seed scvi-tools: each run draws the cells anew and gives "
        "another model. Set scvi.settings.seed before the model is built.",
        severity="" if network else "info",
        dated=network,  # before 1.0 scvi-tools had a seed of its own
    )
