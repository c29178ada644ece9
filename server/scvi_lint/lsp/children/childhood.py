"""The child's side of `child`: requests on one thread, work on another.

Reading has its own thread, so that a child deep in a computation still notices that its parent
is gone, and ends at once.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from collections.abc import Callable

from scvi_lint.json_values import Table


def serve(answer: Callable[[Table], object]) -> None:
    """Answer each line of stdin on stdout, until stdin ends."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(requests,), daemon=True).start()
    while True:
        try:
            reply: dict[str, object] = {"result": answer(json.loads(requests.get()))}
        except Exception as error:
            reply = {"error": f"{type(error).__name__}: {error}"}
        out.write(json.dumps(reply).encode() + b"\n")
        out.flush()


def _read(requests: queue.SimpleQueue[bytes]) -> None:
    for line in sys.stdin.buffer:
        requests.put(line)
    os._exit(0)
