"""Zarr stores made to run code, to lead elsewhere, to exhaust or to contradict themselves.

What is odd is lost alone: in each store the column `odd` is hostile, and the others are told.
"""

from __future__ import annotations

import json
import os
import pickle
import random
import struct
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fresh
import looking
import numpy as np
import pytest
from zarr_stores import FORMATS, Store, made

from scvi_lint.evidence.child import bounds
from scvi_lint.evidence.child.zarr import codecs
from scvi_lint.evidence.facts import DataSeen, seen


class Armed:
    """Unpickled, it would leave a file."""

    def __init__(self, trap: Path) -> None:
        self.trap = trap

    def __reduce__(self) -> tuple[object, ...]:
        return (os.system, (f"touch {self.trap}",))


def only_odd_is_lost(store: Store | Path, told: dict[str, Any] | None = None) -> DataSeen:
    """The tiny AnnData is seen, and `odd` is a column of no kind."""
    path = store.folder if isinstance(store, Store) else store
    if told is None:
        told = looking.raw(path)
    assert "refused" not in told, told
    found = seen(str(path), told)
    assert found.n_obs == 6 and found.genes.count == 4
    assert found.obs["batch"].counts == {"a": 3, "b": 2}
    assert found.obs["depth"].maximum == 2.5 and found.x is not None and found.x.maximum == 24
    assert found.obs["odd"].kind == "unknown", "the odd column was read"
    return found


# --- codecs -------------------------------------------------------------------------------------

CODECS = ("pickle", "json2", "msgpack2", "categorize", "base64", "trap", "numcodecs.pickle", "../x")


def hostile_2(codec: str) -> dict[str, dict[str, Any]]:
    """Each place where format 2 may name a codec."""
    named = {"id": codec, "protocol": 5}
    text = {"id": "vlen-utf8"}
    objects = {"dtype": "|O", "fill_value": 0}
    return {
        "compressor": {**objects, "compressor": named, "filters": [text]},
        "compressor of numbers": {"compressor": named},
        "object codec": {**objects, "filters": [named]},
        "object codec first": {**objects, "filters": [named, text]},
        "filter of text": {**objects, "filters": [text, named]},
        "filter of numbers": {"filters": [named]},
        "last filter": {"filters": [{"id": "zlib"}, named]},
        "nested": {"compressor": {"id": "zlib", "compressor": named}, "filters": named},
        "in a list": {"compressor": [named], "filters": [[named]]},
        "as dtype": {"dtype": [["a", "|O"], ["b", codec]], "filters": [named]},
        "as key": {"dimension_separator": named, "order": named, "compressor": named},
    }


def hostile_3(codec: str) -> dict[str, dict[str, Any]]:
    """Each place where format 3 may name a codec or anything else that a library looks up."""
    named = {"name": codec, "configuration": {"protocol": 5}}
    plain = {"name": "bytes", "configuration": {"endian": "little"}}
    text = {"name": "vlen-utf8"}

    def shards(**other: Any) -> dict[str, Any]:
        inner = {"chunk_shape": [3], "codecs": [plain], "index_codecs": [plain]}
        return {"codecs": [{"name": "sharding_indexed", "configuration": {**inner, **other}}]}

    nested = shards(codecs=[named])["codecs"]
    return {
        "only codec": {"codecs": [named]},
        "before bytes": {"codecs": [named, plain]},
        "after bytes": {"codecs": [plain, named]},
        "of text": {"data_type": "string", "codecs": [text, named], "fill_value": ""},
        "instead of text": {"data_type": "string", "codecs": [named], "fill_value": ""},
        "as a word": {"codecs": [plain, codec]},
        "in a shard": shards(codecs=[named]),
        "in a shard after bytes": shards(codecs=[plain, named]),
        "in the index": shards(index_codecs=[plain, named]),
        "instead of the index": shards(index_codecs=[named]),
        "in a shard in a shard": shards(codecs=nested),
        "after a shard": {"codecs": [*shards()["codecs"], named]},
        "data type": {"data_type": named},
        "data type as a word": {"data_type": codec},
        "grid": {"chunk_grid": named},
        "keys": {"chunk_key_encoding": named},
        "storage transformer": {"storage_transformers": [named]},
        "extension": {"surprise": named},
        "must be understood": {"surprise": {**named, "must_understand": True}},
    }


