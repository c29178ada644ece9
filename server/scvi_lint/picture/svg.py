"""A layout as SVG: text, lines and rectangles, nothing that loads or runs.

All text goes through `for_html`, letters of the picture's own words included.
"""

from __future__ import annotations

from collections.abc import Iterator

from scvi_lint.escaping import LONGEST_SENTENCE, cut, for_html
from scvi_lint.picture.graph import Curve, Heat, Note, Picture
from scvi_lint.picture.layout import CELL, CURVE, HEAD, LINE, PAD, WIDTH, Layout, Line, Placed

_CORNER = 8
_HEAT_NAME = 92


def svg(picture: Picture, layout: Layout, *, style: str = "", marker: str = "") -> str:
    """The element; `style` is put into it where it stands alone, `marker` keeps names of several
    pictures on a page apart."""
    title = for_html(f"What happens in {picture.title}")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="group" aria-label="{title}" '
        f'class="picture" viewBox="0 0 {layout.width} {layout.height}" '
        f'width="{layout.width}" height="{layout.height}">',
        f"<title>{title}</title>",
    ]
    if style:
        parts.append(f"<style>{style}</style>")
    parts.append(
        "<defs>"
        + "".join(
            f'<marker id="{marker}{kind}" class="tip {kind}" viewBox="0 0 8 8" refX="7" refY="4" '
            'markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker>'
            for kind in ("data", "model")
        )
        + "</defs>"
    )
    if style:
        parts.append('<rect class="ground" width="100%" height="100%"/>')
    parts += [
        f'<text class="column" x="{x}" y="24">{for_html(name)}</text>' for x, name in layout.titles
    ]
    parts.append('<g class="arrows" aria-hidden="true">')
    parts += [_arrow(line, marker) for line in layout.lines]
    parts.append("</g>")
    for one in layout.boxes:
        parts += _box(one)
    parts.append("</svg>")
    return "\n".join(parts)


def spoken(placed: Placed) -> str:
    """A box as it is read aloud."""
    box = placed.box
    words = [f"{box.name}, {box.where}: {cut(box.code, 160)}"]
    words += box.told
    words += [f"{note.severity} {note.code}: {note.message}" for note in box.notes]
    return cut(". ".join(words), LONGEST_SENTENCE)


def _arrow(line: Line, marker: str) -> str:
    kind = line.arrow.kind
    path = _path(line.points)
    return f'<path class="arrow {kind}" d="{path}" marker-end="url(#{marker}{kind})"/>'


