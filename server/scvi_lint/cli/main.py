"""Which command is meant. Each has a module of its own, imported when it is called."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

from scvi_lint.cli.failure import FAILED, Failure, say

# Name, module, and what it is for, in the order of the help.
COMMANDS = (
    ("check", "check", "Check programs, notebooks and documents"),
    ("explain", "explain", "Explain a rule, with examples and the page that it rests on"),
    ("rules", "rules", "List the rules"),
    ("inspect", "inspect", "Show what the linter sees in a file: objects, states, events"),
    ("docs", "docs", "Find a page of scvi-tools' user guide"),
    ("config", "config", "Show the settings that hold for a path, or their JSON schema"),
    ("server", "server", "Speak the Language Server Protocol on stdin and stdout"),
    ("mcp", "mcp", "Speak the Model Context Protocol, for assistants"),
    ("completions", "completions", "Write completions for a shell"),
)
# So many objects more than before are worth a look at the garbage.
_RARELY = 500_000
_MODULES = {name: module for name, module, _ in COMMANDS}

_HELP = """\
Checks programs that use scvi-tools before they run.

usage: scvi-lint COMMAND [ARGUMENTS]

{commands}

`scvi-lint COMMAND --help` tells more of one.
Exit codes: 0 nothing found, 1 something found, 2 it could not do its work.
"""


def run(arguments: list[str]) -> int:
    """Run one command line; the exit code."""
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
        return code
    except Failure as failure:
        say(f"error: {failure}")
    except KeyboardInterrupt:
        say("error: interrupted")
    except BrokenPipeError:
        # The reader has seen enough (`| head`). Nothing more can be said, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except OSError as error:
        name = f" {error.filename!r}" if error.filename is not None else ""
        say(f"error: cannot go on{name}: {error.strerror or error}")
        _abandon_output()
    except Exception as error:
        from scvi_lint.cli.failure import defect

        say(f"error: {defect(error)}")
    return FAILED


def _dispatch(arguments: list[str]) -> int:
    name = arguments[0] if arguments else "--help"
    if name in ("-h", "--help", "help"):
        print(_overview(), end="")
        return 0
    if name in ("-V", "--version"):
        from scvi_lint.cli.about import version

        print(f"scvi-lint {version()}")
        return 0
    module = _MODULES.get(name)
    if module is None:
        raise Failure(_unknown(name))
    # Nearly all that a run makes it keeps to its end, so looking for garbage is mostly in vain: it
    # took an eighth of a short check and of a repository of notebooks.
    if name not in ("server", "mcp"):
        gc.set_threshold(_RARELY, 10, 10)
    return import_module(f"scvi_lint.cli.{module}").run(arguments[1:])


def _overview() -> str:
    return _HELP.format(commands="\n".join(f"  {name:<12} {about}" for name, _, about in COMMANDS))


def _unknown(name: str) -> str:
    if os.path.exists(name):
        return f"{name!r} is no command; did you mean `scvi-lint check {name}`?"
    from difflib import get_close_matches

    near = get_close_matches(name, _MODULES, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(_MODULES)}"
    return f"there is no command {name!r}{hint}"


def _abandon_output() -> None:
    """Output that could not be written must not be tried again at exit, with a traceback."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except OSError:
        return
