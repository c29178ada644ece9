"""The lines of the program around a place, with the place underlined."""

from __future__ import annotations

from scvi_lint.answers.located import Located
from scvi_lint.cli.terminal import TAB, Terminal, printable, width_of
from scvi_lint.escaping import in_terminal

# Lines of a place that spans more are left out in the middle.
_MOST = 4
# However narrow the screen: less of a line says nothing.
_LEAST = 24
# In a pipe there is no edge, but nobody reads a line of a thousand characters either.
_WIDEST = 200


class Drawing:
    """`lines` to print; `margin` is the width of the column with the line numbers."""

    __slots__ = ("lines", "margin")

    def __init__(self, lines: list[str], margin: int) -> None:
        self.lines = lines
        self.margin = margin


def draw(one: Located, terminal: Terminal, label: str) -> Drawing:
    """The frame of a finding; `label` stands behind the underline."""
    first = one.frame.first
    last = first + len(one.frame.lines) - 1
    margin = max(len(str(last)), 2)
    lines: list[str] = []
    start, end = one.place.start, one.place.end
    final = _last_line(one)
    skipped = False
    for number, text in enumerate(one.frame.lines, first):
        inside = start[0] <= number <= final
        if inside and final - start[0] >= _MOST and start[0] + 1 < number < final:
            if not skipped:
                lines.append(terminal.paint("gutter", f"{'...':>{margin}} |"))
                skipped = True
            continue
        if not inside and not text.strip():
            continue
        begin = start[1] - 1 if number == start[0] else len(text) - len(text.lstrip())
        stop = end[1] - 1 if number == end[0] else len(text.rstrip())
        room = max((terminal.width or _WIDEST) - margin - 3, _LEAST)
        source, left, size = _cropped(text, begin, max(stop, begin), room, terminal)
        gutter = terminal.paint("gutter", f"{number:>{margin}} |")
        lines.append(f"{gutter} {in_terminal(source)}".rstrip())
        if inside:
            under = "^" * max(size, 1)
            said = f" {label}" if number == final and label else ""
            if left + len(under) + len(said) > room:
                said = ""
            mark = terminal.paint(one.finding.severity, f"{under}{said}")
            lines.append(f"{terminal.paint('gutter', f'{chr(32) * margin} |')} {' ' * left}{mark}")
    return Drawing(lines, margin)


def _last_line(one: Located) -> int:
    """The last line of a place that is in the frame; one that ends at column 1 ends above."""
    start, end = one.place.start, one.place.end
    last = end[0] - 1 if end[1] == 1 and end[0] > start[0] else end[0]
    return min(last, one.frame.first + len(one.frame.lines) - 1)


def _cropped(
    text: str, begin: int, stop: int, room: int, terminal: Terminal
) -> tuple[str, int, int]:
    """The line as it fits, the column where the place starts in it, and the place's width."""
    before, place, after = (
        printable(part.expandtabs(TAB) if "\t" in part else part)
        for part in (text[:begin], text[begin:stop], text[stop:].rstrip("\r"))
    )
    left, size = width_of(before), width_of(place)
    if left + size + width_of(after) <= room:
        return before + place + after, left, size
    dots = "…" if terminal.unicode else "..."
    if left + min(size, room) > room:
        # Keep some of what stands before the place, so that it can be told where it is.
        keep = max(min(room - size - 2 * len(dots), left // 2, 16), 0)
        before = dots + _tail(before, keep)
        left = width_of(before)
    text = before + place + after
    if width_of(text) > room:
        text = _head(text, room - len(dots)) + dots
    return text, left, min(size, max(room - left, 1))


def _head(text: str, room: int) -> str:
    taken = 0
    for number, char in enumerate(text):
        taken += width_of(char)
        if taken > room:
            return text[:number]
    return text


def _tail(text: str, room: int) -> str:
    return _head(text[::-1], room)[::-1]
