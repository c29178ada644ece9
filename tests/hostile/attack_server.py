"""An editor that is broken, or means ill, for as long as one likes.

    python tests/hostile/attack_server.py --seconds 300 --seed 7 [--only deaths]

Each round is one conversation with a server of its own, by one of the means below, drawn from the
seed. A round is clean when each request had exactly one reply, no handler failed, a fine program
beside it was answered for, no traceback was printed, and the server ended in time with all that it
had started. At the end stand the figures: how long hovers took while the worst programs were open,
how long it took until nothing was left of a server, what it held.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path += [str(HERE.parent / room) for room in ("hostile", "fuzz", "evidence", "rules", "lsp")]

import states  # noqa: E402
from bad_frames import ADDRESSES, FRAMES, SLOW_FRAMES, Draw, ask, damaged, framed, junk  # noqa: E402
from client_deaths import deaths, programs  # noqa: E402
from conversation import (  # noqa: E402
    CLIENT,
    FIGURES,
    PATIENCE,
    Conversation,
    Wrong,
    fine,
    seconds_until_gone,
)
from editor_messages import SETTINGS, edited, messages, random_change  # noqa: E402
from processes import descendants  # noqa: E402
from programs import FAULT, FAULTY  # noqa: E402

MOST_GROWTH = 100 << 20  # bytes that the server may hold more after a thousand documents


def frames(draw: Draw, folder: Path, size: float) -> None:
    """Broken frames: each costs itself and perhaps the next, and no other."""
    with Conversation(folder) as talk:
        talk.initialize()
        fine(talk)
        for number in range(int(60 * size) + 5):
            maker = draw.choice(FRAMES if draw.random() < 0.97 else SLOW_FRAMES)
            talk.raw(maker(draw))
            talk.raw(framed(ask("lost")))
            if number % 5 == 0:
                talk.hover()
        whole = framed(ask("lost"))
        for _ in range(5):
            cut = draw.randrange(1, len(whole))
            talk.raw(whole[:cut])
            time.sleep(draw.random() / 50)
            talk.raw(whole[cut:])
        talk.finished()


def wrong_messages(draw: Draw, folder: Path, size: float) -> None:
    """Messages with wrong types, parts missing or doubled, unknown methods, ids used twice."""
    with Conversation(folder, lambda message: junk(draw)) as talk:
        talk.initialize()
        fine(talk)
        sound = messages(talk.folder)
        for number in range(int(400 * size) + 20):
            message = damaged(draw.choice(sound), draw, keep=("method",))
            if draw.random() < 0.1:
                message["method"] = draw.choice(("a", "$/a", "", "textDocument/", junk(draw)))
            if draw.random() < 0.05:
                message = damaged(message, draw)
            if "id" in message and draw.random() < 0.5:
                message["id"] = draw.choice((number % 7 + 10**6, f"{number % 5}", 10**6 + number))
            if message.get("method") not in ("exit", "shutdown"):
                talk.send(message)
            if number % 25 == 0:
                talk.hover()
        talk.finished()


def before_and_after(draw: Draw, folder: Path, size: float) -> None:
    """Requests before `initialize`, a damaged `initialize`, and requests after `shutdown`."""
    with Conversation(folder) as talk:
        sound = [message for message in messages(folder) if message["method"] != "initialize"]
        for message in draw.sample(sound, 8):
            talk.send(message)
        params = {"processId": os.getpid(), "rootUri": folder.as_uri(), "capabilities": CLIENT}
        params["initializationOptions"] = draw.choice(SETTINGS)
        talk.initialize(**damaged(params, draw, keep=("rootUri",)))
        talk.open(talk.fine, FAULTY)
        talk.hover()
        talk.settle()
        talk.check_words()
        talk.request("shutdown")
        refused = [talk.ask("textDocument/hover", None) for _ in range(20)]
        for message in draw.sample(sound, 8):
            talk.send(message)
        for identity in refused:
            if talk.reply(identity)["error"]["code"] != -32600:
                raise Wrong(f"served after shutdown: {talk.reply(identity)}")
        left = [talk.wire.process.pid, *descendants(talk.wire.process.pid)]
        talk.notify("exit", junk(draw))
        FIGURES["seconds until gone"].append(seconds_until_gone(left))
        if talk.wire.process.wait(PATIENCE) != 0:
            raise Wrong(f"exit code {talk.wire.process.returncode}")


def storm(draw: Draw, folder: Path, size: float) -> None:
    """Thousands of requests at once, most of them cancelled, while a program is edited."""
    with Conversation(folder) as talk:
        talk.initialize()
        fine(talk)
        asked: list[int] = []
        start = time.monotonic()
        sound = [one for one in messages(folder) if "id" in one and one["method"] != "initialize"]
        for number in range(int(5_000 * size)):
            message = {**draw.choice(sound)}
            asked.append(talk.ask(message["method"], message["params"]))
            if draw.random() < 0.7:
                which = asked[-1] if draw.random() < 0.7 else draw.choice(asked)
                talk.notify("$/cancelRequest", {"id": which})
            if draw.random() < 0.02:
                talk.change(sound[0]["params"]["textDocument"]["uri"], number, {"text": FAULTY})
        talk.settle()
        FIGURES["seconds of a storm"].append(time.monotonic() - start)
        talk.finished()


def documents(draw: Draw, folder: Path, size: float) -> None:
    """A thousand documents opened, edited and closed; what they took is given back."""
    with Conversation(folder) as talk:
        talk.initialize()
        fine(talk)
        many = int(1_000 * size) + 20
        held: list[int] = []
        for _ in range(3):
            uris = [(folder / f"{draw.randrange(1 << 60)}.py").as_uri() for _ in range(many)]
            for number, uri in enumerate(uris):
                talk.open(uri, f"{FAULTY}# {number}\n")
                talk.change(uri, 2, {"text": f"{FAULTY}# {number} again\n"})
                if draw.random() < 0.1:
                    talk.hover(uri)
                if draw.random() < 0.7:
                    talk.close(uri)
            for uri in uris:
                talk.close(uri)
            talk.settle()
            time.sleep(1.0)  # for what is collected when nobody asks
            held.append(talk.memory())
        FIGURES["MB after a thousand documents"].append(held[0] / (1 << 20))
        FIGURES["MB more after two thousand further ones"].append((held[2] - held[0]) / (1 << 20))
        if held[2] - held[0] > MOST_GROWTH:
            raise Wrong(f"it holds {[one >> 20 for one in held]} MB after so many documents")
        talk.finished()


def worst(draw: Draw, folder: Path, size: float) -> None:
    """The worst programs in one document, hovers in another."""
    with Conversation(folder) as talk:
        talk.initialize()
        fine(talk)
        for _ in range(int(8 * size) + 1):
            name, text = draw.choice(programs())
            uri = (folder / name).as_uri()
            if draw.random() < 0.3:
                data = states.changed(text.encode("utf-8", "replace"), draw.randrange(1 << 30))
                text = data.decode("utf-8", "replace")
            talk.open(uri, text)
            for number in range(10):
                FIGURES["seconds of a hover beside a worst program"].append(talk.hover())
                time.sleep(0.05)
                if draw.random() < 0.2:
                    end = {"line": 1 << 30, "character": 0}
                    more = {"range": {"start": end, "end": end}, "text": "\nx = 1\n"}
                    talk.change(uri, number + 2, more)
            if draw.random() < 0.7:
                talk.close(uri)
        talk.settle()
        talk.finished()
        FIGURES["servers replaced"].append(talk.replaced)


def edits(draw: Draw, folder: Path, size: float) -> None:
    """Edits at places that do not exist: the server holds the text that the protocol says."""
    with Conversation(folder) as talk:
        talk.initialize()
        fine(talk)
        for turn in range(int(6 * size) + 1):
            uri, other = ((folder / f"{turn}{word}.py").as_uri() for word in ("a", "b"))
            text = FAULTY.replace("pbmc", draw.choice(("pbmc", "\U0001f9ec\U0001f9ec", "\u0301a")))
            talk.open(uri, text)
            for version in range(2, 30):
                changes = [random_change(draw, text) for _ in range(draw.choice((1, 1, 3, 20)))]
                for change in changes:
                    text = edited(text, change)
                talk.change(uri, version, *changes)
                if draw.random() < 0.2:
                    place = {"line": draw.randrange(-5, 40), "character": draw.randrange(-5, 90)}
                    where = {"textDocument": {"uri": uri}, "position": place}
                    method = draw.choice(("hover", "completion", "signatureHelp", "definition"))
                    talk.ask(f"textDocument/{method}", where)
            # Opened anew, a text is what it says. The symbols tell whether both are one.
            talk.open(other, text)
            symbols, wanted = (
                talk.request("textDocument/documentSymbol", {"textDocument": {"uri": one}})
                for one in (uri, other)
            )
            if symbols.get("result") != wanted.get("result"):
                raise Wrong(f"after edits the text is another one than {text!r}")
            _same_findings(talk, uri, other)
        talk.finished()


def _same_findings(talk: Conversation, uri: str, other: str) -> None:
    for one in (uri, other):
        # Saved: what is held back while somebody writes is told.
        talk.notify("textDocument/didSave", {"textDocument": {"uri": one}})
    said = [_told(talk, one) for one in (uri, other)]
    if said[0] != said[1]:
        raise Wrong(f"after edits other findings than of the same text: {said}")


def _told(talk: Conversation, uri: str) -> list[str]:
    found = talk.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    shown = [{"code": one["code"], "range": one["range"]} for one in found["result"]["items"]]
    return sorted(map(json.dumps, shown))


def addresses(draw: Draw, folder: Path, size: float) -> None:
    """Documents and folders with addresses that no file has."""
    with Conversation(folder) as talk:
        talk.initialize(workspaceFolders=[{"uri": draw.choice(ADDRESSES), "name": "a"}])
        fine(talk)
        for number in range(int(15 * size) + 2):
            uri = draw.choice(ADDRESSES)
            if draw.random() < 0.3:
                data = states.changed(
                    uri.encode("utf-8", "replace") or b"a", draw.randrange(1 << 30)
                )
                uri = data.decode("utf-8", "replace")
            talk.open(uri, FAULTY)
            for message in messages(folder):
                if "textDocument" in (message["params"] or {}) and "Close" not in message["method"]:
                    named = {**message["params"]["textDocument"], "uri": uri}
                    params = {**message["params"], "textDocument": named}
                    changed = {**message, "params": params}
                    talk.send({**changed, "id": 10**7 + number} if "id" in message else changed)
            for command in ("status", "allowFolder", "explain", "openPage"):
                params = {"command": f"scvi-lint.{command}", "arguments": [uri]}
                talk.ask("workspace/executeCommand", params)
            changed_files = {"changes": [{"uri": uri, "type": draw.randint(1, 3)}]}
            talk.notify("workspace/didChangeWatchedFiles", changed_files)
            folders = {"added": [{"uri": uri, "name": ""}], "removed": [{"uri": uri, "name": ""}]}
            talk.notify("workspace/didChangeWorkspaceFolders", {"event": folders})
            if draw.random() < 0.6:
                talk.close(uri)
            talk.hover()
        talk.finished()


def settings(draw: Draw, folder: Path, size: float) -> None:
    """Settings of every damage, by all the ways on which an editor and a project send them."""

    def answer(message: dict[str, Any]) -> Any:
        if message["method"] == "workspace/configuration" and draw.random() < 0.7:
            return [damaged(draw.choice(SETTINGS), draw) for _ in message["params"]["items"]]
        return junk(draw)

    file = folder / "scvi-lint.toml"
    capabilities = {**CLIENT, "workspace": {**CLIENT["workspace"], "configuration": True}}
    with Conversation(folder, answer) as talk:
        talk.initialize(
            capabilities=capabilities, initializationOptions=damaged(draw.choice(SETTINGS), draw)
        )
        talk.open(talk.fine, FAULTY)
        for _ in range(int(25 * size) + 3):
            sent = damaged({"settings": {"scvi-lint": draw.choice(SETTINGS)}}, draw)
            talk.notify("workspace/didChangeConfiguration", sent)
            if draw.random() < 0.5:
                data = (
                    b'select = ["SCV"]\nignore = ["SCV201"]\n[per-file-ignores]\n"*" = ["SCV1"]\n'
                )
                file.write_bytes(states.changed(data, draw.randrange(1 << 30)))
                params = {"changes": [{"uri": file.as_uri(), "type": 2}]}
                talk.notify("workspace/didChangeWatchedFiles", params)
            if draw.random() < 0.3:
                talk.hover()
        file.unlink(missing_ok=True)
        talk.notify(
            "workspace/didChangeWatchedFiles", {"changes": [{"uri": file.as_uri(), "type": 3}]}
        )
        talk.settle()
        talk.finished()
    with Conversation(folder) as talk:  # and nothing of it stays
        talk.initialize()
        fine(talk)
        talk.notify("workspace/didChangeConfiguration", {"settings": junk(draw)})
        talk.notify("workspace/didChangeConfiguration", {"settings": {"scvi-lint": {}}})
        talk.change(talk.fine, 2, {"text": FAULTY + "\n"})
        talk.until(lambda: talk.versions.get(talk.fine) == 2, "findings")
        talk.until(
            lambda: FAULT in str(talk.findings[talk.fine]), "findings after settings were mended"
        )
        talk.finished()


# In turn; the order is not changed, so that a seed brings back what it brought.
SCENARIOS: dict[str, Callable[[Draw, Path, float], None]] = {
    one.__name__: one
    for one in (
        frames,
        wrong_messages,
        before_and_after,
        storm,
        documents,
        worst,
        deaths,
        edits,
        addresses,
        settings,
    )
}


def round_of(name: str, seed: int, size: float = 1.0) -> str:
    """One round by one means; what went wrong, "" when it was clean."""
    with tempfile.TemporaryDirectory() as place:
        try:
            SCENARIOS[name](Draw(seed), Path(place).resolve(), size)
        except Wrong as wrong:
            return str(wrong)
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 20))
    parser.add_argument("--only", choices=SCENARIOS, action="append")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    names = options.only or list(SCENARIOS)
    end = time.monotonic() + options.seconds
    rounds = faults = 0
    while time.monotonic() < end:
        name = names[rounds % len(names)]
        start = time.monotonic()
        wrong = round_of(name, options.seed * 100_000 + rounds)
        FIGURES[f"seconds of a round of {name}"].append(time.monotonic() - start)
        if wrong:
            faults += 1
            print(f"round {rounds}, {name}: {wrong}", flush=True)
        rounds += 1
    for what, values in sorted(FIGURES.items()):
        ordered = sorted(values)
        half, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
        print(f"{what}: {len(ordered)}, p50 {half:.3f}, p95 {most:.3f}, most {ordered[-1]:.3f}")
    print(f"{rounds} conversations, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
