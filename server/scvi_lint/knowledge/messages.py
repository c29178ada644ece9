"""What an error or a warning means: any words of a traceback in, explanations out.

Two sources: what users meet most often, explained by hand (`words.errors`), and every text that a
release of scvi-tools itself can raise or warn with, read from its source, with the function.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from scvi_lint.knowledge import catalogue, shelf
from scvi_lint.knowledge.shelf import at
from scvi_lint.knowledge.words import errors
from scvi_lint.regex import regex

if TYPE_CHECKING:
    from scvi_lint.knowledge.rows import Record

_HOLE = "{}"
# So much of a text must be recognised: in characters of the asked words, in part of a known text.
_FEWEST = 12
_ENOUGH = 0.6
# A text of the release is not chosen for how people are met by it: it must stand there nearly
# whole, and one that is mostly holes ("module {} has no attribute {}") says nothing by itself.
_NEARLY_ALL = 0.85
_TELLING = 24
# A name in quotes is what a text is about: `'{}' object has no attribute 'toarray'`.
_NAMED = regex(r"(?:^|[\s(])'(\w+)")
_LONGEST = 20_000
_MOST = 3
# A text that nobody has explained stands behind one that somebody has.
_UNEXPLAINED = 0.9
# A text that stands there to its last letter beats one that only begins so.
_EXACT = 0.5
# Frames of a traceback, progress bars: nothing in them is said by anybody.
_NOISE = regex(
    r"^\s*(?:File \".*\", line \d+.*|Traceback \(most recent call last\):|[-=~^ ]+|-*> *\d+ .*"
    r"|\d+ .*)$"
)


class Explained(NamedTuple):
    """One explanation. `kind` is the exception's or warning's class where scvi-tools says it, and
    `raised_by` the function; `causes` come in order, the likeliest first."""

    text: str
    kind: str
    raised_by: str
    meaning: str
    causes: tuple[str, ...]
    rules: tuple[str, ...]
    pages: tuple[str, ...]


def explain(said: str, version: str | None = None) -> list[Explained]:
    """Explanations of an error text, best first; none where nothing is recognised."""
    asked = _plain(said)
    found: list[tuple[float, Explained]] = []
    for known in errors.ERRORS:
        text = max(known.says, key=lambda one: _fit(one, asked))
        score = _fit(text, asked)
        if score:
            found.append((score, Explained(text, "", "", *known[1:])))
    for text, (kind, where) in _of_release(version).items():
        score = _fit(text, asked, _NEARLY_ALL) if _tells(text) else 0.0
        if not score:
            continue
        number = next((n for n, (_, one) in enumerate(found) if _same(one.text, text)), None)
        if number is None:
            found.append((score * _UNEXPLAINED, _unexplained(text, kind, where)))
        else:
            rank, one = found[number]
            found[number] = (rank, one._replace(kind=kind, raised_by=_function(where)))
    found.sort(key=lambda row: -row[0])
    return [one for _, one in found[:_MOST]]


def _unexplained(text: str, kind: str, where: str) -> Explained:
    """A message of scvi-tools that nobody has explained: who says it, and what that is."""
    name = _function(where)
    warns = kind.endswith("Warning") or kind == "log"
    meaning = f"{name} {'warns, and goes on' if warns else 'refuses'}: the text says why."
    return Explained(text, "" if kind == "log" else kind, name, meaning, (), (), ())


def _function(where: str) -> str:
    """`SCVI.train` of `scvi/model/_scvi.py:SCVI.train`."""
    return where.partition(":")[2].removesuffix(".__init__") or where.partition(":")[0]


def _of_release(version: str | None) -> dict[str, list[str]]:
    known = catalogue()
    index = known.releases.index(known.release(version or known.newest))
    held = ((text, at(rows, index)) for text, rows in _load().items())
    return {text: said for text, said in held if said is not None}


@cache
def _load() -> Record:
    return shelf.load("messages.bin")


def _plain(text: str) -> str:
    """A text as it is compared: one line, small letters, no quotes, no frames of a traceback."""
    lines = (line for line in text[-_LONGEST:].splitlines() if not _NOISE.match(line))
    return " ".join(re.sub(r"[\"'`]", "", " ".join(lines)).lower().split())


@cache
def _tells(text: str) -> bool:
    """Whether enough of a text stays when what varies is taken out."""
    return _HOLE not in text or sum(map(len, _pieces(text))) >= _TELLING


@cache
def _pieces(text: str) -> tuple[str, ...]:
    """The parts of a known text that do not vary."""
    pieces = (piece.strip(" .,:;()[]") for piece in _plain(text).split(_HOLE))
    return tuple(piece for piece in pieces if len(piece) > 2)


def _fit(text: str, asked: str, enough: float = _ENOUGH) -> float:
    """How well a known text is recognised in what was asked; 0 when it is not.

    Either most of the known text stands in the question, in order (a traceback), or the question
    is a part of the known text (some words that somebody remembers).
    """
    pieces = _pieces(text)
    whole = sum(map(len, pieces))
    if not whole or len(asked) < 3:
        return 0.0
    place = held = 0
    for piece in pieces:
        found = asked.find(piece, place)
        if found >= 0:
            held += len(piece)
            place = found + len(piece)
    named = all(name.lower() in asked for name in _NAMED.findall(text))
    if named and held >= enough * whole and held >= min(_FEWEST, whole):
        exact = _EXACT if _HOLE not in text and asked.endswith(_plain(text).strip(" .")) else 0.0
        return held / whole + min(held, 200) / 200 + exact
    words = asked.strip(" .,:;")
    if len(words) < _FEWEST:
        return 0.0
    joined = " ".join(pieces)
    if words in joined or words in _plain(text):
        return len(words) / len(joined) + 0.3
    # Some words that somebody remembers, with a name in them that varies.
    longest = max((piece for piece in pieces if words.startswith(piece)), key=len, default="")
    return len(longest) / whole + 0.3 if len(longest) >= _ENOUGH * len(words) else 0.0


def _same(one: str, other: str) -> bool:
    """Whether two spellings of a text are one message."""
    shorter, longer = sorted((" ".join(_pieces(one)), " ".join(_pieces(other))), key=len)
    return bool(shorter) and (longer.startswith(shorter) or shorter in longer)
