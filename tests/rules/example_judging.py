"""Whether an example is found as its marks say, and a readable account when it is not."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module

from example_files import answers
from example_programs import Program
from rule_files import Case, RuleFile, rule_files

from scvi_lint.config import Settings
from scvi_lint.knowledge import catalogue
from scvi_lint.linting.checking import Checker
from scvi_lint.linting.findings import Finding
from scvi_lint.linting.gathering import check_with_evidence
from scvi_lint.linting.index import Entry, describe

LOUD = ("error", "warning")


def entries_of(rule: RuleFile) -> tuple[Entry, ...]:
    """What the rule's module declares. Raises whatever importing it raises."""
    return describe(import_module(rule.module)).entries


@cache
def all_entries() -> tuple[Entry, ...]:
    """Every rule that can be imported; one that cannot fails a test of its own."""
    found: list[Entry] = []
    for rule in rule_files():
        try:
            found.extend(entries_of(rule))
        except Exception:
            continue
    return tuple(sorted(found))


@cache
def checker(release: str, entries: tuple[Entry, ...]) -> Checker:
    """A checker for a release ("" for the newest) with these rules, none of them off."""
    made = Checker(Settings(preset="all", severity="info"), version=release or None)
    made.entries = entries
    return made


@cache
def newest() -> str:
    return catalogue().newest


# Examples train for an epoch, so that the library can run them all: too-few-epochs says so.
TRAINED_SHORT = "SCV545"


def findings_of(
    program: Program, release: str, entries: tuple[Entry, ...] | None = None
) -> list[Finding]:
    chosen = all_entries() if entries is None else entries
    made = checker(release, chosen)
    if not program.files:
        return made.check(program.document).findings
    return check_with_evidence(made, program.document, answers(program.files)).findings


def problems(case: Case, code: str, program: Program, findings: Iterable[Finding]) -> list[str]:
    """What is not as the example says, a sentence each."""
    findings = list(findings)
    example = case.example
    told = [span for found in findings if found.code == code for span in found.places]
    own = sorted(map(program.line, told))
    wanted = [] if example.good else list(example.marks)
    said: list[str] = []
    if own != wanted:
        said.append(f"{code} is expected {_lines(wanted)} and found {_lines(own)}")
    allowed = () if example.good else example.also
    others = {found.code for found in findings if found.severity in LOUD} - {code, TRAINED_SHORT}
    said += [f"{other} speaks up too" for other in sorted(others - set(allowed))]
    said += [
        f"{other} is said to speak up too, but is silent"
        for other in allowed
        if other not in {found.code for found in findings}
    ]
    return said


def account(case: Case, program: Program, findings: Iterable[Finding], said: list[str]) -> str:
    """The program with its marks and its findings, below what is wrong with them."""
    by_line: dict[int, list[str]] = {}
    for found in findings:
        text = f"{found.code} {found.severity} ({found.certainty}): {found.message}"
        by_line.setdefault(program.line(found.span), []).append(text)
    header = "good" if case.example.good else f"bad: {case.example.said}"
    shown = [f"{case.rule.path.name}, {case.label} ({header})", *said, ""]
    for number, line in enumerate(program.text.rstrip("\n").split("\n")):
        shown.append(f"{number + 1:4} | {line}")
        shown += [f"     ^ {text}" for text in by_line.get(number, ())]
    return "\n".join(shown)


def _lines(numbers: list[int]) -> str:
    if not numbers:
        return "nowhere"
    return f"on line{'s' * (len(numbers) > 1)} {', '.join(str(n + 1) for n in numbers)}"
