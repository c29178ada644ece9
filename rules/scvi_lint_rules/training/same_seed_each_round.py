"""Repetitions are started from the same seed.

Models that are built and trained alike from one seed are copies of each other. A loop that shall
tell how much results vary from run to run then finds that they do not vary at all: every score is
the same, and agreement is perfect.

Set another seed in each round: `scvi.settings.seed = seed`, where the loop goes over seeds.

    # bad: silent: three copies of one model
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    for number in range(3):
        scvi.settings.seed = 0  # <- finding
        model = scvi.model.SCVI(adata, n_latent=5)
        model.train(max_epochs=1)
        adata.obsm[f"X_{number}"] = model.get_latent_representation()

    # bad: silent: two copies of one model
    import scvi

    SEEDS = [1, 2]

    def fit(adata):
        scvi.settings.seed = SEEDS[0]  # <- finding
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=1)
        return model

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    models = {}
    for seed in SEEDS:
        models[seed] = fit(adata)

    # good
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    for seed in (0, 1):
        scvi.settings.seed = seed
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=1)
    for width in (5, 10):
        scvi.settings.seed = 0
        model = scvi.model.SCVI(adata, n_latent=width)
        model.train(max_epochs=1)
    for rate in (1e-3, 1e-4):
        scvi.settings.seed = 0
        model = scvi.model.SCVI(adata)
        model.train(max_epochs=1, plan_kwargs={"lr": rate})
"""

from scvi_lint.rule import Call, Constructed, Event, SettingChanged, Trained, cites, rule

Fitted = tuple[Constructed, Trained]


@rule(
    "SCV563",
    severity="warning",
    versions=">=1.0",
    cites=cites("scvi._settings.ScviConfig", "tutorials/notebooks/quick_start/api_overview"),
    about={"path": "scvi.settings.seed"},
)
def same_seed_each_round(setting: SettingChanged):
    if setting.value.constant is None:
        return
    before = next(setting.earlier(SettingChanged), None)
    if before is None or before.span != setting.span or before.value != setting.value:
        return
    first, second = _fitted(before), _fitted(setting)
    if first is None or second is None or first[0].model.may_be(second[0].model):
        return
    pairs = list(zip(first, second, strict=True))
    if not all(one.span == other.span and _alike(one.call, other.call) for one, other in pairs):
        return
    if not _is_set_first(setting, second[0]):
        return
    if first[0].adata is None or second[0].adata is None:
        return
    if first[0].adata.ids != second[0].adata.ids:
        return
    yield setting.finding(
        setting.span,
        f"Every round begins with seed {setting.value.constant.value!r} and trains the same model "
        "on the same data: the models are copies. Set another seed in each round.",
        because=second[0].reason("built in each round"),
    )


def _fitted(setting: Event) -> Fitted | None:
    """The model that is built next, and its training."""
    built = None
    for event in setting.later(Constructed, Trained, SettingChanged):
        if isinstance(event, Constructed):
            if built is not None:
                return None
            built = event
        elif isinstance(event, Trained) and built is not None:
            return built, event
        elif isinstance(event, SettingChanged) and event.path == "scvi.settings.seed":
            return None
    return None


def _is_set_first(setting: Event, built: Event) -> bool:
    """Whether a round sets the seed before it builds the model, not after that failed."""
    depth = len(setting.stack)
    here = built.stack[depth] if len(built.stack) > depth else built.span
    return here[:2] != setting.span[:2] or setting.span.start < here.start


def _alike(one: Call, other: Call) -> bool:
    """Whether two calls for certain say the same, but for the data."""
    if one.open or other.open or set(one.arguments) != set(other.arguments):
        return False
    for name, given in one.arguments.items():
        if name in ("adata", "mdata"):
            continue
        again = other.arguments[name]
        if given.value.constant is None or given.value != again.value:
            return False
    return True
