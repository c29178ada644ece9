"""What the call around the cursor accepts, and which of it is being written.

Pure: an insight and a place in, names out. Of an argument that is not written yet it is told which
one comes next: the next position, and behind a keyword the first that was not given.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scvi_lint.ide import reference
from scvi_lint.ide.cursor import argument_at, call_at
from scvi_lint.ide.insight import Insight
from scvi_lint.ide.moments import Spot
from scvi_lint.ide.resolve import Callee
from scvi_lint.ide.statements import walk
from scvi_lint.knowledge.signatures import Parameter
from scvi_lint.source.documents.document import Document
from scvi_lint.source.parser import nodes


class Shown(NamedTuple):
    """A signature: where each parameter stands in its text, their names, and the active one.

    Names are ASCII, so these offsets are the same in every encoding.
    """

    callee: Callee
    label: str
    spans: list[tuple[int, int]]
    names: list[str]
    active: int | None


def signature(insight: Insight, spot: Spot) -> Shown | None:
    """The signature of the call around a place, if it is one of scvi-tools."""
    cell = insight.document.cells[spot[0]]
    call = call_at(cell, spot[1])
    callee = None if call is None else insight.resolver.callee(call, (spot[0], call.start))
    if call is None or callee is None or callee.is_property:
        return None
    label, spans, parameters = _label(callee)
    number, argument = argument_at(cell, call, spot[1])
    word = _typed(argument, spot[1])
    if word and _is_bound(insight.document, word, spot):
        word = ""
    active = _Active(callee, call, parameters).at(number, argument, word)
    return Shown(callee, label, spans, [one.name for one in parameters], active)


def _label(callee: Callee) -> tuple[str, list[tuple[int, int]], list[Parameter]]:
    text = f"{callee.title}("
    spans: list[tuple[int, int]] = []
    parameters: list[Parameter] = []
    for number, (written, parameter) in enumerate(reference.parameters(callee.signature)):
        if number:
            text += ", "
        spans.append((len(text), len(text) + len(written)))
        parameters.append(parameter)
        text += written
    return text + ")", spans, parameters


def _typed(argument: nodes.Argument | None, offset: int) -> str:
    """The name that stands alone as an argument right before the cursor."""
    if argument is None or argument.keyword is not None or argument.stars:
        return ""
    value = argument.value
    return value.id if isinstance(value, nodes.Name) and value.end == offset else ""


def _is_bound(document: Document, word: str, spot: Spot) -> bool:
    """Whether a word stands somewhere else in the program as a name: it is no keyword to be."""
    for cell in document.cells:
        if not cell.is_python or cell.text.count(word) <= (cell.index == spot[0]):
            continue
        for node in walk(cell):
            here = cell.index == spot[0] and node.end == spot[1]
            if isinstance(node, nodes.Name) and node.id == word and not here:
                return True
            if isinstance(node, nodes.Parameter) and node.name == word:
                return True
    return False


class _Active:
    """Which parameter of a callee an argument of a call fills, or is going to."""

    def __init__(self, callee: Callee, call: nodes.Call, parameters: list[Parameter]) -> None:
        self._call = call
        self._names = [one.name for one in parameters]
        self._kinds = [one.kind for one in parameters]
        forwarded = [bool(one.via) for one in parameters]
        self._positional = [
            index
            for index, kind in enumerate(self._kinds)
            if kind in ("plain", "positional") and not forwarded[index]
        ]
        # `SCVI.train(model, …)`: the first argument is the object.
        self._shift = 1 if callee.is_unbound else 0

    def at(self, number: int, argument: nodes.Argument | None, word: str) -> int | None:
        """The parameter for the argument `number`; `word` is what may become its keyword."""
        if argument is not None and argument.keyword is not None:
            return self._named(argument.keyword)
        if argument is not None and argument.stars == 2:
            return self._of_kind("kwargs")
        before = self._call.arguments[:number]
        by_name = any(one.keyword is not None or one.stars == 2 for one in before)
        free = self._free(number)
        if word:
            begun = next((i for i in free if self._names[i].startswith(word)), None)
            if begun is not None:
                return begun
        if not by_name and number < self._shift:
            return None  # the object itself
        place = None if by_name else self._at_position(number, before)
        if place is not None or any(one.stars for one in before) or (word and by_name):
            return place
        return next(iter(free), self._of_kind("kwargs"))

    def _named(self, keyword: str) -> int | None:
        for index, name in enumerate(self._names):
            if name == keyword and self._kinds[index] not in ("positional", "args", "kwargs"):
                return index
        return self._of_kind("kwargs")

    def _of_kind(self, kind: str) -> int | None:
        return self._kinds.index(kind) if kind in self._kinds else None

    def _at_position(self, number: int, before: Iterable[nodes.Argument]) -> int | None:
        if any(one.stars for one in before):
            return self._of_kind("args")  # how many come before is not known
        place = number - self._shift
        if 0 <= place < len(self._positional):
            return self._positional[place]
        return self._of_kind("args") if place >= 0 else None

    def _free(self, number: int) -> list[int]:
        """The parameters that may still be given by name."""
        filled = self._positional[: max(self._count_before(number) - self._shift, 0)]
        given = {one.keyword for one in self._call.arguments if one.keyword is not None}
        return [
            index
            for index, name in enumerate(self._names)
            if self._kinds[index] in ("plain", "keyword")
            and index not in filled
            and name not in given
        ]

    def _count_before(self, number: int) -> int:
        before = self._call.arguments[:number]
        return sum(one.keyword is None and not one.stars for one in before)
