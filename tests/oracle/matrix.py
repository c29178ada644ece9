"""What the linter claims of the examples in one release, against what that release does.

The list of examples is frozen in `examples-RELEASE.txt` before anything is run: those that are run,
and those that are not, with the reason. An example that says of which release it speaks, `(on X)`,
is in that release's list alone. One that speaks of the usual release is asked in each, too: there
the linter may claim what the header says, or something else (a keyword that does not exist yet), or
nothing. Whatever it claims must happen.
"""

from __future__ import annotations

import argparse
import ast
import datetime
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "server"), str(ROOT / "rules"), str(ROOT / "tests" / "rules"), str(HERE)]

import environments  # noqa: E402
from example_judging import entries_of, findings_of, problems  # noqa: E402
from example_programs import Program, as_script  # noqa: E402
from oracle_verdicts import Record, describe, of_library, of_the_machine, shape  # noqa: E402
from oracle_verdicts import problems as untrue  # noqa: E402
from rule_files import RELEASE, Case, cases  # noqa: E402
from run_examples import key_of  # noqa: E402

from scvi_lint.linting.findings import Finding  # noqa: E402

RESULTS = HERE / "RESULTS.md"


class Judged(NamedTuple):
    """`outcome`: "right", "wrong", "missed" (it fails, and nothing was said) or "not run"."""

    case: str
    outcome: str
    said: str


# --- the list -----------------------------------------------------------------------------------


def frozen(release: str, *, anew: bool) -> dict[str, str]:
    """The examples of a release by name, each with the reason why it is not run, "" if it is."""
    path = HERE / f"examples-{release}.txt"
    if anew or not path.exists():
        held = [case for case in cases() if case.example.release in ("", release)]
        rows = [f"{case}\t{case.example.not_run}".rstrip() for case in held]
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    return {name: why for name, _, why in (line.partition("\t") for line in lines)}


# --- judging ------------------------------------------------------------------------------------


def judge(case: Case, release: str, record: Record, usual: list[Record]) -> Judged:
    """What the linter claims of an example in a release, held against a record of it."""
    program = as_script(case.example.code, case.example.files)
    findings = findings_of(program, release)
    code = entries_of(case.rule)[0].code
    if not problems(case, code, program, findings):
        own = next((one for one in findings if one.code == code), None)
        said = untrue(case, record, usual)
        in_this_release = "" if own is None else own.happens
        if in_this_release in ("silent", "warns") and in_this_release != case.example.happens:
            said = [describe(record)] if record["exception"] else []
        if not said:
            return Judged(str(case), "right", "")
        if record["exception"] and of_the_machine(record):
            return Judged(str(case), "not run", f"this machine lacks it: {describe(record)[:90]}")
        if case.example.good:  # it was right to be silent of this rule, and something else fails
            return Judged(str(case), "missed", describe(record))
        if any(_alike(record, other) for other in usual):  # it never comes to what is claimed
            return Judged(str(case), "not run", f"its good example too {describe(record)[:90]}")
        stops = min(map(program.line, (one.span for one in findings)), default=0) + 1
        early = record["line"] < stops or re.match("module '(?!scvi)", record["message"])
        if record["exception"] and early and _of_others(record):
            return Judged(str(case), "not run", f"another library stops it: {describe(record)}")
        if case.release != release and _as_said_there(own, record):
            return Judged(str(case), "right", f"as it is said of {release}: {describe(record)}")
        if case.release != release and _another_exception(case, record, findings):
            return Judged(str(case), "right", f"another exception: {describe(record)}")
        return Judged(str(case), "wrong", f"{code}: {'; '.join(said)}")
    return _otherwise(case, program, record, findings)


def _of_others(record: Record) -> bool:
    """Whether the program ended in what is not scvi-tools: a scanpy too old for it."""
    return "scvi" not in record["message"].lower()


def _as_said_there(own: Finding | None, record: Record) -> bool:
    """Whether what the finding itself says of a release happens, other than in the header's."""
    if own is None:
        return False
    if own.happens == "warns":
        return not record["exception"] and bool(of_library(record))
    named = set(re.findall(r"\b[A-Z]\w+Error\b", own.message))
    raised = record["exception"]
    return own.happens.startswith("raises") and bool(raised) and bool(named & set(raised))


