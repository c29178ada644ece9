"""Files made to hang, to crash, to exhaust or to lead elsewhere: nothing of that happens."""

from __future__ import annotations

import os
import pickle
import random
import zipfile
from pathlib import Path

import h5py
import looking
import numpy as np
import pytest
import tiny_files
from h5py import h5d, h5p, h5s, h5t  # pyright: ignore[reportAttributeAccessIssue]
from tiny_files import cells

from scvi_lint.evidence.child import bounds, hdf5
from scvi_lint.evidence.client import Client
from scvi_lint.evidence.facts import DataSeen
from scvi_lint.evidence.store import Refusal, Store
from scvi_lint.evidence.wants import Places, data, model


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "a.h5ad"
    tiny_files.write(str(path), cells(obs={"batch": "a*30 b*30"}))
    return path


def test_links_to_other_files_and_in_circles_are_as_if_absent(good: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.h5"
    with h5py.File(secret, "w") as file:
        file["column"] = np.arange(60)
    with h5py.File(good, "a") as file:
        file["obs/outside"] = h5py.ExternalLink(str(secret), "/column")
        file["obs/loop"] = h5py.SoftLink("/obs/loop")
        file["layers/up"] = h5py.SoftLink("/")
    found = looking.data(good)
    assert set(found.obs) == {"batch"} and not found.layers


def test_virtual_and_external_storage_is_not_read(good: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.h5"
    with h5py.File(secret, "w") as file:
        file["column"] = np.arange(60)
    (tmp_path / "raw.bin").write_bytes(b"\1" * 480)
    layout = h5py.VirtualLayout((60,), dtype="i8")
    layout[:] = h5py.VirtualSource(str(secret), "column", (60,))
    with h5py.File(good, "a") as file:
        file["obs"].create_virtual_dataset("virtual", layout)
        file["obs"].create_dataset(
            "external", (60,), "i8", external=[(str(tmp_path / "raw.bin"), 0, 480)]
        )
    found = looking.data(good)
    assert {name: one.kind for name, one in found.obs.items() if name != "batch"} == {
        "virtual": "unknown",
        "external": "unknown",
    }


def test_a_chunk_that_would_unpack_to_a_gigabyte_is_left_alone(good: Path) -> None:
    with h5py.File(good, "a") as file:
        file["obs"].create_dataset(
            "bomb", (1 << 28,), "f4", chunks=(1 << 28,), compression="gzip", fillvalue=0
        )
        file["layers"].create_dataset(
            "bomb", (1 << 14, 1 << 14), "f4", chunks=(1 << 14, 1 << 14), compression="gzip"
        )
    found = looking.data(good)
    assert found.obs["bomb"].kind == "unknown"
    assert found.layers["bomb"].state == "unknown"


def test_more_categories_than_can_be_are_not_counted(good: Path) -> None:
    with h5py.File(good, "a") as file:
        column = file["obs"].create_group("huge")
        column.attrs["encoding-type"] = "categorical"
        column["codes"] = np.zeros(60, dtype="i1")
        space = h5s.create_simple((1 << 40,))
        settings = h5p.create(h5p.DATASET_CREATE)
        settings.set_chunk((1024,))
        h5d.create(column.id, b"categories", h5t.C_S1, space, settings)
    assert looking.data(good).obs["huge"].kind == "unknown"


def test_of_a_giant_attribute_little_is_kept(good: Path) -> None:
    with h5py.File(good, "a") as file:
        file["X"].attrs["encoding-type"] = "x" * (30 << 20)
    found = looking.data(good)
    assert found.x is not None and len(found.x.encoding) <= bounds.TEXT


def test_of_very_long_strings_no_more_is_read_than_their_bound(good: Path) -> None:
    with h5py.File(good, "a") as file:
        for name, size in (("long", 2 << 20), ("short", 600)):
            texts = np.array(["x" * size] * 100, dtype=object)
            file["obs"].create_dataset(name, data=texts, dtype=h5py.string_dtype())
    found = looking.data(good)
    assert found.obs["long"].kind == "unknown"
    assert found.obs["short"].categories == ["x" * 500]
    array = hdf5.open_file(str(good)).group("obs").array("short")
    assert len(array.read(slice(10, 90))) == 80


def test_a_group_of_very_many_members_is_not_listed(good: Path) -> None:
    with h5py.File(good, "a") as file:
        layers = file["layers"]
        target = file["X/data"]
        for number in range(bounds.LINKS + 10):
            layers[f"l{number}"] = target
    found = looking.data(good)
    assert "batch" in found.obs and "layers" in found.partial
    assert any("members" in note for note in found.notes)


def test_codes_and_row_starts_that_lead_nowhere_are_harmless(good: Path) -> None:
    with h5py.File(good, "a") as file:
        file["obs/batch/codes"][...] = 100
        file["X/indptr"][...] = np.iinfo("i4").max
    found = looking.data(good)
    assert found.obs["batch"].n_missing == 60
    assert found.x is not None and found.x.empty_rows is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_refused_without_being_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.h5ad")
    assert looking.refusal(tmp_path / "pipe.h5ad") == "it is no regular file"
    os.mkfifo(tmp_path / "model.pt")
    assert looking.refusal(tmp_path / "model.pt", "model") == "it is no regular file"


def test_half_a_file_is_refused(good: Path) -> None:
    whole = good.read_bytes()
    for size in (0, 7, 100, len(whole) // 2, len(whole) - 1):
        good.write_bytes(whole[:size])
        told = looking.raw(good)
        assert told.get("refused") or told["form"] == "data"


class Armed:
    """Unpickled, it would run a command."""

    def __init__(self, trap: Path) -> None:
        self.trap = trap

    def __reduce__(self) -> tuple[object, ...]:
        return (os.system, (f"touch {self.trap}",))


def saved(path: Path, content: object, protocol: int = 2) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        data = content if isinstance(content, bytes) else pickle.dumps(content, protocol)
        archive.writestr("model/data.pkl", data)
    return path


REGISTRY = {"model_name": "SCVI", "scvi_version": "1.4.2", "setup_args": {"batch_key": "batch"}}


@pytest.mark.parametrize("protocol", range(6))
def test_no_pickle_runs_anything(tmp_path: Path, protocol: int) -> None:
    trap = tmp_path / "sprung"
    content = {
        "attr_dict": {"registry_": {**REGISTRY, "extra": Armed(trap)}, "is_trained_": True},
        "var_names": Armed(trap),
    }
    found = looking.model(saved(tmp_path / "model.pt", content, protocol))
    assert found.class_name == "SCVI" and found.setup == {"batch_key": "batch"}
    assert not trap.exists()


def nested(depth: int) -> bytes:
    return b"\x80\x02" + b"]" * depth + b"a" * (depth - 1) + b"."


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b".",
        b"\x80\x02",
        b"\x80\x02}",
        b"a.",
        b"\x80\x02}q\x00h\x07.",
        nested(200_000),
        b"\x80\x02" + b"N" * 2_000_000 + b".",
        b"\x80\x02]" + b"2" * 300_000 + b".",
        b"(lp0\n" + b"g0\na" * 100_000 + b".",
        b"\x80\x02c__builtin__\neval\n(X\x01\x00\x00\x001tR.",
        b"\x80\x02\x8a\xff" + b"\xff" * 255 + b".",
        pickle.dumps({"attr_dict": 5}),
        pickle.dumps({"attr_dict": {"registry_": [1, 2]}}),
        pickle.dumps([{}]),
    ],
    ids=str,
)
def test_strange_pickles_are_refused_in_plain_words(tmp_path: Path, content: bytes) -> None:
    told = looking.refusal(saved(tmp_path / "model.pt", content), "model")
    assert "it" in told and len(told) < 120


def test_shared_parts_are_not_multiplied(tmp_path: Path) -> None:
    value: object = ["x"] * 10
    for _ in range(40):
        value = [value, value, value, value]
    content = {"attr_dict": {"registry_": {**REGISTRY, "setup_args": {"batch_key": value}}}}
    assert looking.model(saved(tmp_path / "model.pt", content)).class_name == "SCVI"
    key: object = ("x",)
    for _ in range(60):
        key = (key, key)
    with zipfile.ZipFile(tmp_path / "model.pt", "w") as archive:
        archive.writestr("model/data.pkl", pickle.dumps({"attr_dict": [key, key]}, 4))
    looking.refusal(tmp_path / "model.pt", "model")


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "model.pt", b"\0" * (20 << 20))
    assert "16 MB" in looking.refusal(path, "model")
    (tmp_path / "model.pt").write_bytes(b"PK\3\4 and nothing more")
    assert "no file of torch" in looking.refusal(tmp_path / "model.pt", "model")


