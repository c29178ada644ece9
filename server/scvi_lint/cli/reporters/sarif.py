"""`sarif`: the Static Analysis Results Interchange Format 2.1.0, with each rule's help.

A place in a notebook is a place in a cell, which SARIF cannot name: there the region is left out,
and `properties` carry the cell, the start and the end in the words of the JSON form.
"""

from __future__ import annotations

from urllib.parse import quote

from scvi_lint.answers.catalogue import all_rules, cited, documentation
from scvi_lint.answers.located import Located, LocatedFix, Place
from scvi_lint.answers.record import where
from scvi_lint.answers.rule_pages import as_markdown
from scvi_lint.cli.about import version
from scvi_lint.cli.report import Out, Report
from scvi_lint.cli.reporters.fingerprint import fingerprints
from scvi_lint.escaping import for_sarif, json_text
from scvi_lint.linting.index import Entry

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVEL = {"error": "error", "warning": "warning", "info": "note"}


def write(report: Report, out: Out) -> None:
    """One run, with the rules that spoke in it."""
    names_of = {one.finding.code: one.finding.name for one in report.findings}
    codes = sorted(names_of)
    known = {rule.code: rule for rule in all_rules(report.plugins)}
    number = {code: place for place, code in enumerate(codes)}
    names = fingerprints(report.findings)
    releases = {release for release, _ in report.releases}
    release = releases.pop() if len(releases) == 1 else None
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "scvi-lint",
                        "version": version(),
                        "rules": [
                            # One of a package that only the user's own settings name is not
                            # looked up again.
                            _rule(known[code], release)
                            if code in known
                            else {"id": code, "name": _name(names_of[code])}
                            for code in codes
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(one, number[one.finding.code], name)
                    for one, name in zip(report.findings, names, strict=True)
                ],
            }
        ],
    }
    out(json_text(log, indent=2) + "\n")


def _name(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))


def _rule(rule: Entry, release: str | None) -> dict[str, object]:
    """What a rule says of itself, with the pages of the release that was assumed."""
    known = documentation(rule)
    text = known.text or known.title
    found: dict[str, object] = {
        "id": rule.code,
        "name": _name(rule.name),
        "shortDescription": {"text": known.title},
        "fullDescription": {"text": text},
        "help": {"text": text, "markdown": as_markdown(rule, release)},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        "properties": {"tags": ["scvi-tools"], "happens": rule.happens},
    }
    places = cited(rule, release)
    if places:
        found["helpUri"] = places[0].url
    return found


def _result(one: Located, rule: int, name: str) -> dict[str, object]:
    finding = one.finding
    citation = finding.citation
    properties: dict[str, object] = {
        "certainty": finding.certainty,
        "happens": finding.happens,
        "evidence": finding.evidence,
        "lineage": finding.lineage,
    }
    if citation is not None:
        properties["citation"] = {
            "path": citation.path,
            "heading": citation.heading,
            "url": citation.url,
        }
    found: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVEL[finding.severity],
        "message": {"text": for_sarif(finding.message)},
        "locations": [_location(one.place)],
        "partialFingerprints": {"scviLint/v1": name},
        "properties": properties,
    }
    if one.related:
        found["relatedLocations"] = [
            {"id": number, **_location(near.place), "message": {"text": for_sarif(near.message)}}
            for number, near in enumerate(one.related, 1)
        ]
    fixes = [_fix(fix) for fix in one.fixes if all(place.cell is None for place, _ in fix.edits)]
    if fixes:
        found["fixes"] = fixes
    return found


def _location(place: Place) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": _artifact(place.path)}
    found: dict[str, object] = {"physicalLocation": physical}
    if place.cell is None:
        physical["region"] = _region(place)
    else:
        found["logicalLocations"] = [{"name": f"cell {place.cell}", "kind": "member"}]
        found["properties"] = {key: value for key, value in where(place).items() if key != "path"}
    return found


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path.encode("utf-8", "surrogateescape"))}


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.start[0],
        "startColumn": place.start[1],
        "endLine": place.end[0],
        "endColumn": place.end[1],
    }


def _fix(fix: LocatedFix) -> dict[str, object]:
    by_path: dict[str, list[dict[str, object]]] = {}
    for place, text in fix.edits:
        replacement: dict[str, object] = {
            "deletedRegion": _region(place),
            "insertedContent": {"text": text},
        }
        by_path.setdefault(place.path, []).append(replacement)
    return {
        "description": {"text": for_sarif(fix.title)},
        "artifactChanges": [
            {"artifactLocation": _artifact(path), "replacements": changes}
            for path, changes in by_path.items()
        ],
        "properties": {"safety": "safe" if fix.safe else "unsafe"},
    }
