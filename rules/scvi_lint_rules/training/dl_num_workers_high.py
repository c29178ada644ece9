"""Very many worker processes load the data.

Each worker is a process with a copy of the data in memory. The matrices of single cells are read
from memory, not from disk: beyond a few workers, starting them and passing mini-batches between
processes costs more than it brings.

Keep it at 0, or try a few; `persistent_workers` keeps them alive between epochs.

    # bad: silent: training gets slower
    import scvi

    scvi.settings.dl_num_workers = 64  # <- finding

    # bad: silent: training gets slower
    from scvi import settings

    workers = 32
    settings.dl_num_workers = workers  # <- finding

    # good
    import scvi

    scvi.settings.dl_num_workers = 4
"""

from scvi_lint.rule import SettingChanged, cites, rule


@rule(
    "SCV543",
    severity="info",
    versions=">=0.15",
    cites=cites(
        "scvi._settings.ScviConfig",
        "user_guide/use_case/multi_gpu_training#train-scvi-model-with-multi-gpu-support",
    ),
    about={"path": "scvi.settings.dl_num_workers"},
)
def dl_num_workers_high(setting: SettingChanged):
    known = setting.value.constant
    number = None if known is None else known.value
    if type(number) is not int or number <= 16:
        return
    yield setting.finding(
        setting.span,
        f"{number} processes each hold a copy of the data and pass it on: beyond a few, loading "
        "gets slower. Use 0 to 4, with persistent_workers.",
    )
