"""What is shown while the user types: nothing flickers.

Three rules, on top of what the engine says of each state of the program:

- While the statement being edited is not Python, findings elsewhere stay as they were and no new
  ones appear: a half-typed `model.train(` must not make every later call "not trained".
- A new finding of absence (never used, never trained) waits until the user has finished a later
  statement, or saves: whoever writes a program from top to bottom knows that it is not complete.
- Of several findings in one call the gravest is shown, and it mentions the others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection

from scvi_lint.ide.statements import innermost_call, statement_bounds
from scvi_lint.lsp.documents.placed import Drift, Note, Placed, move
from scvi_lint.lsp.documents.snapshot import Mark, Snapshot
from scvi_lint.source.syntax import parse

_SEVERITY = {"error": 0, "warning": 1, "info": 2}
_HAPPENS = {"raises": 0, "raises after training": 1, "silent": 2, "warns": 3}


def shown(
    snapshot: Snapshot,
    found: list[Placed],
    before: list[Placed],
    drift: Drift | None,
    absences: Collection[str],
) -> list[Placed]:
    """What to show now.

    `found` is what this state of the program has, `before` what was shown of the last one,
    `drift` the edit between them (None: opened, saved or configured anew, so everything holds),
    `absences` the codes of rules whose findings are of absence.
    """
    if drift is None:
        return found
    kept = [moved for one in before if (moved := move(one, drift)) is not None]
    regions = _Regions(snapshot, drift)
    if any(_is_broken(snapshot, region) for region in regions.all):
        inside = [one for one in found if regions.touch(one.mark)]
        outside = [one for one in kept if not regions.touch(one.mark)]
        return sorted([*outside, *inside], key=lambda one: _order(snapshot, one.mark))
    known = {one.key for one in kept}
    return [
        one
        for one in found
        if one.finding.code not in absences
        or one.key in known
        or _may_speak_of_absence(snapshot, one.mark, regions)
    ]


class _Regions:
    """The statements that an edit touched: at most one region of each text, in order."""

    def __init__(self, snapshot: Snapshot, drift: Drift) -> None:
        self._by_uri: dict[str, Mark] = {}
        for mark in drift.edited():
            spot = snapshot.spot(mark.uri, mark.start)
            if spot is None:
                continue
            cell, start = spot
            end = start + mark.end - mark.start
            low, high = statement_bounds(snapshot.document.cells[cell], start, end)
            shift = mark.start - start
            self._by_uri[mark.uri] = Mark(mark.uri, low + shift, high + shift)
        places = {_order(snapshot, region): region for region in self._by_uri.values()}
        self._orders = sorted(places)
        self.all = [places[order] for order in self._orders]

    def touch(self, mark: Mark) -> bool:
        region = self._by_uri.get(mark.uri)
        return region is not None and mark.start <= region.end and mark.end >= region.start

    def next(self, snapshot: Snapshot, mark: Mark) -> Mark | None:
        """The first region behind a place."""
        number = bisect_right(self._orders, _order(snapshot, mark))
        return self.all[number] if number < len(self.all) else None


def _is_broken(snapshot: Snapshot, region: Mark) -> bool:
    spot = snapshot.spot(region.uri, region.start)
    if spot is None:
        return False
    cell, start = spot
    end = start + region.end - region.start
    errors = parse(snapshot.document.cells[cell]).errors
    return any(low <= end and high >= start for low, high in errors)


def _order(snapshot: Snapshot, mark: Mark) -> tuple[int, int, int]:
    return snapshot.program.cell_at(mark.uri) or 0, mark.start, mark.end


def _may_speak_of_absence(snapshot: Snapshot, mark: Mark, regions: _Regions) -> bool:
    """Whether the user is past the statement that something is missing for."""
    if regions.touch(mark):
        return False  # still at it
    region = regions.next(snapshot, mark)
    # Else the very next statement may be what was missing.
    return region is None or _statement_between(snapshot, mark, region)


def _statement_between(snapshot: Snapshot, mark: Mark, region: Mark) -> bool:
    """Whether a whole statement stands after `mark` and before `region`."""
    first, last = snapshot.spot(mark.uri, mark.end), snapshot.spot(region.uri, region.start)
    if first is None or last is None:
        return False
    own_end = statement_bounds(snapshot.document.cells[first[0]], first[1], first[1])[1]
    for index in range(first[0], last[0] + 1):
        for statement in parse(snapshot.document.cells[index]).body:
            after = index > first[0] or statement.start >= own_end
            if after and (index < last[0] or statement.end <= last[1]):
                return True
    return False


def one_per_call(snapshot: Snapshot, placed: list[Placed]) -> list[Placed]:
    """The gravest finding of each call, with notes of the others; the rest as it is."""
    groups: dict[object, list[Placed]] = {}
    for one in placed:
        groups.setdefault(_call_of(snapshot, one.mark) or one.key, []).append(one)
    winners: list[Placed] = []
    for group in groups.values():
        winner, *others = sorted(group, key=gravity)
        if others:
            notes = tuple(
                Note(other.mark, f"also here: {other.finding.message}")
                for other in others
                if other.finding.severity != "info" or winner.finding.severity == "info"
            )
            winner = winner._replace(notes=(*winner.notes, *notes), also=tuple(others))
        winners.append(winner)
    return winners


def _call_of(snapshot: Snapshot, mark: Mark) -> tuple[str, int, int] | None:
    spot = snapshot.spot(mark.uri, mark.start)
    if spot is None:
        return None
    cell, start = spot
    call = innermost_call(snapshot.document.cells[cell], start, start + mark.end - mark.start)
    return None if call is None else (mark.uri, call.start, call.end)


def gravity(placed: Placed) -> tuple[int, int, bool, Mark]:
    """The smaller, the graver."""
    finding = placed.finding
    return (
        _SEVERITY.get(finding.severity, 3),
        _HAPPENS.get(finding.happens, 4),
        not finding.certain,
        placed.mark,
    )
