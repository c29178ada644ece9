"""A setting is set that scvi-tools does not have.

`scvi.settings` is an object like any other: Python lets a program write any attribute to it. One
that scvi-tools does not know is kept, and nobody ever reads it, so the seed, the batch size or the
number of workers stay what they were.

Use the name that this release has.

    # bad: silent: the seed is not set
    import scvi

    scvi.settings.sead = 0  # <- finding

    # bad: silent: it went with 1.1
    from scvi import settings

    def prepare():
        settings.dl_pin_memory_gpu_training = True  # <- finding

    prepare()

    # good
    import scvi

    scvi.settings.seed = 0
    scvi.settings.batch_size = 256
    scvi.settings.dl_num_workers = 2
    scvi.settings.num_threads = 4

    # good: the release has it (on 1.0.4)
    import scvi

    scvi.settings.dl_pin_memory_gpu_training = True
"""

from scvi_lint.rule import Fix, SettingChanged, cites, nearest, rule


@rule(
    "SCV020",
    severity="warning",
    cites=cites(
        "scvi._settings.ScviConfig",
        "user_guide/models/{model}#preliminaries",
        "user_guide/models/scvi#preliminaries",
    ),
)
def unknown_setting(changed: SettingChanged):
    release, path = changed.release, changed.path
    if not path.startswith("scvi.settings.") or release.has(path) is not False:
        return
    if release.is_foreign:
        return
    name = path.rpartition(".")[2]
    lacking = release.lacking(path)
    if lacking is not None:
        when = f"is gone since {lacking.gone}" if lacking.gone else f"comes with {lacking.since}"
        yield changed.finding(
            changed.span,
            f"scvi.settings.{name} {when}: setting it does nothing. Leave it out.",
            dated=True,
        )
        return
    meant = nearest(name, release.siblings(path))
    fix = None
    if meant is not None and changed.source(changed.span).endswith(name):
        last = changed.span._replace(start=changed.span.end - len(name))
        fix = Fix(f"Write {meant}", (last, meant), safe=False)
    advice = f"Did you mean {meant}?" if meant else "Leave it out."
    yield changed.finding(
        changed.span,
        f"scvi.settings has no {name}: setting it does nothing. {advice}",
        fixes=[fix],
    )
