"""A map as SVG, as Mermaid, and as a page that has every program's picture behind its box."""

from __future__ import annotations

from collections.abc import Iterator

from scvi_lint.escaping import cut, for_html, for_mermaid
from scvi_lint.picture import style
from scvi_lint.picture.atlas import Atlas, Item, Way, drawn_names
from scvi_lint.picture.atlas_layout import HEAD, LINE, WIDTH, Layout, Placed
from scvi_lint.picture.graph import Picture
from scvi_lint.picture.page import MOST_WIDE, counted, figure, loose, page, words

_KINDS = {"program": "Program", "data": "Data file", "model": "Saved model"}
_NAMED = {"error": "error", "warning": "warning", "info": "note"}


def of_atlas(atlas: Atlas) -> str:
    """The page."""
    notes = [note for sheet in atlas.sheets for note in sheet.notes]
    count = len(atlas.sheets)
    body = [
        '<main id="map">',
        f"<h1>{for_html(atlas.title)}</h1>",
        f'<p class="soft">{count} program{"" if count == 1 else "s"} with scvi-tools · '
        f"{counted(notes)}</p>",
        *_quiet(atlas),
        f'<figure class="map">{_svg(atlas, linked=True)}</figure>' if atlas.items else "",
        *_list(atlas),
        "</main>",
    ]
    wide = len(atlas.sheets) <= MOST_WIDE
    for number, sheet in enumerate(atlas.sheets):
        body += _sheet(number, sheet, wide)
    css = style.COLOURS + style.PAGE + style.PICTURE + style.OF_PICTURES + style.MAP + style.OF_MAPS
    return page(f"{atlas.title} · scvi-lint", "\n".join(filter(None, body)), css)


def alone(atlas: Atlas) -> str:
    """The map as an SVG file."""
    css = style.COLOURS + style.PICTURE + style.MAP
    return _svg(atlas, css=css) + "\n"


def mermaid(atlas: Atlas) -> str:
    """The map as a flowchart from left to right."""
    lines = ["flowchart LR"]
    for item in atlas.items:
        told = [_KINDS[item.kind], cut(item.name, 120), *item.classes[:3], *_counts(item)]
        label = '"' + "<br/>".join(map(for_mermaid, told)) + '"'
        left, right = {"program": "[]", "data": ("[(", ")]"), "model": ("[[", "]]")}[item.kind]
        lines.append(f"    i{item.number}{left}{label}{right}:::{item.kind}")
    for way in atlas.ways:
        lines.append(f"    i{way.source} {'-->' if way.certain else '-.->'} i{way.target}")
    lines += [f"    classDef {kind} stroke-width:1px" for kind in _KINDS]
    for severity, colour in (("error", "#b3131f"), ("warning", "#b36b00")):
        found = [f"i{item.number}" for item in atlas.items if item.severity == severity]
        if found:
            lines += [
                f"    classDef {severity} stroke:{colour},stroke-width:2px",
                f"    class {','.join(found)} {severity}",
            ]
    return "\n".join(lines) + "\n"


# --- the map ----------------------------------------------------------------------------------


def _svg(atlas: Atlas, *, linked: bool = False, css: str = "") -> str:
    layout = Layout(atlas)
    title = for_html(f"Programs and files of {atlas.title}")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="group" aria-label="{title}" '
        f'class="picture map" viewBox="0 0 {layout.width} {layout.height}" '
        f'width="{layout.width}" height="{layout.height}">',
        f"<title>{title}</title>",
    ]
    if css:
        parts.append(f"<style>{css}</style>")
    parts.append(
        '<defs><marker id="m-data" class="tip data" viewBox="0 0 8 8" refX="7" refY="4" '
        'markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>'
    )
    if css:
        parts.append('<rect class="ground" width="100%" height="100%"/>')
    parts.append('<g class="arrows" aria-hidden="true">')
    parts += [_way(way, layout) for way in layout.ways]
    parts.append("</g>")
    alone = [one for one in layout.placed.values() if one.y > layout.rest]
    if alone and layout.rest:
        parts.append(
            f'<text class="column" x="{alone[0].x}" y="{layout.rest + 46}">'
            "Programs without files</text>"
        )
    for one in layout.placed.values():
        parts += _item(one, atlas, linked)
    parts.append("</svg>")
    return "\n".join(parts)


