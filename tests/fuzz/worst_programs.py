"""Programs made to keep whoever reads them busy, each by one means.

    python tests/fuzz/worst_programs.py FOLDER      # writes them all as files

`worst_programs` yields (name, text); a name is a file name. `worst_projects` yields programs of
several files: (name, {path: text}), of which the one to check is `main.py`. `repeated` writes one
kind of statement as often as asked, for whoever measures how the cost grows.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from worst_paths import BEGINNING, ENDING, MODEL, branching
from worst_projects import worst_projects
from worst_statements import STATEMENTS, repeated
from worst_steps import GROWING
from worst_texts import long_texts

__all__ = ["STATEMENTS", "repeated", "worst_programs", "worst_projects"]


def worst_programs(many: int = 10_000) -> Iterator[tuple[str, str]]:
    """Every one of them; `many` is how long those are that are only long."""
    for name, text in long_texts(many):
        yield f"{name}.py", text
    for name, step in GROWING.items():
        yield f"grows_{name}.py", BEGINNING + step.start + step.text * step.times + ENDING
    for name, text in branching():
        yield f"{name}.py", text
    for name in STATEMENTS:
        yield f"many_{name}.py", repeated(name, many)
    yield from _other_files(many)


def _other_files(many: int) -> Iterator[tuple[str, str]]:
    source = (BEGINNING + MODEL + "# pad\n" * many + "model.train()\n").splitlines(keepends=True)
    yield "comments.ipynb", notebook([source])
    yield "many_cells.ipynb", notebook([["adata.obs['k'] = 1\n"]] * (many // 10))
    yield "many_lists.ipynb", notebook([["x = x + x\n"]] * 60)
    yield "percent_comments.py", "# %%\n" + BEGINNING + MODEL + "# pad\n" * many + "model.train()\n"
    yield "many_percent_cells.py", BEGINNING + MODEL + "# %%\nmodel.train()\n" * (many // 10)
    yield "empty_percent_cells.py", BEGINNING + "# %%\n" * many
    yield "comments.qmd", "```{python}\n" + BEGINNING + "# pad\n" * many + "x = 1\n```\n"
    yield "many_chunks.qmd", "```{python}\nimport scvi\n```\n" * (many // 10)
    yield "open_chunks.qmd", "```{python}\n" * many


def notebook(cells: Sequence[Sequence[str]]) -> str:
    written = [
        {
            "cell_type": "code",
            "id": str(number),
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }
        for number, source in enumerate(cells)
    ]
    return json.dumps(
        {"cells": written, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1
    )


def main() -> None:
    folder = Path(sys.argv[1])
    for name, text in worst_programs():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    for name, files in worst_projects():
        for path, text in files.items():
            place = folder / name / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