def _alike(record: Record, other: Record) -> bool:
    """Whether two programs ended in the same exception, with the same words but for numbers."""
    return bool(record["exception"]) and (
        (record["exception"], shape(record["message"]))
        == (other["exception"], shape(other["message"]))
    )


def _another_exception(case: Case, record: Record, findings: list[Finding]) -> bool:
    """Whether it raises where the header says so, but an exception that no message names."""
    named = {word for one in findings for word in re.findall(r"\b[A-Z]\w+Error\b", one.message)}
    late = case.example.happens == "raises after training"
    return (
        case.example.happens.startswith("raises")
        and bool(record["exception"])
        and bool(record["trained"]) == late
        and named <= set(record["exception"])
    )


def _otherwise(case: Case, program: Program, record: Record, findings: list[Finding]) -> Judged:
    """The example is seen otherwise in this release: its errors that are certain are claims."""
    claims = [
        (program.line(one.span) + 1, one)
        for one in findings
        if one.severity == "error" and one.certain and one.happens.startswith("raises")
    ]
    if not claims:
        if record["exception"] and of_the_machine(record):
            return Judged(str(case), "not run", f"this machine lacks it: {describe(record)[:90]}")
        if record["exception"]:
            return Judged(str(case), "missed", f"line {record['line']}: {describe(record)}")
        return Judged(str(case), "right", "nothing that raises is claimed here")
    line, first = min(claims, key=lambda claim: claim[0])
    begins, ends = _statement(case.example.code, line)
    told = f"{first.code} on line {line}"
    later = "training" in first.message  # what is said of a model comes true where it is trained
    if not record["exception"] and later and not record["trained"]:
        return Judged(str(case), "not run", "the example never comes to the claim")
    if record["exception"] and later and record["line"] > ends:
        return Judged(str(case), "right", f"{told}: {describe(record)}")
    if not record["exception"]:
        return Judged(str(case), "wrong", f"{told}: {first.message} – but it {describe(record)}")
    if record["line"] < begins:
        return Judged(str(case), "missed", f"line {record['line']} {describe(record)}")
    if record["line"] > ends:
        return Judged(str(case), "wrong", f"{told}, but line {record['line']} {describe(record)}")
    return Judged(str(case), "right", f"{told}: {describe(record)}")


def _statement(code: str, line: int) -> tuple[int, int]:
    """The first and the last line of the smallest statement around a line."""
    found = (line, line)
    try:
        nodes = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.stmt)]
    except SyntaxError:
        return found
    around = [(n.lineno, n.end_lineno or n.lineno) for n in nodes]
    around = [(a, b) for a, b in around if a <= line <= b]
    return min(around, key=lambda one: one[1] - one[0]) if around else found


# --- running ------------------------------------------------------------------------------------


def records_of(python: str, release: str, chosen: list[Case]) -> dict[str, Record]:
    """What the library did, by the key of the example."""
    output = HERE / f"results-{release}.json"
    if not chosen:
        return json.loads(output.read_text(encoding="utf-8"))["records"]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as names:
        json.dump([str(case) for case in chosen], names)
        names.flush()
        command = [python, str(HERE / "run_examples.py"), "--named", names.name]
        subprocess.run([*command, "--output", str(output)], check=True)
    held = json.loads(output.read_text(encoding="utf-8"))
    if held.get("release") != release:
        raise ValueError(f"{python} has scvi-tools {held.get('release')}, not {release}")
    return held["records"]


def judge_all(
    release: str,
    listed: dict[str, str],
    python: str,
    names: list[str],
    sample: int | None,
    as_they_are: bool,
) -> list[Judged]:
    known = {str(case): case for case in cases()}
    chosen = [known[name] for name in names if name in known and not listed[name]]
    drawn = random.Random(1).sample(chosen, min(sample or len(chosen), len(chosen)))
    rules = {case.rule for case in drawn}  # what their good examples warn of is not about a fault
    drawn += [c for c in chosen if c.rule in rules and c.example.good and c not in drawn]
    records = records_of(python, release, [] if as_they_are else drawn)
    good: dict[str, list[Record]] = {}
    for case in chosen:
        if case.example.good and (record := records.get(key_of(case.example))) is not None:
            good.setdefault(str(case.rule), []).append(record)
    found = []
    for name in names:
        if name not in known:
            found.append(Judged(name, "not run", "it is no longer there"))
        elif listed[name]:
            found.append(Judged(name, "not run", listed[name]))
        else:
            case = known[name]
            record = records.get(key_of(case.example))
            if record is None:
                found.append(Judged(name, "not run", "not drawn, or no time was left"))
                continue
            if record["exception"][:1] in (["TimeoutError"], ["ProcessDied"]):
                found.append(Judged(name, "not run", describe(record)[:80]))
                continue
            usual = good.get(str(case.rule), [])
            if not usual and not case.example.good and case.example.happens in ("silent", "warns"):
                found.append(Judged(name, "not run", "the good examples beside it were not run"))
                continue
            found.append(judge(case, release, record, usual))
    return found


