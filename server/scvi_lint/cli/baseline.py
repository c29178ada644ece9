"""A baseline: the findings that a project lives with, counted for each file and rule.

Counts survive edits that move lines. When there are fewer than counted, the file shrinks, so that
what was mended stays mended; when there are more, all of them are shown, for nobody can tell the
new one from the old. Findings that rest on a look at a data file, or on what another program wrote
to one, are never counted: the next machine may not have the file, and a change of the other program
is no change of this one.
"""

from __future__ import annotations

import argparse
import json
import os
from typing import TYPE_CHECKING, TypeGuard

from scvi_lint import disk
from scvi_lint.cli.failure import Failure, reason, say
from scvi_lint.cli.outcome import Outcome
from scvi_lint.cli.report import Report
from scvi_lint.cli.reporters.summary import counted
from scvi_lint.cli.terminal import in_ci
from scvi_lint.escaping import json_text
from scvi_lint.json_values import table

if TYPE_CHECKING:
    from scvi_lint.json_values import Json

Counts = dict[str, dict[str, int]]
_VERSION = 1
_MOST = 1_000_000_000


def apply_baseline(outcomes: list[Outcome], options: argparse.Namespace, report: Report) -> bool:
    """Take what the baseline accounts for out of the report; write it as the options say.

    True when it should shrink and must not: that fails a build. Raises Failure.
    """
    path = options.baseline
    folder = os.path.dirname(os.path.abspath(path))
    names = {outcome.name: _name(outcome.name, folder) for outcome in outcomes}
    if options.update_baseline:
        known = _read(path, missing=True)
        fresh = _kept(known, set(names.values()), folder)
        for one in outcomes:
            # What a rule that failed had found before is not known to be gone.
            before = known.get(names[one.name], {})
            kept = {code: before[code] for code in one.failed if before.get(code)}
            if kept or one.tally:
                fresh[names[one.name]] = {**one.tally, **kept}
        _write(path, fresh)
        say(f"wrote {counted(_total(fresh), 'problem')} to {path}")
        known = fresh
    else:
        known = _read(path, missing=False)
    shrunk = _shrunk(known, outcomes, names)
    if options.prune_baseline:
        shrunk = _kept(shrunk, set(), folder)
    _hide(known, outcomes, names, report)
    gone = _total(known) - _total(shrunk)
    if not gone:
        return False
    mode = options.baseline_mode or ("lock" if in_ci() else "auto")
    if mode == "auto" or options.prune_baseline:
        _write(path, shrunk)
        say(f"{counted(gone, 'problem')} in {path} {_were(gone)} mended: it is shorter now")
        return False
    say(
        f"{path} counts {counted(gone, 'problem')} too many: mended, but not taken out. "
        f"Run `scvi-lint check --baseline {path} --prune-baseline` and commit it."
    )
    return True


def _hide(known: Counts, outcomes: list[Outcome], names: dict[str, str], report: Report) -> None:
    hidden = {
        (one.name, code)
        for one in outcomes
        for code, allowed in known.get(names[one.name], {}).items()
        if one.tally.get(code, 0) <= allowed
    }
    kept = [
        one
        for one in report.findings
        if one.finding.evidence
        or one.finding.lineage
        or (one.place.path, one.finding.code) not in hidden
    ]
    report.hidden = len(report.findings) - len(kept)
    report.findings = kept


def _shrunk(known: Counts, outcomes: list[Outcome], names: dict[str, str]) -> Counts:
    """The baseline without what is gone from the files and rules that were looked at."""
    found = {path: dict(codes) for path, codes in known.items()}
    for one in outcomes:
        codes = found.get(names[one.name], {})
        for code in list(codes):
            now = one.tally.get(code, 0)
            if code in one.on and now < codes[code]:
                codes[code] = now
    return _without_zeros(found)


def _kept(known: Counts, replaced: set[str], folder: str) -> Counts:
    """The entries of other files, as far as these still exist."""
    return {
        path: codes
        for path, codes in known.items()
        if path not in replaced and os.path.exists(os.path.join(folder, path))
    }


def _without_zeros(counts: Counts) -> Counts:
    slim = {path: {code: n for code, n in codes.items() if n} for path, codes in counts.items()}
    return {path: codes for path, codes in slim.items() if codes}


def _name(shown: str, folder: str) -> str:
    """A file's name in the baseline: relative to it, so that the working directory is no matter."""
    return os.path.relpath(os.path.abspath(shown), folder).replace(os.sep, "/")


def _read(path: str, *, missing: bool) -> Counts:
    try:
        content: Json = json.loads(disk.read(path, disk.LOCK).decode("utf-8"))
    except FileNotFoundError:
        if missing:
            return {}
        raise Failure(f"there is no baseline {path}; --update-baseline writes a new one") from None
    except OSError as error:
        raise Failure(f"cannot read {path}: {reason(error)}") from None
    except (ValueError, RecursionError):
        raise Failure(f"{path} is no baseline: it is not JSON") from None
    rows = content.get("findings") if isinstance(content, dict) else None
    if not isinstance(rows, dict) or table(content).get("version") != _VERSION:
        raise Failure(f"{path} is no baseline of this version")
    found: Counts = {}
    for name, codes in rows.items():
        counts = {code: one for code, one in table(codes).items() if _is_count(one)}
        if not isinstance(codes, dict) or len(counts) < len(codes):
            raise Failure(f"{path} is no baseline: {name!r} has no counts by rule")
        found[name] = counts
    return found


def _is_count(number: object) -> TypeGuard[int]:
    return type(number) is int and 0 <= number <= _MOST


def _write(path: str, counts: Counts) -> None:
    from scvi_lint.cli.writing import write_file

    ordered = {name: dict(sorted(codes.items())) for name, codes in sorted(counts.items())}
    text = json_text({"version": _VERSION, "findings": ordered}, indent=2)
    write_file(path, (text + "\n").encode("utf-8", "backslashreplace"))


def _total(counts: Counts) -> int:
    return sum(n for codes in counts.values() for n in codes.values())


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
