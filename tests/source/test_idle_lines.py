"""Long runs of comments: kept from the parser, and read nonetheless."""

from __future__ import annotations

import pytest

from scvi_lint.source.documents.document import Cell
from scvi_lint.source.parser import grammar, nodes
from scvi_lint.source.parser.idle_lines import long_runs
from scvi_lint.source.parser.twin import ascii_twin
from scvi_lint.source.reading import document_from_text
from scvi_lint.source.suppressions import suppressions
from scvi_lint.source.syntax import parse, read, unread

MANY = 200
PAD = "# pad é\n" * MANY
LAST = "done = 1\n"

# {} is where the run stands; each ends with the same statement.
PLACES = [
    "a = 1\n{}",
    "def f():\n    a = 1\n{}    b = 1\n",
    "@decorated\n{}def f():\n    a = 1\n",
    "if a:\n    b = 1\n{}else:\n    c = 1\n",
    "if a:\n{}    b = 1\n",
    "class A:\n    a = 1\n{}    def f(self):\n        b = 1\n",
    "a = [\n{}1]\n",
    "a = 1 + \\\n{}2\n",
    "a = 1  # here\n{}",
    "a = 1\n\n{}\n\n{}\n",
    "a = '''\n{}'''\n{}",
    "a = '#'\n{}",
    "%magic\n{}",
    "!echo '\n{}",
]
BREAKS = ["\n", "\r\n", "\r"]


def shape(value: object) -> object:
    """All of a node but where it stands in a run of comments."""
    if isinstance(value, nodes.Node):
        slots = [slot for base in type(value).__mro__ for slot in getattr(base, "__slots__", ())]
        return type(value).__name__, [shape(getattr(value, slot)) for slot in slots]
    if isinstance(value, tuple):
        return [shape(item) for item in value]
    return value


@pytest.mark.parametrize("ends", BREAKS, ids=repr)
@pytest.mark.parametrize("place", PLACES)
def test_what_stands_beside_a_long_run_is_read_as_beside_blanks(place: str, ends: str) -> None:
    text = (place.replace("{}", PAD) + LAST).replace("\n", ends)
    if "'''" not in place:
        blanks = text.replace("# pad é", " " * len("# pad é"))
        assert shape(read(text).body) == shape(read(blanks).body)
    last = read(text).body[-1]
    assert isinstance(last, nodes.Assign) and text[last.start :] == LAST.replace("\n", ends)


@pytest.mark.parametrize("place", PLACES)
def test_each_comment_of_a_long_run_is_known(place: str) -> None:
    text = place.replace("{}", PAD) + LAST
    comments = read(text).comments
    assert all(text[start:end] == comment for start, end, comment in comments)
    in_strings = place.count("'''") // 2
    runs = place.count("{}") - in_strings
    assert sum(comment == "# pad é" for _, _, comment in comments) == runs * MANY
    assert comments == tuple(sorted(set(comments)))


def test_what_begins_with_a_cross_in_a_string_is_no_comment() -> None:
    text = f"a = '''\n{PAD}'''\n{PAD}b = 1\n"
    assert [run[0] > text.rindex("'''") for run in long_runs(text)] == [True]
    first, _ = read(text).body
    assert isinstance(first, nodes.Assign) and isinstance(first.value, nodes.Constant)
    assert first.value.value == "\n" + PAD


def test_short_runs_are_left_to_the_parser() -> None:
    text = ("# pad\n" * 40 + "a = 1\n") * 10
    assert ascii_twin(text) == text
    assert "#" not in ascii_twin("a = 1\n" + PAD)


@pytest.mark.parametrize("kind", ["a.py", "percent.py", "a.qmd"])
def test_a_comment_in_a_long_run_silences_what_follows(kind: str) -> None:
    run = PAD + "# scvi-lint: ignore[SCV501] on purpose\n" + PAD
    code = f"a = 1\n{run}b = 1\n"
    whole = {
        "a.py": code,
        "percent.py": f"# %%\n{code}# %%\nc = 1\n",
        "a.qmd": f"```{{python}}\n{code}```\n",
    }
    document = document_from_text(kind, whole[kind])
    (found,) = suppressions(document)
    assert document.text(found.span).startswith("# scvi-lint: ignore[SCV501]")
    assert [document.text(scope) for scope in found.scopes] == ["b = 1"]


def test_the_parser_is_told_to_give_up(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "x = = y\n" * 1_000
    monkeypatch.setattr(grammar, "_CHARACTERS", 100)
    monkeypatch.setattr(grammar, "SHORT", 100)
    with pytest.raises(grammar.GivenUp):
        grammar.grow(text)
    syntax = read(text)
    assert syntax.body == () and 0 < (syntax.unread or 0) <= len(text)


def test_the_parser_is_told_to_give_up_when_its_time_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(grammar, "_SECONDS", -10.0)
    cell = Cell(0, "code", "given_up = 1\n" * 1_000)
    assert unread(cell) is not None and parse(cell).body == ()


def test_what_cannot_be_mended_in_time_is_read_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    from scvi_lint.source.recovery import broken

    def never(*_: object) -> None:
        raise grammar.GivenUp(0)

    monkeypatch.setattr(broken, "repair", never)
    syntax = read("a = 1\n" * 10 + "f(\n" + "b = 1\n" * 10)
    assert syntax.errors and len(syntax.body) >= 10
