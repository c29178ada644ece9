"""What a tool is given, and what it tells."""

from __future__ import annotations

from typing import TypedDict

from scvi_lint.mcp.shortened import FindingTold


class Given(TypedDict):
    """What a tool is given; of all this it has what its schema lists."""

    code: str
    filename: str | None
    path: str
    unsafe: bool
    what: str
    question: str
    model: str | None
    severity: str | None
    scvi_version: str | None


Told = dict[str, object]


class Report(TypedDict):
    """What a check found."""

    clean: bool
    scvi_tools: dict[str, str]
    findings: list[FindingTold]
    left_out: int
    quieter: dict[str, int]
