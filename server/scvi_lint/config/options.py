"""One table of settings for pyproject.toml, scvi-lint.toml, editors and the command line.

A value of the wrong shape is left out and named in a sentence; everything else applies.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from scvi_lint.config.settings import PRESETS, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Sized

    from scvi_lint.json_values import Json

Counted = TypeVar("Counted", bound="Sized")

# Names of these shapes exist: see `_READERS`, which says what each means.
WORDS, WORD, CHOICE, FLAG, TEXTS, LISTS, TABLES = range(7)

# More than anybody writes; a repository that has more wants to keep us busy.
_MOST_ENTRIES = 500
_MOST_OVERRIDES = 100
_LONGEST_WORD = 1_000
_LONGEST_NAME = 60
_MOST_HINTS = 10
_MOST_SENTENCES = 50


class Option:
    """A setting. `own` ones come from the user alone: no repository may widen what is trusted."""

    __slots__ = ("about", "choices", "name", "own", "shape", "whole")

    def __init__(
        self,
        name: str,
        shape: int,
        about: str,
        *,
        choices: tuple[str, ...] = (),
        own: bool = False,
        whole: bool = False,
    ) -> None:
        self.name = name
        self.shape = shape
        self.about = about
        self.choices = choices
        self.own = own
        self.whole = whole  # speaks of the whole project: no override for single files

    @property
    def attribute(self) -> str:
        """The name of it in `Settings`."""
        return self.name.replace("-", "_")


OPTIONS = (
    Option(
        "select",
        WORDS,
        "The rules that are on, instead of the preset's: codes, beginnings of codes, names, ALL.",
    ),
    Option("extend-select", WORDS, "Rules that are on besides those."),
    Option("ignore", WORDS, "Rules that are off. The longest beginning of a code decides."),
    Option(
        "preset",
        CHOICE,
        "The rules to begin with: what hardly ever errs (default), what a reviewer of a paper "
        "asks for (paper), or everything (all).",
        choices=PRESETS,
    ),
    Option(
        "severity",
        CHOICE,
        "The least severity that is shown; `info` is advice.",
        choices=SEVERITIES,
    ),
    Option("ignore-reasons", TEXTS, "Why a rule is ignored in this project, by code.", whole=True),
    Option(
        "per-file-ignores",
        LISTS,
        "Rules that are off in some files: a pattern of paths, and codes.",
        whole=True,
    ),
    Option(
        "overrides",
        TABLES,
        "Other settings for some files: `files`, a list of patterns, and the settings.",
        whole=True,
    ),
    Option("exclude", WORDS, "Patterns of paths that are not checked.", whole=True),
    Option("scvi-version", WORD, "The release of scvi-tools that the program runs on."),
    Option(
        "python",
        WORD,
        "The interpreter whose installed packages tell the release; it is never run.",
        own=True,
    ),
    Option("evidence", FLAG, "Whether to look into the data files that a program reads."),
    Option(
        "isolated-files",
        FLAG,
        "Whether each program is judged alone, whatever other programs write to the files that it "
        "reads.",
        whole=True,
    ),
    Option(
        "evidence-roots",
        WORDS,
        "Folders outside the project in which data files may be opened.",
        own=True,
        whole=True,
    ),
    Option("plugins", WORDS, "Third-party packages whose rules are used.", own=True, whole=True),
)

_BY_NAME = {option.name: option for option in OPTIONS}


def read(table: Json, *, own: bool) -> tuple[dict[str, object], list[str]]:
    """The values of a table, by the names of `Settings`, and what is wrong with the others.

    `own` when the table is the user's own word (command line, editor, home), not a repository's.
    """
    values: dict[str, object] = {}
    wrong: list[str] = []
    if not isinstance(table, Mapping):
        return values, ["the settings are not a table"]
    unknown = 0
    for name, given in table.items():
        option = _BY_NAME.get(name)
        if option is None:
            unknown += 1
            if unknown <= _MOST_HINTS:
                wrong.append(_unknown(str(name)))
        elif option.own and not own:
            wrong.append(
                f"{name!r} is left out: only your own settings and the command line may say it"
            )
        else:
            try:
                values[option.attribute] = _READERS[option.shape](option, given, wrong, own)
            except ValueError as error:
                wrong.append(f"{name!r} is left out: {error}")
    if unknown > _MOST_HINTS:
        wrong.append(f"{unknown - _MOST_HINTS} more names are no settings either")
    if len(wrong) > _MOST_SENTENCES:
        wrong[_MOST_SENTENCES:] = [f"and {len(wrong) - _MOST_SENTENCES} more things are wrong"]
    return values, wrong


class Unknown(str):
    """A sentence about a name that nothing has. It is an error where somebody can be told: a typo
    must not turn a setting or a rule off without a word."""

    __slots__ = ()


def _unknown(name: str) -> str:
    name = name[:_LONGEST_NAME]
    from difflib import get_close_matches

    near = get_close_matches(name.replace("_", "-").lower(), _BY_NAME, n=1, cutoff=0.6)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return Unknown(f"there is no setting {name!r}{hint}")


def _text(given: str) -> str:
    """A word that may become a name of a file. Raises ValueError."""
    if len(given) > _LONGEST_WORD:
        raise ValueError(f"it holds a word of more than {_LONGEST_WORD} characters")
    if "\0" in given or any("\ud800" <= char <= "\udfff" for char in given):
        raise ValueError("it holds a character that no text has")
    return given


def _counted(given: Counted, most: int = _MOST_ENTRIES) -> Counted:
    if len(given) > most:
        raise ValueError(f"it takes no more than {most} entries")
    return given


def _words(option: Option, given: Json, wrong: list[str], own: bool) -> tuple[str, ...]:
    words = given.replace(",", " ").split() if isinstance(given, str) else _strings(given)
    if words is not None:
        return tuple(map(_text, _counted(words)))
    raise ValueError("it takes a list of strings")


def _strings(given: Json) -> list[str] | None:
    """A list of strings; None for what is no such list."""
    if not isinstance(given, (list, tuple)):
        return None
    words = [word for word in given if isinstance(word, str)]
    return words if len(words) == len(given) else None


def _word(option: Option, given: Json, wrong: list[str], own: bool) -> str | None:
    if given is None or isinstance(given, str):
        return _text(given) if given else None
    raise ValueError("it takes a string")


def _choice(option: Option, given: Json, wrong: list[str], own: bool) -> str:
    if isinstance(given, str) and given in option.choices:
        return given
    raise ValueError(f"it is one of {', '.join(option.choices)}")


def _flag(option: Option, given: Json, wrong: list[str], own: bool) -> bool:
    if isinstance(given, bool):
        return given
    raise ValueError("it is true or false")


def _texts(option: Option, given: Json, wrong: list[str], own: bool) -> dict[str, str]:
    texts = given.items() if isinstance(given, Mapping) else ()
    kept = {name: text for name, text in texts if isinstance(text, str)}
    if isinstance(given, Mapping) and len(kept) == len(given):
        return {_text(str(name)): text for name, text in _counted(kept).items()}
    raise ValueError("it is a table of strings")


def _lists(option: Option, given: Json, wrong: list[str], own: bool) -> dict[str, tuple[str, ...]]:
    if not isinstance(given, Mapping):
        raise ValueError("it is a table: a pattern, and a list of codes")
    return {
        _text(str(name)): _words(option, words, wrong, own)
        for name, words in _counted(given).items()
    }


def _tables(
    option: Option, given: Json, wrong: list[str], own: bool
) -> tuple[tuple[tuple[str, ...], dict[str, object]], ...]:
    if not isinstance(given, (list, tuple)):
        raise ValueError("it is a list of tables")
    found: list[tuple[tuple[str, ...], dict[str, object]]] = []
    for number, table in enumerate(_counted(given, _MOST_OVERRIDES), 1):
        patterns = table.get("files") if isinstance(table, Mapping) else None
        one: list[Json] = [patterns]
        listed = one if isinstance(patterns, str) else patterns
        if not isinstance(listed, list) or _strings(listed) is None:
            wrong.append(f"override {number} is left out: it needs `files`, a list of patterns")
            continue
        try:
            files = _words(option, listed, wrong, own)
        except ValueError as error:
            wrong.append(f"override {number} is left out: {error}")
            continue
        whole = table if isinstance(table, Mapping) else {}
        inner = {name: value for name, value in whole.items() if name != "files"}
        for name in list(inner):
            if name in _BY_NAME and _BY_NAME[name].whole:
                wrong.append(f"{name!r} in override {number} is left out: it is for all files")
                del inner[name]
        values, inner_wrong = read(inner, own=own)
        wrong.extend(f"in override {number}, {sentence}" for sentence in inner_wrong)
        found.append((files, values))
    return tuple(found)


_READERS = {
    WORDS: _words,
    WORD: _word,
    CHOICE: _choice,
    FLAG: _flag,
    TEXTS: _texts,
    LISTS: _lists,
    TABLES: _tables,
}
