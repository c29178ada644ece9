"""How a model is trained: faults of the rules SCV5xx."""

from __future__ import annotations

from collections.abc import Iterator

from planting import Fault, plants
from subjects import Program, add_argument


@plants("SCV520")
def split_beyond_all_cells(program: Program) -> Iterator[Fault]:
    """Shares of 0.9 and 0.3."""
    for call in program.trainings():
        if call.keyword("train_size") is None:
            yield Fault((add_argument(call, "train_size=0.9, validation_size=0.3"),), (call.span,))


@plants("SCV519")
def no_cells_for_training(program: Program) -> Iterator[Fault]:
    """`train_size=0`."""
    for call in program.trainings():
        if call.keyword("train_size") is None:
            yield Fault((add_argument(call, "train_size=0"),), (call.span,))


@plants("SCV522")
def refresh_the_bar_seldom(program: Program) -> Iterator[Fault]:
    """`progress_bar_refresh_rate=20`."""
    for call in program.trainings():
        if call.keyword("train_size") is None:
            yield Fault((add_argument(call, "progress_bar_refresh_rate=20"),), (call.span,))
