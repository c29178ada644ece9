"""Which path goes on: the same condition picks the same side, and None has no methods."""

from __future__ import annotations

import pytest
from following import follow

from scvi_lint.interpreter.events.kinds import Queried

# How a program asks the same thing in several places …
CONDITIONS = {
    "a name": ("dry = ask()\n", "dry"),
    "a name from elsewhere": ("from settings import DRY\n", "DRY"),
    "an attribute from elsewhere": ("import settings\n", "settings.DRY"),
    "an entry": ("config = ask()\n", 'config["dry"]'),
}
# … about a model that there is only on one side, or that is one of two.
PROGRAMS = {
    "returned on one side": """
{before}
def built(adata):
    if {dry}:
        return None
    scvi.model.SCVI.setup_anndata(adata)
    return scvi.model.SCVI(adata)
def treated(model):
    if {dry}:
        return model
    model.train()
    return model
def work():
    model = treated(built(sc.read_h5ad("a.h5ad")))
    if {dry}:
        return
    model.get_latent_representation()
work()
""",
    "one of two is returned": """
{before}
adata = sc.read_h5ad("a.h5ad")
scvi.model.SCVI.setup_anndata(adata)
def built():
    if {dry}:
        return scvi.model.SCVI(adata)
    trained = scvi.model.SCVI(adata)
    trained.train()
    return trained
model = built()
if not {dry}:
    model.get_latent_representation()
""",
    "in methods of a class that nobody makes": """
{before}
class Job(Base):
    def build(self, adata):
        if {dry}:
            return None
        scvi.model.SCVI.setup_anndata(adata)
        return scvi.model.SCVI(adata)
    def work(self):
        model = self.build(sc.read_h5ad("a.h5ad"))
        if {dry}:
            return
        model.train()
        model.get_latent_representation()
""",
}


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("program", PROGRAMS)
def test_the_same_condition_picks_the_same_side(program: str, condition: str) -> None:
    before, dry = CONDITIONS[condition]
    done = follow(PROGRAMS[program].format(before=before, dry=dry))
    asked = [event.model.trained for event in done.events(Queried) if event.model is not None]
    assert asked, "a condition that nobody knows keeps neither side"
    assert all(known is not None and known.certain and known.value for known in asked)


def test_the_side_of_an_unseen_attribute() -> None:
    done = follow(
        PROGRAMS["in methods of a class that nobody makes"].format(before="", dry="self.dry")
    )
    (asked,) = done.events(Queried)
    assert asked.model.trained.certain
    assert asked.model.trained.value is True


def test_a_property_that_can_be_set_is_one_attribute() -> None:
    text = PROGRAMS["in methods of a class that nobody makes"].format(before="", dry="self.dry")
    prop = """    @property
    def dry(self):
        return self._dry
    @dry.setter
    def dry(self, value):
        self._dry = value
"""
    done = follow(text.replace("class Job(Base):\n", f"class Job(Base):\n{prop}"))
    (asked,) = done.events(Queried)
    assert asked.model.trained.certain


@pytest.mark.parametrize("handled", [False, True])
def test_none_has_no_methods(handled: bool) -> None:
    body = "model.train()\n"
    if handled:
        body = f"try:\n    {body}except AttributeError:\n    pass\n"
    done = follow(f"""
adata = sc.read_h5ad("a.h5ad")
scvi.model.SCVI.setup_anndata(adata)
model = scvi.model.SCVI(adata) if ask() else None
{body}model.get_latent_representation()
""")
    (asked,) = done.events(Queried)
    assert asked.model.trained.certain is not handled
