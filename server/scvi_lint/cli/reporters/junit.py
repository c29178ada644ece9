"""`junit`: XML that every build server shows as tests: a failed one for each finding."""

from __future__ import annotations

from scvi_lint.answers.located import Located
from scvi_lint.cli.report import Out, Report
from scvi_lint.escaping import for_xml


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
        counts = f'tests="{size}" failures="{size}" errors="0" skipped="0"'
        out(f'  <testsuite name="{for_xml(path)}" {counts}>\n')
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
    name = for_xml(f"{finding.code} {finding.name} at {one.place}")
    text = "\n".join(map(for_xml, lines))
    out(f'    <testcase name="{name}" classname="{for_xml(one.place.path)}">\n')
    out(
        f'      <failure message="{for_xml(finding.message)}" '
        f'type="{for_xml(finding.severity)}">{text}</failure>\n'
    )
    out("    </testcase>\n")
