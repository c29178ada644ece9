"""The page without an install: the linter whole in a browser, and what it says there."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from browser import page
from installing import installed, run

ROOT = Path(__file__).parents[2]
HERE = ROOT / "editors" / "browser"
DEMO = ROOT / "tests" / "demo"


def module(name: str) -> ModuleType:
    """A module of the page, in this Python."""
    spec = importlib.util.spec_from_file_location(f"browser_{name}", HERE / f"{name}.py")
    assert spec is not None and spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


class Quiet(SimpleHTTPRequestHandler):
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}

    def log_request(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page as it is built and served."""
    building = module("build")
    key = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()[:16]
    modules = installed("browser-page", key, building.fetch) / "node_modules"
    site = tmp_path_factory.mktemp("site")
    building.build(site, modules)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def told(data: bytes, name: str) -> dict[str, Any]:
    """What the same check says in this Python, with the parser's own bindings."""
    return json.loads(module("checking").check(name, data))


def drop(shown: Any, name: str, data: bytes) -> None:
    """Drop a file on the page, as a mouse does."""
    shown.evaluate(
        """([name, bytes]) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], name));
            document.body.dataset.state = "";
            document.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
        }""",
        [name, list(data)],
    )
    shown.wait_for_selector("body[data-state=checked], body[data-state=trouble]")


def codes(shown: Any) -> list[str]:
    return [one.split()[0] for one in shown.locator("article h3").all_inner_texts()]


@pytest.mark.editors
def test_a_dropped_notebook_is_checked_in_the_browser(address: str) -> None:
    asked: list[str] = []
    with page() as shown:
        shown.on("request", lambda request: asked.append(request.url))
        shown.goto(address)
        shown.wait_for_selector("body[data-state=ready]")
        for name in ("pbmc_integration.ipynb", "integrate_donors.py", "integrate_clean.py"):
            data = (DEMO / name).read_bytes()
            drop(shown, name, data)
            expected = told(data, name)["findings"]
            assert codes(shown) == expected
            assert bool(expected) == bool(shown.locator("svg.picture").count())
            assert name in shown.inner_text("#status")
    assert all(one.startswith(address) for one in asked)


@pytest.mark.editors
def test_what_is_no_program_is_said_and_a_name_is_text(address: str) -> None:
    hostile = "<img src=x onerror=\"document.title='owned'\">"
    cell = {
        "cell_type": "code",
        "metadata": {},
        "outputs": [],
        "source": "import scvi\nadata = scvi.data.synthetic_iid()\n"
        f"scvi.model.SCVI.setup_anndata(adata, batch_key={hostile!r})\n",
    }
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    with page() as shown:
        shown.goto(address)
        shown.wait_for_selector("body[data-state=ready]")
        drop(shown, f"{hostile}.ipynb", json.dumps(notebook).encode())
        assert "SCV150" in codes(shown)
        assert shown.locator("img").count() == 0 and shown.title() != "owned"
        drop(shown, "a.ipynb", b"[]")
        assert "SCV000" in codes(shown) or "not a notebook" in shown.inner_text("#report")


@pytest.mark.editors
def test_the_page_can_be_used_without_a_mouse(address: str) -> None:
    with page() as shown:
        shown.goto(address)
        shown.wait_for_selector("body[data-state=ready]")
        shown.keyboard.press("Tab")
        assert shown.evaluate("document.activeElement.id") == "file"
        shown.set_input_files("#file", str(DEMO / "integrate_donors.py"))
        shown.wait_for_selector("body[data-state=checked]")
        assert shown.get_attribute("#status", "role") == "status"


def test_the_parser_answers_as_its_own_bindings_do(tmp_path: Path) -> None:
    """What scvi-lint asks of `tree_sitter` is what the page's module has."""
    asked: set[str] = set()
    for path in (ROOT / "server" / "scvi_lint" / "source").rglob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip().startswith("from tree_sitter import"):
                asked |= {one.strip() for one in line.partition("import ")[2].split(",")}
    text = (HERE / "tree_sitter.py").read_text(encoding="utf-8")
    assert asked and all(f"class {name}" in text for name in asked)
    assert run(sys.executable, "-m", "py_compile", HERE / "tree_sitter.py") == ""
