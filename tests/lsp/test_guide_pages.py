"""The table of the user guide in rules/README.md: no page is without a way to it, and who hovers
over the name that it gives is led there."""

from __future__ import annotations

import pytest
from opened import Opened

from scvi_lint.ide.hover import hover
from scvi_lint.knowledge import catalogue
from scvi_lint.linting import guide
from scvi_lint.linting.index import builtin

ROWS = guide.reached(builtin())
HOVERED = [
    (row.page, path) for row in ROWS for path in list(row.hovers.values())[:: len(row.hovers) or 1]
]


def test_a_page_that_nothing_leads_to_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guide, "hovers", dict)
    with pytest.raises(ValueError, match="no rule and no hover leads to user_guide/background"):
        guide.table(builtin())


def test_models_use_cases_and_background_are_all_in_it() -> None:
    docs = catalogue().docs(catalogue().newest)
    pages = {page for page, _, _ in docs.pages() if page.startswith("user_guide/")}
    assert {row.page for row in ROWS} == pages
    assert "user_guide/background/variational_inference" in pages
    assert all(row.rules or row.of_any_model or row.hovers for row in ROWS)


@pytest.mark.parametrize(("page", "path"), HOVERED)
def test_hovering_over_the_name_links_to_the_page(page: str, path: str) -> None:
    opened = Opened(f"import scvi\n\nscvi.settings.seed = 0\nasked = {path}\n")
    found = hover(opened.insight(), opened.spot(f"= {path}", len(path) + 1))
    assert found is not None and f"docs/{page}." in "\n".join(found.lines)