def hostile(form: int, codec: str) -> dict[str, dict[str, Any]]:
    return hostile_2(codec) if form == 2 else hostile_3(codec)


def stores_with(folder: Path, form: int, codec: str, content: bytes) -> list[Path]:
    """A store for each place, with these bytes in the chunk of `odd`."""
    found = []
    for number, (name, other) in enumerate(hostile(form, codec).items()):
        store = made(folder / f"{codec.replace('/', '-')}{number} {name}", form)
        store.array("obs/odd", np.arange(6), pack=lambda _: content, **other)
        found.append(store.folder)
    return found


@pytest.mark.parametrize("form", FORMATS)
def test_no_codec_that_stands_in_no_list_is_run(tmp_path: Path, form: int) -> None:
    trap = tmp_path / "sprung"
    content = pickle.dumps(Armed(trap))
    places = [
        path for codec in CODECS for path in stores_with(tmp_path / "all", form, codec, content)
    ]
    looked = fresh.look(places)
    assert not trap.exists()
    assert not looked.unpickled
    for path, told in zip(places, looked.answers, strict=True):
        only_odd_is_lost(path, told)


@pytest.mark.parametrize("form", FORMATS)
def test_wherever_the_array_is_nothing_is_run(tmp_path: Path, form: int) -> None:
    """Not only in a column: where names, codes, masks, matrices and modalities are read."""
    trap = tmp_path / "sprung"
    content = pickle.dumps(Armed(trap))
    codec = "pickle" if form == 2 else "numcodecs.pickle"
    other = (
        {"dtype": "|O", "compressor": {"id": codec}, "filters": [{"id": "vlen-utf8"}]}
        if form == 2
        else {"codecs": [{"name": codec}]}
    )
    places = []
    for number, path in enumerate(
        """obs/_index var/_index obs/batch/codes obs/batch/categories X layers/a obsm/b
        X/data X/indptr obs/nullable/values obs/nullable/mask raw/X mod/rna/X
        mod/rna/obs/_index""".split()
    ):
        store = made(tmp_path / str(number), form)
        for at in range(1, path.count("/") + 1):
            parent = "/".join(path.split("/")[:at])
            if not store.said(parent).exists() and not (store.folder / parent / ".zgroup").exists():
                store.group(parent, **{"encoding-type": "nullable-integer"})
        store.array(path, np.arange(6), pack=lambda _: content, **other)
        places.append(store.folder)
    looked = fresh.look(places)
    assert not trap.exists() and not looked.unpickled


def distribution(folder: Path, trap: Path) -> Path:
    """An installed package that registers codecs, types, grids and keys, under known names too."""
    folder.mkdir()
    (folder / "trap_codecs.py").write_text(
        f"open({str(trap)!r}, 'w').close()\n"
        "class Trap:\n"
        "    codec_id = 'trap'\n"
        "    @classmethod\n"
        "    def from_config(cls, config): return cls()\n"
        "    from_dict = from_config\n"
        "    def decode(self, data, out=None): return data\n"
    )
    metadata = folder / "trap_codecs-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: trap-codecs\nVersion: 1.0\n")
    names = ("trap", "zlib", "gzip", "zstd", "blosc", "bytes", "vlen-utf8", "regular", "default")
    lines = [f"{name} = trap_codecs:Trap" for name in names]
    groups = """numcodecs.codecs zarr.codecs zarr.data_type zarr.chunk_grid zarr.chunk_key_encoding
    zarr zarr.codec_pipeline zarr.buffer zarr.ndbuffer zarr.stores"""
    (metadata / "entry_points.txt").write_text(
        "".join(f"[{group}]\n" + "\n".join(lines) + "\n\n" for group in groups.split())
    )
    return folder


