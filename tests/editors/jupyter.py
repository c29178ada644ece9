"""JupyterLab with jupyterlab-lsp, and scvi-lint installed beside it as a user does."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from browser import free_port, page, patiently, place_of, processes, until_it_answers
from installing import from_pypi, run
from vscode import failures

ROOT = Path(__file__).parents[2]
REQUIREMENTS = ("jupyterlab>=4.4,<5", "jupyterlab-lsp>=5.1,<6", "ipykernel")


def environment() -> Path:
    """The `bin` of an environment with JupyterLab and this tree's scvi-lint."""
    bin_ = from_pypi("jupyterlab", *REQUIREMENTS)
    run(
        *(sys.executable, "-m", "pip", "--python", bin_ / "python", "install", "-q"),
        *("--disable-pip-version-check", "--force-reinstall", "--no-deps", ROOT),
    )
    run(
        *(sys.executable, "-m", "pip", "--python", bin_ / "python", "install", "-q"),
        *("--disable-pip-version-check", ROOT),
    )
    return bin_


class Lab:
    """One page of JupyterLab. Selectors are JupyterLab's own, all in this class."""

    def __init__(self, page: Any, url: str, session: int) -> None:
        self.page = page
        self.url = url
        self._session = session  # of the processes that belong to it

    def servers(self) -> list[int]:
        """The processes of scvi-lint's server that run."""
        return processes(self._session, b"server")

    def open(self, name: str, words: str) -> None:
        """Open a file, and wait until these words of it are there."""
        self.page.goto(f"{self.url}/lab/tree/{name}?reset")
        self.page.locator(".cm-line").filter(has_text=words).first.wait_for()

    def marks(self) -> Any:
        """What is underlined."""
        found = self.page.locator(".cm-lintRange")
        found.first.wait_for(state="attached")
        return found

    def hover(self, line: str, word: str, *, expected: str) -> str:
        """What is shown for a word when Control is held and the mouse moves."""
        place = place_of(self.page.locator(".cm-line").filter(has_text=line).first, word)

        def move() -> None:
            self.page.keyboard.up("Control")
            self.page.mouse.move(place["x"] + 200, place["y"] + 120)
            self.page.keyboard.down("Control")
            for step in range(12):
                self.page.mouse.move(place["x"] - 6 + step, place["y"])
                self.page.wait_for_timeout(80)

        shown = self.page.locator(".lsp-tooltip").filter(has_text=expected)
        try:
            return patiently(move, shown)
        finally:
            self.page.keyboard.up("Control")

    def message(self) -> str:
        """What is shown for the first mark when the mouse is on it."""

        def move() -> None:
            self.page.mouse.move(1000, 600)
            self.marks().first.hover()

        return patiently(move, self.page.locator(".cm-tooltip-lint"))

    def panel(self) -> Any:
        """The rows of the panel of diagnostics."""
        self.page.keyboard.press("Control+Shift+C")
        self.page.locator("#modal-command-palette input, .lm-CommandPalette-input").first.wait_for()
        self.page.keyboard.type("diagnostics panel", delay=20)
        row = self.page.locator(".lm-CommandPalette-item").filter(has_text="Diagnostics Panel")
        row.first.click()
        rows = self.page.locator(".lsp-diagnostics-listing tbody tr")
        rows.first.wait_for()
        return rows


@contextmanager
def lab(folder: Path, *, settings: dict[str, Any] | None = None) -> Iterator[Lab]:
    """JupyterLab on a folder, with nothing of another user's."""
    bin_ = environment()
    home = folder.parent / f"{folder.name}-jupyter"
    asked = {"fetchNews": "false"}
    _write(home, "@jupyterlab/apputils-extension/notification", asked)
    if settings is not None:
        _write(home, "@jupyter-lsp/jupyterlab-lsp/plugin", settings)
    variables = {
        f"JUPYTER_{one}_DIR": str(home / one.lower()) for one in ("CONFIG", "DATA", "RUNTIME")
    }
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    port = free_port()
    with (home / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [
                *(bin_ / "jupyter-lab", "--allow-root", "--no-browser", "--ip", "127.0.0.1"),
                *("--port", str(port), "--IdentityProvider.token=", "--ServerApp.password="),
                f"--ServerApp.root_dir={folder}",
                "--LabApp.news_url=",
                "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
                "--LabApp.extension_manager=readonly",
            ],
            env={**inherited, **variables, "IPYTHONDIR": str(home / "ipython"), "HOME": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        until_it_answers(f"{url}/lsp/status", process)
        with page() as one:
            try:
                yield Lab(one, url, process.pid)
            except BaseException:
                one.screenshot(path=failures() / f"{folder.parent.name}.png")
                raise
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _write(home: Path, plugin: str, settings: dict[str, Any]) -> None:
    """A user's own settings of a plugin."""
    file = home / f"config/lab/user-settings/{plugin}.jupyterlab-settings"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(settings))
