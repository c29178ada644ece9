"""Every output format: a golden file each, and its own schema or consumer where there is one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from command_line import FIXED, Lint

from schema_store import published

Golden = Callable[[str, str], None]

FORMATS = ("full", "concise", "grouped", "json", "jsonl", "sarif", "github", "gitlab", "junit")


def report(lint: Lint, form: str, *more: str) -> str:
    answer = lint("check", "--output-format", form, *FIXED, *more)
    assert (answer.code, answer.err) == (1, "")
    return answer.out


def without_version(text: str) -> str:
    """A release must not change the golden files."""
    return re.sub(r'("name": "scvi-lint",\s+"version": )"[^"]*"', r'\1"…"', text)


def without_documentation(sarif: str) -> str:
    """What a rule says of itself is the rule's own business."""
    log = json.loads(sarif)
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        for name in ("shortDescription", "fullDescription", "help"):
            assert all(rule[name].values()), (rule["id"], name)
            rule[name] = dict.fromkeys(rule[name], "…")
        if "helpUri" in rule:
            assert "/en/1.4.2/" in rule["helpUri"]
            rule["helpUri"] = "…"
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("form", FORMATS)
def test_what_a_format_writes_is_what_it_wrote_before(
    form: str, programs: Path, lint: Lint, golden: Golden
) -> None:
    text = without_version(report(lint, form))
    golden(f"{form}.txt", without_documentation(text) if form == "sarif" else text)


def test_statistics_count_by_rule(programs: Path, lint: Lint, golden: Golden) -> None:
    golden("statistics.txt", report(lint, "full", "--statistics"))


def test_statistics_for_programs(programs: Path, lint: Lint) -> None:
    rows = json.loads(report(lint, "json", "--statistics"))
    assert {row["code"]: row["findings"] for row in rows}["SCV504"] == 3
    assert rows == sorted(rows, key=lambda row: (-row["findings"], row["code"]))


def test_a_place_in_json_is_the_text_that_it_names(programs: Path, lint: Lint) -> None:
    for row in json.loads(report(lint, "json")):
        text = (programs / row["path"]).read_text(encoding="utf-8")
        if row["cell"] is not None:
            text = "".join(json.loads(text)["cells"][row["cell"] - 1]["source"])
        lines = text.split("\n")
        start, end = row["start"], row["end"]
        assert start["line"] == end["line"]
        said = lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1]
        if row["code"] == "SCV504":
            assert said == "lr=1e-3"
        if row["code"] == "SCV401":
            assert said == '"batch_7"'


def test_json_has_the_documented_keys_in_the_documented_order(programs: Path, lint: Lint) -> None:
    rows = json.loads(report(lint, "json"))
    keys = (
        "code name severity certainty happens evidence lineage message path cell start end citation"
    )
    for row in rows:
        assert list(row) == [*keys.split(), "related", "fixes"]
        assert row["citation"] is None or list(row["citation"]) == ["path", "heading", "url"]
        for fix in row["fixes"]:
            assert list(fix) == ["title", "safety", "edits"]
            assert fix["safety"] in ("safe", "unsafe")
            for edit in fix["edits"]:
                assert list(edit) == ["path", "cell", "start", "end", "text"]
        for near in row["related"]:
            assert list(near) == ["path", "cell", "start", "end", "message"]


def test_json_is_sorted_by_path_cell_and_place(programs: Path, lint: Lint) -> None:
    rows = json.loads(report(lint, "json"))
    places = [
        (row["path"], row["cell"] or 0, row["start"]["line"], row["start"]["column"])
        for row in rows
    ]
    assert places == sorted(places)
    assert len({row["path"] for row in rows}) == 5


