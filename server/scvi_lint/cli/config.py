"""`scvi-lint config`: what holds for a path, and where it was said; or the schema of settings."""

from __future__ import annotations

import os
import re
from json import loads

from scvi_lint.cli.failure import CLEAN, Failure
from scvi_lint.cli.parsing import Parser, add_configuration, configured
from scvi_lint.cli.session import Session
from scvi_lint.config.discovery import Configuration, ConfigurationError, default_user_file
from scvi_lint.config.options import OPTIONS
from scvi_lint.escaping import for_terminal, json_text
from scvi_lint.json_values import is_list, is_row, is_table

_PAIR = re.compile(r"\\ud[89ab]..\\ud[c-f]..")


def parser() -> Parser:
    made = Parser(
        prog="scvi-lint config",
        usage="scvi-lint config [OPTIONS] [PATH]",
        description="Show the settings that hold for a path.",
    )
    made.add_argument("path", metavar="PATH", nargs="?", default=".", help="default: this folder")
    made.add_argument(
        "--schema", action="store_true", help="print the JSON schema of all settings instead"
    )
    made.add_argument("--output-format", choices=("text", "json"), default="text")
    add_configuration(made)
    return made


def run(words: list[str]) -> int:
    """The command line of `config`. Raises Failure."""
    options = parser().read(words)
    if options.schema:
        from scvi_lint.config.schema import schema

        _print_json(schema())
        return CLEAN
    path = os.path.abspath(options.path)
    if not os.path.exists(path):
        raise Failure(f"{options.path}: No such file or directory")
    in_folder = os.path.join(path, "any.py") if os.path.isdir(path) else path
    try:
        configuration = Configuration(
            configured(options), file=options.config, isolated=options.isolated
        )
        origin = configuration.origin(os.path.dirname(in_folder))
    except ConfigurationError as error:
        raise Failure(str(error)) from None
    session = Session(configuration)
    settings = session.settings(in_folder) if in_folder == path else origin.settings
    values = {option.name: getattr(settings, option.attribute) for option in OPTIONS}
    if options.output_format == "json":
        _print_json({"file": origin.file or None, "settings": _plain(values)})
        return CLEAN
    own = default_user_file()
    whose = origin.file or "nobody: these are the built-in ones"
    print(for_terminal(f"# settings of {whose}"))
    missing = "" if os.path.exists(own) else " (there is no such file)"
    print(for_terminal(f"# your own settings: {own}{missing}"))
    for name, value in values.items():
        print(f"{name} = {_toml(value)}" if value is not None else f"# {name} is not set")
    return CLEAN


def _print_json(value: object) -> None:
    print(json_text(value, indent=2))


def _plain(value: object) -> object:
    """Settings as JSON has them; an override is the table that it was."""
    if is_table(value):
        return {str(name).replace("_", "-"): _plain(inner) for name, inner in value.items()}
    if is_row(value) and not isinstance(value, list):
        return list(map(_override, value))
    return value


def _override(value: object) -> object:
    if not is_row(value) or isinstance(value, list):
        return value
    files, rest = value[0], _plain(value[1])
    return {"files": list(files) if is_row(files) else [], **(rest if is_table(rest) else {})}


def _toml(value: object) -> str:
    """A value as TOML writes it in one line; strings of TOML are those of JSON."""
    plain = _plain(value)
    if is_table(plain):
        inner = ", ".join(f"{_toml(k)} = {_toml(v)}" for k, v in plain.items())
        return f"{{ {inner} }}" if inner else "{}"
    if is_list(plain):
        return f"[{', '.join(_toml(one) for one in plain)}]"
    # Beyond 16 bits TOML has an escape of its own; all else is as in JSON.
    return _PAIR.sub(_one_escape, json_text(plain))


def _one_escape(pair: re.Match[str]) -> str:
    char: str = loads(f'"{pair[0]}"')
    return f"\\U{ord(char):08x}"
