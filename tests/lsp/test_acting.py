"""What is offered for a finding."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from opened import Opened
from programs import FAULT, FAULTY

from scvi_lint.lsp.documents.placed import Remedy
from scvi_lint.lsp.names import EXPLAIN, OPEN_PAGE
from scvi_lint.lsp.session.acting import Rank, offers, report_address
from scvi_lint.lsp.session.explaining import beginning, explanation

FORM = Path(__file__).parents[2] / ".github" / "ISSUE_TEMPLATE" / "false_positive.yml"


def test_a_report_fills_in_the_form_that_the_repository_has() -> None:
    yaml = pytest.importorskip("yaml")
    opened = Opened(FAULTY)
    (placed,) = opened.analysed().placed
    address = urlsplit(report_address(placed, opened.snapshot, "1.4.2"))
    fields = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert fields.pop("template") == FORM.name
    assert FAULT in fields.pop("title")
    form = yaml.safe_load(FORM.read_text(encoding="utf-8"))
    assert set(fields) == {part["id"] for part in form["body"]}
    assert fields["code"].startswith("scvi.model.SCVI.setup_anndata(")


def test_pages_are_offered_to_clients_that_can_open_them() -> None:
    opened = Opened(FAULTY)
    (placed,) = opened.analysed().placed
    with_pages = offers(placed, opened.snapshot, "1.4.2", pages=True)
    without = offers(placed, opened.snapshot, "1.4.2", pages=False)
    assert [one.title for one in with_pages[: len(without)]] == [one.title for one in without]
    assert all(one.edits or one.command == EXPLAIN for one in without)
    pages = [one.argument for one in with_pages if one.command == OPEN_PAGE]
    assert {page.partition("/issues/")[1] for page in pages} == {"", "/issues/"}


def test_what_mends_comes_first_then_what_explains_then_what_silences() -> None:
    opened = Opened(FAULTY)
    (placed,) = opened.analysed().placed
    titles = [one.title for one in offers(placed, opened.snapshot, "1.4.2", pages=True)]
    assert titles[0].startswith("Register layer='counts'")
    assert titles[1:3] == [f"Explain {FAULT}", f"Ignore {FAULT} here"]
    assert titles[3].startswith("Read: ") and "false positive" in titles[4]


@pytest.mark.parametrize(
    ("safe", "certain", "happens", "expected"),
    [
        ([True], True, "raises", [True]),
        ([True], False, "silent", [True]),
        ([False], True, "raises", [True]),  # no number comes out of it
        ([False], True, "raises after training", [True]),
        ([False], False, "raises", [False]),
        ([False], True, "silent", [False]),  # results would change
        ([False], True, "warns", [False]),
        ([True, False], True, "silent", [True, False]),
        ([True, True], True, "raises", [False, False]),  # which one is a choice
        ([False, False], True, "raises", [False, False]),
    ],
)
def test_the_fix_of_an_exact_mistake_is_preferred(
    safe: list[bool], certain: bool, happens: str, expected: list[bool]
) -> None:
    opened = Opened(FAULTY)
    (placed,) = opened.analysed().placed
    placed.finding.certain, placed.finding.happens = certain, happens
    remedies = tuple(Remedy(f"{number}", one, ()) for number, one in enumerate(safe))
    placed = placed._replace(remedies=remedies)
    found = offers(placed, opened.snapshot, "1.4.2", pages=True)
    assert [one.preferred for one in found if one.rank == Rank.MEND] == expected
    assert not any(one.preferred for one in found if one.rank != Rank.MEND)


@pytest.mark.parametrize("code", [FAULT, "SCV001", "SCV401", "SCV012"])
def test_every_rule_is_explained_in_the_words_of_its_own_file(code: str) -> None:
    page = explanation(code, "1.4.2")
    assert page is not None and page.startswith("# ") and f"({code})" in page
    said = beginning(page)
    assert said and "#" not in said[:1] and "```" not in said and len(said) < len(page) + 1


def test_there_is_no_page_for_what_is_no_rule() -> None:
    assert explanation("SCV", "1.4.2") is None
    assert explanation("../../etc/passwd", "1.4.2") is None
    assert explanation(FAULT, "1.4.2", ("not installed",)) is not None
