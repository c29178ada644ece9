"""A page of one file around a picture: nothing is loaded, and it can be read without its script.

Its own policy lets only its own style and script work, each named by its hash.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

from scvi_lint.escaping import cut, for_html
from scvi_lint.picture import style
from scvi_lint.picture.graph import Heat, Note, Picture
from scvi_lint.picture.layout import Layout
from scvi_lint.picture.svg import svg

_LOUDEST = ("error", "warning", "info")
# Of more programs each has a picture in one column alone, which is for every screen.
MOST_WIDE = 40
_NAMED = {"error": "error", "warning": "warning", "info": "note"}


def page(title: str, body: str, css: str, script: str = "") -> str:
    """A whole HTML file."""
    allowed = f"script-src '{_hash(script)}'" if script else "script-src 'none'"
    policy = (
        f"default-src 'none'; style-src '{_hash(css)}'; {allowed}; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{for_html(title)}</title>\n<style>{css}</style>\n</head>\n<body>\n"
        f"{body}\n" + (f"<script>{script}</script>\n" if script else "") + "</body>\n</html>\n"
    )


def link(address: str, words: str) -> str:
    """A way out of the page."""
    return (
        f'<a href="{for_html(address)}" target="_blank" rel="noopener noreferrer">'
        f"{for_html(words)}</a>"
    )


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def counted(notes: list[Note]) -> str:
    """`1 error, 2 warnings`, as marked up words."""
    parts: list[str] = []
    for severity in _LOUDEST:
        number = sum(note.severity == severity for note in notes)
        if number:
            word = _NAMED[severity] + "s" * (number > 1)
            parts.append(f'<span class="{severity}">{number} {word}</span>')
    return ", ".join(parts) or "no findings"


def alone(picture: Picture) -> str:
    """The picture as an SVG file."""
    css = style.COLOURS + style.PICTURE
    return svg(picture, Layout(picture, wide=True), style=css) + "\n"


def of_picture(picture: Picture) -> str:
    """The picture as a page: wide, tall for narrow screens, and the same in words."""
    wide, tall = Layout(picture, wide=True), Layout(picture, wide=False)
    landscape = "landscape" if wide.width > wide.height else "portrait"
    paper = f"@page{{size:A4 {landscape};margin:10mm}}\n"
    css = style.COLOURS + style.PAGE + style.PICTURE + style.OF_PICTURES + paper
    body = "\n".join(
        (
            "<main>",
            f"<h1>{for_html(picture.title)}</h1>",
            f'<p class="soft">{for_html(picture.release)} · {counted(picture.notes)}</p>',
            *loose(picture),
            *_figure(picture, wide, tall, ""),
            *words(picture),
            "</main>",
        )
    )
    return page(f"{picture.title} · scvi-lint", body, css, style.SCRIPT)


def figure(picture: Picture, marker: str, *, wide: bool = True) -> Iterator[str]:
    """A picture among others on a page, which `marker` tells it from; without the `wide` form the
    page has it in one column for every screen."""
    narrow = Layout(picture, wide=False)
    yield from _figure(picture, Layout(picture, wide=True) if wide else None, narrow, marker)


def _figure(picture: Picture, wide: Layout | None, tall: Layout, marker: str) -> Iterator[str]:
    yield "<figure>"
    if wide is not None:
        yield f'<div class="wide">{svg(picture, wide, marker=f"w{marker}-")}</div>'
    yield f'<div class="tall">{svg(picture, tall, marker=f"t{marker}-")}</div>'
    yield "</figure>"


def loose(picture: Picture) -> Iterator[str]:
    """What is said of the program as a whole, and of what is in no box."""
    if not picture.boxes:
        yield "<p>Nothing happens here that scvi-lint follows.</p>"
    if picture.left_out:
        yield f"<p>The first steps are drawn; {picture.left_out} more are left out.</p>"
    if picture.loose:
        yield '<section class="loose"><h2>Beside the picture</h2><ul>'
        yield from map(_note, picture.loose)
        yield "</ul></section>"


def _note(note: Note) -> str:
    page = f" {link(note.page, note.title)}" if note.page else ""
    return (
        f'<li><strong class="{for_html(note.severity)}">{for_html(note.code)}</strong> '
        f"{for_html(note.message)}{page}</li>"
    )


def words(picture: Picture) -> Iterator[str]:
    """The same for who does not see it, and for who searches it."""
    yield "<details><summary>The same in words</summary>"
    yield '<ol class="words">'
    for box in picture.boxes:
        yield f"<li><strong>{for_html(box.name)}</strong>, {for_html(box.where)}: "
        yield f"<code>{for_html(cut(box.code, 300))}</code><ul>"
        for arrow in picture.into(box.number):
            source = picture.boxes[arrow.source]
            comes = f"after {source.name.lower()}, {source.where}"
            said = "; ".join(arrow.words)
            yield f"<li>{for_html(f'{comes}: {said}' if said else comes)}</li>"
        for words in (*box.told, *(f"then {one}" for one in box.left)):
            yield f"<li>{for_html(words)}</li>"
        if box.heat is not None:
            yield from _table(box.heat)
        yield from map(_note, box.notes)
        yield "</ul></li>"
    yield "</ol></details>"


def _table(heat: Heat) -> Iterator[str]:
    """A cross table as a table."""
    yield "<li><table><caption>cells by "
    yield f"{for_html(heat.row_name)} and {for_html(heat.column_name)}</caption><tr><td></td>"
    yield from (f'<th scope="col">{for_html(name)}</th>' for name in heat.columns)
    yield "</tr>"
    for name, row in zip(heat.rows, heat.counts, strict=True):
        cells = "".join(f"<td>{number}</td>" for number in row)
        yield f'<tr><th scope="row">{for_html(name)}</th>{cells}</tr>'
    yield "</table></li>"
