"""`python watched.py FOLDER LOG COMMAND …`: scvi-lint, with every file that is opened written down.

Each file below FOLDER that this process, or one of its children, opens for reading becomes a line
in LOG: `reader` when the one reader opened it, else where in the code it was opened. LOG is a pipe,
since the child that looks at data files may write no file.
"""

from __future__ import annotations

import os
import sys
from typing import Any


def watch(folder: str, log: str) -> None:
    """Begin to watch this process."""
    folder = os.path.realpath(folder)
    # Not opened for each line: to open it is what is watched.
    descriptor = os.open(log, os.O_WRONLY)
    readers = os.sep + os.path.join("scvi_lint", "disk.py")

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" or not isinstance(arguments[0], (str, bytes, os.PathLike)):
            return
        path = os.path.abspath(os.fsdecode(arguments[0]))
        if not path.startswith((folder + os.sep, os.path.join(folder, ""))):
            return
        flags = arguments[2] if isinstance(arguments[2], int) else 0
        if flags & (os.O_WRONLY | os.O_RDWR | getattr(os, "O_DIRECTORY", 0)):
            return
        frame = sys._getframe(1)
        place = f"{frame.f_code.co_filename}:{frame.f_lineno}"
        by = "reader" if frame.f_code.co_filename.endswith(readers) else place
        os.write(descriptor, f"{by}\t{os.path.relpath(path, folder)}\n".encode(errors="replace"))

    sys.addaudithook(hook)


def watch_children(folder: str, log: str) -> None:
    """Have the children watched as well; they are isolated, so their program is changed."""
    here = os.path.dirname(os.path.abspath(__file__))
    begin = (
        f"import sys; sys.path.insert(0, {here!r}); "
        f"from watched import watch, watch_children; del sys.path[0]; watch({folder!r}, {log!r})\n"
    )
    from scvi_lint.evidence import client

    client._PROGRAM = begin.replace("{", "{{").replace("}", "}}") + client._PROGRAM
    if "pygls" in sys.modules or "server" in sys.argv:
        from scvi_lint.lsp.children import child
        from scvi_lint.lsp.session import workspace_check
        from scvi_lint.lsp.supervisor import process

        child._BOOT = begin + child._BOOT
        workspace_check._BOOT = begin + workspace_check._BOOT
        # The server proper is a child as well, and has children of its own.
        more = f"import pygls; watch_children({folder!r}, {log!r})\n"
        process._BOOT = begin + process._BOOT.replace("from scvi_lint", more + "from scvi_lint", 1)


if __name__ == "__main__":
    _, watched_folder, log_file, *words = sys.argv
    watch(watched_folder, log_file)
    watch_children(watched_folder, log_file)
    from scvi_lint.cli.main import run

    sys.exit(run(words))
