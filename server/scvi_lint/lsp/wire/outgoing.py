"""What leaves for the editor, so that it can be shown whatever names it has in it.

The last thing that happens to a message: each text that an editor shows becomes printable, its
lines stay lines, Markdown links to nothing but the documentation. Texts that are data – edits,
addresses, what a client gets back to hand in again – are left alone.
"""

from __future__ import annotations

from collections.abc import Callable

from scvi_lint.escaping import cut, guarded_markdown, visible
from scvi_lint.json_values import Json

# More letters than this are no label, and more than this nobody reads.
LONGEST_LABEL = 400
LONGEST_MESSAGE = 10_000


def _label(text: str) -> str:
    return cut(visible(text), LONGEST_LABEL)


def _message(text: str) -> str:
    return visible(text[:LONGEST_MESSAGE], "\n\t")


_SHOWN: dict[str, Callable[[str], str]] = {
    "containerName": _label,
    "detail": _label,
    "documentation": _message,
    "label": _label,
    "message": _message,
    "name": _label,
    "title": _label,
    "tooltip": _message,
}
# Below these nothing is shown.
_DATA = frozenset({"arguments", "capabilities", "data", "edit", "textEdit"})


def safe(thing: Json) -> Json:
    """The same message, as plain JSON, with what is shown of it made safe."""
    if isinstance(thing, list):
        return [safe(one) if isinstance(one, (dict, list)) else one for one in thing]
    if not isinstance(thing, dict):
        return thing
    if thing.get("kind") == "markdown":
        return {**thing, "value": guarded_markdown(str(thing.get("value", "")))}
    if "parameters" in thing:  # a signature, whose label is pointed into
        return {key: value if key == "label" else _part(key, value) for key, value in thing.items()}
    return {key: _part(key, value) for key, value in thing.items()}


def _part(key: str, value: Json) -> Json:
    if isinstance(value, str):
        shown = _SHOWN.get(key)
        return value if shown is None else shown(value)
    return safe(value) if isinstance(value, (dict, list)) and key not in _DATA else value
