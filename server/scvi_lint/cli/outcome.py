"""What is left of one file when it was checked: enough to report it, and to send it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.answers.located import Located

if TYPE_CHECKING:
    from scvi_lint.picture.graph import Picture


class Outcome:
    """The findings of one file.

    `tally` counts the findings of every severity by code, without those that rest on evidence or
    lineage; `on` are the codes that could have been found: both are for baselines. `release` is the
    release of scvi-tools that was assumed, and why. `quieter` counts, by severity, what was found
    below the severity that is shown. `failed` are rules that could not be asked everywhere.
    `picture` is there where a report with pictures was asked for.
    """

    __slots__ = ("failed", "findings", "name", "on", "picture", "quieter", "release", "tally")

    def __init__(
        self,
        name: str,
        findings: list[Located],
        tally: dict[str, int],
        on: frozenset[str],
        release: tuple[str, str] | None,
        quieter: dict[str, int],
        failed: frozenset[str] = frozenset(),
        picture: Picture | None = None,
    ) -> None:
        self.name = name
        self.findings = findings
        self.tally = tally
        self.on = on
        self.release = release
        self.quieter = quieter
        self.failed = failed
        self.picture = picture
