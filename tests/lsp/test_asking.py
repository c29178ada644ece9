"""Whatever an editor asks at any place of any program has an answer, and one that can be right."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import asking
import pytest
from asking import Desk, cells_of, places

from conftest import VSCODE_TODAY

sys.path.append(str(Path(__file__).parents[1] / "rules"))

import example_programs
import rule_files

HERE = Path(__file__).parent
# Whole programs of every kind that the repository has …
PROGRAMS = [
    path
    for folder in ("demo", "cli/programs", "mutation/programs")
    for path in sorted((HERE.parent / folder).iterdir())
    if path.suffix in (".py", ".ipynb", ".qmd") and b"scvi" in path.read_bytes()
]
# … and how many rules of each family lend an example.
OF_A_FAMILY = 2
CAPABLE = {
    **VSCODE_TODAY,
    "textDocument": {
        **VSCODE_TODAY["textDocument"],
        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
        "signatureHelp": {
            "signatureInformation": {
                "documentationFormat": ["markdown"],
                "parameterInformation": {"labelOffsetSupport": True},
                "activeParameterSupport": True,
                "noActiveParameterSupport": True,
            }
        },
    },
}
TYPED_STATES = 6


def examples() -> list[tuple[str, str]]:
    """The longest faulty examples of each family of rules."""
    families: dict[str, list[tuple[str, str]]] = {}
    for case in rule_files.cases():
        families.setdefault(case.rule.family, []).append((f"{case}", case.example.code))
    return [
        found
        for cases in families.values()
        for found in sorted(cases, key=lambda one: -len(one[1]))[:OF_A_FAMILY]
    ]


def held(desk: Desk) -> None:
    told = "\n".join(map(str, desk.failures[:20]))
    assert not desk.failures, f"{len(desk.failures)} of {desk.asked} answers:\n{told}"
    assert desk.asked > 50


def texts_of(path: Path) -> list[tuple[str, str]]:
    """The cells of a program; a script is cut where its statements stand apart."""
    if path.suffix == ".ipynb":
        return cells_of(path)
    return [("code", text) for _, text in example_programs.blocks_of(path.read_text())]


async def ask_all(name: str, cells: list[tuple[str, str]], script: str) -> list[Desk]:
    """The program as a notebook of a capable editor, and as a script of one that can do nothing."""
    capable, plain = Desk(CAPABLE), Desk(None)
    capable.open_notebook(f"file:///p/{name}.ipynb", cells)
    await capable.wander(f"file:///p/{name}.ipynb")
    plain.open_script(f"file:///p/{name}", script)
    await plain.wander(f"file:///p/{name}")
    every = list(places(script))
    for index in range(0, len(every), max(len(every) // TYPED_STATES, 1)):
        place, _ = every[index]
        await plain.type_at(f"file:///p/{name}", 0, place, to_the_end=index % 2 == 0)
    for desk in (capable, plain):
        desk.session.close()
    return [capable, plain]


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.name)
def test_every_place_of_a_program_has_an_answer(path: Path) -> None:
    cells = texts_of(path)
    if path.suffix == ".ipynb":
        # As JupyterLab sends it: joined, under the notebook's own name.
        script = "\n\n".join(text for kind, text in cells if kind == "code")
    else:
        script = path.read_text()
    for desk in asyncio.run(ask_all(path.name, cells, script)):
        held(desk)
        assert all(desk.answered.values()), desk.answered


@pytest.mark.parametrize(("name", "code"), examples(), ids=lambda one: one.partition("\n")[0][:60])
def test_every_place_of_an_example_has_an_answer(name: str, code: str) -> None:
    cells = [("code", text) for _, text in example_programs.blocks_of(code)]
    for desk in asyncio.run(ask_all(f"{name.replace('/', '_')}.py", cells, code)):
        held(desk)


def test_an_error_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(session: object, params: object) -> None:
        raise KeyError("table")

    async def ask() -> Desk:
        desk = Desk(CAPABLE)
        desk.open_script("file:///p/a.py", "import scvi\nscvi.model.SCVI\n")
        await desk.wander("file:///p/a.py")
        desk.session.close()
        return desk

    assert asyncio.run(ask()).failures == []
    monkeypatch.setitem(asking.REQUESTS, "textDocument/hover", fails)
    failures = asyncio.run(ask()).failures
    assert failures and {failure.method for failure in failures} == {"hover"}
    assert "KeyError: 'table'" in failures[0].what
