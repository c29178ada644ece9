"""The picture as Mermaid, which code hosts draw in Markdown."""

from __future__ import annotations

from scvi_lint.escaping import cut, for_mermaid
from scvi_lint.picture.graph import STEPS, Box, Picture

_LONGEST = 120
_COLOURS = {
    "error": "stroke:#b3131f,stroke-width:2px",
    "warning": "stroke:#b36b00,stroke-width:2px",
}


def mermaid(picture: Picture) -> str:
    """A flowchart from top to bottom."""
    lines = ["flowchart TB"]
    lines += [f"    b{box.number}[{_label(box)}]:::{box.step}" for box in picture.boxes]
    for arrow in picture.arrows:
        words = "<br/>".join(for_mermaid(cut(one, _LONGEST)) for one in arrow.words)
        said = f'|"{words}"|' if words else ""
        lines.append(f"    b{arrow.source} -->{said} b{arrow.target}")
    lines += [f"    classDef {step} stroke-width:1px" for step in STEPS]
    for severity, colour in _COLOURS.items():
        found = [f"b{box.number}" for box in picture.boxes if box.severity == severity]
        if found:
            lines += [
                f"    classDef {severity} {colour}",
                f"    class {','.join(found)} {severity}",
            ]
    return "\n".join(lines) + "\n"


def _label(box: Box) -> str:
    parts = [f"<b>{for_mermaid(box.name)}</b> · {for_mermaid(box.where)}"]
    parts.append(for_mermaid(cut(box.code, _LONGEST)))
    parts += [for_mermaid(cut(words, _LONGEST)) for words in box.told]
    parts += [for_mermaid(f"{note.code} {note.severity}: {note.message}") for note in box.notes]
    return '"' + "<br/>".join(parts) + '"'
