"""Which files git would show: the authority on what git ignores.

The repository may be anybody's. `git ls-files` runs no hook, but it would run the program that
`core.fsmonitor` names and could fetch what a partial clone lacks, so both are turned off.
"""

from __future__ import annotations

import os

_COMMAND = (
    "git",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "protocol.allow=never",
    "-C",
)
_LIST = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")


class Listing:
    """`files` below a folder, relative to it; `nested` are the roots of other repositories."""

    __slots__ = ("files", "nested")

    def __init__(self, files: list[str], nested: list[str]) -> None:
        self.files = files
        self.nested = nested


def top_level(folder: str) -> str | None:
    """The root of the work tree that a folder (an absolute path) lies in."""
    while True:
        if os.path.lexists(os.path.join(folder, ".git")):
            return folder
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def list_files(folder: str, root: str) -> Listing | None:
    """What git shows below a folder; None when git cannot say, or ignores the folder itself."""
    output = _run((*_COMMAND, folder, *_LIST))
    if output is None:
        return None
    names = output.split(b"\0")
    if names == [b""] and _run((*_COMMAND, folder, "check-ignore", "-q", ".")) is not None:
        return None
    submodules = os.path.exists(os.path.join(root, ".gitmodules"))
    files: list[str] = []
    nested: list[str] = []
    for raw in names:
        name = os.fsdecode(raw)
        if name.endswith("/"):
            nested.append(name.rstrip("/"))
        elif submodules and "." not in raw.decode("latin-1").rpartition("/")[2]:
            (nested if os.path.isdir(os.path.join(folder, name)) else files).append(name)
        elif name:
            files.append(name)
    return Listing(files, nested)


def _run(command: tuple[str, ...]) -> bytes | None:
    """The output of a command that succeeded, else None."""
    environment = {
        name: value
        for name, value in os.environ.items()
        # In a hook these name the repository of the commit, not that of the folder.
        if name not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
    }
    environment |= {
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
    if not hasattr(os, "posix_spawnp"):
        return _run_elsewhere(command, environment)
    # `subprocess` would cost as much as all the rest of the walk.
    read_end, write_end = os.pipe()
    try:
        try:
            child = os.posix_spawnp(
                command[0],
                command,
                environment,
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, write_end, 1),
                    (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
                    (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                ],
            )
        except OSError:
            return None
        finally:
            os.close(write_end)
        parts: list[bytes] = []
        while part := os.read(read_end, 1 << 16):
            parts.append(part)
        _, status = os.waitpid(child, 0)
    finally:
        os.close(read_end)
    return b"".join(parts) if status == 0 else None


def _run_elsewhere(command: tuple[str, ...], environment: dict[str, str]) -> bytes | None:
    import subprocess

    try:
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
