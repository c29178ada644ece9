"""`html`: a page to send to somebody: what was found by severity, by file and by rule, then each
file's picture, and each finding with its lines, why it is believed, what explains it and mends it.

One file that loads nothing; whoever reviews a paper or a pull request can attach it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from scvi_lint.answers.located import Located, LocatedRelated, Place
from scvi_lint.cli.report import Out, Report
from scvi_lint.cli.reporters.summary import write_summary
from scvi_lint.cli.terminal import TAB, Terminal
from scvi_lint.escaping import for_html
from scvi_lint.picture import style
from scvi_lint.picture.page import MOST_WIDE, figure, link, page

_NAMED = {"error": "error", "warning": "warning", "info": "note"}
_HAPPENS = {
    "raises": "It raises.",
    "raises after training": "It raises after the training.",
    "warns": "scvi-tools only warns.",
    "silent": "Nothing fails.",
}
# A line of code longer than this is cut.
_WIDEST = 200


def write(report: Report, out: Out) -> None:
    """The page."""
    out(page("scvi-lint", "\n".join(body(report)), stylesheet(drawn=bool(report.pictures))))


def stylesheet(*, drawn: bool) -> str:
    """What `body` is to look like, with or without pictures."""
    css = style.COLOURS + style.PAGE + style.REPORT
    return css + style.PICTURE + style.OF_REPORTS if drawn else css


def body(report: Report) -> Iterator[str]:
    """The elements of the page."""
    yield "<main>"
    yield "<h1>What scvi-lint found</h1>"
    report.terminal = Terminal(False, None)
    lines: list[str] = []
    write_summary(report, lines.append)
    yield from (f"<p>{for_html(line)}</p>" for line in "".join(lines).splitlines())
    groups = report.by_path()
    anchors = {path: f"file-{number}" for number, path in enumerate(groups, 1)}
    if groups:
        yield from _tables(report, groups, anchors)
    number = 0
    wide = len(groups) <= MOST_WIDE
    for path, findings in groups.items():
        yield f'<section><h2 id="{anchors[path]}">{for_html(path)}</h2>'
        picture = report.pictures.get(path)
        if picture is not None and picture.boxes:
            yield "<details><summary>What happens in it</summary>"
            yield from figure(picture, anchors[path], wide=wide)
            yield "</details>"
        for one in findings:
            number += 1
            yield from _finding(one, number)
        yield "</section>"
    yield "</main>"


def _tables(
    report: Report, groups: dict[str, list[Located]], anchors: dict[str, str]
) -> Iterator[str]:
    """How often, by severity, file and rule; each leads to where it begins."""
    yield '<nav aria-label="Summary" class="tables">'
    by_severity = _grouped(report.findings, lambda one: one.finding.severity)
    yield from _table(
        "By severity",
        [
            (_named(name, len(found)), name, f"#finding-{found[0]}", len(found))
            for name in _NAMED
            if (found := by_severity.get(name))
        ],
    )
    yield from _table(
        "By file",
        [
            (path, _loudest(found), f"#{anchors[path]}", len(found))
            for path, found in groups.items()
        ],
    )
    by_rule = _grouped(report.findings, _rule)
    severities = {_rule(one): one.finding.severity for one in report.findings}
    rows = sorted(by_rule.items(), key=lambda row: (-len(row[1]), row[0]))
    yield from _table(
        "By rule",
        [(name, severities[name], f"#finding-{found[0]}", len(found)) for name, found in rows],
    )
    yield "</nav>"


def _rule(one: Located) -> str:
    return f"{one.finding.code} {one.finding.name}"


def _grouped(findings: list[Located], key: Callable[[Located], str]) -> dict[str, list[int]]:
    """The numbers of the findings of each group, as the page counts them."""
    found: dict[str, list[int]] = {}
    for number, one in enumerate(findings, 1):
        found.setdefault(key(one), []).append(number)
    return found


def _loudest(findings: list[Located]) -> str:
    return next(name for name in _NAMED if any(one.finding.severity == name for one in findings))


def _named(severity: str, number: int) -> str:
    return f"{_NAMED[severity]}s" if number > 1 else _NAMED[severity]


def _table(title: str, rows: Iterable[tuple[str, str, str, int]]) -> Iterator[str]:
    yield f"<table><caption>{for_html(title)}</caption>"
    for name, severity, target, number in rows:
        yield (
            f'<tr><th scope="row"><a href="{for_html(target)}">{for_html(name)}</a></th>'
            f'<td class="{for_html(severity)}">{number}</td></tr>'
        )
    yield "</table>"


def _finding(one: Located, number: int) -> Iterator[str]:
    finding = one.finding
    severity = for_html(finding.severity)
    yield f'<article class="finding of-{severity}" aria-labelledby="finding-{number}">'
    yield (
        f'<h3 id="finding-{number}"><span class="{severity}">{for_html(finding.code)} '
        f"{for_html(_NAMED[finding.severity])}</span> "
        f'<span class="place">{for_html(_placed(one.place))}</span></h3>'
    )
    yield f'<p class="said">{for_html(finding.message)}</p>'
    yield from _code(one)
    happens = _HAPPENS.get(finding.happens, "")
    sure = "" if finding.certain else f"Possible, not certain: {finding.doubt}."
    seen = "Seen in a file, not in the program." if finding.evidence else ""
    told = " ".join(filter(None, (happens, sure, seen)))
    if told:
        yield f'<p class="soft">{for_html(told)}</p>'
    if one.related:
        yield '<p class="soft">Because:</p><ul>'
        yield from (f"<li>{for_html(_near(near, one.place))}</li>" for near in one.related)
        yield "</ul>"
    citation = finding.citation
    if citation is not None:
        title = " › ".join(dict.fromkeys(filter(None, (citation.title, citation.heading))))
        about = f": {for_html(citation.about)}" if citation.about else ""
        yield f"<p>See {link(citation.url, title)}{about}</p>"
    for fix in one.fixes:
        warning = "" if fix.safe or "(" in fix.title else " (changes results)"
        yield f"<p>To do: {for_html(fix.title + warning)}</p>"
    yield "</article>"


def _placed(place: Place) -> str:
    line = f"line {place.start[0]}"
    return line if place.cell is None else f"cell {place.cell}, {line}"


def _near(near: LocatedRelated, here: Place) -> str:
    """A reason, and where it is; what both places share is not said again."""
    path = "" if near.place.path == here.path else f"{near.place.path}, "
    return f"{path}{_placed(near.place)}: {near.message}"


def _code(one: Located) -> Iterator[str]:
    """The lines around a place, which is marked."""
    start, end = one.place.start, one.place.end
    rows: list[str] = []
    for number, text in enumerate(one.frame.lines, one.frame.first):
        text = text.rstrip("\r")
        begin = start[1] - 1 if number == start[0] else len(text) - len(text.lstrip())
        stop = end[1] - 1 if number == end[0] else len(text)
        parts = [text, "", ""]
        if start[0] <= number <= end[0]:
            parts = [text[:begin], text[begin:stop], text[stop:]]
        before, place, after = (_shown(part) for part in parts)
        marked = f"<mark>{place}</mark>" if place else ""
        rows.append(f'<span class="number">{number:>4}</span> {before}{marked}{after}')
    if any(one.frame.lines):
        code = "\n".join(rows)
        yield f'<pre tabindex="0" role="group" aria-label="The program there">{code}</pre>'


def _shown(code: str) -> str:
    return for_html(code.expandtabs(TAB), _WIDEST)
