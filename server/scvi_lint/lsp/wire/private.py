"""What the server and its supervisor say to each other; the editor never sees it.

To the server these are notifications among the editor's, which may use no such name. From the
server they are frames with a note: a report to the supervisor, the summary of a document that was
asked for, or the reply to a request of the editor.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from scvi_lint.json_values import Json, Table

PREFIX = "$/scviLint/"
PING = PREFIX + "ping"  # is anybody there? Reported as {"pong": number, "busy": …}
HELD = PREFIX + "held"  # these documents are not to be looked at
RELEASED = PREFIX + "released"  # this one may be looked at again
SUMMARY = PREFIX + "summary"  # the message that would open this document as it is now

REPORT = "report"
_REPLY = "reply "
_SUMMARY = "summary "
_LONGEST_KEY = 200


def notification(method: str, **params: object) -> bytes:
    """A notification's body."""
    return json.dumps({"jsonrpc": "2.0", "method": method, "params": params}).encode()


def refusal(identity: Json, code: int, message: str) -> Table:
    """The reply that says why there is no result."""
    error: Json = {"code": code, "message": message}
    return {"jsonrpc": "2.0", "id": identity, "error": error}


def at(tree: Json, *path: str) -> Json:
    """What stands there in a tree of JSON, None if nothing does."""
    for name in path:
        tree = tree.get(name) if isinstance(tree, dict) else None
    return tree


def document_of(message: Json) -> str | None:
    """The text or notebook that a message is about."""
    for kind in ("textDocument", "notebookDocument"):
        uri = at(message, "params", kind, "uri")
        if isinstance(uri, str):
            return uri
    return None


def is_ping(message: Json) -> bool:
    return at(message, "method") == PING


def is_id(value: object) -> TypeGuard[str | int]:
    """Whether this can be a request's id, with which a reply can be written."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:  # half a character, which JSON can spell
            return False
        return True
    return isinstance(value, int) and not isinstance(value, bool)


def key(identity: str | int) -> str:
    """A request's id in one short line: 1 and "1" are two ids."""
    text = json.dumps(identity)
    if len(text) <= _LONGEST_KEY:
        return text
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()


def reply_note(identity: str | int) -> str:
    """The note on the reply to this request."""
    return _REPLY + key(identity)


def replied(note: str) -> str | None:
    """The key of the request that a frame with this note replies to."""
    return note[len(_REPLY) :] if note.startswith(_REPLY) else None


def summary_note(number: int) -> str:
    """The note on the summary that was asked for by this number."""
    return f"{_SUMMARY}{number}"


def summed_up(note: str) -> int | None:
    """The number of the summary that a frame with this note is."""
    return int(note[len(_SUMMARY) :]) if note.startswith(_SUMMARY) else None