@pytest.mark.parametrize("form", FORMATS)
def test_no_codec_of_another_distribution_is_loaded(tmp_path: Path, form: int) -> None:
    trap = tmp_path / "sprung"
    extra = distribution(tmp_path / "installed", trap)
    places = stores_with(tmp_path / "all", form, "trap", b"")
    # What is known by name is ours, whoever else registers that name.
    store = made(tmp_path / "known", form)
    packed = (
        {"compressor": {"id": "zlib"}}
        if form == 2
        else {"codecs": [{"name": "bytes"}, {"name": "numcodecs.zlib"}]}
    )
    store.array("obs/packed", np.arange(6, dtype="u1") % 2, pack=zlib.compress, **packed)
    looked = fresh.look([*places, store.folder], [extra])
    assert not trap.exists() and "trap_codecs" not in looked.modules
    for path, told in zip(places, looked.answers, strict=False):
        only_odd_is_lost(path, told)
    assert seen("", looked.answers[-1]).obs["packed"].counts == {0: 3, 1: 3}


@pytest.mark.parametrize("form", FORMATS)
def test_elements_that_are_no_numbers_and_no_text_are_lost_alone(tmp_path: Path, form: int) -> None:
    for number, code in enumerate(
        ("|O", "|V8", "<c8", "<M8[ns]", "<m8[s]", "<f16", [["a", "<i4"], ["b", "|O"]], [], 5, None,
         "<U0", "<U99999", "<i3", "object", "O", {"name": "struct", "configuration": {}},
         "complex64", "numpy.datetime64", "r16")
    ):  # fmt: skip
        store = made(tmp_path / str(number), form)
        kind = {"dtype": code} if form == 2 else {"data_type": code}
        store.array("obs/odd", np.arange(6), **kind)
        only_odd_is_lost(store)


# --- the copy of all nodes ----------------------------------------------------------------------


def copied(store: Store, path: str) -> str:
    return path if store.form == 3 else f"{path}/.zarray"


@pytest.mark.parametrize("form", FORMATS)
def test_a_node_that_its_copy_contradicts_is_lost_alone(tmp_path: Path, form: int) -> None:
    store = made(tmp_path, form)
    store.array("obs/odd", np.arange(6))
    key = copied(store, "obs/odd")
    assert looking.data(store.folder).obs["odd"].kind == "integer"
    pickled = {"compressor": {"id": "pickle"}, "codecs": [{"name": "numcodecs.pickle"}]}
    for other in (pickled, {"shape": [7]}, {"zarr_format": 5}, {"node_type": "group"}):
        if form == 2 and "node_type" in other:
            continue
        if form == 3 and "zarr_format" in other:
            continue
        store.consolidate(**{key: {**store.copy[key], **other}})
        only_odd_is_lost(store)
    del store.copy[key]
    store.copy.pop("obs/odd/.zattrs", None)
    store.consolidate()
    only_odd_is_lost(store)


@pytest.mark.parametrize("form", FORMATS)
def test_a_copy_may_word_the_same_differently(tmp_path: Path, form: int) -> None:
    """The library that makes the copy writes what is left out, and numbers in its own way."""
    store = made(tmp_path, form)
    store.array("obs/same", np.array([1.0, 2, 2, 2, 2, 2]), fill_value="NaN")
    key = copied(store, "obs/same")
    more: dict[str, Any] = (
        {"dimension_separator": ".", "filters": []}
        if form == 2
        else {
            "storage_transformers": [],
            "dimension_names": None,
            "chunk_key_encoding": {"name": "default"},
        }
    )
    store.consolidate(**{key: {**store.copy[key], **more}})
    assert looking.data(store.folder).obs["same"].counts == {1: 1, 2: 5}


