"""A configuration of the project that a program loads is what the program gets of it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from scvi_lint.config import Settings
from scvi_lint.interpreter.libraries.configuration_files import MOST_CHARACTERS, UNKNOWN, read
from scvi_lint.linting.checking import Checker
from scvi_lint.source.documents.project import ModuleLoader
from scvi_lint.source.reading import read_document

YAML = """\
data:
  batch: site   # of obs
train:
  max_epochs: 20
  lr: 1e-3
covariates: [donor, age]
"""
JSON = '{\n\t"data": {"batch": "site"},\n\t"train": {"max_epochs": 20, "lr": 1e-3}\n}\n'
TOML = '[data]\nbatch = "site"\n[train]\nmax_epochs = 20\nlr = 1e-3\n'
PROGRAM = """\
import anndata as ad
import scvi
{load}
adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key={batch})
model = scvi.model.SCVI(adata)
model.train({train})
"""


def plain(entry: Any) -> Any:
    value = entry.value
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value


def check(folder: Path, load: str, batch: str = 'cfg["data"]["batch"]', train: str = "") -> Any:
    text = PROGRAM.format(load=load, batch=batch, train=train)
    checker = Checker(
        Settings(), version="1.4.2", load_module=ModuleLoader(str(folder), str(folder))
    )
    return checker.check(read_document("a.py", text.encode())).findings


@pytest.mark.parametrize(
    ("name", "text", "load"),
    [
        ("c.yaml", YAML, 'import yaml\ncfg = yaml.safe_load(open("c.yaml"))'),
        ("c.yml", YAML, 'import yaml\nwith open("c.yml") as f:\n    cfg = yaml.safe_load(f)'),
        (
            "c.yaml",
            YAML,
            "import yaml\nfrom pathlib import Path\n"
            'cfg = yaml.load(Path("c.yaml").read_text(), Loader=yaml.FullLoader)',
        ),
        ("c.json", JSON, 'import json\nwith open("c.json") as f:\n    cfg = json.loads(f.read())'),
        (
            "c.toml",
            TOML,
            'import tomllib\nwith open("c.toml", "rb") as f:\n    cfg = tomllib.load(f)',
        ),
    ],
)
def test_a_key_that_a_configuration_names_is_checked_with_its_place(
    name: str, text: str, load: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text)
    (found,) = check(tmp_path, load)
    assert (found.code, found.severity) == ("SCV150", "error")
    place = next(one.span for one in found.related if one.span.path == name)
    assert text[place.start : place.end].strip('"') == "site"


def test_arguments_that_a_configuration_holds_are_checked(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text(YAML.replace("site", "batch"))
    load = 'import yaml\ncfg = yaml.safe_load(open("c.yaml"))'
    (found,) = check(tmp_path, load, train='**cfg["train"]')
    assert (found.code, found.severity) == ("SCV504", "error")
    assert [one.span.path for one in found.related] == ["c.yaml"]


def test_an_attribute_of_omegaconf_is_an_entry(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text(YAML)
    load = 'from omegaconf import OmegaConf\ncfg = OmegaConf.load("c.yaml")'
    assert [one.code for one in check(tmp_path, load, batch="cfg.data.batch")] == ["SCV150"]
    (tmp_path / "c.yaml").write_text(YAML.replace("site", "${other}"))
    assert check(tmp_path, load, batch="cfg.data.batch") == []


@pytest.mark.parametrize(
    "load",
    [
        'import yaml\ncfg = yaml.safe_load(open("../c.yaml"))',
        'import yaml\ncfg = yaml.safe_load(open("c.yaml", "w"))',
        "import sys, yaml\ncfg = yaml.safe_load(open(sys.argv[1]))",
        'import yaml\ncfg = yaml.safe_load(open("d.yaml"))',
        'import yaml\ncfg = yaml.safe_load(open("link.yaml"))',
    ],
)
def test_what_is_not_there_or_not_inside_says_nothing(load: str, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "c.yaml").write_text(YAML)
    (inside / "link.yaml").symlink_to(tmp_path / "c.yaml")
    assert check(inside, load) == []


def test_values_are_those_that_the_libraries_give() -> None:
    assert plain(read(YAML, ".yaml")) == {
        "data": {"batch": "site"},
        "train": {"max_epochs": 20, "lr": "1e-3"},
        "covariates": ["donor", "age"],
    }
    assert plain(read(JSON, ".json"))["train"] == {"max_epochs": 20, "lr": 0.001}
    assert plain(read(TOML, ".toml"))["train"] == {"max_epochs": 20, "lr": 0.001}
    odd = plain(read("a: yes\nb: 0x10\nc: 2001-01-01\nd: ~\ne: .inf\nf: !x y\n", ".yaml"))
    assert odd == {"a": True, "b": 16, "c": UNKNOWN, "d": None, "e": float("inf"), "f": UNKNOWN}


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        "[" * MOST_CHARACTERS,
        "{a: " * (MOST_CHARACTERS // 4),
        "- " * (MOST_CHARACTERS // 2),
        "? " * (MOST_CHARACTERS // 2),
        "a: b\n" * (MOST_CHARACTERS // 5),
        "x" * (MOST_CHARACTERS + 1),
        "a: &a [*a]",
        "<<: {a: 1}",
        "a: " + "9" * (MOST_CHARACTERS - 3),
        "a: !!python/object/apply:os.system [x]",
        "\x00",
    ],
    ids=range(12),
)
def test_hostile_configurations_end_soon(text: str) -> None:
    start = time.process_time()
    read(text, ".yaml")
    read(text, ".json")
    read(text, ".toml")
    assert time.process_time() - start < 5
