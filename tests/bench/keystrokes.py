"""Keystroke to diagnostics, hover and completion, in a notebook and in a script of 1000 lines.

A client types a line at 8 keys a second at 10, 50 and 90 % of the program, in the script also into
a function that nobody calls, and waits for the findings of each version. Budgets: p50 15 ms,
p99 50 ms; hover and completion p95 10 ms. `--quick` types less.
"""

from __future__ import annotations

import itertools
import sys
import textwrap
import time
from collections.abc import Callable
from functools import partial

from client import VSCODE_TODAY, Notebook, Wire, big_notebook, percentile, processor

LINES = [
    'adata_{n}.obs["mito"] = adata_{n}.obs["pct_counts_mt"].values > 5\n',
    'model_{n}.get_normalized_expression(library_size="latent", n_samples=2)\n',
]
KEYS_PER_SECOND = 8.0
BUDGET = {0.5: 15.0, 0.99: 50.0}
# Where is typed in the script: behind the line that begins so, in the state of this study.
PLACES = [
    ("at the beginning", "adata_0.layers", "", 0),
    ("in the middle", "adata_2.layers", "", 2),
    ("at the end", "model_4.save", "", 4),
    ("in an uncalled function", "    adata_3.layers", "    ", 3),
    ("at an import", "import scvi", "", 0),
]


def type_into(wire: Wire, typed: Callable[[str], object], line: str) -> list[float]:
    """Type a line key by key, as `typed` does it; the milliseconds until it has the findings."""
    took: list[float] = []
    due = time.perf_counter()
    for key in line:
        due += 1 / KEYS_PER_SECOND
        time.sleep(max(due - time.perf_counter(), 0))
        start = time.perf_counter()
        typed(key)
        took.append((time.perf_counter() - start) * 1000)
    return took


def in_cell(wire: Wire, notebook: Notebook, number: int) -> Callable[[str], object]:
    """Keys at the end of a cell."""
    cell = notebook.order[number]
    row = notebook.texts[cell].count("\n")
    column = itertools.count()

    def typed(key: str) -> object:
        place = {"line": row, "character": next(column)}
        notebook.texts[cell] += key
        notebook.version += 1
        change = {"range": {"start": place, "end": place}, "text": key}
        document = {"uri": cell, "version": notebook.version}
        params = {
            "notebookDocument": {"uri": notebook.uri, "version": notebook.version},
            "change": {"cells": {"textContent": [{"document": document, "changes": [change]}]}},
        }
        wire.notify("notebookDocument/didChange", params)
        return wire.diagnostics(cell, notebook.version)

    return typed


SCRIPT = "file:///bench/big.py"
versions = itertools.count(2)


def in_script(wire: Wire, row: int, indent: str = "") -> Callable[[str], object]:
    """Keys in a new line of the script, which begins before the line `row`."""
    column = itertools.count(len(indent))

    def change(line: int, character: int, text: str) -> object:
        place, version = {"line": line, "character": character}, next(versions)
        params = {
            "textDocument": {"uri": SCRIPT, "version": version},
            "contentChanges": [{"range": {"start": place, "end": place}, "text": text}],
        }
        wire.notify("textDocument/didChange", params)
        return wire.request("textDocument/diagnostic", {"textDocument": {"uri": SCRIPT}})

    change(row, 0, f"{indent}\n")
    return lambda key: change(row, next(column), key)


