"""A program that treats classes in turn asks for one of them: only that side is followed."""

from __future__ import annotations

import pytest
from following import follow

from scvi_lint.interpreter.events.kinds import Constructed, Trained

IMPORTS = "import scvi.external\nfrom scvi.model import SCVI, SCANVI, TOTALVI\n"


def sides(text: str) -> str:
    """The marks of the sides that were followed: a model is trained in each."""
    made = "adata = sc.read_h5ad('a.h5ad')\nmodel = SCVI(adata)\nprobe = SCVI(adata)\n"
    done = follow(IMPORTS + made + text)
    return "".join(
        event.call.arguments["max_epochs"].value.text or "" for event in done.events(Trained)
    )


def asked(test: str, setting: str = "cls = TOTALVI") -> str:
    arms = 'if {}:\n    probe.train("y")\nelse:\n    probe.train("n")\n'
    return sides(f"{setting}\n{arms.format(test)}")


@pytest.mark.parametrize(
    "test",
    [
        "cls == TOTALVI",
        "cls is TOTALVI",
        "cls is scvi.model.TOTALVI",
        "cls is scvi.model._totalvi.TOTALVI",
        "cls in (SCVI, TOTALVI)",
        "cls in [scvi.model.TOTALVI]",
        "cls not in {SCVI, SCANVI}",
        "cls != SCVI",
        "cls is not SCVI",
        'cls.__name__ == "TOTALVI"',
        'cls.__name__ in ("SCVI", "TOTALVI")',
        'cls.__name__.startswith("TOTAL")',
        "issubclass(cls, TOTALVI)",
        "issubclass(cls, (SCVI, scvi.model.base.BaseModelClass))",
        "not issubclass(cls, SCVI)",
        "cls is not None",
        "model.__class__ is SCVI",
        "type(model) is SCVI",
        "type(model) in (SCVI, SCANVI)",
        'type(model).__name__ == "SCVI"',
        "isinstance(model, SCVI)",
        "isinstance(model, (SCANVI, scvi.model.base.BaseModelClass))",
        "not isinstance(model, TOTALVI)",
    ],
)
def test_a_known_class_takes_one_side(test: str) -> None:
    assert asked(test) == "y"
    assert asked(f"not ({test})") == "n"


@pytest.mark.parametrize(
    ("setting", "test"),
    [
        ("cls = unseen()", "cls == TOTALVI"),
        ("cls = unseen()", "cls in (SCVI, TOTALVI)"),
        ("cls = SCVI if unseen() else TOTALVI", "cls == TOTALVI"),
        ("cls = SCVI", "cls in (unseen(), TOTALVI)"),
        ("cls = SCVI", "cls in unseen()"),
        ("cls = SCVI", "issubclass(cls, unseen())"),
        ("import scarches\ncls = scarches.models.SCVI", "cls == SCVI"),
        ("class Mine(unseen()): pass\ncls = Mine", "issubclass(cls, SCVI)"),
        ("model = unseen()", "isinstance(model, SCVI)"),
        ("model = unseen()\nmodel.get_latent_representation()", "isinstance(model, SCVI)"),
        ("model = scvi.external.MRVI(adata)", "type(model) is scvi.external.MRVI"),
    ],
)
def test_what_is_not_known_goes_both_ways(setting: str, test: str) -> None:
    assert sorted(asked(test, setting)) == ["n", "y"]


def test_a_class_of_the_program_is_its_bases_too() -> None:
    mine = "class Mine(SCVI): pass\ncls = Mine"
    assert asked("issubclass(cls, SCVI)", mine) == "y"
    assert asked("issubclass(cls, TOTALVI)", mine) == "n"
    assert asked("cls is SCVI", mine) == "n"
    assert asked("cls is Mine", mine) == "y"


def test_each_class_of_a_loop_takes_its_own_side() -> None:
    loop = "for cls in (SCVI, TOTALVI, SCANVI):\n"
    text = "    if cls is TOTALVI: probe.train('t')\n    elif cls == SCVI: probe.train('s')\n"
    assert sides(loop + text) == "st"


@pytest.mark.parametrize(
    ("test", "there", "elsewhere"),
    [
        ("cls == TOTALVI", {"TOTALVI"}, set()),
        ("cls is TOTALVI", {"TOTALVI"}, set()),
        ("cls in (TOTALVI,)", {"TOTALVI"}, set()),
        ("cls != SCVI", {"TOTALVI"}, {"SCVI"}),
        ("not cls == SCVI", {"TOTALVI"}, {"SCVI"}),
        ("cls == SCVI", {"SCVI"}, {"TOTALVI"}),
        ("cls in (SCVI, SCANVI)", {"SCVI", "SCANVI"}, {"TOTALVI"}),
        ("cls not in (SCVI, SCANVI)", {"TOTALVI"}, {"SCVI", "SCANVI"}),
        ("cls == unseen", {"TOTALVI"}, {"TOTALVI"}),
    ],
)
def test_a_default_is_one_of_many_until_it_is_asked_for(
    test: str, there: set[str], elsewhere: set[str]
) -> None:
    text = f"""
def build(adata, cls=TOTALVI):
    if {test}:
        cls(adata, n_latent=1)
    else:
        cls(adata, n_latent=2)
"""
    done = follow(IMPORTS + text)
    built = {1: set[str](), 2: set[str]()}
    for event in done.events(Constructed):
        built[event.call.arguments["n_latent"].value.constant.value].add(event.class_name)
    assert built == {1: there, 2: elsewhere}
