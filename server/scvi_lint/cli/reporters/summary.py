"""The last lines of a report for people: how much was found, in how much, and what can be done."""

from __future__ import annotations

from scvi_lint.cli.report import Out, Report
from scvi_lint.cli.terminal import wrapped
from scvi_lint.escaping import sentence
from scvi_lint.linting.versions import key

_WORDS = {"error": "error", "warning": "warning", "info": "note"}


def write_summary(report: Report, out: Out) -> None:
    """What was found, what was fixed, what --fix could do, and the release that was assumed."""
    if report.quiet:
        return
    paint = report.terminal.paint
    if report.fixed:
        _write_fixed(report, out)
    if report.findings:
        counts = dict.fromkeys(_WORDS, 0)
        for one in report.findings:
            counts[one.finding.severity] += 1
        parts = [counted(counts[name], word) for name, word in _WORDS.items() if counts[name]]
        files = len(report.by_path())
        total = counted(len(report.findings), "problem")
        out(
            f"{paint('bold', f'Found {total}')} ({', '.join(parts)}) in {counted(files, 'file')}.\n"
        )
        _write_fixable(report, out)
        if report.quieter:
            out(f"{_quieter(report)} not shown.\n")
    elif report.quieter:
        out(f"{paint('good', 'No problems')}{_scope(report)}; {_quieter(report)}.\n")
    elif not report.incomplete:
        out(f"{paint('good', 'No problems found')}{_scope(report)}.\n")
    elif report.relevant:
        out(f"No problems found in what could be read{_scope(report)}.\n")
    if report.hidden:
        out(
            f"{counted(report.hidden, 'problem')} in the baseline {_is(report.hidden)} not shown.\n"
        )
    if report.releases:
        out(paint("faint", f"Checked against {_releases(report)}.") + "\n")


def _write_fixed(report: Report, out: Out) -> None:
    """What was mended, and what was only silenced by a comment: the two are not the same."""
    silenced = sum(one.silences for one in report.fixed)
    if silenced < len(report.fixed):
        out(f"Fixed {counted(len(report.fixed) - silenced, 'problem')}.\n")
    if silenced:
        out(f"Silenced {counted(silenced, 'finding')} by comments; nothing was mended there.\n")


def _quieter(report: Report) -> str:
    """What is less severe than what was asked for, and how to see it."""
    counts = [
        counted(report.quieter[name], _WORDS[name]) for name in _WORDS if name in report.quieter
    ]
    least = next(name for name in reversed(_WORDS) if name in report.quieter)
    return f"{', '.join(counts)} (--severity {least})"


def _write_fixable(report: Report, out: Out) -> None:
    safe = sum(one.safe_fix is not None for one in report.findings)
    unsafe = sum(bool(one.fixes) and one.safe_fix is None for one in report.findings)
    if not safe and not unsafe:
        return
    sentences: list[str] = []
    if safe:
        sentences.append(f"[*] {safe} can be fixed with --fix")
    if unsafe:
        how = "with --fix --unsafe-fixes, which changes results"
        sentences.append(f"{unsafe} {'more' if safe else 'can be fixed'} {how}")
    out(wrapped(f"{'; '.join(sentences)}.", report.terminal.width) + "\n")


def _scope(report: Report) -> str:
    if report.files == report.relevant == 1:
        return ""
    if not report.files:
        return ": there is no file to check"
    if not report.relevant:
        return f": none of {counted(report.files, 'file')} uses scvi-tools"
    uses = "uses" if report.relevant == 1 else "use"
    return f" in {counted(report.files, 'file')}, {report.relevant} of which {uses} scvi-tools"


def _releases(report: Report) -> str:
    known = sorted(set(report.releases), key=lambda pair: (key(pair[0]), pair[1]))
    parts = [
        f"scvi-tools {version} ({sentence(origin) or 'the newest known; nothing names another'})"
        for version, origin in known[:3]
    ]
    return ", ".join(parts) + (" and others" if len(known) > 3 else "")


def counted(number: int, word: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
