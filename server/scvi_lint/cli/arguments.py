"""The command line of `check`."""

from __future__ import annotations

import argparse

from scvi_lint.cli.failure import Failure
from scvi_lint.cli.parsing import Parser, add_colour, add_configuration, codes, configured
from scvi_lint.config import SEVERITIES
from scvi_lint.config.settings import PRESETS

# Format, its reporter's module, and whether it is for people.
FORMATS = {
    "full": "full",
    "concise": "concise",
    "grouped": "grouped",
    "json": "json_array",
    "jsonl": "json_lines",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "html": "page",
}
FOR_PEOPLE = frozenset({"full", "concise", "grouped"})

_ABOUT = "Check programs, notebooks and documents that use scvi-tools."
_EXIT = "Exit codes: 0 nothing found, 1 something found, 2 the tool could not do its work."


def parser() -> Parser:
    """Everything that `check` understands."""
    made = Parser(
        prog="scvi-lint check",
        usage="scvi-lint check [OPTIONS] [PATH ...]",
        description=_ABOUT,
        epilog=_EXIT,
    )
    made.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help="files and folders; `-` for standard input (default: the current folder)",
    )
    _add_rules(made)
    _add_output(made)
    _add_fixes(made)
    _add_baseline(made)
    _add_files(made)
    add_configuration(made)
    _add_run(made)
    return made


def _add_rules(made: Parser) -> None:
    group = made.add_argument_group("rules (codes, beginnings of codes, names, or ALL)")
    for name, about in (
        ("--select", "these rules alone"),
        ("--extend-select", "these rules too"),
        ("--ignore", "not these rules"),
    ):
        # Given twice, both count.
        group.add_argument(name, metavar="RULES", type=codes, action="append", help=about)
    group.add_argument("--preset", choices=PRESETS, help="the rules to begin with")
    group.add_argument("--severity", choices=SEVERITIES, help="the least severity that is shown")


def _add_output(made: Parser) -> None:
    group = made.add_argument_group("output")
    group.add_argument(
        "--output-format",
        choices=tuple(FORMATS),
        default="full",
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)} (default: full)",
    )
    group.add_argument("--output-file", metavar="FILE", help="write there, whole or not at all")
    group.add_argument("--statistics", action="store_true", help="count findings by rule instead")
    group.add_argument("-q", "--quiet", action="store_true", help="no summary and no progress")
    add_colour(group)  # type: ignore[arg-type]


def _add_fixes(made: Parser) -> None:
    group = made.add_argument_group("fixes")
    group.add_argument("--fix", action="store_true", help="apply fixes that change no result")
    group.add_argument(
        "--unsafe-fixes", action="store_true", help="with --fix or --diff: also those that do"
    )
    group.add_argument("--diff", action="store_true", help="show what --fix would do, do nothing")
    group.add_argument("--show-fixes", action="store_true", help="list what --fix has done")
    group.add_argument(
        "--add-ignores",
        metavar="REASON",
        nargs="?",
        const="",
        help="write a comment that silences each finding, with an optional reason",
    )


def _add_baseline(made: Parser) -> None:
    group = made.add_argument_group("baseline")
    group.add_argument(
        "--baseline", metavar="FILE", help="report only what this file does not count already"
    )
    group.add_argument(
        "--update-baseline", action="store_true", help="write all of today's findings into it"
    )
    group.add_argument(
        "--prune-baseline", action="store_true", help="take out what is mended or deleted"
    )
    group.add_argument(
        "--baseline-mode",
        choices=("auto", "lock"),
        help="auto: shrink it when something was mended; lock (default in CI): never write it, "
        "and fail when it should shrink",
    )


def _add_files(made: Parser) -> None:
    group = made.add_argument_group("files")
    group.add_argument(
        "--exclude", metavar="PATTERN", action="append", help="leave these out as well"
    )
    group.add_argument(
        "--force-exclude", action="store_true", help="leave out excluded files even when named"
    )
    group.add_argument(
        "--files-from", metavar="FILE", help="read paths from a file (`-`: standard input)"
    )
    group.add_argument(
        "--no-respect-gitignore", action="store_true", help="check files that git ignores, too"
    )
    group.add_argument(
        "--show-files", action="store_true", help="list the files that would be checked, no more"
    )
    group.add_argument("--stdin-filename", metavar="NAME", help="what standard input is called")


def _add_run(made: Parser) -> None:
    group = made.add_argument_group("run")
    group.add_argument("--watch", action="store_true", help="check again whenever a file changes")
    group.add_argument(
        "--jobs",
        metavar="N",
        type=_jobs,
        default=0,
        help="processes (default: one, and one for each core where there is much to do)",
    )
    group.add_argument(
        "--exit-non-zero-on-fix", action="store_true", help="exit with 1 when --fix changed a file"
    )
    group.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")


def _jobs(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if not 0 < number <= 256:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes")
    return number


def read(arguments: list[str]) -> argparse.Namespace:
    """The options of `check`. Raises Failure for those that make no sense together."""
    options = parser().read(arguments)
    reads_stdin = "-" in options.paths
    if reads_stdin and (len(options.paths) > 1 or options.files_from):
        raise Failure("standard input (`-`) is checked alone, without other paths")
    if options.stdin_filename and not reads_stdin:
        raise Failure("--stdin-filename needs `-` as the path")
    if options.unsafe_fixes and not (options.fix or options.diff):
        raise Failure("--unsafe-fixes needs --fix or --diff")
    if options.exit_non_zero_on_fix and not (options.fix or options.add_ignores is not None):
        raise Failure("--exit-non-zero-on-fix needs --fix or --add-ignores")
    if options.exit_non_zero_on_fix and options.exit_zero:
        raise Failure("--exit-zero and --exit-non-zero-on-fix exclude each other")
    if options.show_files and (reads_stdin or options.fix or options.diff or options.watch):
        raise Failure("--show-files lists files: no `-`, no --fix, --diff or --watch")
    if options.fix and options.diff:
        raise Failure("--fix and --diff exclude each other: one writes, the other only shows")
    if (options.update_baseline or options.prune_baseline or options.baseline_mode) and (
        not options.baseline
    ):
        raise Failure("which baseline? Name its file with --baseline")
    if options.watch and (reads_stdin or options.output_file):
        raise Failure("--watch shows files on the terminal: no `-`, no --output-file")
    if options.add_ignores is not None and (reads_stdin or options.diff):
        raise Failure("--add-ignores writes files: no `-`, no --diff")
    return options


def given(options: argparse.Namespace) -> dict[str, object]:
    """The values of `Settings` that the command line gives."""
    values = configured(options)
    for name in ("select", "extend_select", "ignore"):
        if getattr(options, name) is not None:
            values[name] = tuple(code for given in getattr(options, name) for code in given)
    for name in ("preset", "severity"):
        if getattr(options, name) is not None:
            values[name] = getattr(options, name)
    return values
