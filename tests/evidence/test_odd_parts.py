"""An odd part of a file is lost alone: a column, a layer, an index, an attribute, a field.

What is odd are types that AnnData does not have: HDF5 has more of them than numpy, and numpy more
than JSON.
"""

from __future__ import annotations

import csv
import os
import pickle
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import looking
import numpy as np
import pytest
import tiny_files
from h5py import h5d, h5p, h5s, h5t  # pyright: ignore
from tiny_files import cells, mudata

from scvi_lint.evidence.client import Client
from scvi_lint.evidence.facts import DataSeen, seen
from scvi_lint.evidence.wants import Place, data

N = 6


def of_type(kind: Any, content: bytes = b"") -> Callable[[h5py.Group, str], None]:
    """Writes a dataset of a type of HDF5, without numpy."""

    def write(group: h5py.Group, name: str) -> None:
        made = h5d.create(group.id, name.encode(), kind, h5s.create_simple((N,)))
        if content:
            raw = np.frombuffer(content * N, dtype=f"V{len(content)}")
            made.write(h5s.ALL, h5s.ALL, raw, kind)

    return write


def of_values(values: Any, **options: Any) -> Callable[[h5py.Group, str], None]:
    return lambda group, name: group.create_dataset(name, data=values, **options) and None


def referred(kind: Any) -> Callable[[h5py.Group, str], None]:
    def write(group: h5py.Group, name: str) -> None:
        made = group.create_dataset(name, (N,), dtype=kind)
        if kind is h5py.ref_dtype:
            made[0] = group.ref
        else:
            made[0] = group.file["obs/_index"].regionref[0:2]

    return write


def short_integer() -> Any:
    kind = h5t.STD_I32LE.copy()
    kind.set_size(3)
    return kind


def odd_float() -> Any:
    kind = h5t.IEEE_F32LE.copy()
    kind.set_fields(14, 9, 5, 0, 9)
    kind.set_size(2)
    kind.set_precision(15)
    return kind


def committed(group: h5py.Group, name: str) -> None:
    group[name] = np.dtype("f8")


def unknown_filter(group: h5py.Group, name: str, code: int = 32009) -> None:
    settings = h5p.create(h5p.DATASET_CREATE)
    settings.set_chunk((N,))
    settings.set_filter(code, 1, (1, 2, 3))
    space = h5s.create_simple((N,))
    made = h5d.create(group.id, name.encode(), h5t.NATIVE_INT64, space, settings)
    made.write_direct_chunk((0,), bytes(8 * N), 0)


def many_chunks(group: h5py.Group, name: str) -> None:
    group.create_dataset(name, (4_000_000,), "i1", chunks=(1,))


