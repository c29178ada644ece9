"""The magics in a real kernel, asked as a front end does, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("ipykernel")
jupyter_client = pytest.importorskip("jupyter_client")
pytest.importorskip("anndata")

PREPARE = """\
import socket
def _no(*args, **kwargs):
    raise AssertionError("the network was asked")
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = _no
import anndata, numpy as np, pandas as pd
x = np.log1p(np.random.default_rng(0).poisson(2.0, (300, 40)) * 1.0)
samples = pd.Categorical(['a', 'b', 'c'] * 100)
obs = pd.DataFrame({'sample': samples}, index=[str(n) for n in range(300)])
adata = anndata.AnnData(x.astype("float32"), obs=obs)
"""
SETUP = '%%scvi_lint\nimport scvi\nscvi.model.SCVI.setup_anndata(adata, batch_key="smaple")\n'
HISTORY = "def later():\n    import scvi\n    scvi.model.SCVII"


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder: Path = tmp_path_factory.mktemp("kernel")
    manager, client = jupyter_client.manager.start_new_kernel(
        kernel_name="python3", cwd=str(folder), startup_timeout=60
    )
    try:
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def run(kernel: Any, code: str) -> list[dict[str, Any]]:
    """What a cell displays: bundles by MIME type, and `text` for what it prints."""
    shown: list[dict[str, Any]] = []

    def hear(message: Any) -> None:
        content = message["content"]
        if message["msg_type"] in ("display_data", "execute_result"):
            shown.append(content["data"])
        elif message["msg_type"] == "stream":
            shown.append({"text": content["text"]})

    reply = kernel.execute_interactive(code, output_hook=hear, timeout=60, allow_stdin=False)
    assert reply["content"]["status"] == "ok", reply["content"]
    return shown


def test_a_front_end_gets_html_and_text(kernel: Any) -> None:
    assert run(kernel, "%load_ext scvi_lint") == []
    run(kernel, PREPARE)
    (shown,) = run(kernel, SETUP)
    assert "smaple" in shown["text/html"] and "smaple" in shown["text/plain"]
    assert shown["text/html"].startswith('<div class="scvi-lint">')
    assert "in memory now" in shown["text/plain"]
    assert "300 × 40" in shown["text/plain"]


def test_the_cells_that_were_run_are_those_of_the_kernel(kernel: Any) -> None:
    run(kernel, "%load_ext scvi_lint")
    run(kernel, HISTORY)
    (shown,) = run(kernel, "%scvi_lint")
    assert "SCVII" in shown["text/plain"] and "In [" in shown["text/plain"]


def test_nothing_is_left_behind_in_the_namespace(kernel: Any) -> None:
    before = run(kernel, "sorted(name for name in globals() if not name.startswith('_'))")
    run(kernel, "%scvi_lint")
    after = run(kernel, "sorted(name for name in globals() if not name.startswith('_'))")
    assert before == after
