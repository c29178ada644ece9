"""VS Code as code-server has it, in a browser: opened on a folder, looked at, typed into."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from browser import free_port, page, patiently, place_of, processes, until_it_answers
from installing import cache, run
from node import code_server, extension, node

FAKE_PYTHON = Path(__file__).parent / "fake_python_extension"
SETTINGS = {
    "files.autoSave": "off",
    "security.workspace.trust.enabled": False,
    "chat.disableAIFeatures": True,
    "extensions.autoUpdate": False,
    "extensions.ignoreRecommendations": True,
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
    "editor.minimap.enabled": False,
    "editor.fontFamily": "DejaVu Sans Mono",
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "workbench.layoutControl.enabled": False,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
}
PALETTE = "Control+Shift+P" if os.name != "darwin" else "Meta+Shift+P"


def packages() -> list[Path]:
    """The extension, and the one that stands in for Python's."""
    ours = extension()
    made = ours.parents[1] / "fake" / "python.vsix"
    if not made.exists():
        made.parent.mkdir(exist_ok=True)
        vsce = ours.parents[1] / "node_modules/@vscode/vsce/vsce"
        run(node() / "node", vsce, "package", "--no-dependencies", "--skip-license", "--out", made,
            cwd=_copied(FAKE_PYTHON, made.parent / "python"))  # fmt: skip
    return [ours, made]


def _copied(source: Path, target: Path) -> Path:
    shutil.copytree(source, target, dirs_exist_ok=True)
    (target / "README.md").write_text("A stand-in for tests.\n")
    return target


class Window:
    """One window of the editor. Selectors are code-server's own, all in this class."""

    def __init__(self, page: Any, session: int) -> None:
        self.page = page
        self._session = session  # of the processes that belong to it

    def open(self, name: str) -> None:
        """Open a file by its name, as the quick opener does."""
        self.page.keyboard.press("Control+P")
        box = self.page.locator(".quick-input-widget input[type=text], .quick-input-widget input")
        box.first.wait_for()
        self.page.keyboard.type(name, delay=10)
        row = self.page.locator(f'.quick-input-list .monaco-list-row:has-text("{name}")')
        row.first.wait_for()
        row.first.click()
        self.page.locator(f'.tab.active:has-text("{name}")').wait_for()

    def run(self, command: str) -> None:
        """A command of the palette."""
        self.page.keyboard.press(PALETTE)
        self.page.locator(".quick-input-widget input").first.wait_for()
        self.page.keyboard.type(command, delay=5)
        row = self.page.locator(f'.quick-input-list .monaco-list-row:has-text("{command}")')
        row.first.wait_for()
        self.page.keyboard.press("Enter")

    def squiggle(self, kind: str = "warning", *, within: str = "") -> Any:
        found = self.page.locator(f"{within} .squiggly-{kind}")
        found.first.wait_for(state="attached")
        return found

    def no_squiggle(self, *, within: str = "") -> None:
        self.page.wait_for_function(
            "selector => document.querySelectorAll(selector).length === 0",
            arg=f"{within} .squiggly-warning, {within} .squiggly-error",
        )

    def problems(self) -> Any:
        """The rows of the Problems panel."""
        rows = self.page.locator(".markers-panel .monaco-list-row")
        if not self.page.locator(".markers-panel").is_visible():
            self.page.keyboard.press("Control+Shift+M")
        rows.first.wait_for()
        return rows

    def line(self, words: str, *, within: str = ".editor-instance") -> Any:
        """A line of a program that holds these words."""
        found = self.page.locator(f"{within} .view-line").filter(has_text=words)
        found.first.wait_for()
        return found.first

    def hover(
        self, line: str, word: str, *, expected: str, within: str = ".editor-instance"
    ) -> str:
        """What is shown under the mouse on a word."""

        def move() -> None:
            # From where nothing is, or another hover is in the way.
            self.away()
            self.page.wait_for_timeout(700)
            # Only now: a notebook moves its cells when what stands above has been drawn.
            place = place_of(self.line(line, within=within), word)
            self.page.mouse.move(place["x"], place["y"])
            self.page.mouse.move(place["x"] + 1, place["y"])

        return patiently(move, self.page.locator(".monaco-hover:visible").filter(has_text=expected))

    def away(self) -> None:
        """Take the mouse to where nothing is."""
        self.page.mouse.move(1150, 700)

    def click(self, line: str, word: str, *, within: str = ".editor-instance") -> None:
        place = place_of(self.line(line, within=within), word)
        self.page.mouse.click(place["x"], place["y"])
        self.away()  # or a hover comes and takes the keys

    def quick_fixes(self) -> Any:
        """The menu of code actions at the cursor."""
        rows = self.page.locator(".action-widget .monaco-list-row")
        patiently(lambda: self.page.keyboard.press("Control+."), rows)
        return self.page.locator(".action-widget").first

    def completions(self, expected: str) -> str:
        """What is offered at the cursor, once this is among it."""
        shown = self.page.locator(".suggest-widget.visible").filter(has_text=expected)

        def ask() -> None:
            self.page.keyboard.press("Escape")
            self.page.keyboard.press("Control+Space")

        return patiently(ask, shown)

    def active_parameter(self, expected: str) -> str:
        """What is highlighted in the signature at the cursor, once this is it."""
        shown = self.page.locator(".parameter-hints-widget.visible .parameter.active")

        def ask() -> None:
            self.page.keyboard.press("Control+Shift+Space")

        return patiently(ask, shown.filter(has_text=expected))

    def notification(self, words: str) -> Any:
        found = self.page.locator(".notification-toast").filter(has_text=words)
        found.first.wait_for()
        return found.first

    def notifications(self) -> list[str]:
        """What all notifications that are open say."""
        return [one.inner_text() for one in self.page.locator(".notification-toast").all()]

    def tab(self, words: str) -> None:
        self.page.locator(".tab").filter(has_text=words).first.wait_for()

    def until(self, condition: Callable[[], Any], patience: float = 60) -> Any:
        """What a condition answers once it is true."""
        end = time.monotonic() + patience
        while not (found := condition()):
            assert time.monotonic() < end, "it did not happen"
            self.page.wait_for_timeout(100)
        return found

    def preview(self, selector: str) -> str:
        """The text of a part of the Markdown that is shown rendered."""
        part = self.inside(selector, of="").first
        part.wait_for()
        return part.inner_text()

    def inside(self, selector: str, *, of: str = "scvi-lint.scvi-lint") -> Any:
        """Parts of the page in a panel of an extension; outputs of notebooks are pages, too."""
        outer = self.page.frame_locator(f'iframe.webview.ready[src*="extensionId={of}"]')
        return outer.frame_locator("iframe#active-frame").locator(selector)

    def cursor(self) -> int:
        """The line that the cursor is on, as the status bar says."""
        text = self.page.locator("#status\\.editor\\.selection").inner_text()
        return int(text.removeprefix("Ln ").partition(",")[0])

    def servers(self) -> list[int]:
        """The processes of the server that this window has started."""
        return processes(self._session, b"server")

    def status(self, words: str) -> str:
        """The language status of the file that is open, once it holds these words."""
        item = self.page.locator("#status\\.languageStatus")
        item.wait_for()

        def look() -> None:
            self.page.mouse.move(600, 300)
            self.page.wait_for_timeout(300)
            item.hover()

        text = patiently(look, self.page.locator(".hover-language-status").filter(has_text=words))
        self.page.mouse.move(600, 300)
        return text