PAIR = np.dtype([("a", "i4"), ("b", "f8")])
ODD: dict[str, Callable[[h5py.Group, str], None]] = {
    "long double": of_values(np.arange(N, dtype=np.longdouble)),
    "complex": of_values(np.arange(N) * 1j),
    "long complex": of_values(np.arange(N).astype(np.clongdouble)),
    "compound": of_values(np.zeros(N, dtype=PAIR)),
    "compound of long doubles": of_values(np.zeros(N, dtype=[("a", np.longdouble)])),
    "compound of compounds": of_type(h5t.py_create(np.dtype([("a", PAIR), ("b", h5py.ref_dtype)]))),
    "reference": referred(h5py.ref_dtype),
    "region reference": referred(h5py.regionref_dtype),
    "enum": of_values(np.arange(N) % 2, dtype=h5py.enum_dtype({"x": 0, "y": 1})),
    "opaque": of_values(np.zeros(N, dtype="V3")),
    "dates": of_values(np.arange(N).astype("M8[s]").astype(h5py.opaque_dtype(np.dtype("M8[s]")))),
    "lists": of_values(
        np.array([np.arange(2)] * N + [None], dtype=object)[:-1], dtype=h5py.vlen_dtype("i4")
    ),
    "lists of text": of_type(h5t.vlen_create(h5t.py_create(h5py.string_dtype(), logical=True))),
    "lists of lists": of_type(h5t.vlen_create(h5t.vlen_create(h5t.NATIVE_INT32))),
    "arrays": of_values(np.zeros(N, dtype=[("a", "i4", (2,))])["a"]),
    "array type": of_type(h5t.array_create(h5t.NATIVE_INT32, (3,)), bytes(12)),
    "bits": of_type(h5t.STD_B8LE, b"\1"),
    "time": of_type(h5t.UNIX_D32LE, bytes(4)),
    "three bytes": of_type(short_integer(), bytes(3)),
    "odd float": of_type(odd_float(), bytes(2)),
    "nothing": lambda group, name: group.create_dataset(name, data=h5py.Empty("f8")) and None,
    "a number": of_values(5),
    "a text": of_values("x"),
    "two axes": of_values(np.zeros((N, 2))),
    "many axes": of_values(np.zeros((1,) * 32)),
    "a named type": committed,
    "an unknown filter": unknown_filter,
    "a filter that crashes": lambda group, name: unknown_filter(group, name, 6),
    "very many chunks": many_chunks,
    "wide text": of_values(np.full(N, b"x" * 9_000)),
    "text that is none": of_values(np.full(N, b"\xff\xfe\x80", dtype="S3")),
    "a group": lambda group, name: group.create_group(name) and None,
    "the table itself": lambda group, name: group.__setitem__(name, group),
    "the whole file": lambda group, name: group.__setitem__(name, group.file["/"]),
}
READ = ("text that is none", "odd float")  # the library makes text and numbers of these


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "a.h5ad"
    tiny_files.write(str(path), cells(n=N, obs={"batch": "a*4 b*2"}, layers={"log": "lognorm"}))
    return path


def rest_is_told(path: Path, *lost: str) -> DataSeen:
    found = looking.data(path)
    if "obs" not in lost:
        assert found.n_obs == N and found.obs["batch"].counts == {"a": 4, "b": 2}
    if "genes" not in lost:
        assert found.n_vars == 20 and found.genes.count == 20
    if "X" not in lost:
        assert found.x is not None and found.x.state == "counts"
    if "log" not in lost:
        assert found.layers["log"].state == "lognorm"
    return found


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_column_is_lost_alone(good: Path, odd: str) -> None:
    with h5py.File(good, "a") as file:
        for table in ("obs", "var"):
            ODD[odd](file[table], "odd")
    found = rest_is_told(good)
    assert found.obs["odd"].kind == "unknown" or odd in READ
    assert "odd" in found.var


PLACES = {
    "categories": "obs/cat/categories",
    "codes": "obs/cat/codes",
    "values": "obs/null/values",
    "mask": "obs/null/mask",
    "layer": "layers/odd",
    "part of a layer": "layers/parts/data",
    "starts of a layer": "layers/parts/indptr",
    "embedding": "obsm/odd",
    "column of an embedding": "obsm/table/odd",
    "part of uns": "uns/odd",
    "modality": "mod",
}


