"""Where boxes and arrows stand: a column for data, models and answers each, or one for all.

A column is read from top to bottom, and columns from left to right. Where a program goes back –
another model after the first one's answers – a new row of columns begins below.
"""

from __future__ import annotations

import textwrap

from scvi_lint.picture.graph import COLUMNS, STEPS, Arrow, Box, Picture
from scvi_lint.regex import regex

WIDTH = 304  # of a box
GUTTER = 60  # between columns, for arrows
MARGIN = 16
LINE = 15
PAD = 10
HEAD = 26  # the line with the kind of step and the place
CELL = 24  # of a heat map
CURVE = 46
_GAP = 24
_LANE = 7
_MOST_LANES = 6
_CODE = 40  # letters in a line
_TEXT = 44
_WORDS = 43
_MOST_CODE = 4
_MOST_WORDS = 9
_MOST_MESSAGE = 8
_INTO = 22  # of the left edge of a box to where an arrow comes in from above
_TITLE = 34
_PIECE = regex(r"[^\s.,(\[=]*(?:[.,(\[=]+\s*|\s+)|[^\s.,(\[=]+")


class Placed:
    """A box with its place, its lines as they are broken, and the words above and below it."""

    __slots__ = ("above", "below", "box", "code", "column", "height", "messages", "told", "x", "y")

    def __init__(self, box: Box, column: int, above: list[str]) -> None:
        self.box = box
        self.column = column
        self.above = above
        self.code = code_lines(box.code)
        self.told = [line for one in box.told for line in wrapped(one, _TEXT, 3)]
        self.messages = [
            wrapped(f"{note.code} {note.message}", _TEXT - 3, _MOST_MESSAGE) for note in box.notes
        ]
        self.below = [line for one in box.left for line in wrapped(f"→ {one}", _WORDS, 3)]
        self.x = self.y = 0
        self.height = HEAD + LINE * (len(self.code) + len(self.told)) + PAD
        heat = box.heat
        if heat is not None:
            self.height += 2 * LINE + CELL * len(heat.rows) + 8
        if box.curve is not None:
            self.height += CURVE + LINE
        for lines, note in zip(self.messages, box.notes, strict=True):
            self.height += LINE * (len(lines) + bool(note.page)) + 10

    @property
    def right(self) -> int:
        return self.x + WIDTH

    @property
    def bottom(self) -> int:
        """Where the next box may begin to think of its gap."""
        return self.y + self.height + LINE * len(self.below) + (6 if self.below else 0)


class Line:
    """An arrow as corners to go through."""

    __slots__ = ("arrow", "points")

    def __init__(self, arrow: Arrow, points: list[tuple[int, int]]) -> None:
        self.arrow = arrow
        self.points = points


class Layout:
    """The whole: its size, placed boxes, lines, and titles of columns with their places."""

    __slots__ = ("boxes", "height", "lines", "titles", "width")

    def __init__(self, picture: Picture, *, wide: bool) -> None:
        self.titles: list[tuple[int, str]] = []
        self.boxes = _placed(picture, wide)
        self.lines = _lines(picture, self.boxes)
        self.width = max((one.right for one in self.boxes), default=WIDTH) + MARGIN
        self.height = max((one.bottom for one in self.boxes), default=0) + MARGIN
        if wide:
            self.titles = [
                (_x(number, wide), COLUMNS[number])
                for number in sorted({one.column for one in self.boxes})
            ]


def wrapped(text: str, width: int, most: int) -> list[str]:
    """A text in lines of so many letters, the last of them cut where there were more."""
    room = width * most
    lines = textwrap.wrap(
        text[: room + width],
        width,
        break_long_words=True,
        break_on_hyphens=False,
        expand_tabs=True,
    )
    if len(lines) > most or len(text) > room + width:
        lines = [*lines[: most - 1], lines[most - 1][: width - 1] + "…"]
    return lines


def code_lines(text: str) -> list[str]:
    """Code in lines that end where one would end them: behind a blank, a comma, a bracket."""
    lines = [""]
    for piece in _PIECE.findall(text[: _CODE * (_MOST_CODE + 1)]):
        if lines[-1] and len(lines[-1]) + len(piece.rstrip()) > _CODE:
            lines.append("")
        lines[-1] += piece
    lines = [part for line in lines for part in wrapped(line, _CODE, _MOST_CODE)]
    if len(lines) > _MOST_CODE or len(text) > _CODE * (_MOST_CODE + 1):
        lines = [*lines[: _MOST_CODE - 1], lines[_MOST_CODE - 1][: _CODE - 1] + "…"]
    return lines


