"""Patterns of paths, as in a .gitignore: `notebooks/**`, `*_old.py`, `build/`.

The patterns may come from a repository that nobody vouches for, so they are not turned into
regular expressions: a dozen stars in one of those can keep the processor busy for ever. Here a
name is read once, whatever the pattern: the places in the pattern that may be next are the bits
of a number, and each character moves all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

_MOST_KEPT = 2_000

_prepared: dict[str, Path | None] = {}


def matches(pattern: str, path: str) -> bool:
    """Whether a pattern names a file or a folder that it lies in.

    `path` has `/` between its parts and is relative to the folder that the pattern speaks of. A
    pattern without a slash in front or in the middle fits at any depth.
    """
    if pattern not in _prepared:
        if len(_prepared) >= _MOST_KEPT:
            _prepared.clear()
        _prepared[pattern] = _prepare(pattern)
    wanted = _prepared[pattern]
    return wanted is not None and wanted.fits(path.split("/"))


def _prepare(pattern: str) -> Path | None:
    body = pattern.strip().removeprefix("./").rstrip("/")
    if not body:
        return None
    parts = [part for part in body.split("/") if part]
    # A folder stands for all that it holds.
    return Path(parts, anywhere="/" not in body, below=True)


class Path:
    """A pattern of a whole path; of its `parts`, `**` stands for any number of folders.

    `anywhere` when it may begin at any depth, `below` when what it names stands for all inside.
    """

    __slots__ = ("_end", "_loops", "_names")

    def __init__(
        self, parts: Sequence[str], *, anywhere: bool, below: bool, escapes: bool = False
    ) -> None:
        self._names: list[Name] = []
        self._loops = int(anywhere)
        for part in parts:
            if part == "**":
                self._loops |= 1 << len(self._names)
            else:
                self._names.append(Name(part, escapes))
        self._end = 1 << len(self._names)
        if below:
            self._loops |= self._end

    def fits(self, path: Sequence[str]) -> bool:
        """Whether a path, in its parts, is one that is meant."""
        if len(self._names) > len(path):
            return False
        if not self._loops & self._end and self._names:
            # Most patterns are one name, and most paths end in another one.
            if not self._names[-1].fits(path[-1]):
                return False
            if self._end == 2 and self._loops:
                return True
        places = 1
        for part in path:
            after = places & self._loops
            for number, name in enumerate(self._names):
                if places >> number & 1 and name.fits(part):
                    after |= 2 << number
            places = after
            if not places:
                return False
        return bool(places & self._end)


class Name:
    """A pattern of one part of a path: `*`, `?` and `[abc]`, and `\\` before what means itself
    if there are escapes."""

    __slots__ = ("_end", "_ending", "_length", "_loops", "_plain", "_tests", "_useful")

    def __init__(self, pattern: str, escapes: bool = False) -> None:
        self._tests: list[Callable[[str], bool]] = []
        self._loops = 0
        letters: list[str] | None = []
        place = 0
        while place < len(pattern):
            char = pattern[place]
            place += 1
            if char == "*":
                self._loops |= 1 << len(self._tests)
                continue
            test = None
            if char == "?":
                test = _any
            elif char == "[":
                test, place = _set(pattern, place, escapes)
            elif char == "\\" and escapes and place < len(pattern):
                char = pattern[place]
                place += 1
            if test is not None:
                letters = None
            elif letters is not None:
                letters.append(char)
            self._tests.append(test or char.__eq__)
        text = None if letters is None else "".join(letters)
        self._plain = None if self._loops else text
        self._ending = text if self._loops == 1 else None  # `*.egg`, the commonest with a star
        self._length = len(self._tests)
        self._end = 1 << self._length
        self._useful: dict[str, int] = {}  # the places from which a character leads on

    def fits(self, name: str) -> bool:
        """Whether the whole name is one that is meant."""
        if self._plain is not None:
            return self._plain == name
        if self._ending is not None:
            return name.endswith(self._ending)
        if self._length > len(name):
            return False
        places = 1
        for char in name:
            useful = self._useful.get(char)
            if useful is None:
                useful = self._learn(char)
            places = (places & useful) << 1 | (places & self._loops)
            if not places:
                return False
        return bool(places & self._end)

    def _learn(self, char: str) -> int:
        bits = sum(1 << number for number, test in enumerate(self._tests) if test(char))
        if len(self._useful) < _MOST_KEPT:
            self._useful[char] = bits
        return bits


def _any(char: str) -> bool:
    return True


def _set(pattern: str, start: int, escapes: bool) -> tuple[Callable[[str], bool] | None, int]:
    """What `[…]` stands for, and where it ends; no test when it is no set but a bracket."""
    end = start + 1 + (pattern[start : start + 1] in ("!", "^"))
    while end < len(pattern) and pattern[end] != "]":
        end += 1 + (escapes and pattern[end] == "\\")
    if end >= len(pattern):
        return None, start
    inside = pattern[start:end]
    negated = inside[0] in "!^"
    single: set[str] = set()
    spans: list[tuple[str, str]] = []
    place = int(negated)
    while place < len(inside):
        if escapes and inside[place] == "\\" and place + 1 < len(inside):
            place += 1
        if inside[place + 1 : place + 2] == "-" and place + 2 < len(inside):
            spans.append((inside[place], inside[place + 2]))
            place += 3
        else:
            single.add(inside[place])
            place += 1

    def test(char: str) -> bool:
        found = char in single or any(low <= char <= high for low, high in spans)
        return found != negated

    return test, end + 1
