"""What docs/architecture.md names exists: files, and the names said to be in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import scvi_lint
from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source.reading import read_document

PACKAGE = Path(scvi_lint.__file__).parent
ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
FILES = sorted(set(re.findall(r"`([\w/]+\.py)`", PAGE)))
CACHES = re.findall(r"^\| [^|]+ \| `([\w/]+\.py)` `(?:\w+\.)?(\w+)`", PAGE, re.MULTILINE)
CODE = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def found(name: str) -> list[Path]:
    """Files of this name, or of this end of a path, in the package or the repository."""
    return [
        path
        for path in (*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py"))
        if ("/" + path.as_posix()).endswith("/" + name)
    ]


@pytest.mark.parametrize("name", FILES)
def test_every_file_that_is_named_is_there(name: str) -> None:
    assert found(name), f"docs/architecture.md names {name}"


@pytest.mark.parametrize(("file", "name"), CACHES)
def test_every_cache_is_where_the_table_says(file: str, name: str) -> None:
    assert re.search(rf"\b{name}\b", (PACKAGE / file).read_text(encoding="utf-8"))


def test_enough_is_read_off_the_page() -> None:
    assert len(FILES) > 40
    assert len(CACHES) > 14


def test_the_program_of_the_page_has_the_finding_and_the_events_that_it_tells_of() -> None:
    (program,) = CODE
    result = Checker(Settings()).check(read_document("a.py", program.encode()))
    assert [finding.code for finding in result.findings if finding.severity == "error"] == [
        "SCV401"
    ]
    kinds = [type(event).__name__ for event in result.analysis.events]
    told = ["Read", "Registered", "Constructed", "Trained", "Queried"]
    assert [kind for kind in kinds if kind in told] == told
