"""From the events of a program to boxes and arrows.

A box is a place of the program, however often it is passed. An arrow follows an object – data or
a model – from the box that dealt with it last to the one that deals with it next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from scvi_lint.interpreter.domain import slots
from scvi_lint.interpreter.events import kinds
from scvi_lint.picture import evidence, findings, states
from scvi_lint.picture.graph import MOST_BOXES, Arrow, Box, Picture
from scvi_lint.picture.places import Places, in_one_line, within
from scvi_lint.semantic.data_views import AnnDataView
from scvi_lint.semantic.model_views import ModelView

if TYPE_CHECKING:
    from scvi_lint.ide.insight import Insight
    from scvi_lint.interpreter.domain.table import Table
    from scvi_lint.linting.checking import Result
    from scvi_lint.linting.findings import Finding
    from scvi_lint.source.documents.span import Span

    View = AnnDataView | ModelView

_STEPS: tuple[tuple[type[kinds.Event], str], ...] = (
    (kinds.Read, "data"),
    (kinds.Registered, "register"),
    (kinds.OwnCall, "register"),
    (kinds.Constructed, "model"),
    (kinds.Loaded, "model"),
    (kinds.Trained, "train"),
    (kinds.Queried, "ask"),
    (kinds.Minified, "use"),
    (kinds.Saved, "use"),
    (kinds.Transformed, "prepare"),
    (kinds.Subset, "prepare"),
    (kinds.GraphBuilt, "prepare"),
    (kinds.GraphUsed, "prepare"),
    (kinds.Stored, "prepare"),
    (kinds.Called, "prepare"),
)
# The less said of a call by one event, the more by another one of the same call.
_RANK = {step: number for number, (_, step) in enumerate(_STEPS)}
# That data is as it was read goes without saying.
_READ = {"X": "X: as read"}
_DATA = ("anndata", "mudata")
_OLD_SET_UP = ("setup_anndata", "register_tensor_from_anndata", "transfer_anndata_setup")
_ROOMS = ("X", "layers", "obs", "obsm", "raw", "")


def tell(insight: Insight, result: Result, found: Sequence[Finding], title: str) -> Picture:
    """The picture of a program that was checked."""
    return _Story(insight, result, found, title).told()


class _Story:
    def __init__(
        self, insight: Insight, result: Result, found: Sequence[Finding], title: str
    ) -> None:
        origin = f" ({result.version_origin})" if result.version_origin else ""
        self.picture = Picture(title, f"scvi-tools {result.version}{origin}")
        self.analysis = result.analysis
        self._findings = found
        self.insight = insight
        self._places = Places(insight.document, result.analysis)
        self._boxes: dict[object, Box] = {}
        self._kinds: dict[Box, type[kinds.Event] | None] = {}  # of the event that came first
        self._whole: dict[Box, Span] = {}  # boxes that show a whole statement, with their calls
        self._graphs: set[Box] = set()
        self._spans: list[tuple[Span, Box]] = []
        self._last: dict[int, Box] = {}
        self._kin: dict[int, int] = {}  # whose memory or modality something is
        self._said: dict[int, dict[str, str]] = {}
        self._into: list[list[Arrow]] = []  # the arrows that lead to each box

    def told(self) -> Picture:
        events = self.analysis.events
        for event in events:
            step = next((step for kind, step in _STEPS if isinstance(event, kind)), "")
            if step and self._counts(event):
                old = isinstance(event, kinds.Called) and event.call.name in _OLD_SET_UP
                self._happens(event, "register" if old else step)
        self._reduce()
        self._settle()
        if events:
            self._ends(events[-1].table)
        evidence.put(self.picture, self.analysis, self.insight.document, self._spans)
        findings.put(self.picture, self._findings, self._places, self._spans, self._make)
        return self.picture

    # --- boxes ----------------------------------------------------------------------------------

    def _counts(self, event: kinds.Event) -> bool:
        """Whether it belongs to the way of the data: plots and notes aside do not."""
        if isinstance(event, kinds.Called):
            return ".pl." not in event.call.function and any(self._data_of(event))
        if isinstance(event, kinds.Stored):
            return event.room in _ROOMS
        return True

    def _happens(self, event: kinds.Event, step: str) -> None:
        used, made = self._objects(event)
        for view in used:
            self._is_born(view, event.statement)
        box = self._box(event, step)
        if box is None:
            return
        for view in used:
            source = self._source_of(view)
            if source is not box:
                self._comes(view, source, box)
            for identity in view.ids:
                self._last[identity] = box
            if isinstance(view, AnnDataView):
                self._adopt(view)
        for identity in made:
            self._last[identity] = box
        if isinstance(event, kinds.GraphBuilt | kinds.GraphUsed):
            self._graphs.add(box)
        if isinstance(event, kinds.Constructed) and event.registration is not None:
            for record in event.registration.values:
                source = self._boxes.get(getattr(record, "span", None))
                if source is not None and source.number < box.number:
                    self._lead(source, box, "data", [])

    def _comes(self, view: View, source: Box | None, box: Box) -> None:
        """An arrow for an object that a box deals with."""
        words = self._words(view)
        if source is None:
            box.told += [word for word in words if word not in box.told]
        elif source.number < box.number:
            kind = "model" if isinstance(view, ModelView) else "data"
            self._lead(source, box, kind, words)

    def _adopt(self, view: AnnDataView) -> None:
        """Remember whose memory X is in, and whose modalities its modalities are."""
        parts = [view.modality(name) for name in view.entries(slots.MOD)]
        for identity in (view.memory, *(part.id for part in parts if part is not None)):
            if identity is not None and identity != view.id:
                self._kin.setdefault(identity, view.id)

    def _origins(self, view: View) -> list[int]:
        """The objects that one is a copy or a part of, the nearest first."""
        if isinstance(view, ModelView):
            return []
        return [self._kin.get(one, one) for one in (view.id, *view.copied_from)]

    def _is_born(self, view: View, statement: Span | None) -> None:
        """A part of other data has a box of its own: where its cells or genes were chosen."""
        if not isinstance(view, AnnDataView) or view.id in self._last:
            return
        for known in states.parts(view):
            place = known.reasons[-1].span if known.reasons else None
            origin = next((one for one in self._origins(view) if one in self._last), None)
            if place is None or origin is None or place in self._boxes:
                continue
            if statement is not None and within(place, statement):
                continue  # the box of the step itself shows the choice
            other = AnnDataView(origin, view.table, "")
            if known in (other.cells, other.genes) or len(self.picture.boxes) >= MOST_BOXES:
                continue
            before = self._last[origin]
            box = self._make("prepare", place, place, self._places.line(place))
            words = states.difference(
                self._said.get(origin, _READ), states.of_data(other, self.insight.teller)
            )
            self._said[origin] = states.of_data(other, self.insight.teller)
            self._lead(before, box, "data", words)
            self._last[view.id] = box
            self._said[view.id] = dict(self._said[origin])

    def _box(self, event: kinds.Event, step: str) -> Box | None:
        place: Span = event.span if event.call is None else event.call.span
        statement: Span = event.statement or place
        if isinstance(event, kinds.Stored):
            # What a call of the same statement returned is put somewhere: no step of its own.
            found = self._boxes.get(("in", statement))
            if found is not None:
                return found
            place = statement
        known = self._boxes.get(place)
        if known is not None:
            if _RANK[step] < _RANK[known.step]:
                known.step = step
            known.repeated |= self._kinds[known] is type(event)
            return known
        if len(self.picture.boxes) >= MOST_BOXES:
            self.picture.left_out += 1
            return None
        first = self._boxes.get(("in", statement))
        alone = first is None
        if first is not None and first in self._whole:
            first.code = in_one_line(self.analysis.source(self._whole.pop(first)))
        words = self.analysis.source(statement if alone else place)
        if alone and len(words) > 400:
            words = self.analysis.source(place)
        made = self._make(step, place, statement, words)
        self._kinds[made] = type(event)
        if alone and event.call is not None and not isinstance(event, kinds.Stored):
            self._whole[made] = event.call.span
        return made

    def _make(self, step: str, place: Span, statement: Span, words: str) -> Box:
        path = "" if place.path == self.insight.document.path else place.path
        cell, line = self._places.cell_and_line(place)
        where = self._places.where(place)
        box = Box(len(self.picture.boxes), step, in_one_line(words), where, path, cell, line)
        self.picture.boxes.append(box)
        self._kinds[box] = None
        self._into.append([])
        self._boxes[place] = self._boxes[("in", statement)] = box
        self._spans.append((statement, box))
        return box

    # --- objects --------------------------------------------------------------------------------

    def _objects(self, event: kinds.Event) -> tuple[Sequence[View], list[int]]:
        """What an event deals with, and the objects that it makes."""
        if isinstance(event, kinds.Read):
            return [], [event.data.id]
        if isinstance(event, kinds.Constructed):
            origin = [] if event.origin is None else [event.origin]
            return [*self._data_of(event), *origin], [event.model.id]
        if isinstance(event, kinds.Loaded):
            model = None if event.written is None else event.written.value.view
            return [view for view in (event.adata, event.receiver, model) if view is not None], []
        if isinstance(event, kinds.OfModel):
            own = event.model.adata
            given = event.adata
            other = given is not None and (own is None or own.id != given.id)
            return [event.model, *([given] if other and given is not None else [])], []
        about, given = _about(event), list(self._given(event))
        if about is None or not given or any(about.may_be(view) for view in given):
            return list(self._data_of(event)), []
        return given, [about.id]  # what a call put together out of others

    def _data_of(self, event: kinds.Event) -> Iterator[AnnDataView]:
        """The data that an event is about, else the data among the arguments of its call."""
        about = _about(event)
        if about is not None:
            yield about
        else:
            yield from self._given(event)

    def _given(self, event: kinds.Event) -> Iterator[AnnDataView]:
        for argument in () if event.call is None else event.call.arguments.values():
            for identity in argument.objects:
                view = AnnDataView(identity, event.table, "")
                if view.thing.kind in _DATA:
                    yield view

    def _words(self, view: View) -> list[str]:
        """What is different of an object since an arrow spoke of it last."""
        if isinstance(view, ModelView):
            now = states.of_model(view)
        else:
            now = states.of_data(view, self.insight.teller)
        before = self._said.get(view.id)
        if before is None:
            before = self._said_of_origin(view)
        self._said[view.id] = now
        return states.difference(before, now)

    def _said_of_origin(self, view: View) -> dict[str, str]:
        """Of a copy, only what tells it from its original."""
        found = (self._said[one] for one in self._origins(view) if one in self._said)
        return next(found, _READ)

    def _source_of(self, view: View) -> Box | None:
        """The box that dealt with an object last, or with what it is a copy of, or made it."""
        known = (*view.ids, *self._origins(view))
        found = [self._last[one] for one in known if one in self._last]
        if found:
            return found[0]
        born = view.born
        for reason in () if born is None else reversed(born.reasons):
            if reason.span is None:
                continue
            known = self._boxes.get(reason.span) or self._boxes.get(("in", reason.span))
            if known is not None:
                return known
        return None

    # --- arrows ---------------------------------------------------------------------------------

    def _lead(self, source: Box, box: Box, kind: str, words: list[str]) -> None:
        known = next((one for one in self._into[box.number] if one.source == source.number), None)
        if known is None:
            known = Arrow(source.number, box.number, kind, [])
            self._into[box.number].append(known)
        known.words += [word for word in words if word not in known.words]

    def _reduce(self) -> None:
        """What comes to a box by way of another needs no arrow of its own."""
        above: list[int] = []  # for each box, those that lead to it, as bits
        for arrows in self._into:
            kept: list[Arrow] = []
            for arrow in arrows:
                way = next((one for one in arrows if above[one.source] >> arrow.source & 1), None)
                if way is None:
                    kept.append(arrow)
                else:
                    way.words += [word for word in arrow.words if word not in way.words]
            bits = 0
            for arrow in kept:
                bits |= above[arrow.source] | 1 << arrow.source
            above.append(bits)
            self.picture.arrows += kept

    def _settle(self) -> None:
        """Steps on data behind a question are results, unless another set-up is made of them: then
        those behind the last graph begin its way."""
        asked = False
        pending: list[Box] = []
        for box in self.picture.boxes:
            if box.step == "prepare":
                pending.append(box)
                continue
            if asked:
                begins = box.step == "register"
                self._are_results(self._up_to_graph(pending) if begins else pending)
            pending = []
            asked = box.step in ("ask", "use") or (asked and box.step not in ("data", "register"))
        if asked:
            self._are_results(pending)

    def _up_to_graph(self, boxes: list[Box]) -> list[Box]:
        places = [place for place, box in enumerate(boxes, 1) if box in self._graphs]
        return boxes[: max(places, default=0)]

    def _are_results(self, boxes: list[Box]) -> None:
        for box in boxes:
            box.step = "use"

    def _ends(self, table: Table) -> None:
        """What the last step left behind, which no arrow tells."""
        for identity, box in self._last.items():
            view = AnnDataView(identity, table, "")
            if view.thing.kind in _DATA and identity in self._said:
                now = states.of_data(view, self.insight.teller)
                words = states.difference(self._said[identity], now)
                box.left += [word for word in words if word not in box.left]


def _about(event: kinds.Event) -> AnnDataView | None:
    """The data that an event is about, if it is about data."""
    about: object = getattr(event, "adata", None)
    return about if isinstance(about, AnnDataView) else None
