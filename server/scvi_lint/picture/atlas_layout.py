"""Where the items of a map stand: columns from left to right as files are handed on, and below
them, in rows, the programs that have to do with no file.
"""

from __future__ import annotations

from scvi_lint.picture.atlas import Atlas, Item, Way, columns

WIDTH = 216
GUTTER = 74
MARGIN = 28
HEAD = 20  # the first line of a box
LINE = 15
GAP = 16
_PER_ROW = 4
_LETTERS = 29
_BOLD = 23  # of a name
_BETWEEN = 30  # groups that no file connects


class Placed:
    """An item with its place and its lines: the name in one or two, and what else is said of it."""

    __slots__ = ("height", "item", "lines", "title", "x", "y")

    def __init__(self, item: Item, x: int, y: int) -> None:
        self.item = item
        self.x = x
        self.y = y
        self.title, self.lines = _lines(item)
        self.height = HEAD + LINE * (len(self.title) + len(self.lines) - 1) + 8

    @property
    def bottom(self) -> int:
        return self.y + self.height


class Layout:
    """The whole: placed items by number, the ways between them, where the rest begins."""

    __slots__ = ("height", "placed", "rest", "ways", "width")

    def __init__(self, atlas: Atlas) -> None:
        self.placed: dict[int, Placed] = {}
        self.ways: list[Way] = atlas.ways
        bottom = _linked(atlas, self.placed)
        self.rest = bottom
        alone = [one for one in atlas.items if one.number not in self.placed]
        if alone and bottom:
            bottom += 44
        bottom = _alone(alone, self.placed, bottom)
        self.height = bottom + MARGIN
        self.width = max((one.x + WIDTH for one in self.placed.values()), default=WIDTH) + MARGIN


def short(name: str, letters: int = _LETTERS) -> str:
    """A name that fits: its beginning, and its end, which often says more."""
    if len(name) <= letters:
        return name
    tail = letters // 2
    return f"{name[: letters - tail - 1]}…{name[-tail:]}"


def _lines(item: Item) -> tuple[list[str], list[str]]:
    if len(item.names) > 1:
        shown = [short(_parts(name)[1]) for name in item.names[:2]]
        return [item.name], [*shown, f"and {len(item.names) - 2} more"]
    folder, base = _parts(item.name)
    name = short(base, 2 * _BOLD)
    title = [name[:_BOLD], name[_BOLD:]] if len(name) > _BOLD else [name]
    lines = [short(folder)] if folder else []
    if item.classes:
        lines.append(_listed(item.classes))
    if item.severities:
        lines.append("")  # the counts, in colour
    return title, lines


def _listed(names: tuple[str, ...]) -> str:
    """As many names as fit."""
    shown = names[0]
    for number, name in enumerate(names[1:], 1):
        if len(shown) + len(name) + 2 > _LETTERS - 2:
            return f"{shown} +{len(names) - number}"
        shown += f", {name}"
    return shown


def _parts(name: str) -> tuple[str, str]:
    """The folder of a file, "" where none is named, and its name."""
    folder, _, base = name.replace("\\", "/").rstrip("/").rpartition("/")
    return folder, base or name


def _linked(atlas: Atlas, placed: dict[int, Placed]) -> int:
    """Group by group, each from top to bottom; an item stands at the height of what leads to it,
    as far as there is room. The lowest place that is taken."""
    column = columns(atlas)
    bottom = 0
    for group in _groups(atlas):
        left = min(column[number] for number in group)
        top = bottom + (_BETWEEN if bottom else MARGIN)
        free: dict[int, int] = {}
        into: dict[int, list[int]] = {}
        for way in atlas.ways:
            if way.source in group:
                into.setdefault(way.target, []).append(way.source)
        for number in _in_order(group, column, into):
            here = column[number]
            wanted = [placed[one].y for one in into.get(number, ()) if one in placed]
            y = max(free.get(here, top), min(wanted, default=top))
            one = Placed(atlas.items[number], MARGIN + (here - left) * (WIDTH + GUTTER), y)
            placed[number] = one
            free[here] = one.bottom + GAP
            bottom = max(bottom, one.bottom)
    return bottom


def _in_order(group: set[int], column: dict[int, int], into: dict[int, list[int]]) -> list[int]:
    """Column by column; in a column, after the places of what leads there."""
    rank: dict[int, float] = {}
    order: list[int] = []
    for here in sorted({column[number] for number in group}):
        inside = [number for number in sorted(group) if column[number] == here]

        def mean(number: int) -> float:
            known = [rank[one] for one in into.get(number, ()) if one in rank]
            return sum(known) / len(known) if known else float(number)

        inside.sort(key=mean)
        for place, number in enumerate(inside):
            rank[number] = place
        order += inside
    return order


def _groups(atlas: Atlas) -> list[set[int]]:
    """What is connected, in the order of the first program; without recursion."""
    beside: dict[int, set[int]] = {}
    for way in atlas.ways:
        beside.setdefault(way.source, set()).add(way.target)
        beside.setdefault(way.target, set()).add(way.source)
    seen: set[int] = set()
    found: list[set[int]] = []
    for start in sorted(beside):
        if start in seen:
            continue
        group, todo = {start}, [start]
        while todo:
            for other in beside[todo.pop()] - group:
                group.add(other)
                todo.append(other)
        seen |= group
        found.append(group)
    return found


def _alone(items: list[Item], placed: dict[int, Placed], top: int) -> int:
    """Rows of programs, the gravest findings first."""
    rank = ("error", "warning", "info", "")
    items = sorted(items, key=lambda one: (rank.index(one.severity), one.name))
    for start in range(0, len(items), _PER_ROW):
        row = [
            Placed(item, MARGIN + number * (WIDTH + GUTTER // 3), top + GAP)
            for number, item in enumerate(items[start : start + _PER_ROW])
        ]
        for one in row:
            placed[one.item.number] = one
        top = max(one.bottom for one in row)
    return top
