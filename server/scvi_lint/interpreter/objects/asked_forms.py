"""What is asked of a result as it came from its model: attributes, items, parts, axes.

Whether its form has them is for rules to say; here stands which form it is in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain.results import Embedding, Table
from scvi_lint.interpreter.domain.values import Atom, Data, Value
from scvi_lint.interpreter.events.kinds import FormAsked
from scvi_lint.interpreter.events.models import Queried, query_of
from scvi_lint.source.parser import nodes

if TYPE_CHECKING:
    from scvi_lint.interpreter.engine.given import Given
    from scvi_lint.interpreter.engine.run import Run

_MEANS = ("cells", "latent")


def attribute(run: Run, atom: Data, name: str, node: nodes.Node) -> None:
    """`expression.loc`, `elbo.columns`."""
    if not name.startswith("_") and f"has {name}" not in run.guards:
        _asked(run, atom, "attribute", name, 0, node)


def item(run: Run, atom: Data, index: Value, node: nodes.Subscript) -> None:
    """`latent["cell_3"]`, `elbo[0]`."""
    _asked(run, atom, "item", index.text, 0, node)


def parts(run: Run, atom: Atom | None, number: int, node: nodes.Node) -> None:
    """`first, second = model.get_latent_representation()`."""
    if isinstance(atom, Data):
        _asked(run, atom, "parts", None, number, node)


def axis(run: Run, atom: Data, name: str, given: Given) -> None:
    """`latent.mean(axis=2)`."""
    pair = given.keywords.get("axis")
    constant = None if pair is None else pair[0].constant
    if constant is not None and type(constant.value) is int:
        _asked(run, atom, "axis", name, constant.value, given.node)


def _asked(run: Run, atom: Data, how: str, name: str | None, number: int, node: nodes.Node) -> None:
    found = _form(atom)
    if found is not None:
        made, form, axes = found
        run.emit(FormAsked(run, run.span(node), made, (form, axes), how, name, number))


def _form(atom: Data) -> tuple[Queried, str, tuple[str, ...]] | None:
    """The query, and the form in which its result is; None for a part, or what was made of it."""
    if isinstance(atom.content, Embedding) and atom.content.beside is not None:
        return None  # a table of pandas by now
    content = atom.content
    made = query_of(content)
    found = None if made is None or not atom.certain else made.returned
    if made is None or found is None:
        return None
    if isinstance(content, Embedding):
        if content.others or found.form not in ("array", "tuple"):
            return None
        known = found.axes if found.form == "array" else _MEANS
        return made, "array", _MEANS if known == ("cells", "any") else known
    if not isinstance(content, Table) or content.part is not None or content.change:
        return None
    if content.axes:
        return made, "array", content.axes
    return made, found.form, found.axes
