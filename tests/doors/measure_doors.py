"""How many differences at doors are found in fresh programs: `python tests/doors/measure_doors.py`

by class, door, kind and shape. Each program has one difference; a twin has none, and nothing must
be told of it. `--show N` prints so many misses. With `--run PYTHON`, an interpreter that has
scvi-tools, the programs are run (`--every N` takes one in N) and what they do is held against what
was found: a program that ought to raise and does not is no measure of anything.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from door_subjects import (
    CHANGES,
    DOORS,
    FITS,
    FITS_IN_MUDATA,
    IMPORTS,
    IN_MUDATA,
    JOINT,
    OF_SYSVI,
    ORIGINS,
    PLACES,
    REST,
    SHAPES,
    SUBJECTS,
    Subject,
)

from scvi_lint.config.settings import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source.documents.reading import read_document

# The rules of doors, and what else speaks of the same fault.
CODES = frozenset(f"SCV{number}" for number in (*range(750, 780), 860, 862, 964)) - {"SCV768"}
# DestVI sets up the spots itself, and there it is told that they are no counts.
AT_SET_UP = frozenset({"SCV201", "SCV203", "SCV205", "SCV250"})
QUERIES = ("query", "folder")


class Planted(NamedTuple):
    """A program, what is wrong in it ("" for a twin), and where it was put together from."""

    name: str
    door: str
    kind: str
    shape: str
    origin: str
    text: str
    raises: bool


def programs() -> Iterator[Planted]:
    turn = 0
    for name, subject in SUBJECTS.items():
        for kind, lines in _changes(name, subject):
            for door in subject.doors:
                if kind and not _differs(name, subject, door, kind):
                    continue
                for number, line in enumerate(lines):
                    turn += 1
                    shape = list(SHAPES)[(turn + number) % len(SHAPES)]
                    origin = list(ORIGINS)[turn % len(ORIGINS)]
                    yield _planted(name, subject, door, kind, shape, origin, line)
    for name, places in PLACES.items():
        for kind, lines in (*IN_MUDATA.items(), ("", FITS_IN_MUDATA)):
            for door in ("load", "query", "folder", "ask"):
                if kind == "category" and door in QUERIES:
                    continue
                for line in lines:
                    if not kind and name == "MULTIVI" and door == "ask":
                        continue  # data that was never set up
                    turn += 1
                    shape = list(SHAPES)[turn % len(SHAPES)]
                    yield _in_mudata(name, places, door, kind, shape, line)


def _changes(name: str, subject: Subject) -> Iterator[tuple[str, tuple[str, ...]]]:
    for kind, lines in CHANGES.items():
        yield kind, OF_SYSVI if (kind, name) == ("scale", "SysVI") else lines
    yield "", FITS


def _differs(name: str, subject: Subject, door: str, kind: str) -> bool:
    """Whether a change is a difference at this door of this class, as the library has it."""
    if kind in ("column", "category", "nan") and not subject.column:
        return False
    if kind == "scale" and name == "VELOVI":
        return False  # what is smoothed may be of any size
    if kind == "format":
        return subject.counts and door != "spots"
    if kind == "view":
        return door not in ("ask", "solo", "spots") and not subject.takes_views
    if kind == "category":
        return door != "spots" and (door not in QUERIES or subject.strict)
    return not (kind == "nan" and door == "spots")


def _planted(
    name: str, subject: Subject, door: str, kind: str, shape: str, origin: str, line: str
) -> Planted:
    known = {"lane": "L1", "kind": "T", "": ""}[subject.column]
    change = line.format(layer=subject.layer, column=subject.column, known=known)
    if not kind and name == "SCANVI":
        # Cells of one label fit where some cell is unlabelled, which scANVI counts.
        change = change.replace('q = q[q.obs["kind"] == "T"].copy()', "q = q[:120].copy()")
    if not kind and subject.notes and door == "ask":
        # What was never set up is refused: the twin is a part of the model's own data.
        change, shape = "q = net.adata[:50].copy()", "script"
    own = ', layer="umi"' if kind != "layer" else ""
    call = DOORS[door].format(cls=subject.path, ask=subject.ask, own=own)
    fit = _fit(subject.path, f"setup_anndata(ref, {subject.setup})", name)
    text = IMPORTS + ORIGINS[origin] + subject.more + REST + _filled(shape, fit, change, call)
    silent = kind in ("scale", "order", "names", "")
    return Planted(
        name,
        door,
        kind,
        shape,
        origin,
        text,
        not silent or bool(subject.notes and kind and door == "ask"),
    )


def _in_mudata(name: str, places: str, door: str, kind: str, shape: str, line: str) -> Planted:
    path = "scvi.model." + name.split()[0]
    fit = _fit(path, f'setup_mudata(ref, batch_key="batch", modalities={places})', name)
    call = DOORS[door].format(cls=path, ask="get_latent_representation")
    of_cells = name == "MULTIVI" and door == "ask"
    text = IMPORTS + JOINT + _filled(shape, fit, line.format(), call)
    silent = kind in ("scale", "order", "names", "")
    return Planted(name, door, kind, shape, "modalities", text, not silent or of_cells)


def _fit(path: str, setup: str, name: str) -> str:
    build = 'ref, prior="mog"' if name == "DestVI" else "ref"
    return (
        f"{path}.{setup}\nnet = {path}({build})\nnet.train(max_epochs=1)\n"
        "net.save(FOLDER, overwrite=True)"
    )


def _filled(shape: str, fit: str, change: str, call: str) -> str:
    parts = {"fit": fit, "change": change or "pass", "call": call}
    for depth in (4, 8, 12):
        for key in ("fit", "change", "call"):
            parts[f"{key}{depth}"] = "\n".join(" " * depth + one for one in parts[key].splitlines())
    return SHAPES[shape].format(**parts)


def found(checker: Checker, planted: Planted) -> set[str]:
    """The rules of doors that speak of it; notes do not count."""
    told = checker.check(read_document("program.py", planted.text.encode())).findings
    asked = CODES | AT_SET_UP if planted.door == "spots" and planted.kind == "scale" else CODES
    return {one.code for one in told if one.severity != "info" and one.code in asked}


def measure(release: str, chosen: list[Planted]) -> tuple[dict[str, list[int]], list[str]]:
    """By class, door, kind and shape: found, planted, alarms, twins; and a line for each miss."""
    checker = Checker(Settings(), version=release)
    counts: dict[str, list[int]] = {}
    missed: list[str] = []
    for one in chosen:
        told = found(checker, one)
        for axis in (
            f"class {one.name}",
            f"door {one.door}",
            f"kind {one.kind}",
            f"shape {one.shape}",
            f"origin {one.origin}",
        ):
            row = counts.setdefault(axis, [0, 0, 0, 0])
            row[0 if one.kind else 2] += bool(told)
            row[1 if one.kind else 3] += 1
        if bool(told) != bool(one.kind):
            told_of = " ".join(sorted(told)) or "missed"
            change = [a for a in one.text.splitlines() if "q" in a][-3:]
            where = f"{one.name} {one.door} {one.kind or 'fits'} {one.shape} ({one.origin})"
            missed.append(f"{where}: {told_of}: {change}")
    return counts, missed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--release", default="1.4.2")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--only", default="", help="a class")
    parser.add_argument("--run", type=Path, help="an interpreter that has scvi-tools")
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    chosen = [one for one in programs() if options.only in ("", one.name)]
    if options.run is not None:
        return run(options.run, chosen[:: options.every])
    counts, missed = measure(options.release, chosen)
    for axis, (hits, planted, alarms, twins) in counts.items():
        share = f"{hits / planted:6.1%}" if planted else "     –"
        print(f"{axis:28} {hits:4} of {planted:4} {share}   alarms {alarms} of {twins}")
    for line in missed[: options.show]:
        print(line)
    classes = [row for axis, row in counts.items() if axis.startswith("class ")]
    hits, planted = sum(row[0] for row in classes), sum(row[1] for row in classes)
    alarms, twins = sum(row[2] for row in classes), sum(row[3] for row in classes)
    print(
        f"{hits} of {planted} found, {alarms} alarms in {twins} twins, scvi-tools {options.release}"
    )
    return 0 if planted and hits >= 0.95 * planted and not alarms else 1


def run(python: Path, chosen: list[Planted]) -> int:
    """Each program on the real library: those with a difference that stops it raise, others run."""
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "programs.json"
        rows.write_text(json.dumps([one._asdict() for one in chosen]), encoding="utf-8")
        runner = Path(__file__).parent / "run_doors.py"
        done = subprocess.run(
            [python, str(runner), str(rows)], check=False, stdout=subprocess.PIPE, text=True
        )
    results = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    wrong = Counter[str]()
    for row in results:
        one = chosen[row["number"]]
        if bool(row["raised"]) != one.raises:
            wrong[one.name] += 1
            print(
                f"{one.name} {one.door} {one.kind or 'fits'} {one.shape}: {row['raised'] or 'runs'}"
            )
    print(f"{len(results)} run, {sum(wrong.values())} not as planted: {dict(wrong)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
