"""Names as nobody would give them who means well, a program and a data file that hold them, and
what must never come out of any mouth of ours.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "rules"))

import numpy as np
import tiny_files

# Each steers something: a terminal, a build server, Markdown, XML, the order of letters.
PARTS = {
    "escape": "\x1b[31m\x1b]0;owned\x07",
    "C1": "\x9b31m\x85\x90q",
    "delete": "\x7f\x08",
    "line": "\n::error file=a.py,line=1::owned",
    "return": "\r::warning::owned",
    "blanks": "  \n \t ::stop-commands::owned",
    "older": "##[error]owned ##vso[task.setvariable variable=x]y",
    "percent": "%0A::error::owned",
    "image": "![owned](https://evil.example/owned.png)",
    "link": "](command:owned) [owned](command:owned) [owned](https://evil.example)",
    "reference": "[owned][1]\n\n[1]: https://evil.example",
    "address": "https://evil.example www.evil.example",
    "ticks": "a` ![owned](https://evil.example) `b ``` ![owned](https://evil.example)",
    "tag": "<img src=x onerror=owned> <script>owned</script> <!-- ]]> &lt;",
    "bidi": "\u202eowned\u202c\u2066x\u2069",
    "hidden": "ow\u200bned\ufeff\u00ad\u2060",
    "separators": "owned\u2028owned\u2029owned",
    "half": "\ud83d owned \udc80",
    "rich": "[link=https://evil.example]owned[/link] [/owned] [bold",
    "no XML": "\x01\x0b\x0c\ufffe\uffff",
    "long": "owned_" * 2000,
    "long words": "owned " * 2000,
}
# HDF5 can neither hold half a character nor a zero nor a slash in a name.
IN_FILES = {
    kind: part.replace("/", "\u2215") for kind, part in PARTS.items() if kind not in ("half",)
}
# A file's name may be of 255 bytes and hold no slash.
FILE_NAMES = {
    kind: part.encode()[:200].decode("utf-8", "ignore") for kind, part in IN_FILES.items()
}
# Bytes that are no UTF-8, as Python names them.
FILE_NAMES["bytes"] = "owned\udcff\udc9b31m"


def program(name: str, data: str = "") -> str:
    """A program with faults of which the findings tell names: of columns, layers, categories."""
    quoted = ascii(name)

    def word(first: str) -> str:
        return ascii(f"{first} {name}")

    read = f"sc.read_h5ad({data!r})" if data else "scvi.data.synthetic_iid()"
    return f"""\
import scanpy as sc
import scvi

adata = {read}
adata.layers[{quoted}] = adata.X.copy()
sc.pp.normalize_total(adata)
sc.pp.log1p(adata)
adata.obs[{quoted}] = {quoted}
adata.obsm[{quoted}] = adata.obsm["X_pca"]
scvi.model.SCVI.setup_anndata(adata, layer={word("no")}, batch_key={quoted})
scvi.model.SCVI.setup_anndata(adata, batch_key={quoted}, labels_key={word("no")})
model = scvi.model.SCVI(adata)
model.train(lr=1e-3, plan_kwargs={{{quoted}: 1}})
model.get_normalized_expression(transform_batch={word("other")})
model.differential_expression(groupby={quoted}, group1={word("none")})
model.save({quoted})
other = scvi.model.SCVI.load({quoted}, adata)
model.history[{quoted}]
sc.pp.neighbors(adata, use_rep={quoted})
sc.tl.leiden(adata, key_added={word("clusters")})
sc.read_h5ad({quoted})
"""


def data_file(path: Path) -> None:
    """A data file of which every name, and every category, is hostile."""
    names = list(IN_FILES.values())
    column = np.asarray([names[number % len(names)] for number in range(120)], dtype=object)
    cells = tiny_files.cells(
        obs=dict.fromkeys(names, column) | {"plain": column},
        layers=dict.fromkeys(names, "counts"),
        obsm=dict.fromkeys(names, 3),
        uns=dict.fromkeys(names, "1"),
        var={name: [f"x{number}" for number in range(20)] for name in names},
        genes=[*names, *(f"GENE{number}" for number in range(20 - len(names)))][:20],
    )
    tiny_files.write(str(path), cells)


# --- what must not come out -------------------------------------------------------------------

_ORDER = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
# Nothing of ours is so long, but for addresses and signatures.
LONGEST_LINE = 2_500


def raw(
    text: str, *, keep: str = "\n", orders: bool = True, longest: int = LONGEST_LINE
) -> list[str]:
    """What in a printed text could steer who shows it; `orders` are those of build servers."""
    found = [
        f"{char!r} in {text[max(place - 30, 0) : place + 30]!r}"
        for place, char in enumerate(text)
        if not (char.isprintable() or char in keep)
    ]
    if orders:
        found += [f"an order: {text[at.start() : at.end() + 30]!r}" for at in _ORDER.finditer(text)]
    found += [f"a long line: {line[:80]!r}" for line in text.split("\n") if len(line) > longest]
    return found


def texts(value: Any, data: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """The texts in JSON with their keys, but for what stands at those of `data`."""
    if isinstance(value, dict):
        pairs = [(key, inner) for key, inner in value.items() if key not in data]
    elif isinstance(value, list):
        pairs = [("", inner) for inner in value]
    else:
        return []
    found = [(key, inner) for key, inner in pairs if isinstance(inner, str)]
    return found + [pair for _, inner in pairs for pair in texts(inner, data)]


def live(markdown: str) -> list[str]:
    """What in Markdown loads, links to where nothing of ours is, or is HTML."""
    from markdown_it import MarkdownIt

    found: list[str] = []
    for block in MarkdownIt("commonmark").parse(markdown):
        for token in (block, *(block.children or ())):
            if token.type in ("image", "html_inline", "html_block"):
                found.append(token.type)
            elif token.type == "link_open":
                address = str(token.attrs["href"])
                if not address.startswith(
                    ("https://docs.scvi-tools.org/en/", "https://github.com/scverse/")
                ):
                    found.append(f"link to {address}")
            elif token.type == "text" and re.search(r"https?://|\bwww\.\w", token.content):
                found += _clickable(block.content, token.content)
    return found


def _clickable(source: str, text: str) -> list[str]:
    """Addresses that become links by themselves in editors: those that the source spells whole."""
    bare = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)|\]\(\S*\)", "", source)
    return [f"address {one}" for one in re.findall(r"https?://\S+|\bwww\.\w+", bare)]
