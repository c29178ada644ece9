"""Commands of a shell that run programs: `python train.py --batch_key donor`.

Only what is written out is taken: a variable is known where the script sets it once, to a constant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from scvi_lint.regex import regex
from scvi_lint.source.workflows.started import UNKNOWN, Given, Started

_PYTHON = regex(r"(?:.*/)?(?:python[\d.]*|ipython|papermill)")
_PROGRAM = regex(r"[^\s\"'$;|&<>]*\.(?:py|ipynb)")
_ASSIGNED = regex(r"(?m)^[ \t]*(?:export[ \t]+|readonly[ \t]+)?([A-Za-z_]\w*)=")
_VARIABLE = regex(r"\$(?:\{(\w+)\}|(\w+))")
_LOOPS = regex(r"(?m)^[ \t]*(?:for|select)[ \t]+(\w+)|\bread[ \t]+(?:-\w+[ \t]+)*(\w+)")
_ENDS = frozenset(";|&\n()")
_QUOTES = frozenset("\"'")
_MOST_WORDS = 200
_MOST_COMMANDS = 500

Filled = Callable[[str], "str | None"]


class _Word:
    """A word as it is read: its text so far, None when part of it is not known."""

    __slots__ = ("end", "start", "text")

    def __init__(self, start: int) -> None:
        self.start = self.end = start
        self.text: str | None = ""

    def add(self, text: str | None) -> None:
        self.text = None if self.text is None or text is None else self.text + text


def started(text: str, start: int = 0, end: int | None = None) -> list[Started]:
    """The programs that a script runs, or the part of it between two places."""
    end = len(text) if end is None else end
    known = _variables(text[start:end])

    def fill(name: str) -> str | None:
        return known.get(name)

    return list(_programs(_commands(text, start, end, fill)))


def of_template(
    text: str, start: int, end: int, fills: Mapping[str, str | None], braces: str = "{}"
) -> list[Started]:
    """The programs that a command runs in which a workflow fills in `{input}` and the like."""
    return list(_programs(_commands(text, start, end, lambda name: None, fills, braces)))


def _variables(text: str) -> dict[str, str]:
    """The variables that are set once, to a constant."""
    none: list[Given] = []
    found: dict[str, list[str]] = {}
    for one in _ASSIGNED.finditer(text):
        words = next(iter(_commands(text, one.end(), len(text), lambda name: None)), none)
        # What comes behind it on the line is a command that has this variable for itself.
        known = words[0] if words and words[0].start <= one.end() + 1 and len(words) == 1 else None
        found.setdefault(one[1], []).append(
            known.value if known is not None and isinstance(known.value, str) else ""
        )
    for one in _LOOPS.finditer(text):
        found.setdefault(one[1] or one[2], []).append("")
    return {name: told[0] for name, told in found.items() if len(told) == 1 and told[0]}


def _commands(
    text: str,
    start: int,
    end: int,
    fill: Filled,
    fills: Mapping[str, str | None] | None = None,
    braces: str = "{}",
) -> Iterator[list[Given]]:
    """The simple commands between two places, word by word."""
    words: list[Given] = []
    word: _Word | None = None
    quote = ""
    place = start
    count = 0

    def finish() -> None:
        nonlocal word
        if word is not None and len(words) < _MOST_WORDS:
            value = UNKNOWN if word.text is None else word.text
            words.append(Given(value, word.start, word.end))
        word = None

    while place < end and count < _MOST_COMMANDS:
        char = text[place]
        step = 1
        if char == "\\" and quote != "'" and place + 1 < end:
            step = 3 if text.startswith("\r\n", place + 1) else 2
            if text[place + 1] in "\r\n":
                if not quote:
                    finish()
                place += step
                continue
            word = word or _Word(place)
            word.add(text[place + 1])
        elif quote and char == quote:
            quote = ""
        elif not quote and char in _QUOTES:
            quote = char
            word = word or _Word(place + 1)
        elif not quote and char == "#" and word is None:
            line = text.find("\n", place, end)
            place = end if line < 0 else line
            continue
        elif not quote and char in _ENDS:
            finish()
            if words:
                count += 1
                yield words
                words = []
        elif not quote and char in " \t\r":
            finish()
        elif char == "$" and quote != "'":
            word = word or _Word(place)
            found = _VARIABLE.match(text, place, end)
            if found is not None:
                step = found.end() - place
                word.add(fill(found[1] or found[2]))
            else:
                step = _skipped(text, place, end)
                word.add(None)
        elif fills is not None and char == braces[0]:
            word = word or _Word(place)
            close = text.find(braces[-1], place, end)
            step = (close + 1 if close >= 0 else end) - place
            word.add(fills.get(text[place + 1 : place + step - 1].partition(":")[0]))
        elif char == "`":
            word = word or _Word(place)
            word.add(None)
            close = text.find("`", place + 1, end)
            step = (close + 1 if close >= 0 else end) - place
        else:
            word = word or _Word(place)
            word.add(char)
        place += step
        if word is not None:
            word.end = place if not (char in _QUOTES and not quote) else place - 1
    finish()
    if words:
        yield words


def _skipped(text: str, place: int, end: int) -> int:
    """How long `$(…)`, `${…}` or another thing behind a dollar is."""
    closing = {"(": ")", "{": "}"}.get(text[place + 1 : place + 2])
    if closing is None:
        return 1
    depth = 0
    for here in range(place + 1, end):
        if text[here] == text[place + 1]:
            depth += 1
        elif text[here] == closing:
            depth -= 1
            if depth == 0:
                return here + 1 - place
    return end - place


def _programs(commands: Iterator[list[Given]]) -> Iterator[Started]:
    """Those of the commands that run a program of Python."""
    for words in commands:
        python = False
        for number, word in enumerate(words):
            if not isinstance(word.value, str):
                continue
            if _PYTHON.fullmatch(word.value):
                python = True
            elif python and word.value == "-m" and number + 1 < len(words):
                module = words[number + 1].value
                if isinstance(module, str) and module.replace(".", "").replace("_", "").isalnum():
                    yield Started(module.replace(".", "/") + ".py", tuple(words[number + 2 :]))
                break
            elif _PROGRAM.fullmatch(word.value) and (python or number == 0):
                yield Started(word.value, tuple(words[number + 1 :]))
                break
            elif python and word.value == "-c":
                break
