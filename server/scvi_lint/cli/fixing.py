"""`--fix`, `--diff` and `--add-ignores`: programs mended, notebooks rewritten only where edited.

A fix is kept only if what comes out parses as well as before and has no finding that was not
there: a fix that would trade one fault for another is not made. Rounds follow until nothing more
can be mended, so a second run has nothing to do.
"""

from __future__ import annotations

import argparse
import sys

from scvi_lint.cli import checking, contents
from scvi_lint.cli.contents import Contents
from scvi_lint.cli.failure import CLEAN, FAILED, FOUND, Failure, Troubles, alone, say
from scvi_lint.cli.files import Target
from scvi_lint.cli.outcome import Outcome
from scvi_lint.cli.report import Done, Report, write
from scvi_lint.cli.reporters.summary import counted
from scvi_lint.cli.session import Checked, Session
from scvi_lint.config.discovery import Configuration
from scvi_lint.interpreter.events.remarks import Fix
from scvi_lint.linting.findings import Finding
from scvi_lint.linting.silencing import silencing_edits
from scvi_lint.source.documents.edits import EditError, Unfaithful, apply_edits

_MOST_ROUNDS = 20

Chosen = tuple[Finding, Fix]


class Mended:
    """A file after its fixes: the new bytes, what is still found, what was mended and silenced."""

    __slots__ = ("applied", "checked", "data", "silenced")

    def __init__(self, data: bytes, checked: Checked) -> None:
        self.data = data
        self.checked = checked
        self.applied: list[Chosen] = []
        self.silenced: list[Finding] = []


def fix_files(
    settings: Configuration,
    relevant: list[Contents],
    options: argparse.Namespace,
    report: Report,
    troubles: Troubles,
) -> int:
    """Mend all files, report what is left; the exit code."""
    session = Session(settings)
    outcomes: list[Outcome] = []
    differs = False
    for found in relevant:
        lines: list[str] = []
        with alone(found.target.name, troubles):
            mended, lines = _mended(session, found, options, report, troubles)
            if mended is not None and not options.diff:
                outcome = mended.checked.outcome(for_baseline=bool(options.baseline))
                outcomes.append(outcome)
                report.add(outcome)
        sys.stdout.writelines(lines)
        differs = differs or bool(lines)
    if options.diff:
        return _finish_diff(differs, report, options, troubles)
    locked = False
    if options.baseline:
        from scvi_lint.cli.baseline import apply_baseline

        locked = apply_baseline(outcomes, options, report)
    _show_fixes(report, options)
    report.incomplete = bool(troubles.count)
    write(report, options)
    return FOUND if locked and not troubles.count else checking.exit_code(report, options, troubles)


def _mended(
    session: Session,
    found: Contents,
    options: argparse.Namespace,
    report: Report,
    troubles: Troubles,
) -> tuple[Mended | None, list[str]]:
    """A file as the options want it, which is written unless only the diff is asked for."""
    target = found.target
    data = found.data if found.data is not None else _read(found)
    checked = session.check_file(found, troubles)
    if data is None or checked is None:
        return None, []
    mended = Mended(data, checked)
    try:
        if options.fix or options.diff:
            mended = mend(session, target, checked, data, unsafe=options.unsafe_fixes)
        if options.add_ignores is not None:
            mended = _silence(session, target, mended, options.add_ignores)
    except Unfaithful as error:
        troubles.add(f"{target.name} was not fixed. {error.reason} Save it as UTF-8.")
    if options.diff:
        report.fixed += _done(target, mended)
        return mended, _diff(checked, data, mended, report)
    if mended.data != data and not _save(target, data, mended.data, troubles):
        mended = Mended(data, checked)
    report.fixed += _done(target, mended)
    return mended, []


def fix_stdin(
    session: Session,
    target: Target,
    checked: Checked,
    data: bytes,
    options: argparse.Namespace,
    report: Report,
    troubles: Troubles,
) -> int:
    """The mended program to standard output, everything else to standard error."""
    mended = Mended(data, checked)
    try:
        mended = mend(session, target, checked, data, unsafe=options.unsafe_fixes)
    except Unfaithful as error:
        troubles.add(f"{target.name} was not fixed. {error.reason} Save it as UTF-8.")
    report.fixed = _done(target, mended)
    if options.diff:
        lines = _diff(checked, data, mended, report)
        sys.stdout.writelines(lines)
        return _finish_diff(bool(lines), report, options, troubles)
    sys.stdout.buffer.write(mended.data)
    sys.stdout.buffer.flush()
    report.add(mended.checked.outcome())
    report.sort()
    for one in report.findings:
        finding = one.finding
        say(f"{one.place}: {finding.code} {finding.severity} {finding.message}")
    return checking.exit_code(report, options, troubles)


def mend(
    session: Session, target: Target, checked: Checked, data: bytes, *, unsafe: bool
) -> Mended:
    """Apply fixes until none is left that may be applied. Raises Failure."""
    mended = Mended(data, checked)
    refused: set[tuple[str, str, str]] = set()
    for _ in range(_MOST_ROUNDS):
        chosen = [
            pair for pair in _choose(mended.checked, unsafe) if _key(mended, pair) not in refused
        ]
        if not chosen:
            break
        if _attempt(session, target, mended, chosen):
            continue
        # One of them is to blame: one after another, then, and the rest in the next round.
        for pair in chosen:
            if _attempt(session, target, mended, [pair]):
                break
            refused.add(_key(mended, pair))
    return mended


