"""Every file of a workspace folder, checked by the command line in a process of its own.

That process finds the files, leaves out what git ignores, and uses the same settings; here its
answer – a finding a line – becomes what an editor shows. The server itself is not slowed down,
and the process is killed when it takes too long or nobody wants its answer any more.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections.abc import Iterable, Mapping

from lsprotocol import types

from scvi_lint import disk
from scvi_lint.json_values import is_row
from scvi_lint.lsp.children.child import homes
from scvi_lint.lsp.documents.convert import Found as Record
from scvi_lint.lsp.documents.convert import file_diagnostic
from scvi_lint.lsp.documents.paths import to_uri
from scvi_lint.lsp.session.settings import Folder
from scvi_lint.source.documents.lines import Lines
from scvi_lint.source.documents.unreadable import MOST_CODE

logger = logging.getLogger(__name__)

PATIENCE = 300.0
# Exit codes of a check that came to its end; after 2 some files could not be read.
FINISHED = (0, 2)
_BOOT = """
import sys, json
sys.path += json.loads(sys.argv[1])
from scvi_lint.lsp.children.orphans import die_with_parent
die_with_parent()
from scvi_lint.cli.main import run
sys.exit(run(json.loads(sys.argv[2])))
"""
_FLAGS = {
    "select": "--select",
    "extend_select": "--extend-select",
    "ignore": "--ignore",
    "preset": "--preset",
    "scvi_version": "--scvi-version",
    "python": "--python",
}
_REPEATED = {"evidence_roots": "--evidence-root", "plugins": "--plugin"}

Found = dict[str, list[types.Diagnostic]]


def arguments(values: Mapping[str, object]) -> list[str]:
    """The command line of `check` that says what the editor's settings say."""
    words = ["check", "--output-format", "jsonl", "--severity", "info", "--exit-zero", "--quiet"]
    for name, flag in _FLAGS.items():
        given = values.get(name)
        if given:
            several = [str(one) for one in given] if is_row(given) else []
            words += [flag, given if isinstance(given, str) else ",".join(several)]
    for name, flag in _REPEATED.items():
        given = values.get(name, ())
        for one in given if is_row(given) else ():
            words += [flag, str(one)]
    if values.get("evidence") is False:
        words.append("--no-evidence")
    if values.get("isolated_files"):
        words.append("--isolated-files")
    return [*words, "."]


async def check_folder(folder: Folder, encoding: str) -> Found | None:
    """The findings of every file below a folder, by URI; None if it could not be done."""
    if folder.path is None or not os.path.isdir(folder.path):
        return {}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        "-c",
        _BOOT,
        json.dumps(homes("scvi_lint", "scvi_lint_rules", "tree_sitter", "tree_sitter_python")),
        json.dumps(arguments(folder.editor.values)),
        cwd=folder.path,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
        records: list[Record] = [json.loads(line) for line in out.splitlines()]
    except (asyncio.TimeoutError, ValueError) as error:
        logger.warning("the workspace could not be checked: %s", type(error).__name__)
        return None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode not in FINISHED:
        said = err.decode(errors="replace").strip().rpartition("\n")[2]
        logger.warning("the workspace could not be checked: %s", said)
        return None
    return await asyncio.to_thread(_by_uri, records, folder.path, encoding)


def _by_uri(records: Iterable[Record], root: str, encoding: str) -> Found:
    found: Found = {}
    texts: dict[str, Lines | None] = {}
    for record in records:
        path = os.path.normpath(os.path.join(root, record["path"]))
        if path not in texts:
            texts[path] = _lines(path, root) if record["cell"] is None else None
        diagnostic = file_diagnostic(record, texts[path], encoding)
        found.setdefault(to_uri(path), []).append(diagnostic)
    return found


def _lines(path: str, root: str) -> Lines | None:
    """The lines of a file, to count columns as the client does."""
    try:
        return Lines(disk.read(path, MOST_CODE, root).decode("utf-8-sig", "replace"))
    except OSError:
        return None
