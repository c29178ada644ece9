"""Zarr stores of both formats, with every way of packing that is read."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import looking
import numpy as np
import pytest
from zarr_stores import CELLS, FORMATS, GENES, made

from scvi_lint.evidence.child.zarr import store as stores

Pack = Callable[[bytes], bytes]
LIBRARY = ("blosc", "lz4", "zstd")


def packer(name: str) -> Pack:
    own: dict[str, Pack] = {
        "zlib": zlib.compress,
        "gzip": gzip.compress,
        "bz2": bz2.compress,
        "lzma": lzma.compress,
    }
    if name in own:
        return own[name]
    module = pytest.importorskip(f"numcodecs.{name}")
    codec = getattr(module, {"blosc": "Blosc", "lz4": "LZ4", "zstd": "Zstd"}[name])()
    return lambda data: bytes(codec.encode(data))


def packed(form: int, name: str) -> dict[str, Any]:
    """The metadata of a column of numbers that is packed so."""
    if form == 2:
        return {"compressor": {"id": name}}
    standard = name in ("blosc", "zstd", "gzip")
    settings: dict[str, Any] = {
        "blosc": {"cname": "lz4", "clevel": 5, "shuffle": "shuffle", "typesize": 4, "blocksize": 0},
        "zstd": {"level": 0, "checksum": False},
        "gzip": {"level": 5},
    }
    codecs = [
        {"name": "bytes", "configuration": {"endian": "little"}},
        {
            "name": name if standard else f"numcodecs.{name}",
            "configuration": settings.get(name, {}),
        },
    ]
    return {"codecs": codecs}


@pytest.mark.parametrize("form", FORMATS)
def test_both_formats_say_what_they_hold(tmp_path: Path, form: int) -> None:
    store = made(tmp_path, form)
    for consolidated in (False, True):
        if consolidated:
            store.consolidate()
        found = looking.data(store.folder)
        assert (found.n_obs, found.n_vars, found.partial) == (6, 4, frozenset())
        batch = found.obs["batch"]
        assert batch.counts == {"a": 3, "b": 2} and batch.n_missing == 1
        assert (found.obs["depth"].kind, found.obs["depth"].maximum) == ("float", 2.5)
        assert found.x is not None and (found.x.shape, found.x.maximum) == ((6, 4), 24)
        assert looking.raw(store.folder, "genes")["names"] == GENES
        assert looking.raw(store.folder, "cells")["sample"] == CELLS[:5]


@pytest.mark.parametrize("name", ["zlib", "gzip", "bz2", "lzma", *LIBRARY])
@pytest.mark.parametrize("form", FORMATS)
def test_each_compressor_is_read(tmp_path: Path, form: int, name: str) -> None:
    store, pack = made(tmp_path, form), packer(name)
    values = np.arange(6, dtype="<i4") % 2
    store.array("obs/packed", values, pack=pack, **packed(form, name))
    assert looking.data(store.folder).obs["packed"].counts == {0: 3, 1: 3}


@pytest.mark.parametrize("form", FORMATS)
def test_text_is_read_packed_or_of_one_length(tmp_path: Path, form: int) -> None:
    store = made(tmp_path, form)
    words = ["x", "ü", "x", "x", "", "y"]
    fixed = np.array(words, dtype="<U3")
    raw = np.array([one.encode() for one in words], dtype="S4")
    if form == 2:
        filters = {"filters": [{"id": "vlen-utf8"}], "compressor": {"id": "zlib"}}
        store.array("obs/any", words, pack=zlib.compress, **filters)
        store.array("obs/fixed", fixed.view("<u4"), shape=[6], chunks=[6], dtype="<U3")
        store.array("obs/raw", raw.view("u1"), shape=[6], chunks=[6], dtype="|S4")
    else:
        codecs = [{"name": "vlen-utf8"}, {"name": "gzip", "configuration": {"level": 5}}]
        store.array("obs/any", words, pack=gzip.compress, codecs=codecs)
        grid = {"name": "regular", "configuration": {"chunk_shape": [6]}}
        for name, kind, values in (
            ("fixed", {"name": "fixed_length_utf32", "configuration": {"length_bytes": 12}}, fixed),
            ("raw", {"name": "null_terminated_bytes", "configuration": {"length_bytes": 4}}, raw),
        ):
            values = values.view("<u4" if name == "fixed" else "u1")
            store.array(
                f"obs/{name}", values, data_type=kind, shape=[6], chunk_grid=grid, fill_value=""
            )
    obs = looking.data(store.folder).obs
    for name in ("any", "fixed", "raw"):
        assert obs[name].counts == {"x": 3, "ü": 1, "": 1, "y": 1}, name


def test_filters_of_numbers_are_undone(tmp_path: Path) -> None:
    values = np.array([5, 5, 6, 6, 6, 9], dtype="<i4")
    delta = np.diff(values, prepend=0).astype("<i2")
    scaled = ((values - 5) * 2).astype("u1")
    shuffled = values.view("u1").reshape(6, 4).T.ravel()
    numbers = {"dtype": "<i4", "compressor": {"id": "zlib"}}
    store = made(tmp_path, 2)
    for name, stored, codec in (
        ("delta", delta, {"id": "delta", "dtype": "<i4", "astype": "<i2"}),
        (
            "scaled",
            scaled,
            {"id": "fixedscaleoffset", "dtype": "<i4", "astype": "|u1", "scale": 2, "offset": 5},
        ),
        ("shuffled", shuffled, {"id": "shuffle", "elementsize": 4}),
    ):
        shape = {"shape": [6], "chunks": [6]}
        store.array(f"obs/{name}", stored, pack=zlib.compress, filters=[codec], **numbers, **shape)
    obs = looking.data(store.folder).obs
    for name in ("delta", "scaled", "shuffled"):
        assert obs[name].counts == {5: 2, 6: 3, 9: 1}, name


def array(folder: Path, name: str) -> Any:
    found = stores.open_store(str(folder)).array(name)
    assert found is not None
    return found


SELECTIONS = [
    (),
    (slice(0, 1),),
    (slice(3, 9),),
    (slice(2, 9), slice(1, 4)),
    (slice(8, 40), slice(0, 99)),
    (slice(4, 4), slice(0, 2)),
]
VALUES = np.arange(11 * 7, dtype="<i4").reshape(11, 7)
LAYOUTS: dict[str, dict[str, Any]] = {
    "chunks": {"chunks": (3, 2)},
    "one chunk": {"chunks": (11, 7)},
    "larger than the array": {"chunks": (20, 20)},
    "columns first": {"chunks": (4, 3), "order": "F"},
    "folders": {"chunks": (4, 3), "dimension_separator": "/"},
    "shards": {"chunks": (2, 2), "shards": (6, 4)},
    "shards without compression": {"chunks": (2, 2), "shards": (4, 4), "compressors": None},
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", FORMATS)
def test_every_part_is_read_as_the_library_wrote_it(tmp_path: Path, form: int, layout: str) -> None:
    zarr = pytest.importorskip("zarr")
    options = dict(LAYOUTS[layout])
    old = zarr.__version__.startswith("2.")
    if (old and form == 3) or (form == 2 and "shards" in options):
        pytest.skip("the library at hand does not write this")
    if form == 3 and "dimension_separator" in options:
        options["chunk_key_encoding"] = {"name": "v2", "separator": "/"}
        del options["dimension_separator"]
    place = str(tmp_path / "a.zarr")
    if old:
        root = zarr.open_group(place, mode="w")
        stored = root.create_dataset("a", shape=VALUES.shape, dtype="<i4", **options)
    else:
        if separator := options.pop("dimension_separator", None):
            options["chunk_key_encoding"] = {"name": "v2", "separator": separator}
        if form == 3 and options.pop("order", None):
            transposed = {"name": "transpose", "configuration": {"order": [1, 0]}}
            options["filters"] = [transposed]
        root = zarr.open_group(place, mode="w", zarr_format=form)
        stored = root.create_array("a", shape=VALUES.shape, dtype="<i4", **options)
    stored[:] = VALUES
    stored[0:6, 0:4] = 0  # a chunk of zeros, which some do not write
    found = array(Path(place), "a")
    assert found.shape == VALUES.shape
    for selection in SELECTIONS:
        assert np.array_equal(found.read(*selection), stored[selection or ...]), selection


@pytest.mark.parametrize("form", FORMATS)
def test_other_byte_orders_and_missing_chunks(tmp_path: Path, form: int) -> None:
    store = made(tmp_path, form)
    swapped = np.arange(6, dtype=">i4")
    if form == 2:
        store.array("big", swapped)
        store.array("holes", swapped, shape=[12], fill_value=7)
        store.array("unknown", swapped, shape=[12])
    else:
        big = [{"name": "bytes", "configuration": {"endian": "big"}}]
        for name, other in (
            ("big", {}),
            ("holes", {"shape": [12], "fill_value": 7}),
            ("unknown", {"shape": [12], "fill_value": "0x00000007"}),
        ):
            grid = {"name": "regular", "configuration": {"chunk_shape": [6]}}
            store.array(name, swapped, codecs=big, chunk_grid=grid, **other)
    assert array(store.folder, "big").read().tolist() == [0, 1, 2, 3, 4, 5]
    assert array(store.folder, "holes").read().tolist() == [0, 1, 2, 3, 4, 5, *[7] * 6]
    with pytest.raises(OSError, match="missing"):
        array(store.folder, "unknown").read()
    assert array(store.folder, "unknown").read(slice(1, 3)).tolist() == [1, 2]


def test_a_store_that_was_migrated_is_of_the_newer_format(tmp_path: Path) -> None:
    """Both formats' files lie side by side then, and the newer library reads the newer ones."""
    store = made(tmp_path, 3)
    (store.folder / ".zgroup").write_text('{"zarr_format": 2}')
    assert looking.data(store.folder).n_obs == 6


def test_what_is_no_store_is_refused_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "a.zarr").mkdir()
    assert "format" in looking.refusal(tmp_path / "a.zarr")
    (tmp_path / "a.zarr" / "zarr.json").write_text(json.dumps({"zarr_format": 4}))
    assert "format" in looking.refusal(tmp_path / "a.zarr")


def test_without_numcodecs_the_package_to_install_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = made(tmp_path, 2)
    store.change("obs/_index", compressor={"id": "lz4"})
    store.chunk("obs/_index", (0,), b"\4\0\0\0" + bytes(9))
    monkeypatch.setitem(sys.modules, "numcodecs.lz4", None)
    told = looking.raw(store.folder, "cells")
    assert "numcodecs" in told.get("refused", ""), told
