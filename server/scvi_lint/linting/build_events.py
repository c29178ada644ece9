"""Write docs/events.md: what a rule can look at, from the docstrings of the events.

python -m scvi_lint.linting.build_events           write it
python -m scvi_lint.linting.build_events --check   exit with 1 when it is out of date
"""

from __future__ import annotations

import argparse
import inspect
import sys
from pathlib import Path

from scvi_lint.interpreter.domain.arguments import Argument, Item
from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.events.event import Event
from scvi_lint.interpreter.events.kinds import EVENTS
from scvi_lint.semantic.data_views import AnnDataView, Registration
from scvi_lint.semantic.model_views import ModelView
from scvi_lint.semantic.release import Release
from scvi_lint.semantic.views import Levels

_HEAD = """\
<!-- Generated from the docstrings by `python -m scvi_lint.linting.build_events`. -->

# What a rule can look at

The annotation of a rule's parameter names the event that it wants. Every event carries the place,
the call with its arguments, and the objects as they were *before* it. Names that begin with an
underscore are the engine's own.

"""
_PAGE = Path(__file__).parents[3] / "docs" / "events.md"


def render() -> str:
    """The whole page."""
    events = [_section(kind, "##", kind is not Event) for kind in (Event, *EVENTS)]
    views = (AnnDataView, ModelView, Registration, Levels, Call, Argument, Item, Release)
    told = [_section(view, "##", False) for view in views]
    return _HEAD + "\n".join(events) + "\n# What events hand out\n\n" + "\n".join(told)


def _section(kind: type[object], level: str, inherits: bool) -> str:
    above = [base.__name__ for base in kind.__mro__[1:] if issubclass(base, Event)]
    title = f"{level} {kind.__name__}"
    lines = [title, "", inspect.getdoc(kind) or "", ""]
    if inherits and above:
        lines += [f"Has all that {', '.join(above)} {'has' if len(above) == 1 else 'have'}.", ""]
    rows = [row for name, value in sorted(vars(kind).items()) for row in _rows(name, value)]
    return "\n".join([*lines, *rows, ""] if rows else lines)


def _rows(name: str, value: object) -> list[str]:
    """A line for each method and property that says what it is."""
    if name.startswith("_"):
        return []
    if isinstance(value, property):
        text, shown = inspect.getdoc(value.fget), f"`{name}`"
    elif inspect.isfunction(value):
        given = [word for word in inspect.signature(value).parameters if word != "self"]
        text, shown = inspect.getdoc(value), f"`{name}({', '.join(given)})`"
    else:
        return []
    first = " ".join((text or "").partition("\n\n")[0].split())
    return [f"- {shown}: {first}" if first else f"- {shown}"]


def main(arguments: list[str] | None = None) -> int:
    """Write the page, or compare it."""
    parser = argparse.ArgumentParser(prog="build_events", description="Write docs/events.md.")
    parser.add_argument("--check", action="store_true", help="compare only, change nothing")
    text = render()
    current = _PAGE.read_text(encoding="utf-8") if _PAGE.exists() else ""
    if current == text:
        return 0
    if parser.parse_args(arguments).check:
        print("docs/events.md is out of date; run build_events", file=sys.stderr)
        return 1
    _PAGE.write_text(text, encoding="utf-8")
    print("wrote docs/events.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
