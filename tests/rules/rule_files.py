"""The rule files on disk, read without importing them: the oracle's interpreter cannot."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import NamedTuple

from scvi_lint.linting.documentation import Documentation, Example, read

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules" / "scvi_lint_rules"

# The release that the examples speak of, and that the oracle runs.
RELEASE = "1.4.2"

# The codes of a family begin with these.
FAMILIES = {
    "program": "SCV00",
    "versions": ("SCV01", "SCV02"),
    "registration": "SCV1",
    "counts": "SCV2",
    "batches": "SCV3",
    "counterfactual": "SCV4",
    "training": "SCV5",
    "comparison": "SCV6",
    "persistence": "SCV7",
    "transfer": "SCV8",
    "specific": "SCV9",
}


class RuleFile(NamedTuple):
    """One rule's file; `docstring` is "" when the file has none or is no Python."""

    path: Path
    docstring: str

    def __str__(self) -> str:
        return f"{self.family}/{self.name}"

    @property
    def family(self) -> str:
        return self.path.parent.name

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def module(self) -> str:
        return f"scvi_lint_rules.{self.family}.{self.name}"

    @property
    def documentation(self) -> Documentation:
        return read(self.docstring)


class Case(NamedTuple):
    """One example block; `label` numbers it among the bad or the good ones of its rule."""

    rule: RuleFile
    label: str
    example: Example

    def __str__(self) -> str:
        return f"{self.rule}-{self.label}"

    @property
    def release(self) -> str:
        return self.example.release or RELEASE


def rule_files() -> list[RuleFile]:
    """Every rule file, by family and name."""
    found = []
    for path in sorted(RULES.glob("*/*.py")):
        if path.name.startswith("_"):
            continue
        try:
            docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")), clean=False)
        except SyntaxError:
            docstring = None
        found.append(RuleFile(path, docstring or ""))
    return found


def cases() -> list[Case]:
    """Every example of every rule."""
    found = []
    for rule in rule_files():
        numbers = {"bad": 0, "good": 0}
        for example in rule.documentation.examples:
            kind = "good" if example.good else "bad"
            numbers[kind] += 1
            found.append(Case(rule, f"{kind}{numbers[kind]}", example))
    return found