@pytest.mark.parametrize("odd", ODD)
def test_wherever_the_odd_part_is_the_rest_is_told(good: Path, odd: str) -> None:
    with h5py.File(good, "a") as file:
        file["obs/cat/codes"] = np.zeros(N, dtype="i1")
        file["obs/cat/categories"] = np.array([b"x"])
        file["obs/cat"].attrs["encoding-type"] = "categorical"
        file["obs/null/values"] = np.arange(N)
        file["obs/null/mask"] = np.zeros(N, dtype=bool)
        file["obs/null"].attrs["encoding-type"] = "nullable-integer"
        file["layers/parts/data"] = np.arange(N)
        file["layers/parts/indptr"] = np.arange(N + 1)
        file["layers/parts"].attrs["encoding-type"] = "csr_matrix"
        file["obsm/table/_index"] = np.full(N, b"x")
        file["obsm/table"].attrs["encoding-type"] = "dataframe"
        for path in PLACES.values():
            if path in file:
                del file[path]
            ODD[odd](file[path.rpartition("/")[0] or "/"], path.rpartition("/")[2])
        if odd in ("a group", "the table itself", "the whole file"):
            del file["mod"]  # it is a MuData then
    rest_is_told(good)
    for entry in ("odd", "table"):
        assert looking.raw(good, "zeros", entry=entry, column="batch")
    for column in ("cat", "null", "odd"):
        assert looking.raw(good, "crosstab", columns=["batch", column])


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("part", ["X", "obs/_index", "var/_index"])
def test_where_the_odd_part_is_a_large_one_the_others_are_told(
    good: Path, odd: str, part: str
) -> None:
    lost = {"X": "X", "obs/_index": "obs", "var/_index": "genes"}[part]
    with h5py.File(good, "a") as file:
        del file[part]
        group, _, name = part.rpartition("/")
        ODD[odd](file[group or "/"], name)
    rest_is_told(good, lost)
    for form in ("genes", "cells"):
        assert looking.raw(good, form)


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_part_of_one_modality_is_lost_alone(tmp_path: Path, odd: str) -> None:
    path = tmp_path / "a.h5mu"
    parts = {name: cells(n=N, obs={"batch": "a*4 b*2"}) for name in ("rna", "adt")}
    tiny_files.write(str(path), mudata(obs={"batch": "a*4 b*2"}, **parts))
    with h5py.File(path, "a") as file:
        for table in ("obs", "mod/rna/obs"):
            ODD[odd](file[table], "odd")
        ODD[odd](file["mod"], "odd")
    found = looking.data(path)
    for one in (found, found.modalities["rna"], found.modalities["adt"]):
        assert one.obs["batch"].counts == {"a": 4, "b": 2}


ATTRIBUTES: dict[str, Any] = {
    "long double": np.longdouble(1),
    "compound": np.zeros(2, dtype=PAIR),
    "complex": 1j,
    "array": np.zeros((3, 3)),
    "longs": np.arange(3, dtype=np.longdouble),
    "empty": h5py.Empty("S10"),
    "void": np.void(b"xyz"),
    "no text": b"\xff\xfe",
    "no number": np.float64("nan"),
}


@pytest.mark.parametrize("odd", [*ATTRIBUTES, "reference", "lists"])
@pytest.mark.parametrize("name", ["encoding-type", "_index", "column-order", "shape", "categories"])
def test_an_odd_attribute_is_as_if_absent(good: Path, name: str, odd: str) -> None:
    lost = {"encoding-type": ("X", "log"), "shape": ("X", "log")}
    if odd in ("void", "no text"):  # which are texts, and name another index
        lost["_index"] = ("obs", "genes")
    with h5py.File(good, "a") as file:
        for node in ("/", "obs", "var", "X", "layers/log", "obs/batch", "obs/batch/codes"):
            attributes = file[node].attrs
            if odd == "reference":
                attributes[name] = file["X"].ref
            elif odd == "lists":
                lists = np.empty(1, dtype=object)
                lists[0] = np.arange(2, dtype="i4")
                attributes.create(name, lists, dtype=h5py.vlen_dtype("i4"))
            else:
                attributes[name] = ATTRIBUTES[odd]
    rest_is_told(good, *lost.get(name, ()))


def test_very_many_long_texts_in_an_attribute_are_not_kept(good: Path) -> None:
    with h5py.File(good, "a") as file:
        long = np.array(["x" * 50_000] * 2_000, dtype=object)
        file["obs"].attrs["column-order"] = long
        file["obs/batch"].attrs["encoding-type"] = long
    rest_is_told(good)


