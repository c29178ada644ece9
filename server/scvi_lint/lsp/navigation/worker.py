"""The child process that asks jedi. Started by `navigation.client`; never imported by the server.

A request names the program's text, its path, a line (from 1) and a column (in characters), and
the folders to import from. jedi is loaded by the first request.
"""

# jedi has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false

from __future__ import annotations

import os
import sys
from typing import Any

from scvi_lint.json_values import Table, text, texts
from scvi_lint.lsp.children.childhood import serve

# Where this process itself was started from; what it was given to import from comes later.
STANDARD_LIBRARY = [folder for folder in sys.path if os.path.isfile(os.path.join(folder, "os.py"))]
MOST_ANSWERS = 8
LONGEST_TEXT = 1200


def main() -> None:
    """Serve requests until the parent goes away."""
    from scvi_lint.lsp.navigation import reading_only

    reading_only.close()
    serve(answer)


def answer(request: Table) -> list[dict[str, object]]:
    """`definition` or `hover`: what jedi says of the name at that place."""
    import jedi
    from jedi.api.environment import InterpreterEnvironment

    from scvi_lint.lsp.navigation import reading_only

    root = text(request["root"])
    reading_only.work_in(root)
    folders = [*texts(request["folders"]), *STANDARD_LIBRARY]
    project = jedi.Project(root, sys_path=folders, smart_sys_path=False)
    script = jedi.Script(
        text(request["text"]),
        path=text(request["path"]),
        project=project,
        environment=InterpreterEnvironment(),
    )
    line, column = request["line"], request["column"]
    if request["what"] == "hover":
        names = script.help(line, column)
    else:
        names = script.goto(line, column, follow_imports=True, follow_builtin_imports=True)
    return [_described(name) for name in names[:MOST_ANSWERS]]


def _described(name: Any) -> dict[str, object]:
    start, end = name.get_definition_start_position(), name.get_definition_end_position()
    path = name.module_path
    signatures = [signature.to_string() for signature in name.get_signatures()[:2]]
    return {
        "name": name.name,
        "full_name": name.full_name or name.name,
        "kind": name.type,
        "path": None if path is None else str(path),
        "line": name.line,
        "column": name.column,
        "start": start,
        "end": end,
        "signatures": [text[:LONGEST_TEXT] for text in signatures],
    }
