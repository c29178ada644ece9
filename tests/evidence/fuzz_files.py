"""Damage data files and saved models at random, and see that the child answers or is replaced.

    python tests/evidence/fuzz_files.py [--count 200] [--seed 0]

For each kind of file so many damaged copies. Nothing may be raised here, and the last, undamaged
file must be answered. Exits with 1 otherwise.
"""

from __future__ import annotations

import argparse
import pickle
import random
import shutil
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "rules"), str(HERE.parents[1] / "server")]

import tiny_files  # noqa: E402

from scvi_lint.evidence import client as clients  # noqa: E402
from scvi_lint.evidence.client import Client  # noqa: E402
from scvi_lint.evidence.wants import Place  # noqa: E402


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A copy with some bytes changed, sometimes cut short."""
    broken = bytearray(content)
    for _ in range(chance.randint(1, 40)):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    if chance.random() < 0.2:
        del broken[chance.randrange(len(broken)) :]
    return bytes(broken)


def samples(folder: Path) -> dict[str, tuple[str, bytes]]:
    """A whole file of each kind, by its name: the form of its answer, and its bytes."""
    plain = tiny_files.cells(obs={"batch": "a*30 b*30"}, layers={"counts": "counts"})
    tiny_files.write(str(folder / "a.h5ad"), plain)
    both = tiny_files.mudata(rna=plain, adt=tiny_files.cells(n=60, genes=5))
    tiny_files.write(str(folder / "a.h5mu"), both)
    registry = {"model_name": "SCVI", "setup_args": {"batch_key": "batch"}, "field_registries": {}}
    content = pickle.dumps({"attr_dict": {"registry_": registry}, "var_names": ["g1", "g2"]}, 2)
    with zipfile.ZipFile(folder / "model.pt", "w") as archive:
        archive.writestr("model/data.pkl", content)
    (folder / "attr.pkl").write_bytes(pickle.dumps({"registry_": registry}, 2))
    forms = {"a.h5ad": "data", "a.h5mu": "data", "model.pt": "model", "attr.pkl": "model"}
    return {name: (form, (folder / name).read_bytes()) for name, form in forms.items()}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    clients.HANGING = options.count
    folder = Path(tempfile.mkdtemp(prefix="fuzz-files-"))
    client = Client()
    failed = 0
    try:
        for name, (form, content) in samples(folder).items():
            said: Counter[str] = Counter()
            slowest = 0.0
            for number in range(options.count):
                place = folder / str(number)
                place.mkdir(exist_ok=True)
                chance = random.Random(f"{name} {options.seed} {number}")
                (place / name).write_bytes(damaged(content, chance))
                want = (form, "", name, "")
                began = time.monotonic()
                told = client.look([(want, Place(str(place / name)))])[want]
                slowest = max(slowest, time.monotonic() - began)
                said[told.get("refused", "answered").partition(" (")[0][:50]] += 1
            (folder / name).write_bytes(content)
            want = (form, "", name, "")
            whole = client.look([(want, Place(str(folder / name)))])[want]
            failed += "refused" in whole
            print(f"{name}: slowest {slowest:.2f} s, whole one answered: {'refused' not in whole}")
            for words, count in said.most_common():
                print(f"  {count:5} {words}")
    finally:
        client.close()
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
