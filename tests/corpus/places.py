"""What a hover says at places of real programs: `python tests/corpus/places.py FOLDER ...`.

Draws `--places` places (100), as many of each kind as there are kinds, by a seed that is the
commit's hash unless `--seed` names one; `--each` asks at the first place of every different thing
instead. Prints how many are answered, each place that is not, and what is wrong with the answers:
too short or too long, no page, nothing of effect, shape or error, two things in one text, and,
with `--against FOLDER` (the unpacked sources of a release), six words in a row that stand there.

Exits with 1 if there was anything.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "lsp"))

import pointing
from asking import Desk, cells_of
from lsprotocol import types
from pointing import Pointed

SUFFIXES = {".py", ".ipynb", ".qmd", ".rmd"}
EDITOR = {"textDocument": {"hover": {"contentFormat": ["markdown", "plaintext"]}}}


class Asked(NamedTuple):
    """A place of a program, and what the hover says there; "" for nothing."""

    path: Path
    at: Pointed
    line: str
    hover: str


def programs(folder: Path) -> Iterator[Path]:
    """Every file below a folder that may be a program of a user; copies of scvi-tools are none."""
    copies = {path.parent.parent for path in folder.rglob("scvi/__init__.py")}
    for path in sorted(folder.rglob("*")):
        is_program = path.suffix.lower() in SUFFIXES and path.is_file() and not path.is_symlink()
        if is_program and copies.isdisjoint(path.parents):
            yield path


def found(folders: list[Path]) -> dict[str, list[tuple[Path, Pointed]]]:
    """The places of all programs, by kind."""
    by_kind: dict[str, list[tuple[Path, Pointed]]] = {}
    for folder in folders:
        for path in programs(folder):
            data = path.read_bytes()
            document = pointing.read(str(path), data) if b"scvi" in data else None
            for place in () if document is None else pointing.places(document):
                by_kind.setdefault(place.kind, []).append((path, place))
    return by_kind


def drawn(
    by_kind: dict[str, list[tuple[Path, Pointed]]], count: int, seed: str
) -> list[tuple[Path, Pointed]]:
    """So many places, kind by kind in turn."""
    chance = random.Random(seed)
    piles = {kind: chance.sample(rows, len(rows)) for kind, rows in sorted(by_kind.items())}
    taken: list[tuple[Path, Pointed]] = []
    while len(taken) < count and any(piles.values()):
        for pile in piles.values():
            if pile and len(taken) < count:
                taken.append(pile.pop())
    return taken


def each(by_kind: dict[str, list[tuple[Path, Pointed]]]) -> list[tuple[Path, Pointed]]:
    """The first place of every different thing."""
    known: dict[tuple[str, str], tuple[Path, Pointed]] = {}
    for rows in by_kind.values():
        for path, place in rows:
            word = place.word.partition("=")[0] if place.kind == "registered" else place.word
            known.setdefault((place.kind, word), (path, place))
    return list(known.values())


def asked(places: list[tuple[Path, Pointed]]) -> list[Asked]:
    """The hovers at places, program by program."""
    wanted: dict[Path, list[Pointed]] = {}
    for path, place in places:
        wanted.setdefault(path, []).append(place)
    answers: list[Asked] = []
    for path, pointed in wanted.items():
        answers += asyncio.run(_ask(path, pointed))
    return answers


async def _ask(path: Path, places: list[Pointed]) -> list[Asked]:
    desk = Desk(EDITOR, settings={"evidence": False, "isolatedFiles": True})
    uri = path.resolve().as_uri()
    if path.suffix == ".ipynb":
        desk.open_notebook(uri, cells_of(path))
    else:
        desk.open_script(uri, path.read_text(encoding="utf-8", errors="replace"))
    snapshot = desk.session.snapshot(uri)
    assert snapshot is not None
    answers: list[Asked] = []
    for place in places:
        offset = place.offset
        held = snapshot.program.cells[place.cell if path.suffix == ".ipynb" else 0].text
        if snapshot.document.kind == "script":  # it was read whole there, and in pieces here
            text = held.text
        else:
            text = snapshot.document.cells[place.cell].text
            offset += 0 if path.suffix == ".ipynb" else held.text.index(text)
        answer = await desk.ask(types.TEXT_DOCUMENT_HOVER, held, offset)
        start = text.rfind("\n", 0, place.offset) + 1
        line = text[start:].partition("\n")[0].strip()
        value = "" if answer is None else answer.contents.value
        answers.append(Asked(path, place, line, value))
    desk.session.close()
    return answers


def sources(folder: Path | None) -> set[tuple[str, ...]]:
    """Six words in a row of everything that a release says."""
    known: set[tuple[str, ...]] = set()
    for path in () if folder is None else sorted(folder.rglob("*")):
        if path.suffix in (".md", ".py", ".rst") and path.is_file():
            known |= pointing.shingles(path.read_text(encoding="utf-8", errors="replace"))
    return known


def judged(answers: list[Asked], known: set[tuple[str, ...]]) -> list[str]:
    """What is wrong, a line each."""
    lines: list[str] = []
    texts: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    for one in answers:
        name = f"{one.at.kind} {one.at.word}"
        if not one.hover:
            lines.append(f"silent: {name} at `{one.line[:90]}` in {one.path}")
            continue
        text = pointing.prose(one.hover)
        if (name, text) in seen:
            continue
        seen.add((name, text))
        lines += [f"{fault}: {name}: {text[:150]}" for fault in pointing.faults(one.hover)]
        lines += [f"copied: {name}: {' '.join(run)}" for run in pointing.shingles(text) & known]
        thing = pointing.thing(one.at)
        for other, said in texts.items():
            if other != thing and said != text and pointing.alike(said, text):
                lines.append(f"alike: {thing} and {other}: {text[:100]} | {said[:100]}")
        texts[thing] = text
    return lines


def commit() -> str:
    """The hash of the commit that is checked out."""
    here = Path(__file__).parent
    told = subprocess.run(["git", "rev-parse", "HEAD"], cwd=here, capture_output=True, check=True)
    return told.stdout.decode().strip()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--places", type=int, default=100)
    parser.add_argument("--seed", help="the commit's hash, unless given")
    parser.add_argument("--each", action="store_true", help="every different thing once")
    parser.add_argument("--against", type=Path, help="unpacked sources that nothing is copied from")
    parser.add_argument("--show", action="store_true", help="print each place and its hover")
    given = parser.parse_args()
    seed = given.seed or commit()
    by_kind = found(given.folders)
    answers = asked(each(by_kind) if given.each else drawn(by_kind, given.places, seed))
    if given.show:
        for one in answers:
            print(f"--- {one.at.kind} {one.at.word} · {one.line}\n{one.hover}\n")
    lines = judged(answers, sources(given.against))
    print("\n".join(lines))
    total, told = (
        Counter(one.at.kind for one in answers),
        Counter(one.at.kind for one in answers if one.hover),
    )
    print(f"seed {seed}: " + ", ".join(f"{kind} {told[kind]}/{total[kind]}" for kind in total))
    print(f"{sum(told.values())} of {len(answers)} places answered, {len(lines)} faults")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
