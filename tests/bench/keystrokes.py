"""Keystroke to diagnostics, hover and completion, in a notebook of 1000 lines.

A client types a line at 8 keys a second into the cell at 10, 50 and 90 % of the notebook, and
waits for the findings of each version. Budgets: p50 30 ms, p99 80 ms; hover and completion
p95 20 ms. `--quick` types less.
"""

from __future__ import annotations

import sys
import time

from client import VSCODE_TODAY, Notebook, Wire, big_notebook, percentile, processor

LINES = [
    'adata_{n}.obs["mito"] = adata_{n}.obs["pct_counts_mt"].values > 5\n',
    'model_{n}.get_normalized_expression(library_size="latent", n_samples=2)\n',
]
KEYS_PER_SECOND = 8.0


def type_into(wire: Wire, notebook: Notebook, number: int, line: str) -> list[float]:
    """Type a line at the end of a cell; the milliseconds from each key to its findings."""
    cell = notebook.order[number]
    row = notebook.texts[cell].count("\n")
    took: list[float] = []
    due = time.perf_counter()
    for column, key in enumerate(line):
        due += 1 / KEYS_PER_SECOND
        time.sleep(max(due - time.perf_counter(), 0))
        place = {"line": row, "character": column}
        notebook.texts[cell] += key
        notebook.version += 1
        change = {"range": {"start": place, "end": place}, "text": key}
        document = {"uri": cell, "version": notebook.version}
        params = {
            "notebookDocument": {"uri": notebook.uri, "version": notebook.version},
            "change": {"cells": {"textContent": [{"document": document, "changes": [change]}]}},
        }
        start = time.perf_counter()
        wire.notify("notebookDocument/didChange", params)
        wire.diagnostics(cell, notebook.version)
        took.append((time.perf_counter() - start) * 1000)
    return took


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


def report(name: str, took: list[float], budgets: dict[float, float]) -> bool:
    """Print percentiles; whether all budgets are kept."""
    shares = sorted({0.5, 0.95, 0.99, *budgets})
    said = "  ".join(f"p{share * 100:.0f} {percentile(took, share):6.1f}" for share in shares)
    kept = all(percentile(took, share) <= most for share, most in budgets.items())
    print(f"{name:28} {said}  ms  n={len(took)}  {'ok' if kept else 'OVER BUDGET'}", flush=True)
    return kept


def main() -> int:
    quick = "--quick" in sys.argv
    lines = LINES[:1] if quick else LINES
    texts = big_notebook()
    kept: list[bool] = []
    with Wire() as wire:
        wire.initialize(VSCODE_TODAY)
        notebook = Notebook(wire, "file:///bench/big.ipynb", *texts)
        wire.diagnostics(notebook.order[45])
        everything: list[float] = []
        before = processor(wire.process.pid)
        for share in (0.1, 0.5, 0.9):
            number = int(len(texts) * share)
            took: list[float] = []
            for line in lines:
                took += type_into(wire, notebook, number, line.format(n=number // 10))
            report(f"typing at {share:.0%}", took, {})
            everything += took
        kept.append(report("typing, all", everything, {0.5: 30.0, 0.99: 80.0}))
        spent = (processor(wire.process.pid) - before) / len(everything)
        print(f"{'':28} {spent:.1f} ms of processor a key")
        number = len(texts) // 2
        hovers = [
            ("setup_anndata(adata_", 16),
            ("batch_key", 3),
            ("get_latent", 3),
            ("model_2.train", 2),
        ]
        kept.append(
            report(
                "hover", ask(wire, notebook, number, "textDocument/hover", hovers, 50), {0.95: 20.0}
            )
        )
        places = [("max_epochs=200,", 15), ('"lr": 1e-3', 1)]
        found = ask(wire, notebook, number, "textDocument/completion", places, 50)
        kept.append(report("completion", found, {0.95: 20.0}))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
