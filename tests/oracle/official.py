"""The linter on what a release of scvi-tools says of itself: its tests, pages and docstrings.

    python tests/oracle/official.py --release 1.5.1 [--out FOLDER]

All of it ran, or is meant to run. An error outside `pytest.raises` is a fault of that program, or
of the linter: `official.toml` explains those of the first kind; of the second there may be none.
Exits with 1 when there is an error that nothing explains.
"""

from __future__ import annotations

import argparse
import ast
import builtins
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import textwrap
from collections import Counter
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "server")]

from scvi_lint.knowledge.build import __main__ as building  # noqa: E402
from scvi_lint.knowledge.build import download  # noqa: E402

EXPLAINED = HERE / "official.toml"
_FENCE = re.compile(
    r"^(?P<margin>[ \t]*)```+ *\{?(?:code-cell|code-block)?\}? *(?:python|ipython3?|py)\b[^\n]*\n"
    r"(?P<code>.*?)^(?P=margin)```",
    re.MULTILINE | re.DOTALL,
)


def unpack(release: str, folder: Path) -> None:
    """The release's own tests, and a program for each page and each docstring with examples.

    Not the package: with it beside them, programs would be about a package of their own.
    """
    path = download.fetch(release, building.CACHE)
    with tarfile.open(path, "r:gz") as archive:
        for member in archive:
            name = member.name.partition("/")[2]
            held = archive.extractfile(member) if member.isfile() else None
            if held is None or not name.endswith((".py", ".md", ".rst", ".ipynb")):
                continue
            text = held.read().decode("utf-8", "replace")
            if name.startswith("tests/"):
                _write(folder / name, text)
            elif name.startswith("docs/"):
                _write_page(folder / name, text)
            elif name.endswith(".py") and "scvi/" in name:
                _write_docstrings(folder / "docstrings" / name, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _write_page(path: Path, text: str) -> None:
    """The Python of a page, one program: a page goes on where its last block ended."""
    if path.suffix in (".py", ".ipynb"):
        _write(path, text)
        return
    blocks = [textwrap.dedent(found["code"]) for found in _FENCE.finditer(text)]
    blocks = [_without_prompts(block) if ">>> " in block else block for block in blocks]
    if blocks:
        _write(path.with_suffix(".py"), _with_names("\n\n".join(blocks)))


def _write_docstrings(path: Path, text: str) -> None:
    """The examples of each docstring of a module, one program each."""
    for number, node in enumerate(ast.walk(ast.parse(text))):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            continue
        said = ast.get_docstring(node) or ""
        if ">>> " in said:
            name = getattr(node, "name", "module")
            code = "import scvi\nimport scanpy\nimport anndata\n" + _without_prompts(said)
            _write(path.with_suffix("") / f"{number}_{name}.py", _with_names(code))


def _with_names(code: str) -> str:
    """An excerpt, in front of it the names that its reader is to bring: `path_to_anndata`."""
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except SyntaxError:
        return code
    names = [node for node in nodes if isinstance(node, ast.Name)]
    known = {node.id for node in names if not isinstance(node.ctx, ast.Load)} | set(dir(builtins))
    known |= {
        (alias.asname or alias.name).partition(".")[0]
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            known.add(node.name)
        elif isinstance(node, ast.arg):
            known.add(node.arg)
    brought = sorted({node.id for node in names} - known - {"scvi"})
    lines = ["import scvi"] if "scvi" not in known else []
    lines += [f"from its_reader import {', '.join(brought)}"] if brought else []
    return "\n".join([*lines, code])


def _without_prompts(text: str) -> str:
    """What is typed in a session: lines behind `>>>`, and those that go on behind `...`, or without
    it as long as a bracket is open."""
    typed: list[str] = []
    depth = 0
    for line in map(str.strip, text.splitlines()):
        prompted = line.startswith((">>> ", "... "))
        if prompted or (depth > 0 and line):
            code = line[4:] if prompted else line
            depth = 0 if line.startswith(">>> ") else depth
            depth += sum(map(code.count, "([{")) - sum(map(code.count, ")]}"))
            typed.append(code)
    return "\n".join(typed) + "\n"


def errors_in(folder: Path, release: str) -> list[dict[str, Any]]:
    """The errors that the linter finds, as rows of its JSON."""
    command = [sys.executable, "-m", "scvi_lint", "check", "--scvi-version", release]
    options = ["--severity", "error", "--output-format", "json", "--isolated", str(folder)]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr[-2000:])
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def explanation(row: dict[str, Any], table: list[dict[str, str]]) -> str:
    """Why the program itself is at fault, "" if nothing says so."""
    line = row["text"]
    for one in table:
        if one["code"] == row["code"] and one["line"] in line and one["message"] in row["message"]:
            return one["why"]
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--release", required=True)
    parser.add_argument("--out", type=Path, help="keep the programs in this folder")
    options = parser.parse_args()
    table = tomllib.loads(EXPLAINED.read_text(encoding="utf-8")).get("explained", [])
    with tempfile.TemporaryDirectory() as room:
        folder = options.out or Path(room)
        unpack(options.release, folder)
        files = sum(1 for _ in folder.rglob("*.py"))
        rows = errors_in(folder, options.release)
        open_ones = 0
        for row in rows:
            path, line = Path(row["path"]).resolve(), row["start"]["line"]
            row["text"] = path.read_text(encoding="utf-8").splitlines()[line - 1].strip()
            why = explanation(row, table)
            open_ones += not why
            place = f"{path.relative_to(folder.resolve())}:{line}"
            print(f"{'explained' if why else 'OPEN'} {place} {row['code']} {row['message']}")
            print(f"    {row['text']}" + (f"\n    {why}" if why else ""))
    print(f"{files} programs of {options.release}: {len(rows)} errors, {open_ones} not explained")
    print(dict(Counter(row["code"] for row in rows)))
    return 1 if open_ones else 0


if __name__ == "__main__":
    sys.exit(main())
