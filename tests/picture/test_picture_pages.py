"""What is drawn: element by element, for eyes and ears, on screens and paper."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise

import pytest
from drawings import SVG, Page, boxes, drawn, picture, words
from test_picture_story import PROGRAM

from scvi_lint.picture import style
from scvi_lint.picture.graph import Curve, Heat
from scvi_lint.picture.layout import WIDTH, Layout
from scvi_lint.picture.svg import svg


def test_each_box_is_drawn_with_its_words_and_can_be_reached_by_key() -> None:
    found = boxes(drawn(PROGRAM, "svg"))
    assert len(found) == 10
    for one, box in zip(found, picture(PROGRAM).boxes, strict=True):
        assert (one.get("role"), one.get("tabindex")) == ("group", "0")
        assert f"{box.name}, {box.where}: " in (one.get("aria-label") or "")
        assert (one.get("data-cell"), one.get("data-line")) == (str(box.cell), str(box.line))
        assert box.name in words(one) and box.where in words(one)
        assert box.code.replace(" ", "") in words(one).replace(" ", "")


def test_a_finding_is_drawn_in_its_colour_with_message_and_page() -> None:
    (found,) = [one for one in boxes(drawn(PROGRAM, "svg")) if "SCV201" in words(one)]
    assert "warning" in (found.get("class") or "").split()
    (link,) = found.iter(f"{SVG}a")
    assert (link.get("href") or "").startswith("https://docs.scvi-tools.org/")
    assert link.get("rel") == "noopener noreferrer"
    assert "warning SCV201: " in (found.get("aria-label") or "")


def test_arrows_are_drawn_and_their_words_stand_at_the_boxes() -> None:
    root = ElementTree.fromstring(drawn(PROGRAM, "svg"))
    paths = [one for one in root.iter(f"{SVG}path") if "arrow" in (one.get("class") or "").split()]
    assert len(paths) == len(picture(PROGRAM).arrows) == 9
    markers = {one.get("id") for one in root.iter(f"{SVG}marker")}
    assert {(one.get("marker-end") or "")[5:-1] for one in paths} <= markers
    states = [one for one in root.iter(f"{SVG}text") if one.get("class") == "state"]
    assert "X: depth-normalised → log-normalised" in [one.text for one in states]


@pytest.mark.parametrize("wide", [True, False])
def test_nothing_stands_on_anything_else(wide: bool) -> None:
    more = PROGRAM + PROGRAM.replace("adata", "other").partition("\n\n")[2] + "other.obs['x'] = 1\n"
    layout = Layout(picture(more), wide=wide)
    places = sorted((one.x, one.y, one.bottom) for one in layout.boxes)
    for before, after in pairwise(places):
        assert before[0] != after[0] or before[2] < after[1]
        assert before[0] == after[0] or before[0] + WIDTH < after[0]
    for one in layout.boxes:
        assert one.x >= 0 and one.right <= layout.width and one.bottom <= layout.height
    for line in layout.lines:
        assert all(0 <= x <= layout.width and 0 <= y <= layout.height for x, y in line.points)


def test_a_phone_gets_one_column() -> None:
    layout = Layout(picture(PROGRAM), wide=False)
    assert {one.x for one in layout.boxes} == {layout.boxes[0].x} and layout.width < 390
    assert [one.box.line for one in sorted(layout.boxes, key=lambda one: one.y)] == list(
        range(4, 14)
    )


def test_the_page_stands_alone_and_its_policy_knows_its_style_and_script() -> None:
    text = drawn(PROGRAM, "html")
    page = Page(text)
    (policy,) = [one["content"] for one in page.of("meta") if "http-equiv" in one]
    for tag in ("style", "script"):
        (inside,) = [data for element, data in page.texts if element == tag]
        named = b64encode(sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{named}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert not {tag for tag, _ in page.elements} & {"img", "link", "iframe", "object", "image"}
    for _, attributes in page.elements:
        assert "style" not in attributes and not any(name.startswith("on") for name in attributes)
        assert not {"src", "srcset", "action"} & set(attributes)
    assert "url(" not in style.PAGE + style.OF_PICTURES + style.PICTURE
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_the_page_can_be_read_aloud() -> None:
    page = Page(drawn(PROGRAM, "html"))
    assert page.of("html")[0]["lang"] == "en" and len(page.of("main")) == 1
    assert [data for tag, data in page.texts if tag == "h1"] == ["p.py"]
    told = " ".join(data for tag, data in page.texts if tag in ("li", "code", "strong"))
    for said in ("after training, line 10: trained", "SCV201", "setup_anndata", "then obs['leid"):
        assert said in told.replace("&#x27;", "'")


def test_the_page_minds_themes_and_paper() -> None:
    text = drawn(PROGRAM, "html")
    assert "@media (prefers-color-scheme:dark)" in text and "body.vscode-dark" in text
    assert "@media print" in text and "@page{size:A4 landscape" in text
    long = PROGRAM + "".join(f"adata.obs['a{n}'] = {n}\n" for n in range(30))
    assert "@page{size:A4 portrait" in drawn(long, "html")


def test_print_is_one_page_whatever_the_heading() -> None:
    """The picture takes what the heading leaves of the paper."""
    rules = style.OF_PICTURES[style.OF_PICTURES.index("@media print") :]
    assert "main{max-width:none;height:99vh;display:flex" in rules
    assert "figure{flex:1 1 0;min-height:0" in rules and "{width:100%;height:100%}" in rules


def _luminance(colour: str) -> float:
    whole = colour if len(colour) == 7 else "#" + "".join(2 * letter for letter in colour[1:])
    parts = [int(whole[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [style._LIGHT, style._DARK])
def test_letters_can_be_read_on_their_ground(theme: str) -> None:
    colours = dict(re.findall(r"--([\w-]+):(#\w+);", theme))
    letters = ("ink", "soft", *(step for step in colours if f"--{step}" in style.PICTURE))
    letters = [one for one in letters if one not in ("ground", "card", "line", "here")]
    pairs = [(one, ground) for one in letters for ground in ("ground", "card") if one[0] != "h"]
    pairs = [pair for pair in pairs if not pair[0].endswith("ground")]
    for severity in ("error", "warning", "info"):
        pairs += [(one, f"{severity}-ground") for one in ("ink", severity, "ask")]
    pairs += [("heat-ink", f"h{level}") for level in range(4)]
    pairs += [("heat-ink-dark", f"h{level}") for level in (4, 5)]
    for letter, ground in pairs:
        light, dark = sorted((_luminance(colours[letter]), _luminance(colours[ground])))
        assert (dark + 0.05) / (light + 0.05) >= 4.5, (letter, ground)


def test_a_cross_table_is_a_small_heat_map() -> None:
    drawn = picture(PROGRAM)
    drawn.boxes[0].heat = Heat("donor", "condition", ("D1", "D2"), ("x", "y"), ((40, 0), (20, 9)))
    drawn.boxes[6].curve = Curve("elbo", ((1, 9.0), (2, 5.0), (3, 4.0)))
    (first, *_), *_ = [boxes(svg(drawn, Layout(drawn, wide=True)))]
    cells = [one for one in first.iter(f"{SVG}rect") if "heat" in (one.get("class") or "").split()]
    assert [one.get("class") for one in cells] == ["heat h5", "heat h0", "heat h3", "heat h2"]
    assert [words(one) for one in cells][1] == "D1, y: 0 cells"
    training = boxes(svg(drawn, Layout(drawn, wide=True)))[6]
    (line,) = training.iter(f"{SVG}polyline")
    points = [tuple(map(int, pair.split(","))) for pair in (line.get("points") or "").split()]
    assert [x for x, _ in points] == sorted(x for x, _ in points)
    assert [y for _, y in points] == sorted(y for _, y in points)  # a loss falls
    assert "elbo: 9 → 4" in words(training)


def test_mermaid_names_every_box_and_arrow() -> None:
    text = drawn(PROGRAM, "mermaid")
    lines = text.splitlines()
    assert lines[0] == "flowchart TB"
    assert len([line for line in lines if re.match(r' +b\d+\["', line)]) == 10
    assert len([line for line in lines if " --> " in line or " -->|" in line]) == 9
    assert "X: depth-normalised → log-normalised" in text
    assert "class b4 warning" in text


def test_a_program_without_data_says_so() -> None:
    text = drawn("import scvi\n", "html")
    assert "Nothing happens here that scvi-lint follows." in text
    Page(text)
    assert boxes(drawn("import scvi\n", "svg")) == []
