"""The steps of a program that concern scvi-tools: read, set up, build, train, query, save."""

from __future__ import annotations

from scvi_lint.ide.models import registration_words
from scvi_lint.interpreter.engine.analysis import Analysis
from scvi_lint.interpreter.events.kinds import (
    Constructed,
    Event,
    Loaded,
    OfModel,
    Queried,
    Read,
    Registered,
    Saved,
    Trained,
)
from scvi_lint.source.documents.span import Span


class Step:
    """One step; `children` are what is done with a model."""

    __slots__ = ("children", "detail", "kind", "name", "span")

    def __init__(self, kind: str, name: str, detail: str, span: Span) -> None:
        self.kind = kind
        self.name = name
        self.detail = detail
        self.span = span
        self.children: list[Step] = []


def pipeline(analysis: Analysis, path: str) -> list[Step]:
    """The steps of a document in order of their places, each place once."""
    steps: dict[Span, Step] = {}
    models: dict[int, Step] = {}
    for event in analysis.events:
        if event.span.path != path or event.span in steps:
            continue
        step = _step(event)
        if step is None:
            continue
        if isinstance(event, OfModel):
            owner = models.get(event.model.id)
            if owner is not None:
                if all(child.span != step.span for child in owner.children):
                    owner.children.append(step)
                continue
        steps[event.span] = step
        if isinstance(event, Constructed):
            models[event.model.id] = step
    return sorted(steps.values(), key=lambda step: step.span)


def _step(event: Event) -> Step | None:
    span = event.span
    if isinstance(event, Read):
        return Step("read", f"read {event.path or 'data'}", "", span)
    if isinstance(event, Registered):
        words = registration_words(event.registration)
        return Step("setup", f"{event.class_name}.{event.registration.method}", words, span)
    if isinstance(event, Constructed):
        return Step("model", event.class_name, "", span)
    if isinstance(event, Loaded):
        return Step("model", f"{event.class_name}.{event.method}", "", span)
    if isinstance(event, Trained):
        return Step("train", "train", "", span)
    if isinstance(event, Queried):
        return Step("query", event.call.name, "", span)
    if isinstance(event, Saved):
        return Step("save", "save", "", span)
    return None
