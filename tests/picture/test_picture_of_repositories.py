"""A repository as a map: programs, the files that they hand on, and a sheet behind each program."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from itertools import pairwise

import pytest
from drawings import SVG, Page, checked, words
from hypothesis import given, settings
from hypothesis import strategies as st

from scvi_lint.ide.insight import Insight
from scvi_lint.linting.lineage import Handed, Ledger, Link
from scvi_lint.picture import drawing, story
from scvi_lint.picture.atlas import Atlas, Drawn, assemble, columns
from scvi_lint.picture.atlas_layout import WIDTH, Layout

QC = """\
import scanpy as sc
adata = sc.read_h5ad("raw.h5ad")
sc.pp.normalize_total(adata)
adata.write_h5ad("qc.h5ad")
"""
TRAIN = """\
import scanpy as sc
import scvi
adata = sc.read_h5ad("qc.h5ad")
sc.pp.log1p(adata)
scvi.model.SCVI.setup_anndata(adata)
model = scvi.model.SCVI(adata)
model.train()
model.save("model")
"""
PLOT = """\
import scanpy as sc
import scvi
adata = sc.read_h5ad("qc.h5ad")
model = scvi.model.SCVI.load("model", adata)
"""
LONE = "import scvi\nadata = scvi.data.synthetic_iid()\n"
PROGRAMS = {"a_qc.py": QC, "b_train.py": TRAIN, "c_plot.py": PLOT, "lone.py": LONE}


def atlas(programs: dict[str, str], certain: bool = True) -> Atlas:
    """What `inspect FOLDER` draws; every program hands its files to all that read them."""
    told: list[Drawn] = []
    ledgers: dict[str, Ledger] = {}
    for name, text in programs.items():
        one = checked(text, name)
        analysis = one.result.analysis
        insight = Insight(one.document, one.checker, one.result)
        picture = story.tell(insight, one.result, one.result.findings, name)
        ledgers[name] = Ledger(f"/r/{name}", analysis)
        told.append(Drawn(f"/r/{name}", picture, analysis, ledgers[name].known))
    handed = [
        Handed(Link(writer.program, output, 2), f"/r/{name}", output.file, known)
        for writer in ledgers.values()
        for output, known in writer.known.items()
        for name, reader in ledgers.items()
        if any(want[2] == output.file for want in reader.reads)
    ]
    return assemble("/r", told, handed if certain else [one._replace(known=None) for one in handed])


def ways(drawn: Atlas) -> set[tuple[str, str]]:
    return {(drawn.items[way.source].name, drawn.items[way.target].name) for way in drawn.ways}


def test_programs_and_files_lead_to_each_other() -> None:
    drawn = atlas(PROGRAMS)
    assert ways(drawn) == {
        ("raw.h5ad", "a_qc.py"),
        ("a_qc.py", "qc.h5ad"),
        ("qc.h5ad", "b_train.py"),
        ("qc.h5ad", "c_plot.py"),
        ("b_train.py", "model"),
        ("model", "c_plot.py"),
    }
    kinds = {one.name: one.kind for one in drawn.items}
    assert kinds["model"] == "model" and kinds["qc.h5ad"] == "data"
    train = next(one for one in drawn.items if one.name == "b_train.py")
    assert train.classes == ("SCVI",) and train.severities["warning"] >= 1
    assert [sheet.title for sheet in drawn.sheets] == list(PROGRAMS)


def test_what_is_handed_on_leads_to_the_right() -> None:
    drawn = atlas(PROGRAMS)
    column = {drawn.items[number].name: place for number, place in columns(drawn).items()}
    chain = ["raw.h5ad", "a_qc.py", "qc.h5ad", "b_train.py", "model", "c_plot.py"]
    assert [column[name] for name in chain] == list(range(6))
    assert "lone.py" not in column


def test_programs_that_need_each_other_are_drawn() -> None:
    one = 'import scanpy as sc\nimport scvi\na = sc.read_h5ad("{0}")\na.write_h5ad("{1}")\n'
    circle = {"a.py": one.format("x.h5ad", "y.h5ad"), "b.py": one.format("y.h5ad", "x.h5ad")}
    drawn = atlas(circle)
    assert len(drawn.ways) == 4
    text = drawing.drawn_atlas("svg", drawn)
    assert text.count('class="arrow data') == 4


def test_a_reader_that_is_only_possible_has_another_line() -> None:
    sure, possible = (
        drawing.drawn_atlas("svg", atlas(PROGRAMS, certain)) for certain in (True, False)
    )
    assert "arrow data perhaps" not in sure
    assert possible.count("arrow data perhaps") == 3
    assert " -.-> " in drawing.drawn_atlas("mermaid", atlas(PROGRAMS, False))


def test_many_files_of_one_program_are_one_box() -> None:
    reads = "".join(f'a{n} = sc.read_h5ad("{n}.h5ad")\n' for n in range(5))
    drawn = atlas({"p.py": f"import scanpy as sc\nimport scvi\n{reads}"})
    (file,) = [one for one in drawn.items if one.kind == "data"]
    assert file.name == "5 files" and file.names == tuple(f"{n}.h5ad" for n in range(5))


def test_a_program_in_which_nothing_happens_is_named_and_not_drawn() -> None:
    drawn = atlas({"p.py": LONE, "setup.py": 'NAME = "scvi"\n'})
    assert [one.name for one in drawn.items] == ["p.py"] and drawn.quiet == ["setup.py"]
    assert "Nothing happens that is followed in setup.py." in drawing.drawn_atlas("html", drawn)


def test_each_box_leads_to_the_picture_of_its_program() -> None:
    drawn = atlas(PROGRAMS)
    text = drawing.drawn_atlas("html", drawn)
    page = Page(text)
    sections = {one["id"] for one in page.of("main", "sheet")}
    assert sections == {f"sheet-{number}" for number in range(4)}
    boxes = page.of("a", "box")
    assert {one["href"] for one in boxes} == {f"#{name}" for name in sections}
    names = [data for tag, data in page.texts if tag == "title"]
    assert any(one.startswith("Program b_train.py. SCVI. ") for one in names)
    assert any("reads qc.h5ad" in one for one in names)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for target in re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', text):
        assert (target[0] or target[1]) in ids
    assert not page.of("script") and "script-src 'none'" in text


def test_a_narrow_screen_has_the_list_with_all_that_the_map_says() -> None:
    page = Page(drawing.drawn_atlas("html", atlas(PROGRAMS)))
    told = " ".join(data for tag, data in page.texts if tag in ("li", "a", "span", "ul"))
    for said in ("reads qc.h5ad (written by a_qc.py)", "writes model (read by c_plot.py)"):
        assert said in told
    assert "@media (max-width:820px){figure.map{display:none}}" in "".join(
        data for tag, data in page.texts if tag == "style"
    )


def test_nothing_stands_on_anything_else() -> None:
    more = {f"{n}/{name}": text for n in range(4) for name, text in PROGRAMS.items()}
    layout = Layout(atlas(more))
    places = sorted((one.x, one.y, one.bottom) for one in layout.placed.values())
    for before, after in pairwise(places):
        assert before[0] != after[0] or before[2] < after[1]
    assert all(one.x + WIDTH <= layout.width for one in layout.placed.values())
    assert all(one.bottom <= layout.height for one in layout.placed.values())


NAMES = st.text(
    st.one_of(st.sampled_from("<>&\"'`|[](){};:#%\\\u202e\x1b\x00\n\r\ud800-"), st.characters()),
    min_size=1,
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(NAMES, NAMES)
@pytest.mark.filterwarnings("ignore")
def test_whatever_a_name_is_made_of_it_is_text(program: str, column: str) -> None:
    """Names of programs, files, columns and keys, in every form of both pictures."""
    text = (
        f"import scanpy as sc\nimport scvi\nadata = sc.read_h5ad({column!a})\n"
        f"adata.layers[{column!a}] = adata.X.copy()\nsc.pp.log1p(adata)\n"
        f"scvi.model.SCVI.setup_anndata(adata, batch_key={column!a})\n"
        f"model = scvi.model.SCVI(adata)\nmodel.save({column!a})\n"
    )
    drawn = atlas({program: text})
    one = checked(text, program)
    for form in ("html", "svg", "mermaid"):
        for shown in (
            drawing.drawn_atlas(form, drawn),
            drawing.drawn(form, one.document, one.checker, one.result, one.result.findings),
        ):
            shown.encode("utf-8")
            if form == "mermaid":
                _is_mermaid(shown)
            elif form == "svg":
                ElementTree.fromstring(shown)
            else:
                tags = {tag for tag, _ in Page(shown).elements}
                assert tags <= KNOWN, tags - KNOWN


KNOWN = {tag for tag, _ in Page(drawing.drawn_atlas("html", atlas(PROGRAMS))).elements} | {
    "script",
    "section",
}


def _is_mermaid(text: str) -> None:
    for line in text.splitlines()[1:]:
        assert line.startswith("    ") and line.count('"') % 2 == 0
        for label in line.split('"')[1::2]:
            assert "<" not in re.sub("<br/>|</?b>", "", label)


def test_the_map_can_be_read_aloud_and_is_whole_xml() -> None:
    root = ElementTree.fromstring(drawing.drawn_atlas("svg", atlas(PROGRAMS)))
    boxes = [one for one in root.iter(f"{SVG}g") if "box" in one.get("class", "").split()]
    assert len(boxes) == 7
    assert all(one.get("role") == "img" and one.get("aria-label") for one in boxes)
    assert any("1 warning" in words(one) or "2 warnings" in words(one) for one in boxes)
