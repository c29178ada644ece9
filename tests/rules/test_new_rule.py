"""What CONTRIBUTING says of a new rule is true: its example, the command, the list of events."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from scvi_lint.interpreter.domain.context import Context
from scvi_lint.interpreter.engine.analysis import analyse
from scvi_lint.knowledge import catalogue
from scvi_lint.linting import build_events, index, new_rule
from scvi_lint.linting.documentation import read
from scvi_lint.linting.index import Entry
from scvi_lint.linting.runner import run_rules
from scvi_lint.source.reading import read_document

ROOT = Path(__file__).parents[2]
RELEASE = "1.4.2"
ONE = Entry("SCV501", "one", "Trained", "info", "", "", (), (), (), "trial_rules.training.one")
_BLOCK = re.compile(r"```python\n# rules/scvi_lint_rules/(\w+)/(\w+)\.py\n(.*?)```", re.S)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """An empty package of rules with the families' folders that these tests use."""
    for folder in (tmp_path / "trial_rules", tmp_path / "trial_rules" / "training"):
        folder.mkdir()
        (folder / "__init__.py").write_text('"""Rules."""\n')
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in [name for name in sys.modules if name.startswith("trial_rules")]:
        monkeypatch.delitem(sys.modules, name)
    import trial_rules  # type: ignore[import-not-found]

    return trial_rules


def folder_of(package: ModuleType) -> Path:
    return Path(package.__path__[0])


def marked(entry: Entry, text: str) -> list[int]:
    """The lines in which a rule finds something."""
    api, docs = catalogue().api(RELEASE), catalogue().docs(RELEASE)
    analysis = analyse(read_document("program.py", text.encode()), Context(api))
    return [text.count("\n", 0, one.span.start) for one in run_rules(analysis, [entry], api, docs)]


def test_the_example_of_contributing_is_a_rule(package: ModuleType) -> None:
    found = _BLOCK.search((ROOT / "CONTRIBUTING.md").read_text())
    assert found is not None
    family, name, text = found.groups()
    text = text.replace("    # good\n    …\n", "")
    (folder_of(package) / family / f"{name}.py").write_text(text)
    (entry,) = index.describe(package).entries
    assert entry.name == name.replace("_", "-")
    examples = read(text.split('"""')[1]).examples
    assert examples
    for example in examples:
        assert marked(entry, example.code) == list(example.marks)


def test_a_rule_that_was_begun_is_found_and_finds_nothing(package: ModuleType) -> None:
    path = new_rule.write(folder_of(package), "few_cells", "training", "Trained", [ONE])
    (entry,) = index.describe(package).entries
    assert (entry.code, entry.name) == ("SCV502", "few-cells")
    bad, good = read(path.read_text().split('"""')[1]).examples
    assert bad.marks and not good.marks
    assert marked(entry, bad.code) == []


@pytest.mark.parametrize(
    ("name", "family", "event"),
    [
        ("Few-cells", "training", "Trained"),
        ("few_cells", "cooking", "Trained"),
        ("few_cells", "training", "Baked"),
        ("one", "training", "Trained"),
    ],
)
def test_what_cannot_be_a_rule_is_refused(
    package: ModuleType, name: str, family: str, event: str
) -> None:
    with pytest.raises(ValueError):
        new_rule.write(folder_of(package), name, family, event, [ONE])
    assert len(list(folder_of(package).rglob("*.py"))) == 2


def test_the_list_of_events_is_what_their_docstrings_say() -> None:
    assert build_events.main(["--check"]) == 0
