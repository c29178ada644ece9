"""Our server beside others that do the same thing, in one run.

A script of 1000 lines: from starting the process to the first findings, from a key to the
findings of that version (ruff server, pylsp), and hover and completion (pylsp,
jedi-language-server). Servers that are not installed are left out; `--python` names another
interpreter that has them. The servers take turns with every key, so that a noisy minute meets
all. Nothing is judged here: `start` and `keystrokes` hold our own budgets.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from typing import Any

from client import VSCODE_TODAY, Wire, big_notebook, percentile, processor, resident

TEXT = "\n".join(big_notebook()) + "\n"
LINE = 'adata_1.obs["mito"] = adata_1.obs["pct_counts_mt"].values > 5'
# Who pulls is not told of every version.
PUSHING = {
    **{name: part for name, part in VSCODE_TODAY.items() if name != "notebookDocument"},
    "textDocument": {
        name: part for name, part in VSCODE_TODAY["textDocument"].items() if name != "diagnostic"
    },
}
URI = "file:///bench/beside.py"


class Rival:
    """A server's process, and what was measured of it."""

    def __init__(self, name: str, command: list[str] | None, findings: bool) -> None:
        self.name = name
        self.findings = findings
        self.took: dict[str, list[float]] = {}
        start = time.perf_counter()
        self.wire = Wire() if command is None else Wire(command=command)
        self.wire.initialize(PUSHING)
        self.wire.open(URI, TEXT)
        if findings:
            self.published(1)
        self.note("start", start)
        self.before = processor(self.wire.process.pid)
        self.keys = 0

    def note(self, what: str, start: float) -> None:
        self.took.setdefault(what, []).append((time.perf_counter() - start) * 1000)

    def published(self, version: int) -> None:
        """Wait for the findings of a version; a server that names none publishes in order."""

        def wanted(message: dict[str, Any]) -> bool:
            params = message.get("params") or {}
            named = params.get("version")
            return message.get("method") == "textDocument/publishDiagnostics" and (
                named is None or named >= version
            )

        self.wire.wait(wanted)

    def press(self, version: int, row: int, column: int, key: str) -> None:
        place = {"line": row, "character": column}
        start = time.perf_counter()
        self.wire.change(URI, version, {"range": {"start": place, "end": place}, "text": key})
        self.keys += 1
        if self.findings:
            self.published(version)
            self.note("key", start)

    def ask(self, what: str, word: str, offset: int) -> None:
        at = TEXT.index(word) + offset
        line = TEXT.count("\n", 0, at)
        place = {"line": line, "character": at - TEXT.rfind("\n", 0, at) - 1}
        start = time.perf_counter()
        params = {"textDocument": {"uri": URI}, "position": place}
        self.wire.request(f"textDocument/{what}", params)
        self.note(what, start)


def rivals(python: str) -> dict[str, tuple[list[str] | None, bool, bool]]:
    """Command, whether it has findings, and whether it answers hovers and completions."""
    found: dict[str, tuple[list[str] | None, bool, bool]] = {"scvi-lint": (None, True, True)}
    for name, module, words, findings, answers in (
        ("ruff server", "ruff", ["server"], True, False),
        ("pylsp", "pylsp", [], True, True),
        ("jedi-ls", "jedi_language_server.cli", [], False, True),
    ):
        for interpreter in dict.fromkeys((sys.executable, python)):
            probe = [interpreter, "-c", f"import {module}"]
            if not subprocess.run(probe, capture_output=True, check=False).returncode:
                command = [interpreter, "-m", module, *words]
                if module.endswith(".cli"):
                    command = [interpreter, "-c", f"from {module} import cli; cli()"]
                found[name] = (command, findings, answers)
                break
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the server beside others.")
    parser.add_argument("--python", default=sys.executable, help="has further servers")
    parser.add_argument("--keys", type=int, default=len(LINE))
    options = parser.parse_args()
    chosen = rivals(options.python)
    running = [Rival(name, command, has) for name, (command, has, _) in chosen.items()]
    row = TEXT.count("\n", 0, TEXT.index("summary_21"))
    for number, key in enumerate(LINE[: options.keys]):
        time.sleep(0.05)
        for one in running:
            one.press(number + 2, row, number, key)
    for word, offset in (("setup_anndata(adata_1", 3), ("adata_1.obs", 3)) * 5:
        for one in running:
            if chosen[one.name][2]:
                one.ask("hover", word, offset)
    for one in running:
        if chosen[one.name][2]:
            for _ in range(5):
                one.ask("completion", "max_epochs=200", 3)
    print(f"{'':12} {'':12} {'min':>8} {'p50':>8} {'p95':>8}  ms")
    for one in running:
        for what, took in one.took.items():
            shown = (min(took), percentile(took, 0.5), percentile(took, 0.95))
            print(f"{one.name:12} {what:12} " + " ".join(f"{value:8.1f}" for value in shown))
        spent = (processor(one.wire.process.pid) - one.before) / max(one.keys, 1)
        memory = resident(one.wire.process.pid)
        print(f"{one.name:12} {spent:.1f} ms of processor a key, {memory:.0f} MB", flush=True)
        one.wire.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
