"""`scvi-lint completions SHELL`: what the shell offers after Tab, made from the parsers."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import NamedTuple

from scvi_lint.cli.failure import CLEAN
from scvi_lint.cli.main import COMMANDS
from scvi_lint.cli.parsing import Parser

SHELLS = ("bash", "zsh", "fish")


class Option(NamedTuple):
    """An option; `choices` are its values, `takes` tells whether it wants one."""

    names: tuple[str, ...]
    help: str
    choices: tuple[str, ...]
    takes: bool


def parser() -> Parser:
    made = Parser(prog="scvi-lint completions", description="Write completions for a shell.")
    made.add_argument("shell", choices=SHELLS)
    return made


def run(words: list[str]) -> int:
    """The command line of `completions`."""
    options = parser().read(words)
    print(_WRITERS[options.shell](), end="")
    return CLEAN


def commands() -> dict[str, tuple[str, list[Option], bool]]:
    """What each command is for, its options, and whether it takes files."""
    found: dict[str, tuple[str, list[Option], bool]] = {}
    for name, module, about in COMMANDS:
        where = "arguments" if name == "check" else module
        made: Parser = import_module(f"scvi_lint.cli.{where}").parser()
        listed: list[Option] = []
        files = False
        for action in made._actions:
            if not action.option_strings:
                files = files or action.metavar in ("PATH", "FILE")
                continue
            listed.append(
                Option(
                    tuple(action.option_strings),
                    (action.help or "").replace("%%", "%"),
                    tuple(map(str, action.choices or ())),
                    action.nargs != 0 and not isinstance(action, argparse.BooleanOptionalAction),
                )
            )
        found[name] = (about, listed, files)
    return found


def _bash() -> str:
    known = commands()
    cases: list[str] = []
    values: list[str] = []
    for name, (_, listed, _) in known.items():
        flags = " ".join(flag for option in listed for flag in option.names)
        cases.append(f'        {name}) words="{flags}" ;;')
        values += [
            f'        {name}:{flag}) words="{" ".join(option.choices)}" ;;'
            for option in listed
            for flag in option.names
            if option.choices
        ]
    values.append(f'        completions:*) words="{" ".join(SHELLS)}" ;;')
    lines = [
        "# Completions of scvi-lint for bash.",
        "_scvi_lint() {",
        '    local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" words=""',
        '    if [ "$COMP_CWORD" -eq 1 ]; then',
        f'        COMPREPLY=($(compgen -W "{" ".join(known)}" -- "$word"))',
        "        return",
        "    fi",
        '    case "${COMP_WORDS[1]}:$before" in',
        *values,
        "    esac",
        '    if [ -z "$words" ] && [ "${word:0:1}" = "-" ]; then',
        '        case "${COMP_WORDS[1]}" in',
        *("    " + case for case in cases),
        "        esac",
        "    fi",
        '    if [ -n "$words" ]; then',
        '        COMPREPLY=($(compgen -W "$words" -- "$word"))',
        "    else",
        '        COMPREPLY=($(compgen -f -- "$word"))',
        "    fi",
        "}",
        "complete -o filenames -F _scvi_lint scvi-lint",
    ]
    return "\n".join(lines) + "\n"


def _zsh() -> str:
    known = commands()
    lines = ["#compdef scvi-lint", "_scvi_lint() {", "    local -a commands", "    commands=("]
    lines += [f"        {_zsh_quoted(f'{name}:{about}')}" for name, (about, _, _) in known.items()]
    lines += [
        "    )",
        "    if (( CURRENT == 2 )); then",
        "        _describe 'command' commands",
        "        return",
        "    fi",
        '    case "$words[2]" in',
    ]
    for name, (_, listed, files) in known.items():
        specs = [_zsh_option(option, flag) for option in listed for flag in option.names]
        if name == "completions":
            specs.append(f"'*:shell:({' '.join(SHELLS)})'")
        elif files:
            specs.append("'*:file:_files'")
        lines.append(f"        {name})")
        lines.append("            shift words; (( CURRENT-- ))")
        lines.append("            _arguments \\")
        lines += [f"                {spec} \\" for spec in specs[:-1]]
        lines += [f"                {specs[-1]}", "            ;;"]
    lines += ["    esac", "}", '_scvi_lint "$@"']
    return "\n".join(lines) + "\n"


def _zsh_option(option: Option, flag: str) -> str:
    about = option.help.replace("[", "(").replace("]", ")").replace(":", ",")
    values = f"({' '.join(option.choices)})" if option.choices else "_files"
    return _zsh_quoted(f"{flag}[{about}]" + (f":value:{values}" if option.takes else ""))


def _zsh_quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _fish() -> str:
    known = commands()
    lines = [
        "# Completions of scvi-lint for fish.",
        "complete -c scvi-lint -n __fish_use_subcommand -f",
    ]
    for name, (about, listed, files) in known.items():
        lines.append(
            f"complete -c scvi-lint -n __fish_use_subcommand -f -a {name} -d {_fish_quoted(about)}"
        )
        here = f"-n '__fish_seen_subcommand_from {name}'"
        if name == "completions":
            lines.append(f"complete -c scvi-lint {here} -f -a '{' '.join(SHELLS)}'")
        elif not files:
            lines.append(f"complete -c scvi-lint {here} -f")
        for option in listed:
            flags = " ".join(
                f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}"
                for flag in option.names
            )
            takes = f" -x -a '{' '.join(option.choices)}'" if option.choices else ""
            takes = takes or (" -r" if option.takes else "")
            lines.append(
                f"complete -c scvi-lint {here} {flags}{takes} -d {_fish_quoted(option.help)}"
            )
    return "\n".join(lines) + "\n"


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


_WRITERS = {"bash": _bash, "zsh": _zsh, "fish": _fish}