@pytest.mark.parametrize("form", FORMATS)
def test_a_table_whose_copy_names_another_index_is_not_looked_at(tmp_path: Path, form: int) -> None:
    store = made(tmp_path, form)
    key = "obs" if form == 3 else "obs/.zattrs"
    other = dict(store.copy[key]["attributes"] if form == 3 else store.copy[key], _index="depth")
    store.consolidate(**{key: {**store.copy[key], "attributes": other} if form == 3 else other})
    told = looking.raw(store.folder)
    assert "refused" in told, told


@pytest.mark.parametrize("form", FORMATS)
def test_nodes_that_are_only_copied_are_named_and_not_read(tmp_path: Path, form: int) -> None:
    store = made(tmp_path, form)
    store.array("obs/odd", np.arange(6))
    outside = {key.replace("obs/odd", "obs/../../x"): one for key, one in store.copy.items()}
    store.consolidate(**outside)
    for file in sorted((store.folder / "obs/odd").rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    only_odd_is_lost(store)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("content", ["{", "[]", '{"metadata": 5}', '{"metadata": {"a": 5}}', "nul"])
def test_a_copy_of_another_form_refuses_the_store(tmp_path: Path, form: int, content: str) -> None:
    store = made(tmp_path, form)
    if form == 2:
        (store.folder / ".zmetadata").write_text(content)
    else:
        root = json.loads(store.said("").read_text())
        copy = json.dumps({**root, "consolidated_metadata": "@"}).replace('"@"', content)
        store.said("").write_text(copy)
    assert "format" in looking.refusal(store.folder)


# --- metadata -----------------------------------------------------------------------------------

TEXTS = {
    "nested": "[" * 100_000 + "]" * 100_000,
    "digits": "9" * 5_000,
    "negative": "[-6]",
    "true": "[true]",
    "fraction": "[6.0]",
    "huge": f"[{1 << 60}]",
    "more than huge": f"[{1 << 70}]",
    "many": "[" + ",".join(["1"] * 40) + "]",
    "text": '"6"',
    "nothing": "null",
    "special": "[NaN]",
    "object": '{"a": 6}',
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", TEXTS)
def test_a_shape_that_is_none_is_lost_alone(tmp_path: Path, form: int, text: str) -> None:
    store = made(tmp_path, form)
    fields = ("shape", "chunks") if form == 2 else ("shape", "chunk_shape")
    for number, field in enumerate(fields):
        store.array("obs/odd", np.arange(6), chunks=[6])
        said = store.said("obs/odd")
        whole = json.loads(said.read_text())
        inner = whole if field in whole else whole["chunk_grid"]["configuration"]
        if form == 3:
            whole.pop("chunks")
        inner[field] = "@"
        said.write_text(json.dumps(whole).replace('"@"', TEXTS[text]))
        told = looking.raw(store.folder)
        assert seen("", told).obs["odd"].kind == "unknown", (number, told)


@pytest.mark.parametrize("form", FORMATS)
def test_what_readers_would_understand_differently_is_lost_alone(tmp_path: Path, form: int) -> None:
    store = made(tmp_path, form)
    store.array("obs/odd", np.arange(6))
    said = store.said("obs/odd")
    said.write_text(said.read_text().replace('"shape"', '"shape": [3], "shape"'))
    only_odd_is_lost(store)
    if form == 2:
        store.array("obs/odd", np.arange(6))
        (store.folder / "obs/odd/.zgroup").write_text('{"zarr_format": 2}')
        only_odd_is_lost(store)


@pytest.mark.parametrize("form", FORMATS)
def test_a_node_file_is_read_within_bounds(tmp_path: Path, form: int) -> None:
    store = made(tmp_path, form)
    store.array("obs/odd", np.arange(6), {"note": "x" * (2 << 20)})
    for path in ("obs", "obs/odd"):
        for name in (".zattrs", "zarr.json"):
            file = store.folder / path / name
            if path == "obs" and file.exists():
                said = json.loads(file.read_text())
                (said["attributes"] if form == 3 else said)["deep"] = [[[[[["x"]]]]]]
                file.write_text(json.dumps(said))
    only_odd_is_lost(store)


# --- links and files that are none --------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("form", FORMATS)
def test_nothing_outside_of_the_store_is_opened(tmp_path: Path, form: int) -> None:
    secret = made(tmp_path / "secret", form)
    secret.array("odd", np.arange(6))
    secret.array("obs/odd", np.arange(6))
    chunk = secret.chunk("odd", (0,), np.arange(6).tobytes())

    def replaced(file: Path, by: Path) -> None:
        if file.is_dir():
            for inner in sorted(file.rglob("*"), reverse=True):
                inner.unlink() if inner.is_file() else inner.rmdir()
            file.rmdir()
        else:
            file.unlink()
        file.symlink_to(by)

    def piped(store: Store, file: Path) -> None:
        file.unlink()
        os.mkfifo(file)

    hostile: dict[str, Callable[[Store], object]] = {
        "node": lambda store: replaced(store.folder / "obs/odd", secret.folder / "odd"),
        "said": lambda store: replaced(store.said("obs/odd"), secret.said("odd")),
        "chunk": lambda store: replaced(store.chunk("obs/odd", (0,), b""), chunk),
        "pipe": lambda store: piped(store, store.chunk("obs/odd", (0,), b"")),
        "piped": lambda store: piped(store, store.said("obs/odd")),
        "device": lambda store: replaced(store.chunk("obs/odd", (0,), b""), Path("/dev/zero")),
    }
    if form == 3:
        hostile["folder"] = lambda store: replaced(store.folder / "obs/odd/c", chunk.parent)
    places = []
    for name, harm in hostile.items():
        store = made(tmp_path / name, form)
        store.array("obs/odd", np.arange(6))
        harm(store)
        places.append(store.folder)
    looked = fresh.look(places)
    for path, told in zip(places, looked.answers, strict=True):
        if "odd" in seen("", told).obs:
            only_odd_is_lost(path, told)
    outside = [one for one in looked.opened if "/secret/" in one or one.startswith("/dev/zero")]
    assert not outside


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("index", ["../secret", "..", ".", "", "a/b", "/etc", "\0", "x" * 5_000])
def test_a_name_leads_nowhere_else(tmp_path: Path, form: int, index: str) -> None:
    store = made(tmp_path, form)
    store.array("secret", [f"s{number}" for number in range(6)])
    store.group("obs", **{"encoding-type": "dataframe", "_index": index})
    told = looking.raw(store.folder)
    assert "secret" not in json.dumps(looking.raw(store.folder, "cells"))
    assert told.get("n_obs") is None or index == "", told


# --- exhausting ---------------------------------------------------------------------------------

BOMB = 256 << 20


def claims(name: str) -> bytes:
    """The head of a chunk that says that it unpacks to two gigabytes."""
    size = struct.pack("<I", 2_000_000_000)
    if name == "blosc":
        return b"\x02\x01\x01\x01" + size + struct.pack("<II", 1 << 20, 80) + bytes(64)
    if name == "lz4":
        return size + bytes(64)
    return b"\x28\xb5\x2f\xfd\xa0" + size + bytes(64)  # zstd


@pytest.mark.parametrize("form", FORMATS)
def test_a_chunk_that_unpacks_to_too_much_is_lost_alone(tmp_path: Path, form: int) -> None:
    contents = {"zlib": zlib.compress(bytes(BOMB), 1)}
    contents.update({name: claims(name) for name in ("blosc", "lz4", "zstd")})
    for name, content in contents.items():
        packed = (
            {"compressor": {"id": name}}
            if form == 2
            else {"codecs": [{"name": "bytes"}, {"name": name if name != "zlib" else "gzip"}]}
        )
        for text in (False, True):
            store = made(tmp_path / f"{name} {text}", form)
            if form == 3 and text:
                packed = {"codecs": [{"name": "vlen-utf8"}, packed["codecs"][1]]}
            if form == 2 and text:
                packed = {**packed, "filters": [{"id": "vlen-utf8"}]}
            values = ["x"] * 6 if text else np.arange(6, dtype="u1")
            store.array("obs/odd", values, pack=lambda _, content=content: content, **packed)
            tracemalloc.start()
            only_odd_is_lost(store)
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert peak < BOMB


@pytest.mark.parametrize("decoder", ["zlib", "gzip", "bz2", "lzma", "blosc", "lz4", "zstd"])
def test_a_decoder_gives_no_more_than_it_may(decoder: str) -> None:
    """The bound holds at its edge, whatever the bytes say of themselves."""
    from test_zarr_stores import packer

    data = bytes(range(256)) * 8
    stored = packer(decoder)(data)
    decode = codecs.decoder(decoder, {}).run
    assert decode(stored, len(data)) == data
    with pytest.raises(ValueError, match="more than it should"):
        decode(stored, len(data) - 1)
    for size in (0, 3, 11, len(stored) // 2):
        with pytest.raises((ValueError, RuntimeError, OSError, EOFError)):
            decode(stored[:size], len(data))


def test_blosc_is_not_asked_of_more_bytes_than_there_are() -> None:
    """Its decoder believes the header, and would read beyond the end."""
    from test_zarr_stores import packer

    stored = packer("blosc")(bytes(range(256)) * 8)
    longer = stored[:12] + struct.pack("<I", len(stored) + (1 << 20)) + stored[16:]
    with pytest.raises(ValueError, match="blosc"):
        codecs.decoder("blosc", {}).run(longer, 4096)


@pytest.mark.parametrize("form", FORMATS)
def test_a_store_of_very_many_chunks_has_its_bound(
    tmp_path: Path, form: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scvi_lint.evidence.child.zarr.chunks.UNPACKED", 8 << 20)
    store = made(tmp_path, form)
    sizes: dict[str, Any] = {"shape": [5_000_000], "fill_value": 0}
    if form == 2:
        sizes["chunks"] = [1]
    else:
        sizes["chunk_grid"] = {"name": "regular", "configuration": {"chunk_shape": [1]}}
    store.array("obs/odd", np.arange(6), **sizes)
    store.array("uns/after", np.arange(6))
    told = looking.raw(store.folder)
    assert seen("", told).obs["odd"].kind == "unknown"


def test_chunks_of_text_count_as_what_they_unpack_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scvi_lint.evidence.child.zarr.chunks.UNPACKED", 64 << 20)
    store = made(tmp_path, 2)
    store.array("obs/odd", ["x"] * 6, compressor={"id": "zlib"}, chunks=[1])
    one = struct.pack("<II", 1, 32 << 20) + b"y" * (32 << 20)
    for place in range(6):
        store.chunk("obs/odd", (place,), zlib.compress(one, 1))
    only_odd_is_lost(store)


@pytest.mark.parametrize("form", FORMATS)
def test_a_group_of_very_many_folders_is_not_listed(
    tmp_path: Path, form: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scvi_lint.evidence.child.zarr.files.LINKS", 40)
    store = made(tmp_path, form)
    for number in range(50):
        (store.folder / "layers" / str(number)).mkdir()
    found = looking.data(store.folder)
    assert "layers" in found.partial and "batch" in found.obs
    assert bounds.LINKS > 40


# --- shards -------------------------------------------------------------------------------------


def shard(index: list[tuple[int, int]], content: bytes = b"") -> bytes:
    return content + b"".join(struct.pack("<QQ", *one) for one in index)


SHARDS = {
    "beyond the end": shard([(0, 24), (1 << 40, 24)], bytes(48)),
    "overflowing": shard([((1 << 64) - 24, 24), (0, 24)], bytes(48)),
    "too long": shard([(0, 1 << 40), (0, 24)], bytes(48)),
    "too short": shard([(0, 3), (0, 24)], bytes(48)),
    "half absent": shard([((1 << 64) - 1, 0), (0, 24)], bytes(48)),
    "without an index": b"",
    "part of an index": bytes(31),
}


def sharded(store: Store, content: bytes, **other: Any) -> None:
    plain = {"name": "bytes", "configuration": {"endian": "little"}}
    inner = {"chunk_shape": [3], "codecs": [plain], "index_codecs": [plain], **other}
    named = {"name": "sharding_indexed", "configuration": inner}
    store.array("obs/odd", np.arange(6), pack=lambda _: content, codecs=[named])


@pytest.mark.parametrize("name", SHARDS)
def test_an_index_that_leads_nowhere_is_lost_alone(tmp_path: Path, name: str) -> None:
    store = made(tmp_path, 3)
    sharded(store, SHARDS[name])
    only_odd_is_lost(store)


@pytest.mark.parametrize("place", ["start", "end"])
def test_a_good_shard_is_read(tmp_path: Path, place: str) -> None:
    store = made(tmp_path, 3)
    values = np.array([1, 1, 1], dtype="<i8").tobytes()
    absent = ((1 << 64) - 1, (1 << 64) - 1)
    index = shard([(32 if place == "start" else 0, 24), absent])
    content = index + values if place == "start" else values + index
    sharded(store, content, index_location=place)
    assert looking.data(store.folder).obs["odd"].counts == {0: 3, 1: 3}


@pytest.mark.parametrize(
    "other",
    [
        {"chunk_shape": [4]},
        {"chunk_shape": [0]},
        {"chunk_shape": [1, 1]},
        {"chunk_shape": None},
        {"index_location": "middle"},
        {"index_codecs": None},
        {"index_codecs": []},
        {"index_codecs": [{"name": "bytes"}]},
        {"index_codecs": [{"name": "bytes", "configuration": {"endian": "little"}}, "gzip"]},
        {"codecs": []},
        {"codecs": [{"name": "transpose", "configuration": {"order": [1]}}, "bytes"]},
        {"codecs": [{"name": "transpose", "configuration": {"order": ["0"]}}, "bytes"]},
    ],
    ids=str,
)
def test_shards_of_another_form_are_lost_alone(tmp_path: Path, other: dict[str, Any]) -> None:
    store = made(tmp_path, 3)
    sharded(store, shard([(0, 24), (24, 24)], bytes(48)), **other)
    only_odd_is_lost(store)


# --- at random ----------------------------------------------------------------------------------

ODD: list[Any] = [
    None, True, -1, 0, 3, 1 << 40, 1 << 65, 1e300, "", "x", "pickle", "numcodecs.pickle", "..",
    "|O", "<f16", "string", "sharding_indexed", [], [[]], [6], [0], {}, {"id": "pickle"},
    {"name": "numcodecs.pickle"}, {"name": "bytes", "configuration": None},
    {"kind": "inline", "metadata": {"obs": {}}},
]  # fmt: skip


def mutated(value: Any, chance: random.Random) -> Any:
    """The same with one part replaced."""
    if isinstance(value, dict) and value and chance.random() < 0.85:
        name = chance.choice(sorted(value))
        return {**value, name: mutated(value[name], chance)}
    if isinstance(value, list) and value and chance.random() < 0.7:
        place = chance.randrange(len(value))
        return [*value[:place], mutated(value[place], chance), *value[place + 1 :]]
    return chance.choice(ODD)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("seed", range(6))
def test_metadata_replaced_at_random_give_an_answer(tmp_path: Path, form: int, seed: int) -> None:
    chance = random.Random(f"{form} {seed}")
    trap = tmp_path / "sprung"
    for number in range(25):
        store = made(tmp_path / str(number), form)
        store.array("obs/odd", np.arange(6), pack=lambda _: pickle.dumps(Armed(trap)))
        if chance.random() < 0.5:
            store.consolidate()
        files = [one for one in sorted(store.folder.rglob("*")) if b"{" in _head(one)]
        for file in chance.sample(files, chance.randint(1, 4)):
            file.write_text(json.dumps(mutated(json.loads(file.read_text()), chance)))
        told = looking.raw(store.folder)
        assert "ImportError" not in told.get("refused", "")
    assert not trap.exists()


def _head(file: Path) -> bytes:
    return file.read_bytes()[:1] if file.is_file() and file.name[:1] in "z." else b""
