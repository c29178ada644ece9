"""The promises of JSON-RPC: one reply to each request, whatever the client does."""

from __future__ import annotations

import json

from programs import FAULT, FAULTY, codes
from wire import Wire

HOVER = {"textDocument": {"uri": "file:///x.py"}, "position": {"line": 0, "character": 0}}


def test_a_request_before_initialize_is_refused_with_the_code_for_it(fresh: Wire) -> None:
    assert fresh.request("textDocument/hover", HOVER)["error"]["code"] == -32002
    assert "result" in fresh.initialize()


def test_notifications_before_initialize_are_dropped(fresh: Wire) -> None:
    fresh.open("file:///x.py", FAULTY)
    fresh.initialize()
    assert fresh.request("textDocument/hover", HOVER)["result"] is None


def test_initialize_comes_once(fresh: Wire) -> None:
    fresh.initialize()
    assert fresh.request("initialize", {"capabilities": {}})["error"]["code"] == -32600


def test_what_follows_initialize_without_waiting_is_served(fresh: Wire) -> None:
    # A client may write all of this in one go: nothing of it may be lost.
    first = fresh.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
    fresh.notify("initialized", {})
    fresh.open("file:///x.py", FAULTY)
    assert "result" in fresh.reply(first)
    assert FAULT in codes(fresh.diagnostics("file:///x.py"))


def test_requests_after_shutdown_are_refused_and_exit_ends_the_process(fresh: Wire) -> None:
    fresh.initialize()
    assert fresh.request("shutdown")["result"] is None
    assert fresh.request("textDocument/hover", HOVER)["error"]["code"] == -32600
    fresh.notify("exit")
    assert fresh.process.wait(10) == 0


def test_exit_without_shutdown_is_a_failure(fresh: Wire) -> None:
    fresh.initialize()
    fresh.notify("exit")
    assert fresh.process.wait(10) == 1


def test_an_unknown_method_is_refused(wire: Wire) -> None:
    assert wire.request("textDocument/nonsense", {})["error"]["code"] == -32601
    assert wire.request("$/nonsense", {})["error"]["code"] == -32601


def test_a_request_whose_parameters_cannot_be_read_is_refused(wire: Wire) -> None:
    missing = {"textDocument": {"uri": "file:///x.py"}}
    assert wire.request("textDocument/hover", missing)["error"]["code"] == -32602
    assert wire.request("textDocument/hover", [1, 2])["error"]["code"] == -32602
    assert wire.request("textDocument/hover")["error"]["code"] == -32602


def test_unknown_enumeration_values_cost_nothing(fresh: Wire) -> None:
    capabilities = {
        "workspace": {"symbol": {"tagSupport": {"valueSet": [1, 2, 77]}}},
        "textDocument": {"publishDiagnostics": {"tagSupport": {"valueSet": [1, 99]}}},
        "general": {"positionEncodings": ["utf-7", "utf-8"]},
    }
    answer = fresh.initialize(capabilities)
    assert answer["result"]["capabilities"]["positionEncoding"] == "utf-8"


def test_another_servers_odd_diagnostic_does_not_break_code_actions(wire: Wire, uri: str) -> None:
    wire.open(uri, FAULTY)
    span = {"start": {"line": 7, "character": 20}, "end": {"line": 7, "character": 20}}
    odd = {"range": span, "message": "?", "severity": 17, "tags": [42], "source": "other"}
    params = {"textDocument": {"uri": uri}, "range": span, "context": {"diagnostics": [odd]}}
    wire.diagnostics(uri)
    assert wire.request("textDocument/codeAction", params)["result"]


def test_metadata_that_looks_like_a_message_is_data(fresh: Wire) -> None:
    fresh.initialize({"notebookDocument": {"synchronization": {}}})
    text = {"uri": "cell:1", "languageId": "python", "version": 1, "text": FAULTY}
    notebook = {
        "uri": "file:///a.ipynb",
        "notebookType": "jupyter-notebook",
        "version": 1,
        "metadata": {"jsonrpc": "2.0", "id": 5, "method": "textDocument/hover"},
        "cells": [{"kind": 2, "document": "cell:1"}],
    }
    params = {"notebookDocument": notebook, "cellTextDocuments": [text]}
    fresh.notify("notebookDocument/didOpen", params)
    assert FAULT in codes(fresh.diagnostics("cell:1"))


