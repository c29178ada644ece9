"""What a client that is broken, or means ill, writes to a server: frames and messages of every
damage. Each maker draws from a `random.Random`, so that a seed brings everything back.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from typing import Any

Draw = random.Random

LARGEST_BODY = 32 << 20  # bytes of a message that the server reads


def framed(body: bytes, size: Any = None, name: bytes = b"Content-Length") -> bytes:
    length = str(len(body) if size is None else size).encode()
    return b"%b: %b\r\n\r\n%b" % (name, length, body)


def ask(identity: Any, method: str = "textDocument/hover", params: Any = None) -> bytes:
    message = {"jsonrpc": "2.0", "id": identity, "method": method, "params": params}
    return json.dumps(message).encode()


# --- frames -----------------------------------------------------------------------------------
#
# Each gives bytes after which a sound reader is at the beginning of a frame again, or loses the
# one that follows: nobody can know where a body ends whose length was a lie.


def _too_short(draw: Draw) -> bytes:
    body = ask("lost")
    return framed(body, draw.randrange(len(body)))


def _too_long(draw: Draw) -> bytes:
    body, more = ask("lost"), draw.randint(1, 3_000)
    return framed(body, len(body) + more) + b"\r\n" * (more // 2) + b"x" * (more % 2)


def _no_number(draw: Draw) -> bytes:
    odd = (
        "-1",
        "+5",
        "1e3",
        "0x10",
        "1.5",
        "",
        " ",
        "five",
        "\u0665",
        "9" * 30,
        "1_0",
        "1 0",
        "\0",
    )
    return framed(ask("lost"), draw.choice(odd))


def _immense(draw: Draw) -> bytes:
    return framed(ask("lost"), draw.randrange(1 << 31, 1 << 60))


def _larger_than_read(draw: Draw) -> bytes:
    return framed(b" " * (LARGEST_BODY + draw.randint(1, 9)))


def _no_length(draw: Draw) -> bytes:
    headers = (
        b"",
        b"X-Header: 1\r\n",
        b"Content-Type: application/json\r\n",
        b": \r\n",
        b"Note: \r\n",
    )
    return draw.choice(headers) + b"\r\n" + ask("lost") + b"\r\n"


def _two_lengths(draw: Draw) -> bytes:
    body = ask("lost")
    lengths = [len(body), draw.randrange(len(body))]
    draw.shuffle(lengths)
    head = b"".join(b"Content-Length: %d\r\n" % length for length in lengths)
    return head + b"\r\n" + body + b"\r\n"


def _garbage(draw: Draw) -> bytes:
    size = draw.choice((3, 80, 5_000, 300_000))
    return draw.randbytes(size).replace(b":", b";") + b"\r\n\r\n"


def _endless_line(draw: Draw) -> bytes:
    return b"Content-Length" * draw.choice((10, 3_000, 30_000)) + b"\r\n\r\n"


def _noted(draw: Draw) -> bytes:
    """A note is what the server says to its supervisor, and no editor's business."""
    note = draw.choice((b"report", b'reply "lost"', b"summary 1", b"summary x"))
    return b"Note: %b\r\n%b" % (note, framed(ask("lost")))


def _no_text(draw: Draw) -> bytes:
    bodies = (
        b"\xff\xfe\xfd",
        ask("lost").decode().encode("utf-16"),
        b"\xef\xbb\xbf" + ask("lost"),
        b"\0" * 50,
        b"\xed\xa0\x80",
        ask("lost").replace(b"hover", b"\xc3\x28"),
        draw.randbytes(200),
    )
    return framed(draw.choice(bodies))


def _no_json(draw: Draw) -> bytes:
    whole = ask("lost")
    bodies = (
        whole[: draw.randrange(len(whole))],
        whole + b"}",
        whole.replace(b'"', b"'"),
        whole[:-1] + b",}",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"id": ' + b"9" * 6_000 + b"}",
        b"",
        b" ",
        b"NaN",
        b"nul",
        b'"\\ud800"',
    )
    return framed(draw.choice(bodies))


