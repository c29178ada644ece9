"""The comparison of two linters tells apart what was added, removed, merged and changed."""

from __future__ import annotations

from typing import Any

from compare import differences


def record(line: int, code: str = "SCV200", **changed: Any) -> dict[str, Any]:
    return {
        "code": code,
        "severity": "warning",
        "message": "Said.",
        "path": "a.py",
        "cell": None,
        "start": {"line": line, "column": 1},
        "end": {"line": line, "column": 5},
        "related": [],
        "fixes": [],
        **changed,
    }


def kinds(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(one.kind, one.where) for one in differences("repo", old, new)]


def test_the_same_findings_do_not_differ() -> None:
    assert kinds([record(1), record(1), record(2)], [record(2), record(1), record(1)]) == []


def test_a_finding_comes_and_another_goes() -> None:
    found = kinds([record(1), record(3)], [record(2), record(3)])
    assert found == [("removed", "repo/a.py:1"), ("added", "repo/a.py:2")]


def test_one_of_two_at_the_same_place_goes() -> None:
    assert kinds([record(1), record(1)], [record(1)]) == [("removed", "repo/a.py:1")]


def test_what_a_neighbour_also_names_is_merged() -> None:
    near = {"path": "a.py", "cell": None, "start": {"line": 4, "column": 1}, "message": "also here"}
    found = kinds([record(1), record(4)], [record(1, related=[near])])
    assert found == [("merged", "repo/a.py:4")]


def test_severity_words_and_what_a_fix_writes_are_told_apart() -> None:
    fix = {"title": "Use it", "safety": "safe", "edits": [{"text": "a"}]}
    other = {**fix, "edits": [{"text": "b"}]}
    old = [record(1, fixes=[fix])]
    assert kinds(old, [record(1, fixes=[other])]) == [("fixes", "repo/a.py:1")]
    changed = record(1, fixes=[fix], severity="error", message="Says.")
    assert [kind for kind, _ in kinds(old, [changed])] == ["severity", "message"]
