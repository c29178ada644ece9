"""Whether the library did what an example's header says. Pure: records in, verdicts out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from rule_files import Case

Record = dict[str, Any]


class Verdict(NamedTuple):
    """`happened` in the words of a header; `problems` is empty when the header is true.

    `not_run` says why there is no record, "" if there is one.
    """

    case: Case
    happened: str
    problems: tuple[str, ...]
    not_run: str = ""


def judge(chosen: Iterable[Case], results: Record) -> list[Verdict]:
    """The verdicts on these examples."""
    from run_examples import key_of

    chosen = list(chosen)
    records: dict[str, Record] = results.get("records", {})
    release = results.get("release", "")
    found = {case: records.get(key_of(case.example)) for case in chosen}
    verdicts = []
    for case, record in found.items():
        example = case.example
        if example.not_run:
            verdicts.append(Verdict(case, "", (), example.not_run))
        elif example.release not in ("", release):
            verdicts.append(Verdict(case, "", (), f"speaks of {example.release}"))
        elif record is None:
            verdicts.append(Verdict(case, "", ("it was not run",)))
        else:
            usual = [
                other
                for twin, other in found.items()
                if twin.rule == case.rule and twin.example.good and other is not None
            ]
            verdicts.append(Verdict(case, describe(record), tuple(problems(case, record, usual))))
    return verdicts


def describe(record: Record) -> str:
    """What happened, as a header would say it."""
    if record["exception"]:
        late = " after training" if record["trained"] else ""
        return f"raises {record['exception'][0]}{late}: {record['message']}"
    said = of_library(record)
    return f"warns: {said[0]}" if said else "silent"


def problems(case: Case, record: Record, usual: Iterable[Record]) -> list[str]:
    """What is not as the header says. `usual` are the records of the rule's good examples:
    what they warn of as well is not about the fault."""
    example = case.example
    raised: list[str] = record["exception"]
    if example.happens.startswith("raises"):
        wanted = (example.exception or "").rpartition(".")[2]
        if wanted not in raised:
            return [f"{wanted} is expected, but it {describe(record)}"]
        if bool(record["trained"]) != (example.happens == "raises after training"):
            when = "after" if record["trained"] else "before"
            return [f"{wanted} is raised {when} a training has ended"]
        return []
    if raised:
        return [f"no exception is expected, but line {record['line']} {describe(record)}"]
    if example.good:
        return []
    known = {shape(text) for other in usual for text in of_library(other)}
    telling = [text for text in of_library(record) if shape(text) not in known]
    if example.happens == "silent":
        return [f"it is not silent: {text}" for text in telling]
    if example.warning is not None:
        texts = [said["text"] for said in record["warnings"]]
        if any(example.warning in text for text in texts):
            return []
        return [f"no warning has the words {example.warning!r}; there are {texts}"]
    return [] if telling else ["no warning that the good examples do not give, too"]


def of_library(record: Record) -> list[str]:
    """The warnings that scvi-tools itself gave, as warnings or through its logger."""
    return [
        said["text"]
        for said in record["warnings"]
        if said["by"] == "scvi" and "Deprecation" not in said["kind"]
    ]


def of_the_machine(record: Record) -> bool:
    """Whether it ended for want of a device, or of a package that the environment leaves out or
    has in an older release: nothing that scvi-tools decides."""
    return any(re.search(words, record["message"]) for words in _LACKING)


_LACKING = (
    r"^module '(?!scvi)[\w.]+' has no attribute",
    r"^No module named '(?!scvi)",
    r"Please install \w+ package",
    r"can not run on your system|No supported gpu backend",
    r"^Data matrix has wrong shape \(\)",  # anndata before 0.11 and sparse arrays
)


def shape(text: str) -> str:
    """A warning without what differs from run to run."""
    return re.sub(r"[\d.]+|/\S+", "#", text)[:120]


def table(verdicts: Iterable[Verdict]) -> str:
    """One line for each example: what is wrong first, then what was not run."""
    verdicts = list(verdicts)
    lines = []
    for verdict in sorted(verdicts, key=lambda v: (not v.problems, not v.not_run, str(v.case))):
        mark = "WRONG" if verdict.problems else "-" if verdict.not_run else "ok"
        said = verdict.happened or f"not run: {verdict.not_run}"
        lines.append(f"{mark:5} {verdict.case!s:60} {said[:100]}")
        lines += [f"      {problem}" for problem in verdict.problems]
    wrong = sum(bool(verdict.problems) for verdict in verdicts)
    left = sum(bool(verdict.not_run) for verdict in verdicts)
    lines.append(f"{len(verdicts)} examples, {wrong} wrong, {left} not run")
    return "\n".join(lines)
