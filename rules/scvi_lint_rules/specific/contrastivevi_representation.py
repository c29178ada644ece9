"""ContrastiveVI is asked for a representation that it does not have.

The model has two of them: `salient` holds what sets the target cells apart, and `background` what
all cells share. Any other word raises ValueError, and does so only after the training.

Ask for "salient" or "background".

    # bad: raises ValueError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.ContrastiveVI.setup_anndata(adata, batch_key="batch")
    model = scvi.external.ContrastiveVI(adata)
    cells = list(range(adata.n_obs))
    model.train(max_epochs=1, background_indices=cells[:200], target_indices=cells[200:])
    latent = model.get_latent_representation(representation_kind="target")  # <- finding

    # bad: raises ValueError after training
    import scvi

    def latents(model, kinds=("background", "shared")):
        return [model.get_latent_representation(representation_kind=k) for k in kinds]  # <- finding

    adata = scvi.data.synthetic_iid()
    scvi.external.ContrastiveVI.setup_anndata(adata)
    cvi = scvi.external.ContrastiveVI(adata)
    cells = list(range(adata.n_obs))
    cvi.train(max_epochs=1, background_indices=cells[:200], target_indices=cells[200:])
    latents(cvi)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.external.ContrastiveVI.setup_anndata(adata, batch_key="batch")
    model = scvi.external.ContrastiveVI(adata)
    cells = list(range(adata.n_obs))
    model.train(max_epochs=1, background_indices=cells[:200], target_indices=cells[200:])
    salient = model.get_latent_representation(representation_kind="salient")
    background = model.get_latent_representation(representation_kind="background")
"""

from scvi_lint.rule import Queried, cites, nearest, quoted, replace, rule

KINDS = ("background", "salient")


@rule(
    "SCV912",
    severity="error",
    versions=">=1.1",
    cites=cites(
        "user_guide/models/contrastivevi#salient-and-background-representations",
        "user_guide/models/contrastivevi",
    ),
    about={"class_name": "ContrastiveVI"},
)
def contrastivevi_representation(query: Queried):
    given = query.argument("representation_kind")
    if given is None:
        return
    for item in given.items:
        if not isinstance(item.value, str) or item.value in KINDS:
            continue
        meant = nearest(item.value, KINDS)
        fix = None
        if meant is not None and given.is_spelled_here:
            fix = replace(given, quoted(meant), f"Ask for {meant}", safe=False)
        yield query.finding(
            item,
            f"ContrastiveVI has no representation {item}: {query.call.name} raises ValueError. It "
            "has 'salient' and 'background'.",
            fixes=[fix],
        )