def _way(way: Way, layout: Layout) -> str:
    source, target = layout.placed[way.source], layout.placed[way.target]
    x, y = source.x + WIDTH, source.y + source.height // 2
    end, down = target.x, target.y + target.height // 2
    sure = "" if way.certain else " perhaps"
    if end > x:
        bend = max((end - x) // 2, 30)
        path = f"C{x + bend} {y} {end - bend} {down} {end} {down}"
    else:  # back, below both
        low = max(source.bottom, target.bottom) + 10
        path = (
            f"C{x + 30} {y} {x + 30} {low} {x - 10} {low}L{end + 10} {low}"
            f"C{end - 30} {low} {end - 30} {down} {end} {down}"
        )
    return f'<path class="arrow data{sure}" d="M{x} {y}{path}" marker-end="url(#m-data)"/>'


def _item(one: Placed, atlas: Atlas, linked: bool) -> Iterator[str]:
    item, x, y = one.item, one.x, one.y
    shade = f" {item.severity}" if item.severity else ""
    opens = linked and item.sheet is not None
    label = for_html(_spoken(item, atlas))
    if opens:
        yield f'<a class="box {item.kind}{shade}" href="#sheet-{item.sheet}">'
    else:
        yield f'<g class="box {item.kind}{shade}" role="img" aria-label="{label}">'
    yield f"<title>{label}</title>"
    corner = 8 if item.kind == "program" else 16
    yield (
        f'<rect class="card" x="{x}" y="{y}" width="{WIDTH}" height="{one.height}" rx="{corner}"/>'
    )
    if item.kind == "program":
        yield f'<path class="edge" d="M{x + 8} {y}h{WIDTH - 16}"/>'
    down = y + HEAD - 2
    for text in one.title:
        yield f'<text class="name" x="{x + 12}" y="{down}">{for_html(text)}</text>'
        down += LINE
    for text in one.lines:
        if text:
            yield f'<text class="told" x="{x + 12}" y="{down}">{for_html(text)}</text>'
        else:
            spans = " ".join(
                f'<tspan class="rule {severity}">{said}</tspan>'
                for severity, said in zip(_severities(item), _counts(item), strict=True)
            )
            yield f'<text class="message" x="{x + 12}" y="{down}">{spans}</text>'
        down += LINE
    yield "</a>" if opens else "</g>"


def _severities(item: Item) -> list[str]:
    return [one for one in _NAMED if one in item.severities]


def _counts(item: Item) -> list[str]:
    """`2 errors`, `1 note`."""
    return [
        f"{item.severities[one]} {_NAMED[one]}{'s' if item.severities[one] > 1 else ''}"
        for one in _severities(item)
    ]


def _spoken(item: Item, atlas: Atlas) -> str:
    """A box as it is read aloud."""
    said = [f"{_KINDS[item.kind]} {drawn_names([item])}"]
    if item.classes:
        said.append(", ".join(item.classes))
    if item.severities:
        said.append(", ".join(_counts(item)))
    before, behind = atlas.before(item), atlas.behind(item)
    if before:
        said.append(f"{'reads' if item.kind == 'program' else 'written by'} {drawn_names(before)}")
    if behind:
        said.append(f"{'writes' if item.kind == 'program' else 'read by'} {drawn_names(behind)}")
    return ". ".join(said)


# --- the page ---------------------------------------------------------------------------------


def _quiet(atlas: Atlas) -> Iterator[str]:
    """The programs in which nothing happens that could be drawn."""
    if atlas.quiet:
        yield (
            '<p class="soft">'
            + for_html("Nothing happens that is followed in " + ", ".join(atlas.quiet) + ".")
            + "</p>"
        )


def _list(atlas: Atlas) -> Iterator[str]:
    """The same in words, which is all that a narrow screen shows."""
    if not atlas.programs:
        yield "<p>No program here does anything with scvi-tools.</p>"
        return
    yield '<details class="list" open><summary>The programs</summary><ul class="programs">'
    for item in atlas.programs:
        name = for_html(item.name)
        linked = item.sheet is not None
        yield "<li>" + (f'<a href="#sheet-{item.sheet}">{name}</a>' if linked else name)
        spans = ", ".join(
            f'<span class="{severity}">{said}</span>'
            for severity, said in zip(_severities(item), _counts(item), strict=True)
        )
        if spans:
            yield f" · {spans}"
        if item.classes:
            yield f' <span class="soft">{for_html(", ".join(item.classes))}</span>'
        for verb, files, other in (
            ("reads", atlas.before(item), "written by"),
            ("writes", atlas.behind(item), "read by"),
        ):
            for file in files:
                ends = atlas.before(file) if verb == "reads" else atlas.behind(file)
                more = f" ({other} {drawn_names(ends)})" if ends else ""
                yield f"<br>{verb} {for_html(drawn_names([file]) + more)}"
        yield "</li>"
    yield "</ul></details>"


def _sheet(number: int, sheet: Picture, wide: bool) -> Iterator[str]:
    """One program's picture, which is shown when it is asked for."""
    yield f'<main class="sheet" id="sheet-{number}">'
    yield '<p><a href="#map">← the whole repository</a></p>'
    yield f"<h1>{for_html(sheet.title)}</h1>"
    yield f'<p class="soft">{for_html(sheet.release)} · {counted(sheet.notes)}</p>'
    yield from loose(sheet)
    if sheet.boxes:
        yield from figure(sheet, str(number), wide=wide)
        yield from words(sheet)
    yield "</main>"
