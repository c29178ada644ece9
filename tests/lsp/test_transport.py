"""Frames out of a stream of bytes, whatever lies between them."""

from __future__ import annotations

import json
import os
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scvi_lint.lsp.wire.transport import LONGEST_HEADER_LINE, Unreadable, Writer, messages


def received(data: bytes, cuts: list[int] | None = None) -> list[object]:
    """What a reader gets of these bytes, written in pieces."""
    source, sink = os.pipe()

    def write() -> None:
        last = 0
        for cut in [*sorted(set(cuts or ())), len(data)]:
            os.write(sink, data[last:cut])
            last = max(last, cut)
        os.close(sink)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        return list(messages(source))
    finally:
        thread.join()
        os.close(source)


def frame(message: object) -> bytes:
    body = json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x, max_size=3)
)


@given(st.lists(JSON, max_size=5), st.lists(st.integers(0, 400), max_size=6))
@settings(deadline=None)
def test_frames_arrive_whole_however_they_are_cut(sent: list[object], cuts: list[int]) -> None:
    data = b"".join(frame(message) for message in sent)
    assert received(data, [cut for cut in cuts if cut < len(data)]) == sent


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_survived(data: bytes) -> None:
    for message in received(data):
        assert message is not ...


@given(st.lists(st.sampled_from([b"garbage\r\n", b"\r\n", b"X-Header: 1\r\n", b"\n"]), max_size=6))
@settings(deadline=None)
def test_garbage_between_frames_costs_no_frame(junk: list[bytes]) -> None:
    data = frame("first") + b"".join(junk) + frame("second")
    assert received(data) == ["first", "second"]


def test_a_body_that_is_not_json_is_named_and_passed_over() -> None:
    data = b"Content-Length: 3\r\n\r\n{{{" + frame(1)
    first, second = received(data)
    assert isinstance(first, Unreadable) and second == 1


def test_headers_are_read_as_the_protocol_allows() -> None:
    data = (
        b"content-length:2\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n17"
        b"Content-Type: x\nContent-Length: 2\n\n18"
    )
    assert received(data) == [17, 18]


def test_a_header_without_end_takes_no_memory() -> None:
    data = b"A" * (LONGEST_HEADER_LINE * 20) + b"\r\n\r\n" + frame("after")
    assert received(data) == ["after"]


def test_a_frame_that_is_cut_off_is_no_message() -> None:
    assert received(b"Content-Length: 100\r\n\r\n{}") == []


def test_what_is_written_arrives_in_order_and_close_flushes() -> None:
    source, sink = os.pipe()
    writer = Writer(sink, lambda: None)
    for number in range(200):
        writer.write(b"%d" % number)
    got: list[object] = []
    reader = threading.Thread(target=lambda: got.extend(messages(source)))
    reader.start()
    writer.close()
    os.close(sink)
    reader.join(10)
    os.close(source)
    assert got == list(range(200))


def test_a_client_that_has_gone_is_noticed() -> None:
    source, sink = os.pipe()
    lost = threading.Event()
    writer = Writer(sink, lost.set)
    os.close(source)
    writer.write(b"{}")
    assert lost.wait(10)
    os.close(sink)


def test_closing_does_not_wait_for_a_client_that_hangs() -> None:
    source, sink = os.pipe()
    writer = Writer(sink, lambda: None)
    writer.write(b"x" * 10_000_000)
    start = time.monotonic()
    writer.close(0.2)
    assert time.monotonic() - start < 5
    os.close(source)


@pytest.mark.parametrize("size", [b"-1", b"1e3", b"99999999999999999999", b"", b"0x10"])
def test_a_length_that_is_no_length_is_no_header(size: bytes) -> None:
    assert received(b"Content-Length: %b\r\n\r\n" % size + frame("after")) == ["after"]
