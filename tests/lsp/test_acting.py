"""What is offered for a finding."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from opened import Opened
from programs import FAULT, FAULTY

from scvi_lint.lsp.acting import offers, report_address

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
    assert all(one.edits for one in without)
    assert {one.page.partition("/issues/")[1] for one in with_pages if one.page} == {
        "",
        "/issues/",
    }