@pytest.mark.parametrize("odd", ODD)
def test_a_field_of_an_old_table_is_lost_alone(tmp_path: Path, odd: str) -> None:
    """Tables were compounds before anndata 0.7."""
    path = tmp_path / "a.h5ad"
    with h5py.File(tmp_path / "kinds.h5", "w") as file:
        file["obs/_index"] = np.arange(N)
        ODD[odd](file, "odd")
        node = file["odd"]
        kind = node.id.get_type() if isinstance(node, h5py.Dataset) else h5t.NATIVE_LDOUBLE
        size = kind.get_size()
        table = h5t.create(h5t.COMPOUND, 16 + size)
        table.insert(b"index", 0, h5t.py_create(np.dtype("S4")))
        table.insert(b"depth", 4, h5t.IEEE_F32LE)
        table.insert(b"batch", 8, h5t.STD_I8LE)
        table.insert(b"odd", 16, kind)
        table = table.copy()
    with h5py.File(path, "w") as file:
        made = h5d.create(file.id, b"obs", table, h5s.create_simple((N,)))
        del made
        file["var"] = np.array([(b"g1",)], dtype=[("index", "S4")])
        file["X"] = np.ones((N, 1))
        file["uns/batch_categories"] = np.array([b"x"])
    found = looking.data(path)
    assert found.n_obs == N and "odd" in found.obs
    assert found.obs["depth"].kind == "float" and found.obs["batch"].counts == {"x": N}


def test_all_odd_files_are_answered_by_one_child(tmp_path: Path) -> None:
    wanted = []
    for number, (name, write) in enumerate(ODD.items()):
        path = tmp_path / f"{number}.h5ad"
        tiny_files.write(str(path), cells(n=N, obs={"batch": "a*4 b*2"}))
        with h5py.File(path, "a") as file:
            write(file["obs"], "odd")
        wanted.append((data("x.py", name), Place(str(path))))
    client = Client(seconds=30.0)
    found = client.look(wanted)
    client.close()
    for want, _ in wanted:
        assert seen("", found[want]).obs["batch"].counts == {"a": 4, "b": 2}, want


# --- filters from outside -----------------------------------------------------------------------

PLUGIN = r"""
#include <stdio.h>
__attribute__((constructor)) static void loaded(void) {
    FILE *file = fopen(MARK, "w");
    if (file) fclose(file);
}
int H5PLget_plugin_type(void) { loaded(); return 0; }
const void *H5PLget_plugin_info(void) { loaded(); return 0; }
"""
PLAIN = "import h5py, sys\ntry: h5py.File(sys.argv[1])['obs/odd'][()]\nexcept OSError: pass"
LOOK = (
    "import sys\nfrom scvi_lint.evidence.child.serving import answered\n"
    "told = answered({'form': 'data', 'path': sys.argv[1]})\n"
    "assert told['obs']['odd'] == {'kind': 'unknown'} and told['obs']['batch']['counts'], told\n"
)


def plugin(folder: Path, mark: Path) -> Path:
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("no compiler here")
    folder.mkdir()
    (folder / "a.c").write_text(PLUGIN.replace("MARK", f'"{mark}"'))
    command = [
        compiler,
        "-shared",
        "-fPIC",
        "-o",
        str(folder / "libh5mark.so"),
        str(folder / "a.c"),
    ]
    subprocess.run(command, check=True)
    return folder


