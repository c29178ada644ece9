"""Citations: a place of the user's own release, or an honest fallback."""

from __future__ import annotations

import pytest

from scvi_lint.knowledge import catalogue
from scvi_lint.knowledge.docs import HOST, Docs
from scvi_lint.knowledge.routes import routes


def docs(version: str) -> Docs:
    return catalogue().docs(version)


def test_every_release_has_its_user_guide() -> None:
    for version in catalogue().releases:
        names = {page for page, _, _ in docs(version).pages()}
        assert {
            "user_guide/background/counterfactual_prediction",
            "user_guide/background/differential_expression",
            "user_guide/background/transfer_learning",
            "user_guide/models/scvi",
            "user_guide/models/totalvi",
        } <= names, version


def test_every_heading_can_be_cited() -> None:
    known = docs(catalogue().newest)
    for page, title, headings in known.pages():
        assert headings[0][1] == title
        for anchor, text in headings:
            cited = known.cite(f"{page}#{anchor}")
            assert cited is not None and not cited.fallback
            assert (cited.heading, cited.url) == (text, f"{known.base}{page}.html#{anchor}")


@pytest.mark.parametrize(
    ("page", "since"),
    [
        ("faq", "1.2.0"),
        ("user_guide/models/scar", "0.18.0"),
        ("user_guide/models/tangram", "0.19.0"),
        ("user_guide/models/scbasset", "0.20.0"),
        ("user_guide/models/mrvi", "1.2.0"),
        ("user_guide/models/vivs", "1.5.1"),
        ("user_guide/use_case/training_configuration", "1.4.2"),
        ("user_guide/background/differential_abundance", "1.4.3"),
    ],
)
def test_page_exists_from_its_first_release_on(page: str, since: str) -> None:
    names = catalogue().releases
    having = [version for version in names if docs(version).cite(page) is not None]
    assert having == list(names[names.index(since) :])


def test_heading_that_a_release_lacks_falls_back_to_its_page() -> None:
    cited = docs("1.0.0").cite("user_guide/background/counterfactual_prediction#applications")
    assert cited is not None and cited.fallback and "#" not in cited.url


def test_post_release_is_cited_as_the_release_that_the_site_has() -> None:
    assert docs("1.2.2.post2").base == f"{HOST}1.2.2/"


def test_member_is_cited_on_the_page_of_its_class() -> None:
    cited = docs("1.4.2").cite("scvi.model.SCVI.train")
    assert cited is not None
    assert cited.url.endswith("/1.4.2/api/reference/scvi.model.SCVI.html#scvi.model.SCVI.train")
    early = docs("0.15.0").cite("scvi.model.SCVI.train")
    assert early is not None and "#" not in early.url, "members had pages of their own"
    assert docs("1.4.2").cite("scvi.model.SCVI.no_such_method") is None


def test_routes_lead_from_the_idea_to_the_source() -> None:
    found = routes(catalogue(), docs("1.4.2"), "scvi.model.SCVI.get_normalized_expression")
    paths = [place.path for place in found]
    assert paths[:3] == [
        "docs/user_guide/background/counterfactual_prediction.md",
        "docs/user_guide/models/scvi.md",
        "docs/api/user.md",
    ]
    assert found[1].anchor == "normalization-denoising-imputation-of-expression"
    assert any(path.endswith(".ipynb") for path in paths)
    assert paths[-1] == "src/scvi/model/base/_rnamixin.py"
    assert "/blob/1.4.2/" in found[-1].url


def test_source_lies_where_the_package_lay_in_that_release() -> None:
    assert catalogue().place("1.0.4", "scvi.model.SCVI") is not None
    (file, _), (old, _) = (
        catalogue().place(version, "scvi.model.SCVI") or ("", 0) for version in ("1.4.2", "0.15.0")
    )
    assert (file, old) == ("src/scvi/model/_scvi.py", "scvi/model/_scvi.py")


def test_search_finds_what_a_section_only_names() -> None:
    found = docs("1.4.2").search("transform batch")
    assert any(
        place.path.endswith("counterfactual_prediction.md") and place.anchor == "applications"
        for place in found
    )
