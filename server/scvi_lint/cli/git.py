"""Which files git would show: the authority on what git ignores.

The repository may be anybody's, and its own settings are git's settings. `git ls-files` runs no
hook, but it would run the program that `core.fsmonitor` names, and to fetch what a partial clone
lacks it would run whatever the address of the remote says. So all of that is turned off, in more
than one way, since no way is known to every git; and git is not waited for.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress

from scvi_lint.config.discovery import relative

_OPTIONS = (
    ("core.fsmonitor", "false"),
    ("core.hooksPath", os.devnull),
    ("core.untrackedCache", "false"),
    ("protocol.allow", "never"),
    # A folder that looks like the inside of a .git is no repository that was opened on purpose.
    ("safe.bareRepository", "explicit"),
)
_COMMAND = (
    "--no-pager",
    *(word for name, value in _OPTIONS for word in ("-c", f"{name}={value}")),
)
_LIST = (
    "--literal-pathspecs",
    "ls-files",
    "-t",
    "-z",
    "--stage",
    "--cached",
    "--others",
    "--exclude-standard",
)
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
# In a hook these name the repository of the commit, not that of the folder.
_OF_OTHERS = frozenset(
    """GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_PREFIX GIT_COMMON_DIR GIT_NAMESPACE
    GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES""".split()
)
_LINK = b"160000"
# What git itself must be able to read without waiting.
_OWN_FILES = (".gitignore", ".git/index", ".git/config", ".git/HEAD", ".git/info/exclude")
SECONDS = 10.0  # for one answer
SECONDS_FOR_ALL = 30.0
_LARGEST = 256 << 20


class NoAnswer(Exception):
    """git cannot say; the text says why, as the end of a sentence about it."""


class Listing:
    """`files` below a folder, relative to it; `nested` are the roots of other repositories."""

    __slots__ = ("files", "nested")

    def __init__(self, files: list[str], nested: list[str]) -> None:
        self.files = files
        self.nested = nested


class Git:
    """Asks git, as long as it answers."""

    def __init__(self) -> None:
        self._seconds = SECONDS_FOR_ALL

    def list_files(self, folder: str, root: str) -> Listing | None:
        """What git shows below a folder of the work tree at `root`, both real paths; None when
        it ignores the folder itself. Raises NoAnswer."""
        for name in _OWN_FILES:
            _check_file(os.path.join(root, name))
        inside = relative(folder, root)
        here = () if inside == "." else (inside,)
        names = self._ask(root, *_LIST, "--", *here)
        if not names and here:
            try:
                self._ask(root, "check-ignore", "-q", "--", f"./{inside}")
            except NoAnswer:
                pass
            else:
                return None
        return _listing(names, "" if inside == "." else inside + "/")

    def _ask(self, root: str, *words: str) -> bytes:
        if self._seconds <= 0:
            raise NoAnswer("did not answer in time before")
        program = _program()
        if program is None:
            raise NoAnswer("is not installed")
        environment = {name: v for name, v in os.environ.items() if name not in _OF_OTHERS}
        environment |= _ENVIRONMENT
        # Where it finds no repository it must not take the one around it.
        environment["GIT_CEILING_DIRECTORIES"] = os.path.dirname(root)
        begun = time.monotonic()
        patience = min(SECONDS, self._seconds)
        run = _run if hasattr(os, "posix_spawn") else _run_elsewhere
        try:
            # Its settings may say that its files lie elsewhere; they lie where it was found.
            command = (program, *_COMMAND, "-C", root, "--work-tree", root, *words)
            return run(command, environment, patience)
        except TimeoutError:
            self._seconds = 0
            raise NoAnswer(f"did not answer within {patience:.0f} s") from None
        finally:
            self._seconds -= time.monotonic() - begun


def _program() -> str | None:
    """git itself, from a folder of PATH that is one wherever we are: never from the repository."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, name)
        if os.path.isabs(folder) and os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    return None


def _check_file(path: str) -> None:
    from stat import S_ISLNK, S_ISREG

    try:
        mode = os.lstat(path).st_mode
    except (OSError, ValueError):
        return
    if not (S_ISREG(mode) or S_ISLNK(mode)):
        raise NoAnswer(f"is not asked, since {path} is no regular file")


def _listing(output: bytes, start: str) -> Listing | None:
    """What `ls-files -t --stage` says: `H 100644 1a2b 0<tab>name`, or `? name` if not added.

    `start` is the folder that was asked about; None when that is itself a repository in this one.
    """
    files: list[str] = []
    nested: list[str] = []
    skipped = len(start)
    for raw in output.split(b"\0"):
        if not raw:
            continue
        about, _, path = raw.partition(b"\t")
        if raw.startswith(b"? "):
            about, path = b"", raw[2:]
        name = os.fsdecode(path)[skipped:]
        if not name:
            return None
        if name.endswith("/"):
            nested.append(name.rstrip("/"))
        else:
            (nested if about[2:8] == _LINK else files).append(name)
    return Listing(files, nested)


def _run(command: tuple[str, ...], environment: dict[str, str], seconds: float) -> bytes:
    """The output of a command that succeeded. Raises NoAnswer, TimeoutError."""
    # `subprocess` would cost as much as all the rest of the walk.
    read_end, write_end = os.pipe()
    try:
        try:
            child = os.posix_spawn(
                command[0],
                command,
                environment,
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, write_end, 1),
                    (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
                    (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                ],
                setpgroup=0,  # so that whatever it starts ends with it
            )
        except OSError as error:
            raise NoAnswer(f"cannot be started ({error.strerror})") from None
        finally:
            os.close(write_end)
        return _heard(child, read_end, time.monotonic() + seconds)
    finally:
        os.close(read_end)


def _heard(child: int, read_end: int, end: float) -> bytes:
    """All that a child says until it ends. Raises NoAnswer, TimeoutError."""
    import select

    status: int | None = None
    try:
        parts: list[bytes] = []
        size = 0
        while select.select([read_end], [], [], max(0.0, end - time.monotonic()))[0]:
            part = os.read(read_end, 1 << 16)
            size += len(part)
            if not part:
                status = _awaited(child, end)
                break
            if size > _LARGEST:
                raise NoAnswer("lists more files than any repository has")
            parts.append(part)
        if status is None:
            raise TimeoutError
    finally:
        if status is None:
            _end(child)
    if status:
        raise NoAnswer("refuses to tell" if os.WIFEXITED(status) else "crashed")
    return b"".join(parts)


def _awaited(child: int, end: float) -> int | None:
    """How a child ended, None if it does not in time."""
    pause = 0.0005
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        if time.monotonic() > end:
            return None
        time.sleep(pause)
        pause = min(pause * 2, 0.05)


def _end(child: int) -> None:
    """Kill a child and all that it started; what cannot be killed is left behind."""
    from signal import SIGKILL

    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, SIGKILL)
    _awaited(child, time.monotonic() + 0.5)


def _run_elsewhere(command: tuple[str, ...], environment: dict[str, str], seconds: float) -> bytes:
    import subprocess

    try:
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
    except OSError as error:
        raise NoAnswer(f"cannot be started ({error.strerror})") from None
    if done.returncode:
        raise NoAnswer("refuses to tell")
    return done.stdout
