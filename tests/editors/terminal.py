"""Editors that live in a terminal: keys in, the screen out, and pictures of it."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from browser import page, shrink
from debian import system_package

COLUMNS, LINES = 112, 26
PATIENCE = 40.0
_PAGE = """
<style>body {{ margin: 0; background: #1e1e2e }}
pre {{ font: 14px/18px "DejaVu Sans Mono", monospace; color: #d8dee9; margin: 0;
  padding: 10px; display: inline-block }}
span {{ display: inline-block; height: 18px }}</style>
<pre>{}</pre>
"""


class Screen:
    """A terminal with one program in it."""

    def __init__(self, socket: str) -> None:
        self._socket = socket

    def keys(self, *keys: str) -> None:
        """Press keys by their names: `keys("Space", "k")`."""
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type a text as it stands."""
        self._tmux("send-keys", "-l", text)

    def text(self) -> str:
        return self._tmux("capture-pane", "-p")

    def wait(self, words: str) -> str:
        """The screen's text, once it holds these words; line ends and borders do not matter."""
        end = time.monotonic() + PATIENCE
        wanted = _flat(words)
        while wanted not in _flat(text := self.text()):
            assert time.monotonic() < end, f"{words!r} did not come:\n{text}"
            time.sleep(0.1)
        return text

    def settle(self) -> None:
        """Wait until nothing changes any more."""
        before = ""
        while before != (before := self.text()):
            time.sleep(0.5)

    def picture(self, path: Path) -> None:
        """A picture of the screen as it is, in its colours."""
        from rich.console import Console
        from rich.text import Text

        # Curly underlines are unknown to who reads the colours here: plain ones do.
        coloured = re.sub(r"\x1b\[4:\dm", "\x1b[4m", self._tmux("capture-pane", "-p", "-e", "-N"))
        coloured = re.sub(r"\x1b\[58[;:][0-9;:]*m", "", coloured)
        console = Console(record=True, width=COLUMNS, file=open(os.devnull, "w"))  # noqa: SIM115
        console.print(Text.from_ansi(coloured.rstrip("\n")), no_wrap=True, crop=False)
        body = console.export_html(inline_styles=True, code_format="{code}")
        path.parent.mkdir(parents=True, exist_ok=True)
        with page() as one:
            one.set_content(_PAGE.format(body))
            one.locator("pre").first.screenshot(path=path)
        shrink(path)

    def _tmux(self, *words: str) -> str:
        command = ["tmux", "-L", self._socket, *words]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return done.stdout


def _flat(text: str) -> str:
    return re.sub(r"[\s│|┃]+", "", text)


@contextmanager
def screen(command: list[str | Path], folder: Path, **environment: str) -> Iterator[Screen]:
    """Run a program in a terminal of its own until the block ends."""
    tmux = system_package("tmux", "tmux")
    socket = f"scvi-lint-{os.getpid()}-{time.monotonic_ns()}"
    settings = folder / "tmux.conf"
    settings.write_text(
        "set -g default-terminal tmux-256color\nset -s escape-time 0\nset -g status off\n"
        "set -as terminal-features ',*:RGB'\n"
    )
    words = [tmux, "-L", socket, "-f", str(settings), "new-session", "-d"]
    words += ["-x", str(COLUMNS), "-y", str(LINES), *map(str, command)]
    inherited = {
        k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "TMUX", "PYTHONPATH")
    }
    colours = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    subprocess.run(words, cwd=folder, env={**inherited, **colours, **environment}, check=True)
    try:
        yield Screen(socket)
    finally:
        subprocess.run(["tmux", "-L", socket, "kill-server"], capture_output=True, check=False)