def test_malformed_frames_cost_only_themselves(fresh: Wire) -> None:
    fresh.initialize()
    fresh.send_bytes(b"Content-Length: 9\r\n\r\n{not json")
    assert fresh.reply(None)["error"]["code"] == -32700
    fresh.send_bytes(b"Content-Length: 4\r\n\r\n\xff\xfe\xfd\xfc")
    assert fresh.reply(None)["error"]["code"] == -32700
    fresh.send_bytes(b"garbage\r\nX: y\r\ncontent-length: banana\r\n\r\n")
    deep = b"[" * 200_000
    fresh.send_bytes(b"CONTENT-LENGTH: %d\r\nOther: header\r\n\r\n%b" % (len(deep), deep))
    assert fresh.reply(None)["error"]["code"] == -32700
    for odd in (17, "text", None, True):
        fresh.send(odd)
        assert fresh.reply(None)["error"]["code"] == -32600
    assert fresh.request("textDocument/hover", HOVER)["result"] is None


def test_messages_of_the_wrong_shape_are_answered_or_ignored(fresh: Wire) -> None:
    fresh.initialize()
    fresh.send({"jsonrpc": "2.0", "id": 900})
    assert fresh.reply(900)["error"]["code"] == -32600
    fresh.send({"jsonrpc": "2.0", "id": [1], "method": "shutdown"})
    assert fresh.reply(None)["error"]["code"] == -32600
    fresh.send({"jsonrpc": "2.0", "id": 901, "method": 5})
    assert fresh.reply(901)["error"]["code"] == -32600
    fresh.send({"jsonrpc": "2.0"})
    fresh.send({"jsonrpc": "2.0", "id": "never asked", "result": 1})
    fresh.send({"jsonrpc": "2.0", "id": "never asked", "error": {"code": 1, "message": "x"}})
    assert fresh.request("textDocument/hover", HOVER)["result"] is None


def test_a_batch_is_served_part_by_part(fresh: Wire) -> None:
    fresh.initialize()
    ask = {"jsonrpc": "2.0", "method": "textDocument/hover", "params": HOVER}
    fresh.send([{**ask, "id": 700}, {**ask, "id": 701}])
    assert fresh.reply(700)["result"] is None
    assert fresh.reply(701)["result"] is None


def test_a_message_in_pieces_is_put_together(fresh: Wire) -> None:
    fresh.initialize()
    ask = {"jsonrpc": "2.0", "id": 800, "method": "textDocument/hover", "params": HOVER}
    body = json.dumps(ask).encode()
    frame = b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
    for piece in (frame[:5], frame[5:25], frame[25:60], frame[60:]):
        fresh.send_bytes(piece)
    assert fresh.reply(800)["result"] is None


def test_an_edit_of_a_document_that_is_not_open_pops_nothing_up(wire: Wire) -> None:
    wire.change("file:///nowhere.py", 2, {"text": "import scvi"})
    assert wire.request("textDocument/hover", HOVER)["result"] is None
    assert all(message["method"] != "window/showMessage" for message in wire.received)


def test_a_cancelled_request_is_answered_once(wire: Wire, uri: str) -> None:
    wire.open(uri, FAULTY * 20)
    params = {"textDocument": {"uri": uri}, "position": {"line": 3, "character": 2}}
    asked = wire.ask("textDocument/hover", params)
    wire.notify("$/cancelRequest", {"id": asked})
    answer = wire.reply(asked)
    assert "result" in answer or answer["error"]["code"] == -32800
    wire.request("textDocument/hover", params)
    assert not [m for m in wire.drain(0.1) if m.get("id") == asked]


