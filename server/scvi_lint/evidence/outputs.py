"""What a cell's saved outputs say of data: the repr of an AnnData or MuData, the tables of
`view_anndata_setup`, scvi-tools' warning that a matrix holds no counts, the error that it ended in.

In: outputs as a notebook's JSON gives them, which anybody may have written. Out: plain data, or
nothing. Whether an output still tells the truth is for `interpreter` to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from scvi_lint.regex import regex

if TYPE_CHECKING:
    from scvi_lint.json_values import Json

_LONGEST = 100_000
_MOST_OUTPUTS = 200
_MOST_NAMES = 2_000
_MOST_TABLES = 20
_LONGEST_NAME = 200
_MOST_LINES = 2_000
_ANSI = regex(r"\x1b\[[0-9;]*m")

_DATA = regex(r"(?:View of )?(AnnData|MuData) object with n_obs × n_vars = (\d+) × (\d+)")
_ROOM = regex(r"^( +)(obs|obsm|layers):\s+('.+)$")
_MODALITY = regex(r"^( +)(\S+):\s+\d+ [x×] \d+$")
_NAME = regex(r"'([^'\\]*)'")

# The frame of the cell itself, as IPython 5 to 9 and Colab head it, and the line that it points at.
_OF_CELL = regex(r"(?:Cell In ?|Input In ?|<ipython-input-|ipykernel_\d+[/\\])")
_ARROW = regex(r"^-+> *(\d{1,6})(?: (.*))?$", re.M)
_MOST_ERRORS = 20
_TRACEBACK = "Traceback (most recent call last):"
_LAST = regex(
    r"^([A-Za-z_][\w.]{0,199}(?:Error|Exception|Interrupt)): (.*(?:\n(?!\S+Error).*){0,20})", re.M
)
_PRINTED_FRAME = regex(
    r'File "[^"\n]{0,300}(?:ipykernel_|ipython-input)[^"\n]{0,300}", line (\d{1,6}), in .*\n +(.*)'
)

_TITLE = regex(r"^\s*(\w+) State Registry\s*$")
_ROW = regex(r"^│([^│]*)│([^│]*)│([^│]*)│\s*$")
_COLUMN = regex(r"^adata\.obs\['(.+)'\]$")
_LAYER = regex(r"^│\s+X\s+│\s+adata\.layers\['(.+)'\]\s+│\s*$")
# The progress bar as Lightning writes it: `Epoch 9/30: 30%|…| [0:09<…, train_loss_epoch=2.7e+3]`.
_EPOCH = regex(r"Epoch (\d{1,6})/(\d{1,6}): +\d+%\|[^\[\r\n]{0,300}(\[[^\]\r\n]{0,300}\])?")
_LOSS = regex(
    r"\b((?:\w{1,40}_)?(?:loss_epoch|loss|elbo))=(\d{1,12}(?:\.\d{1,12})?(?:e[+-]?\d{1,3})?)"
)
_STOPPED = "Signaling Trainer to stop"
_MOST_POINTS = 2_000
_WARNED = regex(
    r"UserWarning: adata\.(?:X|layers\[([^\]\n]{1,200})\]) does not contain unnormalized count data"
)


class DataShown:
    """An AnnData or MuData as its repr lists it: the names in obs, obsm and layers.

    A room that is listed in no way that can be read is absent. `printed` when `print` wrote it,
    not the cell's last line.
    """

    __slots__ = ("kind", "modalities", "printed", "rooms")

    def __init__(self, kind: str, printed: bool) -> None:
        self.kind = kind
        self.printed = printed
        self.rooms: dict[str, list[str]] = {"obs": [], "obsm": [], "layers": []}
        self.modalities: dict[str, dict[str, list[str]]] = {}


class SetupShown:
    """What `view_anndata_setup` lists: the categories of columns, the layer of the counts.

    The categories of a column are None where the text leaves open what they are.
    """

    __slots__ = ("columns", "layer")

    def __init__(self) -> None:
        self.columns: dict[str, list[str] | None] = {}
        self.layer: str | None = None


class NoCounts:
    """scvi-tools warned that X (`layer` is None) or a layer holds no counts."""

    __slots__ = ("layer",)

    def __init__(self, layer: str | None) -> None:
        self.layer = layer


class TrainingShown:
    """What the progress bar of a training showed: the epoch it had come to, of how many, whether
    it was `stopped` before, and the losses that stood beside, by name, each with its epoch."""

    __slots__ = ("epoch", "epochs", "losses", "stopped")

    def __init__(self, epoch: int, epochs: int, stopped: bool) -> None:
        self.epoch = epoch
        self.epochs = epochs
        self.stopped = stopped
        self.losses: dict[str, list[tuple[int, float]]] = {}


class SavedError:
    """An error that a cell ended in: its class and text, the line of the cell that its traceback
    points at (1-based; None where it does not say) with the text that stood there, and the frames.
    """

    __slots__ = ("code", "frames", "line", "name", "value")

    def __init__(self, name: str, value: str, frames: str) -> None:
        self.name = name
        self.value = value
        self.frames = frames
        self.line: int | None = None
        self.code = ""
        cell = _OF_CELL.search(frames)
        arrow = None if cell is None else _ARROW.search(frames, cell.end())
        if arrow is not None:
            self.line, self.code = int(arrow[1]), arrow[2]


Shown = DataShown | SetupShown | NoCounts


def read(outputs: Iterable[Json]) -> list[Shown]:
    """What these outputs say, in their order."""
    found: list[Shown] = []
    setup = SetupShown()
    for text, printed in _texts(outputs):
        start = _DATA.match(text)
        if start is not None:
            found.append(_data(text, start[1].lower(), printed))
            continue
        found += [NoCounts(told) for told in dict.fromkeys(_WARNED.findall(text))]
        if "Registry" in text:
            _tables(text, setup)
    for warned in found:
        if isinstance(warned, NoCounts):
            warned.layer = warned.layer or None
    if setup.columns or setup.layer:
        found.append(setup)
    return found


def printed(outputs: Iterable[Json]) -> list[str]:
    """The plain texts of these outputs."""
    return [text for text, _ in _texts(outputs)]


def training(outputs: Iterable[Json]) -> TrainingShown | None:
    """What was saved of the progress of a training; None where there are several, or none."""
    texts = [text for text, _ in _texts(outputs)]
    shown: TrainingShown | None = None
    for text in texts:
        for match in _EPOCH.finditer(text):
            epoch, epochs = int(match[1]), int(match[2])
            if shown is not None and (epochs != shown.epochs or epoch < shown.epoch):
                return None
            shown = shown or TrainingShown(epoch, epochs, False)
            shown.epoch = epoch
            for name, number in _LOSS.findall(match[3] or ""):
                points = shown.losses.setdefault(name, [])
                if len(points) < _MOST_POINTS and (not points or points[-1][0] < epoch):
                    points.append((epoch, float(number)))
    if shown is not None:
        shown.stopped = any(_STOPPED in text for text in texts)
    return shown


def errors(outputs: Iterable[Json]) -> list[SavedError]:
    """The errors among these outputs, in their order, those that were only printed as well."""
    found: list[SavedError] = []
    for number, output in enumerate(outputs):
        if number >= _MOST_OUTPUTS or len(found) >= _MOST_ERRORS or not isinstance(output, dict):
            continue
        if output.get("output_type") in ("error", "pyerr"):
            name, value = output.get("ename"), output.get("evalue")
            if isinstance(name, str) and isinstance(value, str):
                text = _plain(output.get("traceback"), "\n")
                found.append(SavedError(name[:_LONGEST_NAME], _plain(value), text))
        elif output.get("name") == "stderr":
            found += _printed(_plain(output.get("text"), "")[-_LONGEST:])
    return found


def may_hold_errors(outputs: Iterable[Json]) -> bool:
    """Whether `errors` may find one in what was printed: a glance at each output."""
    return any(
        isinstance(output, dict)
        and output.get("name") == "stderr"
        and _TRACEBACK in str(output.get("text"))
        for output in outputs
    )


def _printed(text: str) -> list[SavedError]:
    """The last traceback in what a program printed."""
    _, begun, frames = text.rpartition(_TRACEBACK)
    last = _LAST.search(frames) if begun else None
    if last is None:
        return []
    error = SavedError(last[1], last[2], frames[: last.end()])
    own = _PRINTED_FRAME.search(frames)
    if own is not None:
        error.line, error.code = int(own[1]), own[2]
    return [error]


def _plain(text: Json, between: str = "") -> str:
    """A text, or its lines, without colours and within bounds."""
    if isinstance(text, list):
        text = between.join(line for line in text[:_MOST_LINES] if isinstance(line, str))
    return _ANSI.sub("", text[-_LONGEST:]) if isinstance(text, str) else ""


def _texts(outputs: Iterable[Json]) -> Iterator[tuple[str, bool]]:
    """The plain texts, and whether each was printed."""
    for number, output in enumerate(outputs):
        if number >= _MOST_OUTPUTS or not isinstance(output, dict):
            continue
        shown = output.get("data")
        printed = not isinstance(shown, dict)
        text = output.get("text") if printed else shown.get("text/plain")
        if isinstance(text, list):
            text = "".join(part for part in text if isinstance(part, str))
        if isinstance(text, str) and len(text) < _LONGEST:
            yield _ANSI.sub("", text), printed


def _data(text: str, kind: str, printed: bool) -> DataShown:
    shown = DataShown(kind, printed)
    rooms = shown.rooms
    deeper = 0
    for line in text.splitlines()[1:]:
        modality = _MODALITY.match(line) if kind == "mudata" else None
        if modality is not None:
            deeper = len(modality[1])
            rooms = shown.modalities.setdefault(modality[2], {"obs": [], "obsm": [], "layers": []})
            continue
        listed = _ROOM.match(line)
        if listed is not None and (not deeper or len(listed[1]) > deeper):
            names = _NAME.findall(listed[3])
            # Names with quotes or escapes of their own cannot be told apart from what is between.
            if "\\" in listed[3] or '"' in listed[3] or len(names) > _MOST_NAMES:
                rooms.pop(listed[2], None)
            elif listed[2] in rooms:
                rooms[listed[2]] += names
    return shown


def _tables(text: str, setup: SetupShown) -> None:
    lines = text.splitlines()
    tables = 0
    for number, line in enumerate(lines):
        if tables < _MOST_TABLES and _TITLE.match(line):
            tables += 1
            _categories(lines[number + 1 :], setup)
        layer = _LAYER.match(line)
        if layer is not None:
            setup.layer = layer[1]


def _categories(lines: list[str], setup: SetupShown) -> None:
    """The rows below a title: a column's name once, then each category with its number."""
    column = ""
    names: list[tuple[str, str]] = []
    for line in lines:
        if line.lstrip().startswith("└"):
            break
        row = _ROW.match(line)
        if row is None:
            continue
        place, name, number = (cell.strip() for cell in row.groups())
        if place:
            _keep(column, names, setup)
            told = _COLUMN.match(place)
            column, names = ("" if told is None else told[1]), []
        if name or number:
            names.append((name, number))
    _keep(column, names, setup)


def _keep(column: str, names: list[tuple[str, str]], setup: SetupShown) -> None:
    if not column or column.startswith("_scvi_") or len(names) > _MOST_NAMES:
        return
    # A name that was folded has rows without a number, and a number may be the text "1".
    whole = all(number == str(place) for place, (_, number) in enumerate(names))
    texts = all(_is_text(name) for name, _ in names)
    setup.columns[column] = [name for name, _ in names] if whole and texts else None


def _is_text(name: str) -> bool:
    if name in ("", "True", "False", "None", "nan"):
        return False
    try:
        float(name)
    except ValueError:
        return True
    return False
