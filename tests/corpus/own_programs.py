"""The project's own programs as checkouts: each folder below a root is one, in its own release.

Rule examples lie beside the files that they read, and every planted fault is a program of its
own, so that a command sees of them what it would see of a user's.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "rules"))
sys.path.insert(0, str(Path(__file__).parents[1] / "mutation"))

from example_files import folder_of, remove_folders
from planting import RELEASE, mutators
from rule_files import cases
from subjects import Edit, program_at

from scvi_lint.source.documents.edits import apply_edits
from scvi_lint.source.reading import read_document

TESTS = Path(__file__).parents[1]
PROGRAMS = TESTS / "mutation" / "programs"


def write_own_programs(root: Path) -> None:
    """`examples/RELEASE`, `demo`, `programs` and `planted` below a folder."""
    for case in cases():
        folder = root / f"examples {case.release}" / str(case)
        shutil.copytree(folder_of(case.example.files), folder)
        (folder / "example.py").write_text(case.example.code, encoding="utf-8")
    remove_folders()
    shutil.copytree(TESTS / "demo", root / "demo")
    shutil.copytree(PROGRAMS, root / "programs")
    _plant(root / "planted")
    for folder in root.iterdir():
        release = folder.name.partition(" ")[2] or RELEASE
        (folder / "requirements.txt").write_text(f"scvi-tools=={release}\n", encoding="utf-8")


def _plant(root: Path) -> None:
    for path in sorted(PROGRAMS.iterdir()):
        if path.name.startswith(("_", ".")):
            continue
        program = program_at(path)
        for code, mutator in mutators():
            for number, fault in enumerate(mutator(program)):
                folder = root / f"{path.stem}-{code}-{mutator.__name__}-{number}"
                _copy(path, folder)
                for name in {edit.span.path for edit in fault.edits}:
                    _edit(folder, name, fault.edits)


def _copy(path: Path, folder: Path) -> None:
    if path.is_dir():
        shutil.copytree(path, folder)
        return
    folder.mkdir(parents=True)
    shutil.copy(path, folder)


def _edit(folder: Path, name: str, edits: tuple[Edit, ...]) -> None:
    original = (folder / name).read_bytes()
    document = read_document(name, original)
    here = [edit for edit in edits if edit.span.path == name]
    (folder / name).write_bytes(apply_edits(document, original, here))