@contextmanager
def window(
    folder: Path,
    *,
    path: str,
    settings: dict[str, Any] | None = None,
    with_python: bool = False,
) -> Iterator[Window]:
    """A window on a folder, of a code-server with a user of its own."""
    ours, fake = packages()
    home = folder.parent / f"{folder.name}-home"
    data, extensions = home / "data", home / "extensions"
    # To the browser this is a remote machine: settings of a machine are kept apart there.
    for place, holds in (("User", {**SETTINGS, **(settings or {})}), ("Machine", settings or {})):
        (data / place).mkdir(parents=True)
        (data / place / "settings.json").write_text(json.dumps(holds))
    (home / "config.yaml").write_text("")
    bin_ = node()
    # The editor asks a login shell for its environment, as it does on a user's machine.
    (home / ".profile").write_text(f'export PATH="{path}"\n')
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("VSCODE_", "VIRTUAL_ENV"))},
        "HOME": str(home),
        "SHELL": "/bin/bash",
        # `sh` and friends come last, so that what is missing is missing.
        "PATH": f"{path}{os.pathsep}{bin_}",
    }
    entry = code_server()
    common = [str(bin_ / "node"), str(entry), "--config", str(home / "config.yaml"),
              "--user-data-dir", str(data), "--extensions-dir", str(extensions)]  # fmt: skip
    for package in (ours, *([fake] if with_python else [])):
        run(*common, "--install-extension", package, **environment)
    port = free_port()
    with (home / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [*common, "--auth", "none", "--bind-addr", f"127.0.0.1:{port}", "--disable-telemetry",
             "--disable-update-check", "--disable-workspace-trust",
             "--disable-getting-started-override", str(folder)],
            env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
    try:
        until_it_answers(f"http://127.0.0.1:{port}/healthz", process)
        with page() as one:
            one.goto(f"http://127.0.0.1:{port}/?folder={folder}")
            one.locator(".monaco-workbench").wait_for()
            one.locator(".explorer-folders-view .monaco-list-row").first.wait_for()
            try:
                yield Window(one, process.pid)
            except BaseException:
                one.screenshot(path=failures() / f"{folder.parent.name}.png")
                raise
    finally:
        # The extension host outlives its page: the whole group goes.
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def failures() -> Path:
    """Where pictures of what went wrong are left."""
    folder = cache() / "failures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
