"""A browser without a screen, for the editors that live in one; and pictures taken of them."""

from __future__ import annotations

import socket
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from installing import NotInstalled, from_pypi
from node import chromium

SIZE = {"width": 1280, "height": 800}
PATIENCE = 60_000
LARGEST_PICTURE = 150_000
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def page() -> Iterator[Any]:
    """A page of a browser with nothing remembered."""
    playwright = _playwright()
    with playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=_ARGUMENTS)
        context = browser.new_context(viewport=SIZE)
        context.set_default_timeout(PATIENCE)
        try:
            yield context.new_page()
        finally:
            browser.close()


def _playwright() -> Any:
    """Playwright's own entry point, from a folder of its own: no test run needs it but this."""
    folder = from_pypi("playwright", "playwright>=1.50", "pillow>=10").parent
    (site,) = folder.glob("lib/*/site-packages")
    if str(site) not in sys.path:
        sys.path.append(str(site))
    from playwright.sync_api import sync_playwright  # type: ignore[import-not-found]

    return sync_playwright


def picture(page: Any, path: Path, *, clip: dict[str, float] | None = None) -> None:
    """A picture of the page, in few colours so that it stays small."""
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, **({} if clip is None else {"clip": clip}))
    shrink(path)


def shrink(path: Path) -> None:
    """Few colours; fails if the picture is still too large for a repository."""
    from PIL import Image  # type: ignore[import-not-found]

    with Image.open(path) as image:
        small = image.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    assert path.stat().st_size <= LARGEST_PICTURE, f"{path} has {path.stat().st_size} bytes"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def until_it_answers(url: str, process: Any, patience: float = 60) -> None:
    """Wait for a server on this machine."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if process.poll() is not None:
            raise NotInstalled(f"{url}: the server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{url} does not answer")


_PLACE = """
(line, word) => {
  // Editors show spaces as no-break spaces.
  const start = line.textContent.replaceAll('\\u00a0', ' ').indexOf(word);
  const end = start + word.length;
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node, seen = 0; (node = walker.nextNode()); seen += node.length) {
    if (start >= seen && start < seen + node.length) range.setStart(node, start - seen);
    if (end > seen && end <= seen + node.length) range.setEnd(node, end - seen);
  }
  const box = range.getBoundingClientRect();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
"""


def place_of(line: Any, word: str) -> dict[str, float]:
    """Where a word of a line stands on the screen: x and y of its middle."""
    return line.evaluate(_PLACE, word)


def patiently(attempt: Callable[[], None], awaited: Any, attempts: int = 10) -> str:
    """Do something until what it should bring is seen, since editors drop what comes too early.

    The text of what is seen.
    """
    for number in range(attempts):
        attempt()
        try:
            awaited.first.wait_for(timeout=6_000)
        except Exception:
            if number == attempts - 1:
                raise
        else:
            break
    return awaited.first.inner_text()


def processes(session: int, word: bytes) -> list[int]:
    """The Python processes of a session that have this word on their command line."""
    found: list[int] = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            its = int((folder / "stat").read_text().rpartition(")")[2].split()[3])
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError):
            continue  # it has just ended
        if its == session and word in words and b"python" in words[0]:
            found.append(int(folder.name))
    return found
