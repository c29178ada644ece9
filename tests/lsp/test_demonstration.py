"""The demonstration in an editor: what all cells are decoded to, and how many cells are there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from programs import codes
from wire import Wire

from conftest import PUSHING

DEMO = Path(__file__).parents[1] / "demo"
NOTEBOOK = DEMO / "interferon_response.ipynb"


def program() -> str:
    """The code of the notebook as one script, which needs no notebook protocol."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def test_the_command_line_lists_the_types_and_the_share_of_cells() -> None:
    command = [sys.executable, "-m", "scvi_lint", "check", str(NOTEBOOK), "--output-format", "full"]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert "SCV455" in told
    assert "no 'megakaryocyte' and only 6 'dendritic cell'" in told
    assert "48 of 433 cells, 11%" in told


def test_the_hover_shows_how_many_cells_of_each_type_a_batch_has(fresh: Wire) -> None:
    fresh.initialize(PUSHING, rootUri=DEMO.as_uri())
    uri = (DEMO / "response.py").as_uri()
    text = program()
    fresh.open(uri, text)
    while "SCV455" not in codes(fresh.diagnostics(uri)):
        pass
    lines = text.split("\n")
    line = next(n for n, one in enumerate(lines) if "transform_batch=arm" in one)
    place = {"line": line, "character": lines[line].index("transform_batch") + 3}
    asked = {"textDocument": {"uri": uri}, "position": place}
    shown = fresh.request("textDocument/hover", asked)["result"]["contents"]["value"]
    assert "| `cell_type` | control | stimulated |" in shown
    assert "| megakaryocyte | 18 | **0** |" in shown
    assert "| dendritic cell | 24 | **6** |" in shown