def test_a_storm_of_cancellations_loses_no_reply(wire: Wire, uri: str) -> None:
    wire.open(uri, FAULTY)
    params = {"textDocument": {"uri": uri}, "position": {"line": 3, "character": 2}}
    asked = []
    for number in range(300):
        change = {
            "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
            "text": " ",
        }
        if number % 10 == 0:
            wire.change(uri, number + 2, change)
        asked.append(wire.ask("textDocument/hover", params))
        wire.notify("$/cancelRequest", {"id": asked[-1] if number % 3 else 10**6})
    for identity in asked:
        answer = wire.reply(identity)
        assert ("result" in answer) != ("error" in answer)
    wire.notify("$/cancelRequest", {"id": {"odd": 1}})
    wire.notify("$/cancelRequest", None)
    assert "result" in wire.request("textDocument/hover", params)


def test_an_id_that_is_in_use_is_refused_and_may_be_used_again(wire: Wire, uri: str) -> None:
    wire.open(uri, FAULTY)
    params = {"textDocument": {"uri": uri}, "position": {"line": 3, "character": 2}}
    ask = {"jsonrpc": "2.0", "id": "twice", "method": "textDocument/hover", "params": params}
    body = json.dumps(ask).encode()
    # In one go: else the first may be answered before the second comes.
    wire.send_bytes(b"Content-Length: %d\r\n\r\n%b" % (len(body), body) * 2)
    answers = [wire.reply("twice"), wire.reply("twice")]
    assert sorted("error" in answer for answer in answers) == [False, True]
    wire.send(ask)
    assert "result" in wire.reply("twice")


def test_the_client_may_refuse_what_it_is_asked(fresh: Wire) -> None:
    capabilities = {"workspace": {"configuration": True}}
    fresh.initialize(capabilities)
    asked = fresh.wait(lambda m: m.get("method") == "workspace/configuration")
    error = {"code": -32603, "message": "no"}
    fresh.send({"jsonrpc": "2.0", "id": asked["id"], "error": error})
    fresh.open("file:///x.py", FAULTY)
    assert FAULT in codes(fresh.diagnostics("file:///x.py"))


def test_a_client_that_never_answers_is_served_all_the_same(fresh: Wire) -> None:
    fresh.initialize({"workspace": {"configuration": True}})
    fresh.open("file:///x.py", FAULTY)
    assert FAULT in codes(fresh.diagnostics("file:///x.py"))


def test_messages_of_the_wrong_shape_cost_only_themselves(fresh: Wire) -> None:
    """The process that passes messages on reads them, too: what it cannot cope with, it passes on
    all the same."""
    fresh.initialize()
    odd = [None, [], {}, [[]], {"a": 1}, 5, 1.5, True, "\ud800", "", "9" * 5_000]
    for number, value in enumerate(odd):
        fresh.send({"jsonrpc": "2.0", "id": 2_000 + number, "method": value, "params": value})
        assert "error" in fresh.reply(2_000 + number), value
        for method in ("initialize", "textDocument/didOpen", "textDocument/didChange", "shutdown"):
            message = {"jsonrpc": "2.0", "method": method, "params": value}
            fresh.send(message)
            for name in ("textDocument", "notebookDocument", "event", "processId", "change"):
                fresh.send({**message, "params": {name: value}})
                fresh.send({**message, "params": {name: {"uri": value, "cells": value}}})
    assert fresh.request("textDocument/hover", HOVER)["result"] is None
    assert not any(b"Traceback" in line for line in fresh.stderr)


def test_an_id_that_is_no_text_is_none(fresh: Wire) -> None:
    fresh.initialize()
    fresh.send({"jsonrpc": "2.0", "id": "\ud800", "method": "textDocument/hover", "params": HOVER})
    assert fresh.reply(None)["error"]["code"] == -32600


def test_what_server_and_supervisor_say_to_each_other_nobody_can_ask(fresh: Wire) -> None:
    fresh.initialize()
    for method in ("$/scviLint/held", "$/scviLint/ping", "$/scviLint/nothing"):
        assert fresh.request(method, {"uris": []})["error"]["code"] == -32601
