"""In the whole package only the reader opens files; who else does has a reason written here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import scvi_lint

PACKAGE = Path(scvi_lint.__file__).parent
OPENING = {"open", "fdopen", "read_text", "read_bytes", "ZipFile", "FileIO", "File", "loadtxt"}
# What opens, in which module, and why that is no file of a repository's.
REASONS = {
    "disk.py: os.open": "the reader",
    "evidence/child/hdf5.py: h5py.File": "a library in C, asked after `serving` saw a regular file",
    "evidence/child/hdf5.py: h5a.open": "an attribute inside of an open file",
    "evidence/child/hdf5.py: h5o.open": "an object inside of an open file",
    "interpreter/objects/reading.py: File": "a class of ours",
    "evidence/child/limits.py: open": "the size of this process, from the system",
    "evidence/child/saved_model.py: os.fdopen": "what the reader opened",
    "evidence/child/saved_model.py: zipfile.ZipFile": "what the reader opened",
    "evidence/child/saved_model.py: archive.open": "a member of what the reader opened",
    "evidence/child/zarr/files.py: os.fdopen": "what the reader opened",
    "knowledge/shelf.py: open": "our own data",
    "linting/classes_table.py: path.read_text": "the rules themselves, where their list is written",
    "knowledge/release.py: open": "a report, where a command of its own is told to write it",
    "answers/skill.py: path.read_text": "our own text, when the skill is written",
    "linting/build_events.py: _PAGE.read_text": "our own page, when it is written",
    "linting/build_index.py: path.read_text": "our own source, when the index is written",
    "linting/pitfalls.py: path.open": "our own source, when the index is written",
    "lsp/children/childhood.py: os.fdopen": "the pipe to the parent",
    "lsp/supervisor/process.py: open": "the size of a process of ours, from the system",
    "lsp/wire/transport.py: os.open": "the null device",
    "cli/main.py: os.open": "the null device",
    "cli/writing.py: os.open": "what is written, by its folder, no link followed",
    "cli/writing.py: open": "what it opened so itself",
    "lsp/session/explaining.py: open": "a page of ours that an editor is to show",
}


def opened() -> Iterator[str]:
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        if name.startswith("knowledge/build/"):
            continue  # a command of its own: it reads releases of scvi-tools
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called.rpartition(".")[2] in OPENING:
                    yield f"{name}: {called}"


def test_whoever_opens_a_file_has_a_reason() -> None:
    assert set(opened()) - set(REASONS) == set()


def test_no_reason_is_left_over() -> None:
    assert set(REASONS) - set(opened()) == set()
