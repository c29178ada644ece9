"""Write `DOORS.md` from what `doors.py --rows FILE` told: `python report_doors.py FILE …`.

Each file holds the rows of one release. Where a combination was tried twice the last row counts.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "server"), str(ROOT / "tests" / "oracle")]

from doors import expected  # noqa: E402

_HEAD = """\
# What happens where data comes to a model

Written by `report_doors.py` from runs of `doors.py`, both beside it: a model of each class
is trained on counts of 60 genes in 120 cells and saved, then data that differs in one respect is
handed to `load`, `load_query_data` and a question. `door_cases.py` adds modalities, minified data,
proteins, genes by name, prefixes, spots and cells of one label. *Wrong* counts where it did not
happen what `scvi_lint.knowledge.doors` says.

Where nothing stops a difference, the number tells how far the distances between cells in the answer
moved, as a part of these distances, at the door where they moved most; *seeds* is the same number
between two models that only differ in their seed. Genes under other names move nothing: they were
the same values. A dash: no question, or not measured in this run.
"""
SHOWN = ("scale", "order")


def report(files: Iterable[Path]) -> Iterator[str]:
    yield _HEAD
    for file in files:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        yield from _release(rows)


def _release(rows: list[dict[str, Any]]) -> Iterator[str]:
    release = rows[0]["release"]
    seeds = {row["class"]: row["spread"] for row in rows if "spread" in row}
    last = {
        (row["class"], row["door"], row["kind"], row["argument"]): row
        for row in rows
        if "door" in row
    }
    # Two changes of one column are two combinations.
    tried = Counter(row["class"] for row in rows if "door" in row)
    again = Counter(row["class"] for row in rows if "door" in row and row["kind"] == "none")
    wrong: list[str] = []
    moved: dict[str, dict[str, float]] = defaultdict(dict)
    doors: dict[str, dict[str, None]] = defaultdict(dict)
    for (path, door, kind, argument), row in last.items():
        doors[path][door] = None
        name = path.partition(".")[2].partition(":")[0]
        told = expected(name, release, row)
        if (row["raises"] or None) != told:
            wrong.append(f"{path} {door} {kind} {argument}: {row['raises'] or 'runs'}, not {told}")
        if kind in SHOWN and "moves" in row:
            moved[path][kind] = max(moved[path].get(kind, 0.0), row["moves"])
    yield f"\n## {release}\n"
    total = sum(count * len(doors[path]) // again[path] for path, count in tried.items())
    yield f"{date.today()}: {total} combinations of {len(doors)} set-ups, **{len(wrong)} wrong**.\n"
    yield "| class | doors | combinations | another scale | genes in another order | seeds |"
    yield "|---|---|---|---|---|---|"
    for path, known in doors.items():
        numbers = [f"{moved[path][kind]:.2f}" if kind in moved[path] else "–" for kind in SHOWN]
        count = tried[path] * len(known) // again[path]
        spread = f"{seeds[path]:.2f}" if path in seeds else "–"
        cells = (f"`{path}`", ", ".join(known), str(count), *numbers, spread)
        yield f"| {' | '.join(cells)} |"
    yield from (f"- {line}" for line in wrong)


if __name__ == "__main__":
    text = "\n".join(report(map(Path, sys.argv[1:])))
    (ROOT / "tests" / "oracle" / "DOORS.md").write_text(text + "\n", encoding="utf-8")
