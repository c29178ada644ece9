"""What is drawn: boxes and arrows in the order of the program. Plain data, text as it was found.

Nothing is escaped here: who writes it down does that, for the place where it is written.
"""

from __future__ import annotations

from typing import NamedTuple

# The steps of an analysis, each with what it is called and the column of the wide picture.
STEPS = {
    "data": ("Data", 0),
    "prepare": ("Preparing", 0),
    "register": ("Registration", 1),
    "model": ("Model", 1),
    "train": ("Training", 1),
    "ask": ("Question", 2),
    "use": ("Result", 2),
    "note": ("Here", 0),
}
# More of a program is counted, not drawn.
MOST_BOXES = 400
COLUMNS = ("The data", "The model", "The answers")


class Note(NamedTuple):
    """A finding at a box; `page` is the address that it cites, "" if none, `title` its heading."""

    code: str
    severity: str
    message: str
    page: str
    title: str


class Heat(NamedTuple):
    """How many cells have each pair of levels: `counts[row][column]`."""

    row_name: str
    column_name: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    more: bool = False


class Curve(NamedTuple):
    """A loss over epochs as a saved output tells it."""

    name: str
    points: tuple[tuple[int, float], ...]


class Box:
    """Something that the program does at one place, `repeated` when it comes there again.

    `code` are the program's own words, `told` what is known of it besides; `cell` counts from 1,
    and is 0 in a script; `path` is "" for the program itself.
    """

    __slots__ = (
        "cell",
        "code",
        "curve",
        "heat",
        "left",
        "line",
        "notes",
        "number",
        "path",
        "repeated",
        "step",
        "told",
        "where",
    )

    def __init__(
        self, number: int, step: str, code: str, where: str, path: str, cell: int, line: int
    ) -> None:
        self.number = number
        self.step = step
        self.code = code
        self.where = where
        self.path = path
        self.cell = cell
        self.line = line
        self.repeated = False
        self.told: list[str] = []
        self.left: list[str] = []
        self.notes: list[Note] = []
        self.heat: Heat | None = None
        self.curve: Curve | None = None

    @property
    def name(self) -> str:
        """What kind of step it is, as one calls it."""
        return STEPS[self.step][0]

    @property
    def severity(self) -> str:
        """That of the gravest finding, "" where there is none."""
        found = {note.severity for note in self.notes}
        return next((one for one in ("error", "warning", "info") if one in found), "")


class Arrow:
    """What one box does goes on in another; `words` are what has changed on the way.

    `kind` is "data" or "model".
    """

    __slots__ = ("kind", "source", "target", "words")

    def __init__(self, source: int, target: int, kind: str, words: list[str]) -> None:
        self.source = source
        self.target = target
        self.kind = kind
        self.words = words


class Picture:
    """All of it: `title` is the program's name, `release` what it was judged by."""

    __slots__ = ("arrows", "boxes", "left_out", "loose", "release", "title")

    def __init__(self, title: str, release: str) -> None:
        self.title = title
        self.release = release
        self.boxes: list[Box] = []
        self.arrows: list[Arrow] = []
        self.left_out = 0
        self.loose: list[Note] = []  # findings that are at no box

    @property
    def notes(self) -> list[Note]:
        """All findings, in the order of the program."""
        return [*(note for box in self.boxes for note in box.notes), *self.loose]

    def into(self, number: int) -> list[Arrow]:
        """The arrows that lead to a box."""
        return [arrow for arrow in self.arrows if arrow.target == number]