def _choose(checked: Checked, unsafe: bool) -> list[Chosen]:
    """A fix for each finding that has one, none of which overlaps another."""
    chosen: list[Chosen] = []
    taken: list[tuple[int, int, int]] = []
    for finding in checked.findings:
        fix = next((one for one in finding.fixes if one.safe), None)
        if fix is None and unsafe:
            fix = next(iter(finding.fixes), None)
        if fix is None or any(span.path != checked.name for span, _ in fix.edits):
            continue
        places = [(span.cell, span.start, span.end) for span, _ in fix.edits]
        if not any(_overlap(one, other) for one in places for other in taken):
            taken.extend(places)
            chosen.append((finding, fix))
    return chosen


def _overlap(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    if one[0] != other[0]:
        return False
    return one[1] == other[1] or (one[1] < other[2] and other[1] < one[2])


def _key(mended: Mended, pair: Chosen) -> tuple[str, str, str]:
    """What tells a fix from others when the lines around it have moved."""
    finding, fix = pair
    document = mended.checked.document
    return (finding.code, fix.title, "" if document is None else document.text(finding.span))


def _attempt(session: Session, target: Target, mended: Mended, chosen: list[Chosen]) -> bool:
    """Apply these fixes, if the program is better for it."""
    document = mended.checked.document
    if document is None:
        return False
    try:
        edits = [edit for _, fix in chosen for edit in fix.edits]
        data = apply_edits(document, mended.data, edits)
    except Unfaithful:
        raise
    except EditError:
        return False
    after = session.check(target, data)
    if after.document is None or not _is_better(mended.checked, after):
        return False
    mended.data = data
    mended.checked = after
    mended.applied += chosen
    return True


def _is_better(before: Checked, after: Checked) -> bool:
    """Whether something is gone, and nothing has come: not for a rule that failed, either."""
    if _failed(after) - _failed(before):
        return False
    old, new = _tally(before), _tally(after)
    return sum(new.values()) < sum(old.values()) and all(
        count <= old.get(code, 0) for code, count in new.items()
    )


def _failed(checked: Checked) -> set[str]:
    return set() if checked.result is None else {one.rule for one in checked.result.defects}


def _tally(checked: Checked) -> dict[str, int]:
    found: dict[str, int] = {}
    for finding in checked.everything:
        found[finding.code] = found.get(finding.code, 0) + 1
    return found


def _silence(session: Session, target: Target, mended: Mended, reason: str) -> Mended:
    """Silence all that is still shown by comments."""
    document = mended.checked.document
    if document is None:
        return mended
    edits = silencing_edits(document, mended.checked.findings, reason)
    try:
        data = apply_edits(document, mended.data, edits)
    except Unfaithful:
        raise
    except EditError:
        return mended
    silenced = Mended(data, session.check(target, data))
    left = {(one.code, one.message) for one in silenced.checked.findings}
    silenced.applied = mended.applied
    silenced.silenced = [
        finding
        for finding in mended.checked.findings
        if (finding.code, finding.message) not in left
    ]
    return silenced


def _read(found: Contents) -> bytes | None:
    try:
        return contents.read(found.target)
    except (OSError, contents.TooLarge):
        return None


def _save(target: Target, before: bytes, after: bytes, troubles: Troubles) -> bool:
    """Put the new text in place, unless it is not ours to change; whether that was done."""
    from scvi_lint.cli.writing import replace_text

    try:
        replace_text(target.path, target.name, before, after)
    except Failure as failure:
        troubles.add(str(failure))
        return False
    return True


def _done(target: Target, mended: Mended) -> list[Done]:
    mending = [Done(target.name, finding.code, fix.title) for finding, fix in mended.applied]
    silencing = [
        Done(target.name, one.code, f"Ignore {one.code} by a comment", silences=True)
        for one in mended.silenced
    ]
    return mending + silencing


def _show_fixes(report: Report, options: argparse.Namespace) -> None:
    if not options.show_fixes or not report.fixed:
        return
    say("Done:" if any(one.silences for one in report.fixed) else "Fixed:")
    for path in dict.fromkeys(one.path for one in report.fixed):
        say(f"- {path}:")
        rows = [(one.code, one.title) for one in report.fixed if one.path == path]
        for code, title in dict.fromkeys(rows):
            say(f"    {rows.count((code, title))} × {code} ({title})")


def _diff(checked: Checked, before: bytes, mended: Mended, report: Report) -> list[str]:
    """The lines that tell what changes; none where nothing does."""
    if checked.document is None or mended.data == before:
        return []
    from scvi_lint.cli.difference import difference

    return list(difference(checked.document, before, mended.data, report.terminal))


def _finish_diff(
    differs: bool, report: Report, options: argparse.Namespace, troubles: Troubles
) -> int:
    sys.stdout.flush()
    if not options.quiet:
        count = counted(len(report.fixed), "problem")
        say(f"Would fix {count}." if differs else "There is nothing to fix.")
    if troubles.count:
        return FAILED
    return FOUND if differs and not options.exit_zero else CLEAN
