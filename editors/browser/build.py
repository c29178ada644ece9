"""The page that checks a dropped notebook, as a folder to serve: it loads nothing from elsewhere.

    python editors/browser/build.py FOLDER

Needs npm and pip at the time of building; package-lock.json names what is taken from npm. Serve the
folder by HTTP (`python -m http.server --directory FOLDER`): browsers start no worker from a file.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from scvi_lint.cli.reporters.page import stylesheet

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
OURS = (
    "index.html page.css page.mjs worker.mjs starting.mjs parser.mjs checking.py tree_sitter.py "
    "tree_sitter_python.py"
).split()
THEIRS = {
    "pyodide": (
        "pyodide.mjs pyodide.asm.js pyodide.asm.wasm pyodide-lock.json python_stdlib.zip".split()
    ),
    "web-tree-sitter": ["web-tree-sitter.js", "web-tree-sitter.wasm"],
    "tree-sitter-python": ["tree-sitter-python.wasm"],
}


def fetch(folder: Path) -> Path:
    """The packages from npm, without running a script of theirs; their folder."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    words = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")
    subprocess.run([_npm(), *words], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder / "node_modules"


def build(folder: Path, modules: Path) -> None:
    """Fill a folder; `modules` are the packages from npm."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in OURS:
        shutil.copy(HERE / name, folder)
    for package, names in THEIRS.items():
        for name in names:
            shutil.copy(modules / package / name, folder)
    (folder / "report.css").write_text(stylesheet(drawn=True), encoding="utf-8")
    with tempfile.TemporaryDirectory() as wheels:
        words = ("-m", "pip", "wheel", "-q", "--no-deps", "--disable-pip-version-check")
        subprocess.run([sys.executable, *words, "-w", wheels, str(ROOT)], check=True)
        (wheel,) = Path(wheels).glob("*.whl")
        shutil.copy(wheel, folder / "scvi_lint.whl")


def _npm() -> str:
    found = shutil.which("npm")
    if found is None:
        raise SystemExit("npm is needed, and is not on PATH")
    return found


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    target = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        build(target, fetch(Path(folder)))
    size = sum(one.stat().st_size for one in target.iterdir()) / 1e6
    print(f"{target}: {size:.0f} MB; python -m http.server --directory {target}")


if __name__ == "__main__":
    main()
