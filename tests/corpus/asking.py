"""What editors ask, of real programs: `python tests/corpus/asking.py FOLDER ...`.

Every program that mentions scvi-tools is opened – a notebook cell by cell, and once more joined
as JupyterLab sends it – and at every word and behind everything that opens, hover, definition,
signature help and completion are asked. `--states N` types at N places of each program, too.

Prints each question whose answer was an error or cannot be right; exits with 1 if there was one.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "lsp"))

from asking import Desk, cells_of, places

SUFFIXES = {".py", ".ipynb", ".qmd", ".rmd"}
JUPYTERLAB = {
    "textDocument": {
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "signatureHelp": {"signatureInformation": {"documentationFormat": ["markdown"]}},
    }
}


def programs(folder: Path) -> Iterator[Path]:
    """Every program that mentions scvi below a folder."""
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != ".git")
        for name in sorted(names):
            path = Path(above, name)
            if path.suffix.lower() in SUFFIXES and path.is_file() and b"scvi" in path.read_bytes():
                yield path


async def ask(path: Path, states: int) -> Desk:
    """All questions about one program."""
    desk = Desk(JUPYTERLAB)
    uri = path.resolve().as_uri()
    if path.suffix == ".ipynb":
        cells = cells_of(path)
        desk.open_notebook(uri, cells)
        await desk.wander(uri)
        await _type(desk, uri, [text if kind == "code" else "" for kind, text in cells], states)
        desk.close(uri)
        joined = "\n\n".join(text for kind, text in cells if kind == "code")
        desk.open_script(uri, joined)
        await desk.wander(uri)
    else:
        text = path.read_text(errors="replace")
        desk.open_script(uri, text)
        await desk.wander(uri)
        await _type(desk, uri, [text], states)
    desk.session.close()
    return desk


async def _type(desk: Desk, uri: str, texts: list[str], states: int) -> None:
    """Type at some places, spread over the program."""
    every = [(number, place) for number, text in enumerate(texts) for place, _ in places(text)]
    for index in range(0, len(every), max(len(every) // states, 1)) if states else ():
        await desk.type_at(uri, *every[index], to_the_end=index % 2 == 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--states", type=int, default=0, help="places of each program to type at")
    given = parser.parse_args()
    opened = asked = failed = 0
    answered: dict[str, int] = {}
    for folder in given.folders:
        for path in programs(folder):
            desk = asyncio.run(ask(path, given.states))
            opened, asked = opened + 1, asked + desk.asked
            failed += len(desk.failures)
            for method, count in desk.answered.items():
                answered[method] = answered.get(method, 0) + count
            for failure in desk.failures:
                print(failure, flush=True)
    told = ", ".join(f"{method.rpartition('/')[2]} {count}" for method, count in answered.items())
    print(f"{opened} programs, {asked} questions ({told}), {failed} failures")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
