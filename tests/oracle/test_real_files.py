"""Files that the real anndata, mudata and zarr wrote are seen as those libraries read them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from scvi_lint.evidence.child.serving import answered
from scvi_lint.evidence.facts import ColumnSeen, DataSeen, MatrixSeen, seen

HERE = Path(__file__).parent
FILES = (
    *(f"{name}.h5ad" for name in ("csr", "csc", "dense", "array_api", "gzip", "lzf")),
    "before_0_8.h5ad",
    "nullable_text.h5ad",
    *("v2.zarr", "v3.zarr", "chunks_v2.zarr", "chunks_v3.zarr", "sharded.zarr"),
    *("both.h5mu", "both.zarr"),
)


@pytest.fixture(scope="session")
def real(oracle_python: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of files that the libraries wrote."""
    folder = tmp_path_factory.mktemp("real")
    done = subprocess.run(
        [oracle_python, str(HERE / "write_data.py"), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if "No module named" in done.stderr:
        pytest.skip(done.stderr.splitlines()[-1])
    assert done.returncode == 0, done.stderr
    return folder


def told(data: DataSeen) -> dict[str, Any]:
    """What we saw, in the words of `write_data.told`."""
    assert data.partial == frozenset(), data.notes
    protein = data.obsm.get("protein")
    return {
        "n_obs": data.n_obs,
        "n_vars": data.n_vars,
        "x": data.x.encoding if data.x is not None else None,
        "layers": {name: [one.encoding, state(one)] for name, one in data.layers.items()},
        "obsm": {name: list(one.shape) for name, one in data.obsm.items()},
        "protein": protein.columns if protein is not None else None,
        "raw": data.raw is not None,
        "uns": sorted(data.uns),
        "obs": {name: column(one) for name, one in data.obs.items()},
    }


def state(matrix: MatrixSeen) -> str:
    return matrix.state


def column(seen: ColumnSeen) -> dict[str, Any]:
    found: dict[str, Any] = {"missing": seen.n_missing, "kind": seen.kind}
    if seen.kind == "float":
        return {**found, "range": [seen.minimum, seen.maximum]}
    if seen.declared is not None:
        found["declared"] = seen.declared
    return {**found, "counts": sorted(map(list, (seen.counts or {}).items()), key=repr)}


def looked_at(path: Path, form: str = "data", **more: Any) -> Any:
    answer = answered({"form": form, "path": str(path), **more})
    assert "refused" not in answer, answer
    return seen(str(path), answer)


@pytest.mark.parametrize("name", FILES)
def test_what_the_libraries_wrote_is_seen_as_they_read_it(real: Path, name: str) -> None:
    if name.endswith(".zarr"):
        pytest.importorskip("numcodecs")
    truth = json.loads((real / "truth.json").read_text())[name]
    data = looked_at(real / name)
    parts: dict[str, Any] = truth.pop("modalities", {})
    if parts:
        assert (data.kind, data.n_obs) == ("mudata", truth["n_obs"])
        assert column(data.obs["lane"]) == truth["obs"]["lane"]
        assert set(data.modalities) == set(parts)
    seen_parts = data.modalities if parts else {"": data}
    for modality, expected in (parts or {"": truth}).items():
        genes = looked_at(real / name, "genes", modality=modality)
        assert list(genes.names) == expected.pop("genes")
        assert told(seen_parts[modality]) == expected


def test_every_file_is_compared(real: Path) -> None:
    assert set(json.loads((real / "truth.json").read_text())) == set(FILES)
