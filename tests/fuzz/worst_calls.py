"""Every call that scvi-tools has, once each, as a statement that may be repeated.

What a class inherits is called once, on the first that has it.
"""

from __future__ import annotations

from collections.abc import Iterator

from scvi_lint.knowledge import catalogue

_START = """\
import scanpy as sc
import scvi

adata = sc.read_h5ad("a.h5ad")
"""


def calls() -> Iterator[tuple[str, str, str]]:
    """A name, what stands before, and the statement with `{n}` for its number."""
    api = catalogue().api(catalogue().newest)
    seen: set[tuple[str, str | None]] = set()
    for model in api.models():
        setup = "setup_anndata" if model.method("setup_anndata") else "setup_mudata"
        start = f"{_START}{model.qualname}.{setup}(adata)\nmodel = {model.qualname}(adata)\n"
        yield model.name, start, f"model = {model.qualname}(adata, n_latent={{n}})"
        yield f"{model.name}.{setup}", start, f"{model.qualname}.{setup}(adata, batch_key='k{{n}}')"
        for method in model.methods():
            key = (method, model.defined_in(method))
            if key not in seen and not method.startswith("_"):
                seen.add(key)
                yield f"{model.name}.{method}", start, f"x{{n}} = model.{method}(adata)"
    for module in (
        "scvi",
        "scvi.data",
        "scvi.utils",
        "scvi.hub",
        "scvi.criticism",
        "scvi.autotune",
    ):
        for name in api.names_in(module):
            if not name.startswith("_"):
                yield f"{module}.{name}", _START, f"x{{n}} = {module}.{name}(adata)"
