"""Command lines read strictly: one sentence for what is wrong, no abbreviations."""

from __future__ import annotations

import argparse
import os
from typing import NoReturn

from scvi_lint.cli.failure import Failure


class _Formatter(argparse.HelpFormatter):
    """Knows how wide it is. Left to itself it asks `shutil`, a sixth of the start of a check."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    try:
        return int(os.environ.get("COLUMNS", "")) or 80
    except ValueError:
        pass
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that raises Failure instead of ending the process."""

    def __init__(
        self,
        prog: str | None = None,
        usage: str | None = None,
        description: str | None = None,
        epilog: str | None = None,
        add_help: bool = True,
    ) -> None:
        super().__init__(
            prog,
            usage,
            description,
            epilog,
            formatter_class=_Formatter,
            add_help=add_help,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        """Raises Failure."""
        raise Failure(f"{message}; `{self.prog} --help` lists what there is")

    def read(self, arguments: list[str]) -> argparse.Namespace:
        """The options of a command line. Raises Failure, naming the nearest option."""
        # After `--` all is a path, which the reader that lets options stand between paths forgets.
        read = self.parse_known_args if "--" in arguments else self.parse_known_intermixed_args
        options, unknown = read(arguments)
        if unknown:
            self.error(self._unknown(unknown[0]))
        return options

    def _unknown(self, word: str) -> str:
        if not word.startswith("-"):
            return f"unexpected argument {word!r}"
        from difflib import get_close_matches

        known = [name for action in self._actions for name in action.option_strings]
        near = get_close_matches(word.partition("=")[0], known, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        return f"there is no option {word.partition('=')[0]}{hint}"


def codes(text: str) -> tuple[str, ...]:
    """`SCV4,SCV201` as a tuple."""
    return tuple(word for word in text.replace(",", " ").split() if word)


def add_colour(parser: argparse.ArgumentParser) -> None:
    """The option that every command with a report has."""
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="when to use colour (auto: on a terminal; NO_COLOR and FORCE_COLOR are honoured)",
    )


def add_configuration(parser: argparse.ArgumentParser) -> None:
    """Where settings come from."""
    group = parser.add_argument_group("settings")
    group.add_argument("--config", metavar="FILE", help="use this file, and look for no other")
    group.add_argument("--isolated", action="store_true", help="read no settings' file at all")
    group.add_argument(
        "--scvi-version",
        metavar="VERSION",
        type=release,
        help="the release of scvi-tools that is used",
    )
    group.add_argument(
        "--python", metavar="PATH", help="the interpreter whose packages tell the release"
    )
    group.add_argument(
        "--evidence",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="look into the data files that a program reads",
    )
    group.add_argument(
        "--evidence-root",
        metavar="DIR",
        action="append",
        help="a folder outside the project in which data files may be opened",
    )
    group.add_argument(
        "--isolated-files",
        action="store_const",
        const=True,
        help="judge each program alone, whatever others write to the files that it reads",
    )
    group.add_argument(
        "--plugin", metavar="NAME", action="append", help="use the rules of a third-party package"
    )


def release(text: str) -> str:
    """A release of scvi-tools that is known, or the beginning of its name."""
    from scvi_lint.knowledge import catalogue

    objection = catalogue().objection(text)
    if objection:
        raise argparse.ArgumentTypeError(objection)
    return text


def configured(options: argparse.Namespace) -> dict[str, object]:
    """The values of `Settings` that the command line gives."""
    given: dict[str, object] = {}
    for name in ("scvi_version", "python", "evidence", "isolated_files"):
        if getattr(options, name, None) is not None:
            given[name] = getattr(options, name)
    if options.evidence_root:
        given["evidence_roots"] = tuple(options.evidence_root)
    if options.plugin:
        given["plugins"] = tuple(options.plugin)
    return given
