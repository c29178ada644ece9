"""What stands in several files because each of their readers wants its own is one and the same."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from schema_store import published
from scvi_lint.homepage import HOME

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTENSION = json.loads((ROOT / "editors/vscode/package.json").read_text(encoding="utf-8"))
README = (ROOT / "README.md").read_text(encoding="utf-8")


def loaded(path: Path) -> Any:
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_one_version() -> None:
    version = PROJECT["project"]["version"]
    assert EXTENSION["version"] == version
    locked = json.loads((ROOT / "editors/vscode/package-lock.json").read_text(encoding="utf-8"))
    assert (locked["version"], locked["packages"][""]["version"]) == (version, version)
    assert f"rev: v{version}" in README


def test_one_address() -> None:
    urls = PROJECT["project"]["urls"]
    assert urls["Homepage"] == urls["Source"] == HOME
    assert all(url.startswith(HOME) for url in urls.values())
    assert EXTENSION["repository"]["url"] == f"{HOME}.git"
    assert EXTENSION["bugs"]["url"] == urls["Issues"] == f"{HOME}/issues"
    assert loaded(ROOT / "CITATION.cff")["repository-code"] == HOME


def test_one_licence() -> None:
    licence = PROJECT["project"]["license"]
    assert licence == EXTENSION["license"] == loaded(ROOT / "CITATION.cff")["license"]
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("BSD 3-Clause") and licence == "BSD-3-Clause"
    assert (ROOT / "editors/vscode/LICENSE").read_text(encoding="utf-8") == text


def test_the_citation_file_fits_its_schema() -> None:
    schema = published("citation-file-format")
    jsonschema.Draft7Validator(schema).validate(loaded(ROOT / "CITATION.cff"))


@pytest.mark.parametrize("form", ["false_positive", "missed_fault", "new_rule"])
def test_an_issue_form_fits_its_schema(form: str) -> None:
    schema = published("syntax-for-issue-forms")
    content = loaded(ROOT / f".github/ISSUE_TEMPLATE/{form}.yml")
    jsonschema.Draft7Validator(schema).validate(content)
    assert content["labels"] == [form.replace("_", " ")]


def as_on_the_index() -> str:
    """README with its links as the build makes them."""
    text = README
    hook = PROJECT["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]
    for change in hook["substitutions"]:
        text = re.sub(change["pattern"], change["replacement"], text)
    return text


def test_links_of_the_readme_lead_somewhere() -> None:
    inside = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert len(inside) >= 3
    assert [link for link in inside if not (ROOT / link).exists()] == []


def test_links_of_the_readme_are_whole_on_an_index_page() -> None:
    links = re.findall(r"\]\(([^)]+)\)", as_on_the_index())
    assert links and all(re.match(r"https://|#", link) for link in links)
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", as_on_the_index())
    raw = HOME.replace("github.com", "raw.githubusercontent.com")
    assert pictures and all(link.startswith(f"{raw}/main/") for link in pictures)
