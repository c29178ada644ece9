"""A client that ends, by one of many ways, at any moment: whatever the server and those that it
started are busy with, nothing is left of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
sys.path += [str(HERE.parent / room) for room in ("hostile", "fuzz", "evidence", "rules", "lsp")]

import conversation  # noqa: E402
from bad_frames import FRAMES, Draw, ask, framed  # noqa: E402
from conversation import (  # noqa: E402
    FIGURES,
    PLACE,
    Conversation,
    Wrong,
    fine,
    seconds_until_gone,
)
from editor_messages import messages  # noqa: E402
from processes import descendants  # noqa: E402
from programs import FAULTY  # noqa: E402
from worst_programs import worst_programs  # noqa: E402


@cache
def programs() -> list[tuple[str, str]]:
    """The worst programs, by name."""
    return [(name, text) for name, text in worst_programs(4_000) if name.endswith(".py")]


def deaths(draw: Draw, folder: Path, size: float) -> None:
    """A few clients and their ends."""
    slow = folder / "slow.zarr"
    _slow_store(slow)
    for _ in range(int(6 * size) + 1):
        client = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        with Conversation(folder) as talk:
            greeted = draw.random() < 0.9
            if greeted:
                talk.initialize(processId=client.pid)
                fine(talk)
                for _ in range(draw.randint(0, 3)):
                    _busy(draw, talk, slow)
            time.sleep(draw.random() * draw.choice((0.05, 1.5)))
            left = [talk.wire.process.pid, *descendants(talk.wire.process.pid)]
            how = draw.choice(("stdin", "half a message", "client", "supervisor", "pipes"))
            if how == "client" and not greeted:
                how = "stdin"  # nobody has been told of which process to watch
            _die(how, talk, client)
            took = seconds_until_gone([*left, *descendants(talk.wire.process.pid)])
            FIGURES["seconds until gone"].append(took)
            if took > conversation.GONE:
                raise Wrong(f"{took:.1f} s until nothing was left after: {how}")
        client.kill()
        client.wait()
        assert client.stdin is not None
        client.stdin.close()


def _busy(draw: Draw, talk: Conversation, slow: Path) -> None:
    """Give the server something to do that takes a while."""
    kind = draw.randrange(5)
    if kind == 0:  # the process that reads files
        text = FAULTY.replace('"pbmc.h5ad"', f'"{slow.name}"')
        talk.open((talk.folder / "reads.py").as_uri(), text)
        before = len(descendants(talk.wire.process.pid))
        end = time.monotonic() + 5.0
        while len(descendants(talk.wire.process.pid)) == before and time.monotonic() < end:
            time.sleep(0.01)
    elif kind == 1:
        name, text = draw.choice(programs())
        talk.open((talk.folder / name).as_uri(), text)
    elif kind == 2:  # jedi
        for _ in range(5):
            place = {"textDocument": {"uri": talk.fine}, "position": PLACE}
            talk.ask("textDocument/definition", place)
    elif kind == 3:
        for message in messages(talk.folder):
            talk.send({**message, "id": draw.randrange(1 << 40)})
    else:
        talk.raw(draw.choice(FRAMES)(draw))


def _die(how: str, talk: Conversation, client: subprocess.Popen[bytes]) -> None:
    process = talk.wire.process
    assert process.stdin is not None and process.stdout is not None
    if how == "half a message":
        talk.raw(framed(ask(1))[:-9])
    if how in ("stdin", "half a message"):
        process.stdin.close()
    elif how == "client":  # its pipes are held open by somebody else
        client.kill()
        client.wait()
    elif how == "supervisor":
        os.kill(process.pid, signal.SIGKILL)
    else:
        process.stdin.close()
        os.kill(process.pid, signal.SIGTERM)


def _slow_store(place: Path) -> None:
    """A store with so many columns that its reader is busy for a while."""
    import zarr_stores

    store = zarr_stores.made(place, zarr_stores.FORMATS[0])
    columns = [path for path in (store.folder / "obs").iterdir() if path.is_dir()]
    for number in range(400):
        copy = store.folder / "obs" / f"copy{number}"
        if not copy.exists():
            copy.symlink_to(columns[number % len(columns)])