def damaged(content: bytes, chance: random.Random) -> bytes:
    broken = bytearray(content)
    for _ in range(chance.randint(1, 30)):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    if chance.random() < 0.2:
        del broken[chance.randrange(len(broken)) :]
    return bytes(broken)


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_model_gives_an_answer(tmp_path: Path, seed: int) -> None:
    content = {"attr_dict": {"registry_": REGISTRY}, "var_names": ["a", "b"]}
    whole = pickle.dumps(content, 2)
    path = saved(tmp_path / "model.pt", damaged(whole, random.Random(seed)))
    assert looking.raw(path, "model")


def test_damaged_data_files_leave_the_run_going(good: Path, tmp_path: Path) -> None:
    """In a child: a damaged file may crash the library that reads it."""
    whole = good.read_bytes()
    wanted = []
    for seed in range(12):
        path = tmp_path / f"damaged{seed}.h5ad"
        path.write_bytes(damaged(whole, random.Random(seed)))
        wanted.append(data("program.py", path.name))
    wanted.append(data("program.py", good.name))
    client = Client()
    try:
        places = Places([str(tmp_path)], (), lambda name: str(tmp_path / name))
        found = Store(client.look).answers(wanted, places)
    finally:
        client.close()
    assert all(isinstance(one, DataSeen | Refusal) for one in found.values())
    assert len(found) == 13


def test_a_saved_model_in_the_old_form_is_recognised(tmp_path: Path) -> None:
    attributes = {
        "scvi_setup_dict_": {
            "scvi_version": "0.14.5",
            "categorical_mappings": {
                "_scvi_batch": {"original_key": "batch", "mapping": ["a", "b"]}
            },
        },
        "is_trained_": True,
    }
    (tmp_path / "attr.pkl").write_bytes(pickle.dumps(attributes))
    (tmp_path / "var_names.csv").write_text("g1\ng2\n")
    found = looking.model(tmp_path / "attr.pkl")
    assert found.legacy and found.version == "0.14.5"
    assert found.categories == {"batch_key": ["a", "b"]} and found.var_names == ("g1", "g2")
    places = Places([str(tmp_path)], (), lambda name: str(tmp_path / name))
    assert places.find(model("program.py", ".", "")) is not None
