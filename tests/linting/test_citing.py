"""Which page a finding cites, by what happens at its place and by the user's release."""

from __future__ import annotations

import pytest

from scvi_lint.interpreter.domain.context import Context
from scvi_lint.interpreter.engine.analysis import analyse
from scvi_lint.interpreter.events.kinds import Event
from scvi_lint.knowledge import catalogue
from scvi_lint.linting.citing import cite, place_title
from scvi_lint.source.reading import read_document

_PROGRAM = """\
import scvi

adata = scvi.data.synthetic_iid()
scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
model = scvi.model.SCVI(adata)
model.train()
scvi.model.SCVI.load("folder", adata).get_nothing()
"""


_RELEASE = "1.4.2"


@pytest.fixture(scope="module")
def events() -> dict[str, Event]:
    document = read_document("program.py", _PROGRAM.encode())
    followed = analyse(document, Context(catalogue().api(_RELEASE)))
    return {type(event).__name__: event for event in followed.events}


def _heading(target: str, event: Event) -> str:
    found = cite((target,), event, catalogue().docs(_RELEASE))
    return "" if found is None else found.heading or found.title


@pytest.mark.parametrize(
    ("kind", "target", "heading"),
    [
        ("Trained", "{symbol}", "scvi.model.SCVI.train"),
        ("Trained", "{setup}", "scvi.model.SCVI.setup_anndata"),
        ("Trained", "user_guide/models/{model}#inference", "Inference"),
        ("Loaded", "{symbol}", "scvi.model.SCVI.load"),
        ("ApiUsed", "{symbol}", "scvi.model.SCVI"),
    ],
)
def test_a_placeholder_is_filled_by_what_happens(
    events: dict[str, Event], kind: str, target: str, heading: str
) -> None:
    assert _heading(target, events[kind]) == heading


def test_without_an_event_only_what_depends_on_none_is_found() -> None:
    docs = catalogue().docs("1.4.2")
    assert cite(("{symbol}", "{setup}", "user_guide/models/{model}"), None, docs) is None
    found = cite(("{symbol}", "faq"), None, docs)
    assert found is not None and found.path == "docs/faq.md"


@pytest.mark.parametrize(
    ("release", "path"), [("1.4.2", "docs/changelog.md"), ("1.0.4", "docs/release_notes/index.md")]
)
def test_the_list_of_changes_is_where_the_release_has_it(release: str, path: str) -> None:
    found = cite(("{changelog}",), None, catalogue().docs(release))
    assert found is not None and found.path == path and found.about


def test_an_entry_of_the_reference_is_named_once() -> None:
    docs = catalogue().docs("1.4.2")
    assert place_title(docs.cite("scvi.model.SCVI.train")) == "scvi.model.SCVI.train"
    assert place_title(docs.cite("faq")) == "Frequently asked questions"
