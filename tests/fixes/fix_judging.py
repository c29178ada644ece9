"""What a fix does to a program, made in memory: the faults of a fix, a sentence each.

A fix is in order when
- its edits lie in the file of its finding, and do not overlap;
- what Python could read, it still reads, with every comment where it was;
- the finding is gone, no error or warning came, and nothing is imported twice;
- it is not offered again, and no fix that is offered then leads back.
A safe one changes no number besides: either the program raises for certain where it is made, so
that there were none, or it writes otherwise what the library ignores. The latter is so for the
rules of `CHANGES_NO_NUMBER`, and for no others without a reason there.
"""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from scvi_lint.interpreter.events.remarks import Fix
from scvi_lint.linting.findings import Finding
from scvi_lint.source.documents.document import Document
from scvi_lint.source.documents.edits import EditError, apply_edits
from scvi_lint.source.documents.masks import mask
from scvi_lint.source.documents.span import Span

LOUD = ("error", "warning")

CHANGES_NO_NUMBER = {
    "SCV002": "a comment that silences nothing is taken away",
    "SCV019": "the call takes what is left out, and never looks at it",
    "SCV355": "any word but 'ln' is taken for 'normal'",
    "SCV416": "an array is returned, whatever return_numpy says",
    "SCV424": "weights are not looked at without n_samples_overall",
    "SCV516": "the callback drops these arguments",
}

Check = Callable[[bytes], "Checked"]


class Checked(NamedTuple):
    """A file, and all that is found in it."""

    data: bytes
    document: Document
    findings: list[Finding]


def faults_of_fixes(before: Checked, check: Check) -> list[str]:
    """What is wrong with any fix of any finding of a program, or with all safe ones at once."""
    said = [f"all safe fixes at once: {fault}" for fault in _faults_of_all(before, check)]
    for finding in before.findings:
        for fix in finding.fixes:
            kind = "safe" if fix.safe else "unsafe"
            for fault in faults_of(before, finding, fix, check):
                said.append(f"{finding.code}, {kind} fix {fix.title!r}: {fault}")
    return said


def faults_of(before: Checked, finding: Finding, fix: Fix, check: Check) -> list[str]:
    """What is wrong with one fix."""
    if any(span.path != finding.span.path for span, _ in fix.edits):
        return ["it edits another file"]
    if before.document.path != finding.span.path:
        return []  # it stands in a module, which is judged by itself
    try:
        data = apply_edits(before.document, before.data, fix.edits)
    except EditError as error:
        return [error.reason]
    if data == before.data:
        return ["it changes nothing"]
    after = check(data)
    said = [*_faults_of_text(before.document, after.document)]
    if said:
        return said
    if weight(after.findings)[finding.code] >= weight(before.findings)[finding.code]:
        said.append("its finding is still there")
    if fix.safe and not _is_safe(finding):
        said.append("nothing says why no number can change")
    said += [f"it brings {one}" for one in _brought(before.findings, after.findings)]
    said += _faults_of_next(before, after, finding, fix)
    return said


def _is_safe(finding: Finding) -> bool:
    if finding.code in CHANGES_NO_NUMBER:
        return finding.certain
    return finding.certain and finding.happens.startswith("raises")


def _faults_of_all(before: Checked, check: Check) -> list[str]:
    """Whether the safe fixes get in each other's way, made at once as an editor makes them."""
    edits: list[tuple[Span, str]] = []
    for finding in before.findings:
        fix = next((one for one in finding.fixes if one.safe), None)
        here = fix is not None and finding.span.path == before.document.path
        if (
            fix is not None
            and here
            and not any(_touch(a, b) for a, _ in fix.edits for b, _ in edits)
        ):
            edits += fix.edits
    if not edits:
        return []
    after = check(apply_edits(before.document, before.data, edits))
    brought = _brought(before.findings, after.findings)
    return [*_faults_of_text(before.document, after.document), *(f"brings {b}" for b in brought)]


def _touch(one: Span, other: Span) -> bool:
    here = one[:2] == other[:2]
    return here and (one.start == other.start or (one.start < other.end and other.start < one.end))


def weight(findings: Iterable[Finding]) -> Counter[str]:
    """How many places each rule complains of, those that it only names beside others included."""
    found: Counter[str] = Counter()
    for one in findings:
        found[one.code] += 1 + sum(near.message.startswith("also") for near in one.related)
    return found


def _brought(before: list[Finding], after: list[Finding]) -> list[str]:
    old = weight(one for one in before if one.severity in LOUD)
    new = weight(one for one in after if one.severity in LOUD)
    return [
        f"{one.code} {one.severity}: {one.message}"
        for one in after
        if one.severity in LOUD and new[one.code] > old[one.code]
    ]


def _faults_of_next(before: Checked, after: Checked, finding: Finding, fix: Fix) -> list[str]:
    """Whether the same fix, or one that undoes it, is offered afterwards."""
    said: list[str] = []
    place = moved(finding.span, fix)
    for one in after.findings:
        for following in one.fixes:
            if any(span.path != before.document.path for span, _ in following.edits):
                continue
            if one.code == finding.code and one.span == place and following.title == fix.title:
                said.append("it is offered again")
            try:
                data = apply_edits(after.document, after.data, following.edits)
            except EditError:
                continue  # told when that program is judged
            if data == before.data:
                said.append(f"{one.code} {following.title!r} leads back")
    return said


def moved(span: Span, fix: Fix) -> Span:
    """Where a place begins and ends after the edits."""
    start, end = span.start, span.end
    for old, text in fix.edits:
        grown = len(text) - (old.end - old.start)
        if old.cell != span.cell:
            continue
        if old.end <= span.start:
            start += grown
        if old.end <= span.end:
            end += grown
    return span._replace(start=start, end=max(start, end))


# --- what stands there -------------------------------------------------------------------------


def _faults_of_text(before: Document, after: Document) -> list[str]:
    if [cell.kind for cell in before.cells] != [cell.kind for cell in after.cells]:
        return ["the cells of the file are others"]
    imports: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    for old, new in zip(before.cells, after.cells, strict=True):
        tree = parsed(old.text) if old.kind == "code" else None
        if tree is None:
            continue
        mended = parsed(new.text)
        if mended is None:
            return [f"Python cannot read what it writes: {_changed(old.text, new.text)}"]
        if Counter(comments(old.text)) - Counter(comments(new.text)):
            return [f"a comment is lost: {_changed(old.text, new.text)}"]
        imports[0].update(imported(tree))
        imports[1].update(imported(mended))
    twice = [name for name, count in imports[1].items() if count > max(imports[0][name], 1)]
    return [f"{name} is imported twice" for name in twice]


def parsed(text: str) -> ast.Module | None:
    """The program, without what is IPython's own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(mask(text)[0])
        except (SyntaxError, ValueError):
            return None


def comments(text: str) -> list[str]:
    readable = io.StringIO(mask(text)[0]).readline
    return [
        token.string
        for token in tokenize.generate_tokens(readable)
        if token.type == tokenize.COMMENT
    ]


def imported(tree: ast.Module) -> list[str]:
    """Each name that the program's own level imports, as it is imported."""
    return [
        ast.unparse(type(node)(**{**vars(node), "names": [alias]}))
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    ]


def _changed(old: str, new: str) -> str:
    """The lines that are new."""
    known = set(old.split("\n"))
    return " / ".join(line.strip() for line in new.split("\n") if line not in known)