def test_no_filter_is_loaded_from_a_folder_of_plugins(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "loaded"
    environment = {**os.environ, "HDF5_PLUGIN_PATH": str(plugin(tmp_path / "plugins", mark))}
    with h5py.File(good, "a") as file:
        unknown_filter(file["obs"], "odd")

    def run(text: str, **more: str) -> bool:
        mark.unlink(missing_ok=True)
        command = [sys.executable, "-c", text, str(good)]
        done = subprocess.run(
            command, env={**environment, **more}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return mark.exists()

    if not run(PLAIN):
        pytest.skip("this HDF5 loads no filters at all")
    assert not run(PLAIN, HDF5_PLUGIN_PRELOAD="::")  # as the child is started
    assert not run(LOOK)  # and without that
    monkeypatch.setenv("HDF5_PLUGIN_PATH", environment["HDF5_PLUGIN_PATH"])
    client = Client(seconds=30.0)
    want = data("x.py", "a.h5ad")
    told = client.look([(want, Place(str(good)))])[want]
    client.close()
    assert seen("", told).obs["odd"].kind == "unknown" and not mark.exists()


# --- saved models -------------------------------------------------------------------------------

REGISTRY: dict[str, Any] = {
    "model_name": "SCVI",
    "scvi_version": "1.4.2",
    "setup_args": {"batch_key": "batch"},
    "field_registries": {
        "batch": {"state_registry": {"categorical_mapping": np.array(["a", "b"], dtype=object)}},
    },
}
ODD_VALUES: dict[str, Any] = {
    "long double": np.longdouble(1),
    "long doubles": np.arange(3, dtype=np.longdouble),
    "complex": 1j,
    "complexes": np.arange(3) * 1j,
    "records": np.zeros(2, dtype=PAIR),
    "dates": np.arange(3).astype("M8[s]"),
    "a huge number": 10**9_000,
    "bytes": b"\xff",
    "a set": {1, 2},
    "a class": dict,
    "a function": len,
    "a slice": slice(1, 2),
    "not a number": float("nan"),
    "nested": {"a": {"b": [{"c": np.longdouble(2)}]}},
    "by numbers": {1: 2, None: 3, False: 4},
    "a lone half": "\ud800",
    "nothing": None,
}


def saved(path: Path, registry: dict[str, Any], **more: Any) -> Path:
    content = {"attr_dict": {"registry_": registry, **more}, "var_names": ["g1", "g2"]}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("model/data.pkl", pickle.dumps(content, 2))
    return path


@pytest.mark.parametrize("odd", ODD_VALUES)
def test_an_odd_part_of_a_registry_is_lost_alone(tmp_path: Path, odd: str) -> None:
    value = ODD_VALUES[odd]
    fields = REGISTRY["field_registries"]
    whole = {
        **REGISTRY,
        "setup_args": {"batch_key": "batch", "odd": value},
        "setup_method_name": value,
        "field_registries": {
            **fields,
            "labels": {"state_registry": {"categorical_mapping": value}, "summary_stats": value},
            "sample": value,
            "covariates": {"state_registry": {"mappings": {"site": value}, "columns": value}},
        },
    }
    given = {"non_kwargs": {"n_latent": 10, "odd": value}, "kwargs": {"kwargs": value}}
    path = saved(tmp_path / "model.pt", whole, is_trained_=value, init_params_=given)
    found = looking.model(path)
    assert (found.class_name, found.version) == ("SCVI", "1.4.2")
    assert found.setup["batch_key"] == "batch" and found.categories["batch_key"] == ["a", "b"]
    assert found.init["n_latent"] == 10 and found.var_names == ("g1", "g2")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("odd", ["pipe", "link", "nul", "long", "folder", "absent"])
def test_an_odd_list_of_genes_beside_an_old_model_is_lost_alone(tmp_path: Path, odd: str) -> None:
    setup = {"scvi_version": "0.14.5", "categorical_mappings": {}}
    (tmp_path / "attr.pkl").write_bytes(pickle.dumps({"scvi_setup_dict_": setup}))
    names = tmp_path / "var_names.csv"
    (tmp_path.parent / f"{odd}-secret").write_text("secret\n")
    if odd == "pipe":
        os.mkfifo(names)
    elif odd == "link":
        names.symlink_to(tmp_path.parent / f"{odd}-secret")
    elif odd == "nul":
        names.write_bytes(b"g1\0\ng2\n")
    elif odd == "long":
        names.write_text("g1\n" + "x" * (csv.field_size_limit() + 10) + "\n")
    elif odd == "folder":
        names.mkdir()
    told = looking.raw(tmp_path / "attr.pkl", "model")
    assert told["version"] == "0.14.5" and "secret" not in str(told)