def _no_message(draw: Draw) -> bytes:
    return framed(json.dumps(junk(draw)).encode())


def _batch(draw: Draw) -> bytes:
    deep: Any = 1
    for _ in range(draw.choice((10, 300, 900, 985, 990, 994))):
        deep = [deep]
    batches = ([], [[]], [1, "a", None], [junk(draw) for _ in range(20)], [deep], [[deep]])
    try:
        return framed(json.dumps(draw.choice(batches)).encode())
    except RecursionError:
        return framed(b"[" * 900 + b"]" * 900)


FRAMES: tuple[Callable[[Draw], bytes], ...] = (
    _too_short,
    _too_long,
    _no_number,
    _immense,
    _no_length,
    _two_lengths,
    _garbage,
    _endless_line,
    _noted,
    _no_text,
    _no_json,
    _no_message,
    _batch,
)
SLOW_FRAMES = (_larger_than_read,)


# --- messages ---------------------------------------------------------------------------------

ADDRESSES = (
    "file:///a%00b.py",
    "file:///%ED%A0%80.py",
    "file:///\ud800.py",
    "file:///" + "a" * 5_000 + ".py",
    "file:///" + "../" * 500 + "etc/passwd",
    "file:///%2e%2e/%2e%2e/a.py",
    "file://host/share/a.py",
    "file://[bad/a.py",
    "file:///C:/a.py",
    "file:///c%3A/a.py",
    "file:",
    "file:///",
    "file:///dev/zero",
    "file:///dev/stdin",
    "file:///proc/self/mem/a.py",
    "file:///a.py?x=1#y",
    "FILE:///A.PY",
    "untitled:Untitled-1",
    "untitled:\0",
    "vscode-notebook-cell:/a.ipynb#W0sZmlsZQ",
    "javascript:alert(1)",
    "https://evil.example/a.py",
    "a.py",
    "\x1b[31m",
    "\n::error::owned",
    "%",
    "%zz",
    "%00",
    "",
    " ",
)
_JUNK = (
    None,
    True,
    False,
    0,
    -1,
    1.5,
    1 << 31,
    -(1 << 63),
    1 << 70,
    10**400,
    float("nan"),
    float("inf"),
    "",
    "a",
    "\0",
    "\ud800",
    "\u2028\x1b[31m",
    "9" * 5_000,
    "import scvi\n" * 50,
    [],
    {},
    [None],
    [[[[]]]],
    {"": None},
    {"uri": 5},
    [{"uri": []}],
    {"line": -1, "character": -1},
    {"start": None, "end": {}},
)


def junk(draw: Draw) -> Any:
    """A value that nobody expects."""
    kind = draw.randrange(20)
    if kind == 0:
        return {draw.choice("abc"): junk(draw) for _ in range(draw.randrange(4))}
    if kind == 1:
        return [junk(draw) for _ in range(draw.randrange(4))]
    if kind == 2:
        return draw.choice(ADDRESSES)
    if kind == 3:
        deep: Any = 0
        for _ in range(draw.choice((5, 50, 400))):
            deep = [deep] if draw.random() < 0.5 else {"a": deep}
        return deep
    return copy.deepcopy(draw.choice(_JUNK))


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(value, dict | list):
        named = value.items() if isinstance(value, dict) else enumerate(value)
        for name, part in named:
            found += _places(part, (*path, name))
    return found


def damaged(value: Any, draw: Draw, keep: tuple[str, ...] = ()) -> Any:
    """The value with one to three of its parts lost, doubled, or replaced by junk; those that
    stand at the names of `keep` at the top stay."""
    value = copy.deepcopy(value)
    for _ in range(draw.randint(1, 3)):
        places = [path for path in _places(value) if path[0] not in keep]
        if not places:
            break
        path = draw.choice(places)
        holder = value
        for name in path[:-1]:
            holder = holder[name]
        kind = draw.randrange(4)
        if kind == 0:
            del holder[path[-1]]
        elif kind == 1:
            holder[path[-1]] = [holder[path[-1]]] * draw.choice((1, 2, 50))
        else:
            holder[path[-1]] = junk(draw)
    return value
