"""`junit`: XML that every build server shows as tests: a failed one for each finding."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from scvi_lint.cli.located import Located
from scvi_lint.cli.report import Out, Report

# What XML 1.0 has no way to write.
_IMPOSSIBLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(report: Report, out: Out) -> None:
    """A suite for each file with findings; one passed test when there is none at all."""
    groups = report.by_path()
    total = len(report.findings)
    out('<?xml version="1.0" encoding="UTF-8"?>\n')
    out(f'<testsuites name="scvi-lint" tests="{total or 1}" failures="{total}" errors="0">\n')
    if not groups:
        out('  <testsuite name="scvi-lint" tests="1" failures="0" errors="0" skipped="0">\n')
        out('    <testcase name="no problems found" classname="scvi-lint"/>\n')
        out("  </testsuite>\n")
    for path, findings in groups.items():
        size = len(findings)
        name = _attribute(path)
        out(f'  <testsuite name={name} tests="{size}" failures="{size}" errors="0" skipped="0">\n')
        for one in findings:
            _case(one, out)
        out("  </testsuite>\n")
    out("</testsuites>\n")


def _case(one: Located, out: Out) -> None:
    finding = one.finding
    lines = [f"{one.place}: {finding.code} {finding.severity} {finding.message}"]
    lines += [f"{near.place}: {near.message}" for near in one.related]
    if finding.citation is not None:
        lines.append(finding.citation.url)
    name = _attribute(f"{finding.code} {finding.name} at {one.place}")
    out(f"    <testcase name={name} classname={_attribute(one.place.path)}>\n")
    out(
        f"      <failure message={_attribute(finding.message)} "
        f"type={_attribute(finding.severity)}>{_text(chr(10).join(lines))}</failure>\n"
    )
    out("    </testcase>\n")


def _text(text: str) -> str:
    return escape(_IMPOSSIBLE.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_IMPOSSIBLE.sub("\ufffd", text))
