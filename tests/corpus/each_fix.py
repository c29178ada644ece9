"""Every fix of real programs, made in memory: `python tests/corpus/each_fix.py [FOLDER ...]`.

Each FOLDER holds checkouts; without one the demo and the programs of the mutation tests are
taken. Words behind `--` are options of `check`, as in `-- --scvi-version 1.5.1`. Nothing is
written. What must hold of a fix is said in `tests/fixes/fix_judging.py`; exits with 1 and names
what does not.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "fixes"))

from fix_judging import Checked, faults_of_fixes

from scvi_lint.cli import arguments, check, contents
from scvi_lint.cli.failure import Troubles
from scvi_lint.cli.files import Target
from scvi_lint.cli.session import Session

TESTS = Path(__file__).parents[1]
ALL_RULES = ["--select", "ALL", "--severity", "info"]


class Unread(Exception):
    """What a fix leaves is no program any more."""


def judge(checkout: Path, words: list[str], done: Counter[str]) -> None:
    """Print what is wrong with the fixes for a checkout."""
    os.chdir(checkout)
    options = arguments.read([*ALL_RULES, *words, "."])
    settings = check.configuration(options)
    session, troubles = Session(settings), Troubles()
    for found in contents.relevant(check.find_targets(settings, options, troubles), troubles):
        data = found.data if found.data is not None else contents.read(found.target)
        if data is None:
            continue
        try:
            before = checked(session, found.target, data)
        except Unread:
            continue
        done["programs"] += 1
        for finding in before.findings:
            done["findings"] += 1
            done["safe fixes"] += sum(fix.safe for fix in finding.fixes)
            done["unsafe fixes"] += sum(not fix.safe for fix in finding.fixes)
        for said in faults_of_fixes(before, lambda new: checked(session, found.target, new)):  # noqa: B023
            done["faults"] += 1
            print(f"{checkout.name}/{found.target.name}: {said}", flush=True)


def checked(session: Session, target: Target, data: bytes) -> Checked:
    found = session.check(target, data)
    if found.document is None:
        raise Unread
    return Checked(data, found.document, found.everything)


def main() -> int:
    words = sys.argv[1:]
    passed: list[str] = []
    if "--" in words:
        cut = words.index("--")
        words, passed = words[:cut], words[cut + 1 :]
    parser = argparse.ArgumentParser(description="Make every fix of real programs in memory.")
    parser.add_argument("folders", nargs="*", type=Path)
    folders = [folder.resolve() for folder in parser.parse_args(words).folders]
    checkouts = [path for folder in folders for path in sorted(folder.iterdir()) if path.is_dir()]
    done: Counter[str] = Counter(faults=0)
    for checkout in checkouts or [TESTS / "demo", TESTS / "mutation" / "programs"]:
        judge(checkout, passed, done)
    print(", ".join(f"{count} {what}" for what, count in sorted(done.items())))
    return 1 if done["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
