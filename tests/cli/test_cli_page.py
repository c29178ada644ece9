"""`check --output-format html`: a page for whoever reviews."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from command_line import FAULTY, FIXED, Lint

sys.path.append(str(Path(__file__).parents[1] / "picture"))
from drawings import Page


def page_of(lint: Lint, *words: str) -> tuple[Page, str]:
    text = lint("check", "--output-format", "html", *words).out
    return Page(text), text


def test_every_finding_is_on_it_with_lines_reasons_page_and_fixes(
    programs: Path, lint: Lint
) -> None:
    rows = json.loads(lint("check", "--output-format", "json", *FIXED).out)
    page, text = page_of(lint, *FIXED)
    articles = re.findall(r"<article.*?</article>", text, re.DOTALL)
    assert len(articles) == len(rows) > 4
    for row, article in zip(rows, articles, strict=True):
        told = Page(article)
        words = "".join(data for _, data in told.texts)
        assert row["code"] in words and row["message"] in words
        line = f"line {row['location']['row']}" if "location" in row else "line "
        assert line in words
        for near in row["related"]:
            assert near["message"] in words
        if row["code"] != "SCV001":
            assert len(told.of("mark")) >= 1
        if row["citation"]:
            assert row["citation"]["url"] in [one["href"] for one in told.of("a")]
    (heading,) = [data for tag, data in page.texts if tag == "h1"]
    assert heading == "What scvi-lint found"


def test_it_counts_by_severity_file_and_rule_and_leads_there(programs: Path, lint: Lint) -> None:
    rows = json.loads(lint("check", "--output-format", "json", *FIXED).out)
    page, text = page_of(lint, *FIXED)
    assert [data for tag, data in page.texts if tag == "caption"] == [
        "By severity",
        "By file",
        "By rule",
    ]
    tables = re.findall(r"<table>.*?</table>", text, re.DOTALL)
    for table in tables:
        numbers = [int(one) for one in re.findall(r"<td[^>]*>(\d+)</td>", table)]
        assert sum(numbers) == len(rows)
    for code in {row["code"] for row in rows}:
        assert f">{code} " in tables[2]
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    inside = {one["href"][1:] for one in page.of("a") if one["href"].startswith("#")}
    assert inside and inside <= set(ids)


def test_the_place_is_marked_in_its_line(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text(FAULTY)
    page, _ = page_of(lint, *FIXED)
    assert [data for tag, data in page.texts if tag == "mark"] == ["lr=1e-3"]


def test_nothing_found_is_a_page_that_says_so(here: Path, lint: Lint) -> None:
    (here / "a.py").write_text("import scvi\n")
    answer = lint("check", "--output-format", "html", *FIXED)
    page = Page(answer.out)
    assert answer.code == 0 and not page.of("article") and not page.of("table")
    assert "No problems found." in [data for tag, data in page.texts if tag == "p"]


def test_it_loads_nothing_and_runs_nothing(programs: Path, lint: Lint) -> None:
    page, _ = page_of(lint, *FIXED)
    (policy,) = [one["content"] for one in page.of("meta") if "http-equiv" in one]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src 'none'" in policy and not page.of("script")
    for _, attributes in page.elements:
        assert not {"style", "src"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)


def test_each_file_has_its_picture(programs: Path, lint: Lint) -> None:
    """In one process or in several, and no picture where nothing could be followed."""
    page, text = page_of(lint, *FIXED)
    files = {
        row["path"] for row in json.loads(lint("check", "--output-format", "json", *FIXED).out)
    }
    drawn = page.of("svg", "picture")
    assert len(page.of("details")) * 2 == len(drawn) > 2
    assert len(page.of("details")) <= len(files)
    assert page_of(lint, *FIXED, "--jobs", "2")[1] == text
    assert all(one["aria-label"].startswith("What happens in ") for one in drawn)
    shown = [one["aria-label"].removeprefix("What happens in ") for one in drawn]
    assert set(shown) <= files
