"""Broken programs by the thousand: `python tests/fuzz/states.py [SECONDS] [FILE ...]`.

Takes the fine programs of `tests/mutation` (or the files given) and, for so many seconds, cuts
them off, leaves lines out, mixes lines, writes random bytes into them, and checks the result with
all rules. Anything raised, or a check that takes longer than its size allows, is printed with
the seed that brings it back. Exit code 1 if there was any.
"""

from __future__ import annotations

import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from scvi_lint.config import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source.documents.unreadable import Unreadable
from scvi_lint.source.reading import read_document

FINE = Path(__file__).parents[1] / "mutation" / "programs"
# Process seconds for a program of the size of these; the machine may be slow, never this slow.
LONGEST = 5.0


def cut(data: bytes, chance: random.Random) -> bytes:
    """As far as it was typed."""
    return data[: chance.randrange(len(data) + 1)]


def hole(data: bytes, chance: random.Random) -> bytes:
    """A part of it is missing, perhaps in the middle of a string."""
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.randrange(40) :]


def shuffled(data: bytes, chance: random.Random) -> bytes:
    """Some lines elsewhere."""
    lines = data.split(b"\n")
    for _ in range(chance.randrange(1, 6)):
        lines.insert(chance.randrange(len(lines)), lines.pop(chance.randrange(len(lines))))
    return b"\n".join(lines)


def noise(data: bytes, chance: random.Random) -> bytes:
    """Bytes that nobody typed."""
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 12)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def doubled(data: bytes, chance: random.Random) -> bytes:
    """A part of it once more, somewhere else."""
    start = chance.randrange(len(data))
    part = data[start : start + chance.randrange(400)]
    place = chance.randrange(len(data))
    return data[:place] + part + data[place:]


def brackets(data: bytes, chance: random.Random) -> bytes:
    """More of what opens or closes something."""
    place = chance.randrange(len(data))
    extra = bytes(chance.choices(b"()[]{}\"'\\:,.=*\n\t #%@", k=chance.randrange(1, 9)))
    return data[:place] + extra + data[place:]


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    cut,
    hole,
    shuffled,
    noise,
    doubled,
    brackets,
)


def changed(data: bytes, seed: int) -> bytes:
    """One to three changes, the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(chance.randrange(1, 4)):
        if data:
            data = chance.choice(CHANGES)(data, chance)
    return data


def tried(checker: Checker, name: str, data: bytes) -> str:
    """What is wrong with checking this; "" when nothing is."""
    start = time.process_time()
    try:
        checker.check(read_document(name, data))
    except Unreadable:
        return ""
    except Exception:
        return traceback.format_exc(limit=-3)
    spent = time.process_time() - start
    return f"took {spent:.1f} s" if spent > LONGEST else ""


def main() -> int:
    words = sys.argv[1:]
    seconds = float(words.pop(0)) if words and words[0].replace(".", "").isdigit() else 60.0
    paths = [Path(word) for word in words] or sorted(p for p in FINE.iterdir() if p.is_file())
    checker = Checker(Settings(preset="all"))
    first = random.randrange(1 << 30)
    until = time.monotonic() + seconds
    count, wrong = 0, 0
    while time.monotonic() < until:
        path = paths[count % len(paths)]
        problem = tried(checker, path.name, changed(path.read_bytes(), first + count))
        if problem:
            wrong += 1
            print(f"{path.name}, seed {first + count}: {problem}")
        count += 1
    print(f"{count} broken programs, {wrong} problems")
    return 1 if wrong or not count else 0


if __name__ == "__main__":
    sys.exit(main())
