"""A name for a finding that survives changes elsewhere in the file.

Code hosts track findings over time by it: no line number goes in, but the line's own text and,
where the same is found twice, which of them it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from scvi_lint.answers.located import Located


def fingerprints(findings: Iterable[Located]) -> list[str]:
    """One for each finding, all different, in the same order."""
    seen: dict[str, int] = {}
    found: list[str] = []
    for one in findings:
        base = "\0".join((one.finding.code, one.place.path, _line(one)))
        number = seen[base] = seen.get(base, 0) + 1
        text = f"{base}\0{number}".encode("utf-8", "surrogatepass")
        found.append(sha256(text).hexdigest()[:32])
    return found


def _line(one: Located) -> str:
    place = one.place.start[0] - one.frame.first
    lines = one.frame.lines
    return lines[place].strip() if 0 <= place < len(lines) else ""
