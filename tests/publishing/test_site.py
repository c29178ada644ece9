"""The site: made of the repository's own texts, a page per rule, no link in vain."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from scvi_lint import homepage
from scvi_lint.answers import rule_pages
from scvi_lint.answers.catalogue import all_rules
from scvi_lint.config.options import OPTIONS
from scvi_lint.lsp.documents.convert import file_diagnostic

sys.path.append(str(Path(__file__).parents[2] / "docs"))

import make_site
from checking_links import broken

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    make_site.gather(folder)
    return folder


def test_every_rule_has_a_page_that_says_what_explain_says(pages: Path) -> None:
    for rule in all_rules():
        text = (pages / f"rules/{rule.code}.md").read_text(encoding="utf-8")
        assert text.startswith(rule_pages.as_markdown(rule, None))


def test_the_list_of_pitfalls_leads_to_these_pages(pages: Path) -> None:
    text = (pages / "rules/index.md").read_text(encoding="utf-8")
    linked = re.findall(r"\[(SCV\d+)\]\(([^)]+)\)", text)
    assert len(linked) > 200
    for code, link in linked:
        assert link == f"{code}.md" and (pages / "rules" / link).is_file()


def test_every_setting_is_told(pages: Path) -> None:
    text = (pages / "settings.md").read_text(encoding="utf-8")
    for option in OPTIONS:
        assert f"| `{option.name}` |" in text and option.about in text


def test_pages_link_each_other_and_pictures_come_along(pages: Path) -> None:
    text = (pages / "editors/index.md").read_text(encoding="utf-8")
    assert "(../install.md)" in text and "(vscode.md)" in text
    pictures = re.findall(r"!\[[^\]]*\]\((\.\./images/[^)]+)\)", text)
    assert len(pictures) >= 6
    assert all((pages / "editors" / picture).is_file() for picture in pictures)


def test_every_page_is_in_the_navigation(pages: Path) -> None:
    named = set(re.findall(r"'([\w./-]+\.md)'", str(make_site.navigation(all_rules()))))
    there = {path.relative_to(pages).as_posix() for path in pages.rglob("*.md")}
    assert named == there


def test_a_link_to_a_file_that_is_gone_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "README.md").write_text("[a](gone.md)\n", encoding="utf-8")
    monkeypatch.setattr(make_site, "ROOT", tmp_path)
    with pytest.raises(SystemExit, match=r"README\.md: there is no gone\.md"):
        make_site.Gathering(tmp_path / "pages", []).take("README.md", "index.md")


def test_links_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text(
        '<a href="a/#here"></a><a href="a/#gone"></a><a href="b/"></a><img src="c.png">'
        '<a href="https://example.org/x"></a><a href="#top" id="top"></a>'
    )
    (tmp_path / "a/index.html").write_text('<h1 id="here"></h1><a href=".."></a>')
    assert broken(tmp_path) == [
        "index.html: a/#gone (no such place)",
        "index.html: b/",
        "index.html: c.png",
    ]


@pytest.mark.skipif(find_spec("mkdocs") is None, reason="the extra `site` is not installed")
def test_the_site_is_built(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "docs/make_site.py"), str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 links that lead nowhere" in done.stdout


def clicked(code: str) -> str:
    """Where a click on a finding's code leads."""
    place = {"line": 1, "column": 1}
    record = {"code": code, "message": "m", "severity": "error", "cell": None}
    record |= {"start": place, "end": place, "citation": {"url": "https://docs.example.org/x"}}
    described = file_diagnostic(record, None, "utf-16").code_description
    assert described is not None
    return described.href


def test_without_a_site_a_finding_leads_to_the_page_that_it_cites() -> None:
    assert homepage.SITE == ""
    assert clicked("SCV401") == "https://docs.example.org/x"


def test_with_a_site_findings_and_explanations_lead_to_the_rule(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(homepage, "SITE", "https://lint.example.org/")
    page = "https://lint.example.org/rules/SCV401/"
    assert clicked("SCV401") == page
    assert clicked("MINE1") == "https://docs.example.org/x"  # of a third party
    (rule,) = [rule for rule in all_rules() if rule.code == "SCV401"]
    assert rule_pages.as_json(rule, None)["page"] == page
    assert f"]({page})" in rule_pages.as_markdown(rule, None)


def test_all_own_rules_have_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(homepage, "SITE", "https://lint.example.org/")
    assert all(homepage.rule_page(rule.code) for rule in all_rules())