def _x(column: int, wide: bool) -> int:
    left = MARGIN + _LANE * _MOST_LANES if not wide else MARGIN + 2 * _LANE
    return left + column * (WIDTH + GUTTER)


def _column(box: Box, last: int) -> int:
    """A finding on its own stands where the step before it stands."""
    return last if box.step == "note" else STEPS[box.step][1]


def _placed(picture: Picture, wide: bool) -> list[Placed]:
    """The boxes in their columns. A row begins below all that stands in the columns it needs."""
    placed: list[Placed] = []
    bottoms = [_TITLE if wide else 0] * len(COLUMNS)
    top, last = bottoms[0], 0
    into: dict[int, list[str]] = {}
    for arrow in picture.arrows:
        into.setdefault(arrow.target, []).extend(arrow.words)
    for box in picture.boxes:
        words = list(dict.fromkeys(into.get(box.number, [])))
        above = [line for one in words for line in wrapped(one, _WORDS, 4)][:_MOST_WORDS]
        one = Placed(box, _column(box, last) if wide else 0, above)
        if one.column < last:
            top = max(bottoms[one.column :]) + _GAP
        last = one.column
        one.x = _x(one.column, wide)
        gap = _GAP + LINE * len(above) if bottoms[one.column] or above else MARGIN
        one.y = max(bottoms[one.column], top) + gap
        bottoms[one.column] = one.bottom
        placed.append(one)
    return placed


# --- arrows -----------------------------------------------------------------------------------


def _lines(picture: Picture, boxes: list[Placed]) -> list[Line]:
    below: dict[int, int] = {}  # the next box in its column
    newest: dict[int, int] = {}
    for number, one in enumerate(boxes):
        if one.column in newest:
            below[newest[one.column]] = number
        newest[one.column] = number
    lanes = _Lanes(picture, boxes, below)
    return [Line(arrow, lanes.points(arrow)) for arrow in picture.arrows]


class _Lanes:
    """Ways up and down between columns: one for each box that sends arrows through a gutter."""

    def __init__(self, picture: Picture, boxes: list[Placed], below: dict[int, int]) -> None:
        self._boxes = boxes
        self._below = below
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        for arrow in picture.arrows:
            if below.get(arrow.source) == arrow.target:
                continue
            key = (self._gutter(arrow), arrow.source)
            ends = boxes[arrow.source].y, boxes[arrow.target].y
            low, high = spans.get(key, ends)
            spans[key] = min(low, *ends), max(high, *ends)
        self._lane: dict[tuple[int, int], int] = {}
        free: dict[int, list[int]] = {}
        for key, (low, high) in sorted(spans.items(), key=lambda one: one[1]):
            ends = free.setdefault(key[0], [])
            lane = next((n for n, end in enumerate(ends) if end < low), len(ends))
            if lane == len(ends):
                ends.append(high)
            ends[lane] = max(ends[lane], high)
            self._lane[key] = lane % _MOST_LANES

    def _gutter(self, arrow: Arrow) -> int:
        """The gutter is named after the column to the right of it."""
        source, target = self._boxes[arrow.source], self._boxes[arrow.target]
        return source.column if target.column < source.column else target.column

    def points(self, arrow: Arrow) -> list[tuple[int, int]]:
        """The corners of an arrow."""
        source, target = self._boxes[arrow.source], self._boxes[arrow.target]
        foot = source.y + source.height
        if self._below.get(arrow.source) == arrow.target:
            return [(source.x + _INTO, foot), (target.x + _INTO, target.y)]
        gutter = self._gutter(arrow)
        left = source.x if gutter == source.column else target.x
        way = left - 10 - _LANE * self._lane[(gutter, arrow.source)]
        middle = target.y + HEAD // 2
        if target.column > source.column:
            out = source.y + HEAD // 2
            return [(source.right, out), (way, out), (way, middle), (target.x, middle)]
        out = foot - 8
        if target.column == source.column:
            return [(source.x, out), (way, out), (way, middle), (target.x, middle)]
        above = target.y - LINE * len(target.above) - _GAP + 6
        down = target.x + _INTO
        return [(source.x, out), (way, out), (way, above), (down, above), (down, target.y)]
