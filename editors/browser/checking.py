"""One program that was dropped on the page: the report of `check`, with its picture.

No file is looked for: what a browser has is this program alone.
"""

from __future__ import annotations

import json

from scvi_lint.cli.files import Target
from scvi_lint.cli.report import Report
from scvi_lint.cli.reporters.page import body
from scvi_lint.cli.session import Session
from scvi_lint.cli.terminal import Terminal
from scvi_lint.config.discovery import Configuration


def check(name: str, data: bytes, release: str = "") -> str:
    """`{"html": …, "findings": [codes]}`, for a release of scvi-tools or the newest."""
    given = {"evidence": False, **({"scvi_version": release} if release else {})}
    session = Session(Configuration(given, isolated=True))
    session.draw()
    checked = session.check(Target(f"/nowhere/{name}", name, True), data)
    report = Report(Terminal(False, None))
    report.files = 1
    report.add(checked.outcome(drawn=True))
    report.sort()
    codes = [one.finding.code for one in report.findings]
    return json.dumps({"html": "\n".join(body(report)), "findings": codes})