def test_jsonl_holds_the_same_as_json(programs: Path, lint: Lint) -> None:
    lines = report(lint, "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(report(lint, "json"))


def test_nothing_found_is_an_empty_document_in_every_format(programs: Path, lint: Lint) -> None:
    outputs = {}
    for form in FORMATS:
        answer = lint("check", "clean.py", "--output-format", form, *FIXED)
        assert answer.code == 0
        outputs[form] = answer.out
    assert json.loads(outputs["json"]) == [] == json.loads(outputs["gitlab"])
    assert outputs["jsonl"] == outputs["github"] == ""
    assert json.loads(outputs["sarif"])["runs"][0]["results"] == []
    assert "No problems found" in outputs["full"]


def test_sarif_fits_its_schema(programs: Path, lint: Lint) -> None:
    schema = published("Static Analysis Results Format (SARIF) Version 2.1.0-rtm.5")
    log = json.loads(report(lint, "sarif"))
    jsonschema.Draft4Validator(schema).validate(log)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(schema).validate({**log, "version": 3})


def test_sarif_brings_the_help_of_each_rule(programs: Path, lint: Lint) -> None:
    run = json.loads(report(lint, "sarif"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["help"]["text"] and rule["help"]["markdown"].startswith("# ")
    assert all("helpUri" in rule for rule in rules if not rule["id"].startswith("SCV00"))


def test_sarif_names_the_cell_where_it_cannot_name_a_line(programs: Path, lint: Lint) -> None:
    results = json.loads(report(lint, "sarif"))["runs"][0]["results"]
    places = [
        result["locations"][0]
        for result in results
        if result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith("ipynb")
    ]
    assert places
    for place in places:
        assert "region" not in place["physicalLocation"]
        assert place["properties"]["cell"] == int(place["logicalLocations"][0]["name"][5:])


def test_sarif_and_json_tell_the_same(programs: Path, lint: Lint) -> None:
    results = json.loads(report(lint, "sarif"))["runs"][0]["results"]
    rows = json.loads(report(lint, "json"))
    level = {"error": "error", "warning": "warning", "info": "note"}
    assert [(one["ruleId"], one["level"], one["message"]["text"]) for one in results] == [
        (row["code"], level[row["severity"]], row["message"]) for row in rows
    ]
    for one, row in zip(results, rows, strict=True):
        assert one["properties"]["certainty"] == row["certainty"]
        assert one["properties"]["happens"] == row["happens"]
        assert len(one.get("relatedLocations", [])) == len(row["related"])


# What GitLab documents of a Code Quality report, in our words.
GITLAB: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "fingerprint": {"type": "string", "minLength": 1},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^[^./]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def test_gitlab_gets_what_it_documents(programs: Path, lint: Lint) -> None:
    issues = json.loads(report(lint, "gitlab"))
    jsonschema.validate(issues, GITLAB)
    names = [issue["fingerprint"] for issue in issues]
    assert len(set(names)) == len(names)


def test_a_fingerprint_survives_lines_that_are_added_above(programs: Path, lint: Lint) -> None:
    before = [issue["fingerprint"] for issue in json.loads(report(lint, "gitlab"))]
    path = programs / "integrate.py"
    path.write_text("# one\n# two\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert [issue["fingerprint"] for issue in json.loads(report(lint, "gitlab"))] == before


def test_junit_can_be_read_by_a_reader_of_junit(programs: Path, lint: Lint) -> None:
    junitparser = pytest.importorskip("junitparser")
    suites = junitparser.JUnitXml.fromstring(report(lint, "junit").encode())
    rows = json.loads(report(lint, "json"))
    assert suites.failures == suites.tests == len(rows)
    cases = [case for suite in suites for case in suite]
    assert [case.result[0].message for case in cases] == [row["message"] for row in rows]
    assert {suite.name for suite in suites} == {row["path"] for row in rows}


def test_junit_of_a_clean_run_is_a_passed_test(programs: Path, lint: Lint) -> None:
    junitparser = pytest.importorskip("junitparser")
    answer = lint("check", "clean.py", "--output-format", "junit", *FIXED)
    suites = junitparser.JUnitXml.fromstring(answer.out.encode())
    assert (suites.tests, suites.failures) == (1, 0)


COMMAND = re.compile(
    r"::(error|warning|notice) ((?:\w+=[^,:\r\n]*)(?:,\w+=[^,:\r\n]*)*)::([^\r\n]*)"
)


def test_github_gets_one_workflow_command_a_finding(programs: Path, lint: Lint) -> None:
    lines = report(lint, "github").splitlines()
    rows = json.loads(report(lint, "json"))
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        match = COMMAND.fullmatch(line)
        assert match is not None, line
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        assert properties["file"] == row["path"]
        if row["cell"] is None:
            assert int(properties["line"]) == row["start"]["line"]
        assert row["message"].replace("%", "%25") in match[3]


def test_github_commands_cannot_be_forged_by_a_file_name(here: Path, lint: Lint) -> None:
    name = "a,line=1::x%0A::error::.py"
    (here / name).write_text("import scvi\nx = (\n")
    (line,) = lint("check", "--output-format", "github").out.splitlines()
    match = COMMAND.fullmatch(line)
    assert match is not None
    assert "file=a%2Cline=1%3A%3Ax%250A%3A%3Aerror%3A%3A.py" in match[2]