# --- telling ------------------------------------------------------------------------------------


def table(judged: list[Judged]) -> str:
    order = ("wrong", "missed", "not run", "right")
    rows = sorted(judged, key=lambda one: (order.index(one.outcome), one.case))
    return "\n".join(
        f"{one.outcome:8} {one.case:60} {one.said[:400]}".rstrip()
        for one in rows
        if one.outcome != "right" or one.said
    )


def section(release: str, judged: list[Judged], python: str) -> str:
    """The part of RESULTS.md about one release."""
    counts = Counter(one.outcome for one in judged)
    run = len(judged) - counts["not run"]
    today = datetime.date.today().isoformat()
    lines = [
        f"## {release}",
        "",
        f"{today}, Python {_version(python)}, `constraints-{release}.txt`:"
        f" {len(judged)} examples frozen, {run} run."
        f" Claims: **{counts['right']} right, {counts['wrong']} wrong**;"
        f" {counts['missed']} fail there and nothing is said; {counts['not run']} not run"
        f" ({100 * counts['not run'] / max(1, len(judged)):.1f} %).",
        "",
    ]
    reasons = Counter(one.said for one in judged if one.outcome == "not run")
    if reasons:
        lines += ["| not run | examples |", "|---|---|"]
        lines += [f"| {why} | {many} |" for why, many in reasons.most_common()]
        lines.append("")
    for outcome, title in (("wrong", "Wrong"), ("missed", "Fail, and nothing is said")):
        rows = [one for one in judged if one.outcome == outcome]
        if rows:
            lines += [f"{title}:", ""]
            lines += [f"- `{one.case}`: {_short(one.said)}" for one in rows]
            lines.append("")
    return "\n".join(lines)


def _short(text: str) -> str:
    return " ".join(text.replace("|", "/").replace("`", "'").split())[:160]


def _version(python: str) -> str:
    done = subprocess.run([python, "-V"], capture_output=True, text=True, check=True)
    return done.stdout.split()[1]


def write(path: Path, heading: str, text: str) -> None:
    """Put a section of a page in the place of the older one of its heading, newest first."""
    head, *parts = re.split(r"(?m)^(?=## )", path.read_text(encoding="utf-8"))
    kept = [part.rstrip() + "\n" for part in parts if part.splitlines()[0] != heading]
    kept.append(text.rstrip() + "\n")
    kept.sort(key=_place, reverse=True)
    path.write_text(head.rstrip() + "\n\n" + "\n".join(kept), encoding="utf-8")


def _place(part: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", part.splitlines()[0])))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--release", default=RELEASE)
    parser.add_argument("--only", action="append", default=[], help="a part of the case's name")
    parser.add_argument("--freeze", action="store_true", help="write the list of examples anew")
    parser.add_argument("--sample", type=int, help="run so many of them, drawn with a fixed seed")
    parser.add_argument("--judge", action="store_true", help="run nothing: judge what was run")
    parser.add_argument("--python", help="an interpreter that has this release already")
    options = parser.parse_args()
    listed = frozen(options.release, anew=options.freeze)
    python = options.python or environments.python_of(options.release)
    only = [name for name in listed if not options.only or any(o in name for o in options.only)]
    judged = judge_all(options.release, listed, python, only, options.sample, options.judge)
    print(table(judged))
    print(*Counter(one.outcome for one in judged).items())
    if not options.only:
        write(RESULTS, f"## {options.release}", section(options.release, judged, python))
    return 1 if any(one.outcome == "wrong" for one in judged) else 0


if __name__ == "__main__":
    sys.exit(main())
