"""One look at a data file or a saved model that somebody has named, as `check` looks at them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.answers.failure import Failure
from scvi_lint.evidence import wants
from scvi_lint.evidence.client import Client
from scvi_lint.evidence.facts import CrosstabSeen, DataSeen, ModelSeen, seen

if TYPE_CHECKING:
    from scvi_lint.json_values import Json

_DATA = (".h5ad", ".h5mu", ".zarr", ".h5")
SECONDS = 60.0


class Look(NamedTuple):
    """What a file says of itself, and as an object."""

    told: Mapping[str, Json]
    seen: DataSeen | ModelSeen


def is_data(path: str) -> bool:
    """Whether a path is that of a data file or a saved model."""
    path = path.rstrip("/" + os.sep)
    return path.lower().endswith(_DATA) or _model_file(path) is not None


def _model_file(path: str) -> str | None:
    if path.endswith(wants.MODEL_FILES):
        return path
    if not os.path.isdir(path):
        return None
    found = [name for name in sorted(os.listdir(path)) if name.endswith(wants.MODEL_FILES)]
    return os.path.join(path, found[0]) if found else None


def file_of(path: str) -> tuple[str, str]:
    """What kind of answer a path promises, and the real path of the file that gives it."""
    name = path.rstrip("/" + os.sep)
    form = "data" if name.lower().endswith(_DATA) else "model"
    return form, os.path.realpath(name if form == "data" else _model_file(name) or name)


def look(path: str, client: Client | None = None) -> Look:
    """Look at a file. Who calls this has decided that it may be opened. Raises Failure."""
    form, file = file_of(path)
    if not os.path.exists(file):
        raise Failure(f"cannot read {path}: no such file or directory")
    asked = Client(seconds=SECONDS) if client is None else client
    want = (form, "", file, "")
    told = asked.look([(want, wants.Place(file))])[want]
    if client is None:
        asked.close()
    if "refused" in told:
        raise Failure(f"{path} cannot be looked at: {told['refused']}")
    found = seen(file, told)
    assert isinstance(found, DataSeen | ModelSeen)  # which was asked for
    return Look(told, found)


def crosstab(path: str, left: str, right: str, client: Client) -> CrosstabSeen | None:
    """How often each pair of values of two columns occurs; None where that cannot be told."""
    _, file = file_of(path)
    want = wants.crosstab("", file, "", left, right)
    told = client.look([(want, wants.Place(file))])[want]
    found = None if "refused" in told else seen(file, told)
    return found if isinstance(found, CrosstabSeen) else None
