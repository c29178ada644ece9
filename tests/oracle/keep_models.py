"""Train the saved models that examples bring along, and keep what the linter reads of them.

    python tests/oracle/keep_models.py

with an interpreter that has scvi-tools. A model's weights are not kept: `data.pkl`, the part of
`model.pt` that says what the model is, is some kilobytes. Models that no example asks for any
more are removed.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "server"), str(ROOT / "tests" / "rules"), str(HERE)]


def main() -> int:
    from example_files import MODELS, key_of
    from rule_files import cases

    wanted = {
        key_of(expression): expression
        for case in cases()
        for name, expression in case.example.files
        if name.endswith("/")
    }
    MODELS.mkdir(exist_ok=True)
    for path in MODELS.glob("*.pt"):
        if path.stem not in wanted:
            path.unlink()
    for key, expression in wanted.items():
        path = MODELS / f"{key}.pt"
        if not path.exists():
            print("training", expression)
            keep(expression, path)
    return 0


def keep(expression: str, path: Path) -> None:
    """Train what the expression says, save it, and write the saved file without its weights."""
    import bringing

    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        with open(os.devnull, "w") as nothing, contextlib.redirect_stderr(nothing):
            bringing.bring((("model/", expression),))
        with zipfile.ZipFile("model/model.pt") as saved:
            (name,) = [one for one in saved.namelist() if one.endswith("/data.pkl")]
            content = saved.read(name)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as kept:
        # A fixed date: the same model is the same file.
        kept.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    raise SystemExit(main())
