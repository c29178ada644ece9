"""Bytes in, messages out, and back: the base protocol of LSP over two file descriptors.

Three promises that the framework's own reader and writer do not make:

- Reading has a thread of its own, so that no amount of work can keep a cancellation from
  arriving.
- Writing has one too: a client that does not read cannot stop the server from listening.
- A frame that is not JSON, or whose header is garbage or says a wrong length, costs that frame
  and perhaps the next, and no other; who sends what is not JSON is told.

`claim_stdio` takes the real descriptors away from the process, so that a `print` in any library
lands on stderr instead of in the middle of a message.
"""

from __future__ import annotations

import json
import os
import queue
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from scvi_lint.json_values import Json

# A message larger than this is read and thrown away: no editor sends one.
LARGEST_BODY = 32 * 1024 * 1024
# What claims to be larger than this is no length: to skip it would be to listen no more.
LARGEST_SKIPPED = 1024 * 1024 * 1024
LONGEST_HEADER_LINE = 4096
_CHUNK = 1 << 16
_LENGTH = re.compile(rb"content-length:[ \t]*(\d{1,15})[ \t]*$", re.IGNORECASE)


class Frame(NamedTuple):
    """One message as it came. `note` is what the header's `Note` says of it, "" without one: the
    server tells its supervisor so what a message is."""

    body: bytes
    note: str = ""


class Unreadable:
    """Stands for a frame whose body could not be decoded; `why` is one short phrase."""

    __slots__ = ("why",)

    def __init__(self, why: str) -> None:
        self.why = why


def claim_stdio() -> tuple[int, int]:
    """The descriptors of the client's stream; from here on, 0 is empty and 1 is stderr."""
    source, sink = os.dup(0), os.dup(1)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(source, os.O_BINARY)
        msvcrt.setmode(sink, os.O_BINARY)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return source, sink


class _Stream:
    """Buffered reading of a descriptor, without the locks of `io` that outlive a thread."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._buffer = bytearray()

    def _fill(self) -> bool:
        try:
            chunk = os.read(self._descriptor, _CHUNK)
        except OSError:
            return False
        self._buffer += chunk
        return bool(chunk)

    def line(self) -> bytes | None:
        """Up to and without the next line feed, cut at the length limit; None at the end."""
        start = 0
        while True:
            end = self._buffer.find(b"\n", start)
            if end >= 0:
                line = bytes(self._buffer[:end])
                del self._buffer[: end + 1]
                return line
            start = len(self._buffer)
            if start > LONGEST_HEADER_LINE:
                line = bytes(self._buffer)
                self._buffer.clear()
                return line
            if not self._fill():
                return None

    def exactly(self, size: int) -> bytes | None:
        """The next `size` bytes; None if the stream ends before."""
        while len(self._buffer) < size:
            if not self._fill():
                return None
        body = bytes(self._buffer[:size])
        del self._buffer[:size]
        return body

    def skip(self, size: int) -> bool:
        while size > 0:
            if not self._buffer and not self._fill():
                return False
            taken = min(size, len(self._buffer))
            del self._buffer[:taken]
            size -= taken
        return True


def frames(descriptor: int) -> Iterator[Frame | Unreadable]:
    """Every message of a stream as bytes, until the stream ends."""
    stream = _Stream(descriptor)
    while True:
        header = _header(stream)
        if header is None:
            return
        size, note = header
        if size > LARGEST_BODY:
            if not stream.skip(size):
                return
            yield Unreadable("the message is too large")
        else:
            body = stream.exactly(size)
            if body is None:
                return
            yield Frame(body, note)


def decoded(frame: Frame | Unreadable) -> Json | Unreadable:
    """What a frame says as JSON, or why it says nothing."""
    if isinstance(frame, Unreadable):
        return frame
    try:
        return json.loads(frame.body)
    except (ValueError, RecursionError):
        return Unreadable("the message is not JSON")


def messages(descriptor: int) -> Iterator[Json | Unreadable]:
    """Every message of a stream as decoded JSON, or as Unreadable, until the stream ends."""
    return map(decoded, frames(descriptor))


def _header(stream: _Stream) -> tuple[int, str] | None:
    """The length of the next body, and the note on it; lines that are no header are passed over.

    After a wrong length the next header stands behind the rest of a body, which has no line of
    its own: so a length is looked for at the end of each line.
    """
    size: int | None = None
    note = ""
    while True:
        line = stream.line()
        if line is None:
            return None
        line = line.strip()
        if not line:
            if size is not None:
                return size, note
            continue
        found = _LENGTH.search(line)
        if found is not None:
            claimed = int(found[1])
            size = claimed if claimed <= LARGEST_SKIPPED else None
        elif line[:15].lower() == b"content-length:":
            size = None
        elif line[:5].lower() == b"note:":
            note = line[5:].strip().decode("ascii", "replace")


T = TypeVar("T")


class Reader(Generic[T]):
    """Reads in a thread and hands each thing read to `deliver`; calls `ended` when it is over."""

    def __init__(
        self, stream: Iterable[T], deliver: Callable[[T], None], ended: Callable[[], None]
    ) -> None:
        self._stream = stream
        self._deliver = deliver
        self._ended = ended

    def start(self) -> None:
        threading.Thread(target=self._run, name="reader", daemon=True).start()

    def _run(self) -> None:
        try:
            for message in self._stream:
                self._deliver(message)
        finally:
            self._ended()


class Writer:
    """Writes frames in a thread, in the order in which they were given.

    `lost` is called once when the other side has gone. `close` waits a moment for what is queued.
    """

    def __init__(self, descriptor: int, lost: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._lost = lost
        self._queue: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._turn = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def write(self, body: bytes, note: str = "") -> None:
        self._queue.put(_framed(body, note))

    def write_now(self, body: bytes, note: str = "") -> None:
        """Write before what is queued, and return when it is written."""
        try:
            self._put(_framed(body, note))
        except OSError:
            return  # the thread will notice, and tell

    def close(self, patience: float = 1.0) -> None:
        """Flush; give up after `patience` seconds: a client that hangs must not keep us."""
        self._queue.put(None)
        self._thread.join(patience)

    def _put(self, frame: bytes) -> None:
        rest = memoryview(frame)
        with self._turn:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]

    def _run(self) -> None:
        while True:
            frame = self._queue.get()
            if frame is None:
                return
            try:
                self._put(frame)
            except OSError:
                self._lost()
                return


def _framed(body: bytes, note: str) -> bytes:
    if note:
        return b"Content-Length: %d\r\nNote: %b\r\n\r\n%b" % (len(body), note.encode(), body)
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
