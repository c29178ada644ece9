"""One fault, one finding: what one rule says of one cause in several places stands together.

Four names of one import, five unknown arguments of one call, four columns of one table that lacks
them, every training of a program without a seed: the reader mends one thing. The gravest of them
is kept, the first of these; the others become places of it that begin with "also", and their
fixes one fix. This comes last, when comments in the program have silenced what they silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scvi_lint.interpreter.domain.facts import ANOTHER_ORDER
from scvi_lint.interpreter.events.remarks import Fix
from scvi_lint.linting.findings import RANK, Finding, Related
from scvi_lint.source.documents.span import Span

# The cause of what is true of a whole file.
WHOLE_FILE = "file"
ALSO = "also"
_MOST_PLACES = 20
_LONGEST_TITLE = 80

Source = Callable[[Span], str]
Edit = tuple[Span, str]


def join(findings: Iterable[Finding], source: Source) -> list[Finding]:
    """The findings, those of one cause as one; `source` gives the program's text at a place."""
    groups: list[list[Finding]] = []
    known: dict[object, list[Finding]] = {}
    for finding in findings:
        keys = _keys(finding)
        group = next((known[key] for key in keys if key in known), None)
        if group is None:
            group = list[Finding]()
            groups.append(group)
        group.append(finding)
        for key in keys:
            known.setdefault(key, group)
    return [group[0] if len(group) == 1 else _joined(group, source) for group in groups]


def _keys(finding: Finding) -> list[object]:
    """What two findings of one fault share: their cause, or what would mend both."""
    keys: list[object] = [(finding.code, finding.span.path, one) for one in finding.causes]
    if finding.fixes:
        keys.append((finding.code, finding.fixes[0].edits))
    return keys


def _joined(group: list[Finding], source: Source) -> Finding:
    # What the notebook's own record contradicts, it contradicts for all that comes of it.
    doubtful = [one for one in group if one.doubt == ANOTHER_ORDER]
    kept = min(doubtful or group, key=lambda one: (RANK[one.severity], not one.certain))
    others = [one for one in group if one is not kept]
    told = [Related(one.span, _also(one, kept, source)) for one in others[:_MOST_PLACES]]
    kept.related = (*kept.related, *told)
    kept.also = tuple(one.span for one in others)
    kept.fixes = _joined_fixes([kept, *others], source)
    kept.evidence = any(one.evidence for one in group)
    kept.lineage = any(one.lineage for one in group)
    return kept


def _also(one: Finding, kept: Finding, source: Source) -> str:
    """What is said of another place: what stands there where nothing else is different."""
    if one.message == kept.message:
        return ALSO
    here, there = (source(each.span).strip("\"'") for each in (one, kept))
    if here and there and kept.message.startswith(one.message.replace(here, there)):
        return f"{ALSO}: {here}"
    return f"{ALSO}: {one.message}"


def _joined_fixes(group: list[Finding], source: Source) -> tuple[Fix, ...]:
    """Fixes that mend all that can be: each that all of them offer, else the first of each."""
    lists = [one.fixes for one in group if one.fixes]
    if not lists:
        return ()
    first = lists[0]
    found: list[Fix] = []
    for fix in first:
        same = [next((f for f in fixes if f.title == fix.title), None) for fixes in lists]
        parts = [one for one in same if one is not None]
        if len(parts) == len(lists):
            found.append(_together(fix.title, parts, source))
    if not found:
        parts = [fixes[0] for fixes in lists]
        found.append(_together(_title([one.title for one in parts]), parts, source))
    return tuple(found)


def _title(titles: list[str]) -> str:
    """What several fixes do, as one."""
    first, *others = dict.fromkeys(titles)
    whole = ", ".join([first, *(one[:1].lower() + one[1:] for one in others)])
    return whole if len(whole) <= _LONGEST_TITLE else f"{first}, and {len(others)} more like it"


def _together(title: str, fixes: list[Fix], source: Source) -> Fix:
    """One fix with the edits of several; one that contradicts those before it is left out."""
    edits: list[Edit] = []
    for fix in fixes:
        both = _merged([*edits, *fix.edits], source)
        edits = edits if both is None else both
    return Fix(title, *edits, safe=all(fix.safe for fix in fixes))


def _merged(edits: Iterable[Edit], source: Source) -> list[Edit] | None:
    """Edits in order, none over another; None where two of them write different things."""
    merged: list[Edit] = []
    for span, text in sorted(dict.fromkeys(edits), key=lambda edit: edit[0]):
        last, before = merged[-1] if merged else (None, "")
        if last is None or last[:2] != span[:2] or span.start > last.end:
            merged.append((span, text))
        elif span.start == span.end == last.start == last.end:
            merged[-1] = (span, before + text)  # two insertions
        elif span.start == last.end and (text or before):
            merged.append((span, text))
        elif text or before:
            return None
        else:
            merged[-1] = (_without_comma(last._replace(end=max(span.end, last.end)), source), "")
    return merged


def _without_comma(span: Span, source: Source) -> Span:
    """What is taken out of a call up to its end, with the comma that would be left before it."""
    after = source(span._replace(start=span.end, end=span.end + 80)).lstrip()
    before = source(span._replace(start=max(span.start - 80, 0), end=span.start))
    bare = before.rstrip()
    if not after.startswith(")") or not bare.endswith(","):
        return span
    return span._replace(start=span.start - (len(before) - len(bare)) - 1)
