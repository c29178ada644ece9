"""What was found, as a notebook shows it: HTML where it can, plain text elsewhere.

All text from programs, data and settings comes through the functions of `escaping`; the only links
are to scvi-tools' documentation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scvi_lint.answers.located import Located, Place
from scvi_lint.cli.session import Checked
from scvi_lint.escaping import cut, for_html, for_terminal, sentence
from scvi_lint.evidence.facts import DataSeen, ModelSeen
from scvi_lint.knowledge.docs import HOST
from scvi_lint.notebook import held
from scvi_lint.notebook.memory import Memory
from scvi_lint.notebook.program import NOW, Piece

if TYPE_CHECKING:
    from scvi_lint.json_values import Scalar

_MOST = 100
_MOST_REASONS = 8
_MOST_SHOWN = 8
_COLOURS = {"error": "#c62828", "warning": "#b26a00", "info": "#1565c0"}


class Report:
    """A report that displays itself. `about` says what was checked."""

    def __init__(
        self, checked: Checked, pieces: Sequence[Piece], memory: Memory, about: str
    ) -> None:
        self._pieces = pieces
        self._about = about
        outcome = checked.outcome()
        # What is wrong with how things came to be in memory is told where that is a cell.
        found = [one for one in outcome.findings if self.where(one.place) != NOW]
        self.findings = sorted(found, key=lambda one: one.place.key)[:_MOST]
        self._left = len(found) - len(self.findings)
        version, origin = outcome.release or ("", "")
        self._release = f"scvi-tools {version}" + (f" ({origin})" if origin else "")
        self._quieter = sum(outcome.quieter.values())
        self._memory = [_words(memory, name) for name in memory.living]

    # --- words --------------------------------------------------------------------------------

    def where(self, place: Place) -> str:
        """A place as the user knows it: a cell's own number and line, or the memory."""
        index = (place.cell or 1) - 1
        piece = self._pieces[index] if index < len(self._pieces) else None
        if piece is None or place.cell is None:
            return str(place)
        return NOW if piece.label == NOW else f"{piece.label}, line {place.start[0]}"

    def _reasons(self, one: Located) -> list[str]:
        rows: list[str] = []
        for near in one.related[:_MOST_REASONS]:
            where = self.where(near.place)
            said = where == NOW and NOW in near.message
            rows.append(near.message if said else f"{where}: {near.message}")
        return rows

    def _summary(self) -> str:
        count = len(self.findings) + self._left
        words = "no problems" if not count else f"{count} problem{'s' * (count > 1)}"
        more = f"; {self._quieter} quieter (--severity info)" if self._quieter else ""
        return f"{self._about}: {words}{more} · {self._release}"

    def __repr__(self) -> str:
        lines = [f"scvi-lint · {self._summary()}"]
        for one in self.findings:
            known = one.finding
            lines.append("")
            lines.append(f"{self.where(one.place)}: {known.code} {known.severity} {known.message}")
            lines += [f"    {line}" for line in _source(one)]
            lines += [f"  = {reason}" for reason in self._reasons(one)]
            if known.citation is not None:
                lines.append(f"  = see: {known.citation.url}")
            lines += [f"  = help: {fix.title}" for fix in one.fixes[:3]]
        if self._memory:
            lines += ["", f"{NOW}:", *(f"  {row}" for row in self._memory)]
        return "\n".join(map(for_terminal, lines))

    def _repr_html_(self) -> str:
        parts = [f"<p><b>scvi-lint</b> · {for_html(self._summary())}</p>"]
        parts += map(self._finding, self.findings)
        if self._memory:
            rows = "".join(f"<li>{for_html(row)}</li>" for row in self._memory)
            parts.append(f"<details><summary>{NOW}</summary><ul>{rows}</ul></details>")
        return f'<div class="scvi-lint">{"".join(parts)}</div>'

    def _finding(self, one: Located) -> str:
        known = one.finding
        colour = _COLOURS.get(known.severity, "inherit")
        head = (
            f'<b style="color:{colour}">{for_html(known.severity)}</b> '
            f"<code>{for_html(known.code)}</code> {for_html(self.where(one.place))}"
        )
        parts = [f"<div>{head}</div>", f"<div>{for_html(known.message)}</div>"]
        source = "\n".join(for_html(line) for line in _source(one))
        if source:
            parts.append(f'<pre style="margin:2px 0">{source}</pre>')
        rows = [for_html(reason) for reason in self._reasons(one)]
        rows += [f"help: {for_html(fix.title)}" for fix in one.fixes[:3]]
        page = known.citation
        if page is not None and page.url.startswith(HOST):
            names = " › ".join(dict.fromkeys(part for part in (page.title, page.heading) if part))
            rows.append(
                f'see: <a href="{for_html(page.url)}" target="_blank" rel="noopener noreferrer">'
                f"{for_html(names)}</a>"
            )
        listed = "".join(f"<li>{row}</li>" for row in rows)
        parts.append(f'<ul style="margin:2px 0 0">{listed}</ul>' if rows else "")
        style = f"border-left:3px solid {colour};padding:2px 0 2px 8px;margin:6px 0"
        return f'<div style="{style}">{"".join(parts)}</div>'


def _source(one: Located) -> list[str]:
    """The line of a finding."""
    number = one.place.start[0] - one.frame.first
    return [cut(line.strip(), 200) for line in one.frame.lines[number : number + 1] if line.strip()]


def _words(memory: Memory, name: str) -> str:
    """One object in memory in a line."""
    living = memory.living[name]
    known = memory.seen(name)
    if isinstance(known, ModelSeen):
        given = ", ".join(f"{key}={value!r}" for key, value in known.setup.items() if value)
        states: dict[Scalar, str] = {True: "trained", False: "not trained"}
        state = states.get(known.trained or False)
        parts = [known.class_name or living.path, state or "", f"set up with {given or 'nothing'}"]
        parts += [f"holds {living.data}"] if living.data else []
    elif isinstance(known, DataSeen):
        parts = [f"{known.n_obs} × {known.n_vars}"]
        if living.is_view:
            parts.append("a view")
        if known.x is not None:
            parts.append(f"X: {known.x.state}")
        elif known.kind == "anndata":
            parts.append(f"X: not looked at ({held.form_of_x(living.thing)})")
        parts += [f"layer {key}: {one.state}" for key, one in known.layers.items()][:_MOST_SHOWN]
        parts += [f"modality {key}" for key in known.modalities][:_MOST_SHOWN]
        names = list(known.obs)
        more = f" and {len(names) - _MOST_SHOWN} more" if len(names) > _MOST_SHOWN else ""
        parts += [f"obs: {', '.join(map(cut, names[:_MOST_SHOWN]))}{more}"] if names else []
    else:
        parts = ["not looked into (of no form that is known)"]
    return sentence(f"{name} · {' · '.join(part for part in parts if part)}")
