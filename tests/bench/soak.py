"""Memory over 10 000 edits of a notebook and a script, with requests in between.

Budgets: flat – the last quarter holds at most 3 MB more than the second – and at most 120 MB.
"""

from __future__ import annotations

import random
import sys
import time

from client import VSCODE_TODAY, Notebook, Wire, big_notebook, percentile, resident

EDITS = 10_000
MOST = 120.0
GROWTH = 3.0
WORDS = ["x = 1\n", "adata_1.obs['a'] = 1\n", "model_1.train(", ")", '"', "\n", "😀", "# %%\n"]


def main() -> int:
    edits = 1_000 if "--quick" in sys.argv else EDITS
    chosen = random.Random(0)
    with Wire() as wire:
        wire.initialize({**VSCODE_TODAY, "workspace": {}})
        texts = big_notebook(20)
        notebook = Notebook(wire, "file:///bench/soak.ipynb", *texts)
        script = "file:///bench/soak.py"
        original = "\n".join(texts[:6])
        wire.open(script, original)
        wire.diagnostics(notebook.order[5])
        samples: list[float] = []
        start = time.perf_counter()
        for number in range(edits):
            cell = chosen.randrange(len(notebook.order))
            uri = notebook.order[cell]
            if number % 10 == 9:
                notebook.texts[uri] = texts[cell]
            else:
                place = chosen.randrange(len(notebook.texts[uri]) + 1)
                text = notebook.texts[uri]
                notebook.texts[uri] = text[:place] + chosen.choice(WORDS) + text[place:]
            document = {"uri": uri, "version": number + 2}
            changes = [{"text": notebook.texts[uri]}]
            notebook.tell(textContent=[{"document": document, "changes": changes}])
            if number % 5 == 0:
                wire.change(script, number + 2, {"text": original + f"y = {number}\n"})
            if number % 20 == 0:
                params = {"textDocument": {"uri": uri}, "position": {"line": 3, "character": 6}}
                wire.request("textDocument/hover", params)
                wire.request("textDocument/documentSymbol", {"textDocument": {"uri": script}})
                wire.drain(0.0)
            if number % (edits // 100) == 0:
                samples.append(resident(wire.process.pid))
        wire.request("textDocument/documentSymbol", {"textDocument": {"uri": script}})
        took = time.perf_counter() - start
    quarter = len(samples) // 4
    early = percentile(samples[quarter : 2 * quarter], 0.5)
    late = percentile(samples[-quarter:], 0.5)
    print(
        f"{edits} edits in {took:.0f} s; memory: first {samples[0]:.0f} MB, "
        f"second quarter {early:.1f}, last quarter {late:.1f}, most {max(samples):.0f}"
    )
    kept = late - early <= GROWTH and max(samples) <= MOST
    print("ok" if kept else "OVER BUDGET")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