def pasting(wire: Wire, text: str, pasted: str) -> Callable[[str], object]:
    """Lines that are pasted into the middle of the script, or taken back with ""."""
    row = text.count("\n", 0, len(text) // 2)
    row = next(n for n, one in enumerate(text.split("\n")) if n >= row and one[:1].isalpha())
    last = row + pasted.count("\n")

    def change(lines: str) -> object:
        begin, end = ({"line": at, "character": 0} for at in (row, row if lines else last))
        edit = {"range": {"start": begin, "end": end}, "text": lines}
        document = {"uri": SCRIPT, "version": next(versions)}
        params = {"textDocument": document, "contentChanges": [edit]}
        wire.notify("textDocument/didChange", params)
        return wire.request("textDocument/diagnostic", {"textDocument": {"uri": SCRIPT}})

    return change


def big_script(texts: list[str]) -> str:
    """The same program in one file; each second study of it is a function that nobody calls."""
    studies = ["".join(texts[at : at + 10]) for at in range(0, len(texts), 10)]
    head, _, studies[0] = studies[0].partition("import scvi\n")
    for number in range(1, len(studies), 2):
        body = textwrap.indent(studies[number], "    ")
        studies[number] = f"\n\ndef study_{number}():\n{body}\n\n"
    return "\n".join((f"{head}import scvi\n", *studies))


def ask(
    wire: Wire,
    notebook: Notebook,
    number: int,
    method: str,
    places: list[tuple[str, int]],
    rounds: int,
) -> list[float]:
    """Milliseconds of a request at each of these places in a cell."""
    cell = notebook.order[number]
    text = notebook.texts[cell]
    took: list[float] = []
    for _ in range(rounds):
        for word, offset in places:
            at = text.index(word) + offset
            line = text.count("\n", 0, at)
            place = {"line": line, "character": at - text.rfind("\n", 0, at) - 1}
            params = {"textDocument": {"uri": cell}, "position": place}
            start = time.perf_counter()
            reply = wire.request(method, params)
            took.append((time.perf_counter() - start) * 1000)
            assert reply.get("result"), (word, reply)
    return took


def report(name: str, took: list[float], budgets: dict[float, float], more: str = "") -> bool:
    """Print percentiles; whether all budgets are kept."""
    shares = sorted({0.5, 0.95, 0.99, *budgets})
    said = "  ".join(f"p{share * 100:.0f} {percentile(took, share):6.1f}" for share in shares)
    kept = all(percentile(took, share) <= most for share, most in budgets.items())
    print(
        f"{name:28} {said}  ms  n={len(took)}  {more or ('ok' if kept else 'OVER BUDGET')}",
        flush=True,
    )
    return kept


Keys = Callable[[str], object]


def typing(wire: Wire, name: str, lines: list[str], keys: Callable[[], Keys]) -> list[float]:
    """Type these lines at one place, and tell how long the keys took."""
    before = processor(wire.process.pid)
    took = [ms for line in lines for ms in type_into(wire, keys(), line)]
    spent = (processor(wire.process.pid) - before) / len(took)
    report(name, took, {}, f"{spent:.1f} ms of processor a key")
    return took


def main() -> int:
    lines = LINES[:1] if "--quick" in sys.argv else LINES
    texts = big_notebook()
    kept: list[bool] = []
    with Wire() as wire:
        wire.initialize(VSCODE_TODAY)
        notebook = Notebook(wire, "file:///bench/big.ipynb", *texts)
        wire.diagnostics(notebook.order[45])
        everything: list[float] = []
        for share in (0.1, 0.5, 0.9):
            number = int(len(texts) * share)
            typed = [line.format(n=number // 10) for line in lines]
            keys = partial(in_cell, wire, notebook, number)
            everything += typing(wire, f"notebook at {share:.0%}", typed, keys)
        kept.append(report("notebook, all", everything, BUDGET))
        number = len(texts) // 2
        hovers = [
            ("setup_anndata(adata_", 16),
            ("batch_key", 3),
            ("get_latent", 3),
            ("model_2.train", 2),
        ]
        found = ask(wire, notebook, number, "textDocument/hover", hovers, 50)
        kept.append(report("hover", found, {0.95: 10.0}))
        places = [("max_epochs=200,", 15), ('"lr": 1e-3', 1)]
        found = ask(wire, notebook, number, "textDocument/completion", places, 50)
        kept.append(report("completion", found, {0.95: 10.0}))
    with Wire() as wire:
        wire.initialize(VSCODE_TODAY)
        text = big_script(texts)
        item = {"uri": SCRIPT, "languageId": "python", "version": 1, "text": text}
        wire.notify("textDocument/didOpen", {"textDocument": item})
        wire.request("textDocument/diagnostic", {"textDocument": {"uri": SCRIPT}})
        rows, everything = text.split("\n"), []
        for name, marker, indent, number in PLACES:
            row = next(n for n, row in enumerate(rows) if row.startswith(marker)) + 1
            typed = [line.format(n=number).rstrip("\n") for line in lines]
            keys = partial(in_script, wire, row, indent)
            everything += typing(wire, f"script, {name}", typed, keys)
        kept.append(report("script, all", everything, BUDGET))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