def _path(points: list[tuple[int, int]]) -> str:
    """Straight ways with round corners."""
    made = [f"M{points[0][0]} {points[0][1]}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        near = _towards(here, before)
        far = _towards(here, after)
        made.append(f"L{near[0]} {near[1]}Q{here[0]} {here[1]} {far[0]} {far[1]}")
    made.append(f"L{points[-1][0]} {points[-1][1]}")
    return "".join(made)


def _towards(here: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """A point a little from one corner on the way to another."""
    across, down = other[0] - here[0], other[1] - here[1]
    step = min(_CORNER, max(abs(across), abs(down)) // 2)
    return (
        here[0] + (step if across > 0 else -step if across < 0 else 0),
        here[1] + (step if down > 0 else -step if down < 0 else 0),
    )


def _text(x: int, y: int, kind: str, words: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}">{for_html(words)}</text>'


def _box(placed: Placed) -> Iterator[str]:
    box, x, y = placed.box, placed.x, placed.y
    shade = f" {box.severity}" if box.severity else ""
    yield (
        f'<g class="box {box.step}{shade}" role="group" tabindex="0" '
        f'data-cell="{box.cell}" data-line="{box.line}" data-own="{0 if box.path else 1}" '
        f'aria-label="{for_html(spoken(placed), LONGEST_SENTENCE)}">'
    )
    for number, words in enumerate(placed.above):
        yield _text(x + 34, y - 10 - LINE * (len(placed.above) - 1 - number), "state", words)
    yield f'<rect class="card" x="{x}" y="{y}" width="{WIDTH}" height="{placed.height}" rx="8"/>'
    yield f'<path class="edge" d="M{x + 8} {y}h{WIDTH - 16}"/>'
    repeated = " · repeated" if box.repeated else ""
    yield _text(x + PAD, y + 18, "step", box.name)
    yield (
        f'<text class="where" x="{x + WIDTH - PAD}" y="{y + 18}" text-anchor="end">'
        f"{for_html(box.where + repeated)}</text>"
    )
    line = y + HEAD + 10
    for words in placed.code:
        yield _text(x + PAD, line, "code", words)
        line += LINE
    for words in placed.told:
        yield _text(x + PAD, line, "told", words)
        line += LINE
    if box.heat is not None:
        yield from _heat(box.heat, x + PAD, line)
        line += 2 * LINE + CELL * len(box.heat.rows) + 8
    if box.curve is not None:
        yield from _curve(box.curve, x + PAD, line)
        line += CURVE + LINE
    line += 6 - LINE
    for lines, note in zip(placed.messages, box.notes, strict=True):
        line += 10
        yield from _note(lines, note, x, line)
        line += LINE * (len(lines) + bool(note.page))
    foot = y + placed.height
    for number, words in enumerate(placed.below):
        yield _text(x + 34, foot + 16 + LINE * number, "state", words)  # beside an arrow
    yield "</g>"


def _note(lines: list[str], note: Note, x: int, y: int) -> Iterator[str]:
    height = LINE * (len(lines) + bool(note.page)) + 4
    yield (
        f'<rect class="note {note.severity}" x="{x + 4}" y="{y - 3}" width="{WIDTH - 8}" '
        f'height="{height}" rx="5"/>'
    )
    yield f'<path class="bar {note.severity}" d="M{x + 7} {y}v{height - 6}"/>'
    line = y + 9
    for number, words in enumerate(lines):
        said = for_html(words)
        if not number:  # it begins with the code
            said = f'<tspan class="rule {note.severity}">{for_html(note.code)}</tspan>' + for_html(
                words.removeprefix(note.code)
            )
        yield f'<text class="message" x="{x + PAD + 6}" y="{line}">{said}</text>'
        line += LINE
    if note.page:
        yield (
            f'<a href="{for_html(note.page)}" target="_blank" rel="noopener noreferrer">'
            f"{_text(x + PAD + 6, line, 'page', cut(note.title, 44) + ' ↗')}</a>"
        )


def _heat(heat: Heat, x: int, y: int) -> Iterator[str]:
    """How many cells: the darker the more, and nothing where there is none."""
    most = max(max(row) for row in heat.counts) or 1
    size = min(CELL * 3, (WIDTH - 2 * PAD - _HEAT_NAME) // len(heat.columns))
    yield f'<text class="told" x="{x}" y="{y + 2}">{for_html(_heat_title(heat))}</text>'
    left = x + _HEAT_NAME
    letters = max(size // 6, 1)
    for number, name in enumerate(heat.columns):
        yield (
            f'<text class="small" text-anchor="middle" x="{left + number * size + size // 2}" '
            f'y="{y + LINE + 2}">{for_html(cut(name, max(letters, 2)))}'
            f"<title>{for_html(name)}</title></text>"
        )
    top = y + LINE + 6
    for down, (name, row) in enumerate(zip(heat.rows, heat.counts, strict=True)):
        middle = top + down * CELL + CELL // 2 + 4
        yield _text(x, middle, "small", cut(name, 15))
        for across, number in enumerate(row):
            place = left + across * size
            level = 0 if not number else 1 + round(4 * number / most)
            said = for_html(f"{name}, {heat.columns[across]}: {number} cells")
            yield (
                f'<rect class="heat h{level}" x="{place + 1}" y="{top + down * CELL + 1}" '
                f'width="{size - 2}" height="{CELL - 2}" rx="3"><title>{said}</title></rect>'
            )
            if size >= 30:
                yield (
                    f'<text class="small n{level}" text-anchor="middle" x="{place + size // 2}" '
                    f'y="{middle}">{number}</text>'
                )


def _heat_title(heat: Heat) -> str:
    more = ", the first" if heat.more else ""
    return f"cells by {cut(heat.row_name, 16)} and {cut(heat.column_name, 16)}{more}"


def _curve(curve: Curve, x: int, y: int) -> Iterator[str]:
    epochs = [epoch for epoch, _ in curve.points]
    values = [value for _, value in curve.points]
    low, high = min(values), max(values)
    wide, span = WIDTH - 2 * PAD, (max(epochs) - min(epochs)) or 1
    drawn = " ".join(
        f"{x + round(wide * (epoch - epochs[0]) / span)},"
        f"{y + round(CURVE - CURVE * (value - low) / ((high - low) or 1))}"
        for epoch, value in curve.points
    )
    said = (
        f"{cut(curve.name, 24)}: {values[0]:g} → {values[-1]:g}, epochs {epochs[0]} to {epochs[-1]}"
    )
    yield _text(x, y, "told", said)
    yield f'<polyline class="curve" points="{drawn}" transform="translate(0 6)"/>'
