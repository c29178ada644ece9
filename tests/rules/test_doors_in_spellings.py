"""Data work in the spellings of pandas, numpy and scanpy makes a difference, or none, at a door.

Each spelling is tried at one class, door and shape, by turns (`spellings.py` has them); what each
does was seen on scvi-tools 1.4.2.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from door_spellings import ACQUIRE, CLASSES, DOORS, FITS, SHAPES, SPELLINGS

from scvi_lint.config.settings import Settings
from scvi_lint.linting.checking import Checker
from scvi_lint.source.documents.reading import read_document

CHECKER = Checker(Settings(), version="1.4.2")
CODES = frozenset(f"SCV{number}" for number in (*range(750, 763), 860))


def programs() -> Iterator[tuple[str, str, str]]:
    number = 0
    wanted = [(code, line) for code, lines in SPELLINGS.items() for line in lines]
    for code, line in [*wanted, *(("", line) for line in FITS)]:
        for turn in range(2 if code else 3):
            number += 1
            fitting = {one: [door for door in DOORS if takes(one, door, code)] for one in CLASSES}
            names = [one for one, doors in fitting.items() if doors]
            name = names[number % len(names)]
            setup, of_class = CLASSES[name]
            door = fitting[name][(number // len(names) + turn) % len(fitting[name])]
            shape = list(SHAPES)[(number + turn) % len(SHAPES)]
            if shape == "through a file" and code == "SCV758":
                shape = "loop over queries"  # what is read is no view
            change = line.format(layer="counts", column="sample")
            call = DOORS[door].format(cls=name)
            parts = {f"change{n}": indented(change, n) for n in (0, 4, 8)}
            text = SHAPES[shape].format(cls=name, setup=setup, call=call, **parts)
            title = f"{number}-{name.rpartition('.')[2]}-{door}-{shape}-{code or 'fits'}"
            yield title, code, ACQUIRE.format(more=of_class) + text


def takes(name: str, door: str, code: str) -> bool:
    short = name.rpartition(".")[2]
    if short == "RESOLVI" and (door == "ask" or code == "SCV758"):
        return False  # its set-up notes the cells, and takes views
    if "load_query_data" in DOORS[door]:
        return short not in ("CondSCVI", "AUTOZI", "MRVI") and code != "SCV753"
    return not (code == "SCV758" and door == "ask")


def indented(text: str, depth: int) -> str:
    return "\n".join(" " * depth + line for line in text.splitlines())


CASES = list(programs())


@pytest.mark.parametrize(("code", "text"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_data_work_does_is_known_at_the_door(code: str, text: str) -> None:
    found = CHECKER.check(read_document("program.py", text.encode())).findings
    told = {f.code for f in found if f.code in CODES and (not code or f.severity != "info")}
    assert told == {code} - {""}


TWO_MODELS = """\
import os
import shutil
import subprocess
from pathlib import Path

import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch", labels_key="labels")
first = scvi.model.SCVI(adata)
first.train()
first.save({first}, overwrite=True)
second = scvi.model.SCANVI.from_scvi_model(first, "label_0")
second.train()
second.save("other", overwrite=True)
{between}
again = scvi.model.SCANVI.load({last}, adata)
"""
OUT = '"out/model"'
ON_DISK = {
    "the first is there": ("SCV750", OUT, "", OUT),
    "a sign between folders": ("SCV750", '"out" + os.sep + "model"', "", OUT),
    "an empty end": ("SCV750", 'os.path.join("out", "model", "")', "", 'Path("out", "model")'),
    "removed, then moved": (
        "",
        OUT,
        'shutil.rmtree("out/model")\nshutil.move("other", "out/model")',
        OUT,
    ),
    "moved into": ("", OUT, 'shutil.move("other", "out/model")', '"out/model/other"'),
    "moved below": ("SCV750", OUT, 'shutil.move("other", "out/model")', OUT),
    "renamed": ("", OUT, 'os.rename("out", "old")\nPath("other").rename("out/model")', OUT),
    "renamed with what is in it": ("SCV750", OUT, 'os.rename("out", "old")', '"old/model"'),
    "copied": ("SCV750", OUT, 'shutil.copytree("out", "kept")', 'Path("kept") / "model"'),
    "another command": ("SCV750", OUT, 'subprocess.run(["ls", "out"])', OUT),
}


@pytest.mark.parametrize("case", ON_DISK)
def test_a_saved_model_goes_where_its_folder_goes(case: str) -> None:
    code, first, between, last = ON_DISK[case]
    text = TWO_MODELS.format(first=first, between=between, last=last)
    found = CHECKER.check(read_document("program.py", text.encode())).findings
    assert {one.code for one in found if one.code == "SCV750"} == {code} - {""}


def test_a_command_may_have_put_another_model_there() -> None:
    text = TWO_MODELS.format(first=OUT, between='os.system("mv other/* out/model")', last=OUT)
    found = CHECKER.check(read_document("program.py", text.encode())).findings
    told = [one.severity for one in found if one.code == "SCV750"]
    assert "error" not in told


def test_there_are_many() -> None:
    assert len(CASES) > 150
