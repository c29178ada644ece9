"""Data and models without any values: they know their scale, their categories, whether trained.

`run` runs a program on them. What `ask()` answers and how many files there are is drawn.
"""

from __future__ import annotations

import random
import sys
from typing import Any

MOST_STEPS = 400
# (operation, scale before) → scale after
Table = dict[tuple[str, str], str]
SEVERAL = "of several scales"


class Memory:
    """X or a layer."""

    def __init__(self, scale: str) -> None:
        self.scale = scale

    def copy(self) -> Memory:
        return Memory(self.scale)


class Data:
    """An AnnData of which the scales and the categories of columns are known."""

    def __init__(self, scale: str = "as read") -> None:
        self.X = Memory(scale)
        self.layers: dict[str, Memory] = {}
        # A category is one letter: a column is the text of all of them.
        self.obs: dict[str, str] = {}
        self.registered = False

    def copy(self) -> Data:
        other = Data(self.X.scale)
        other.layers = {name: memory.copy() for name, memory in self.layers.items()}
        other.obs = dict(self.obs)
        other.registered = self.registered
        return other

    def facts(self) -> dict[str, str]:
        """What is so, in the words of `soundness.claims`."""
        known = {"X": self.X.scale}
        known.update({f"layer {name}": memory.scale for name, memory in self.layers.items()})
        known.update({f"obs {name}": ",".join(sorted(set(self.obs[name]))) for name in self.obs})
        return known


class Model:
    """A model that was trained or not."""

    def __init__(self, data: Data) -> None:
        if not data.registered:
            raise ValueError("not set up")
        self.trained = False

    @staticmethod
    def setup_anndata(data: Data) -> None:
        data.registered = True

    def train(self) -> None:
        self.trained = True

    def facts(self) -> dict[str, str]:
        return {"trained": str(self.trained)}


class TooLong(Exception):
    """The program does more than it should."""


def concat(parts: list[Data]) -> Data:
    if not parts:
        raise ValueError("nothing to concatenate")
    scales = {part.X.scale for part in parts}
    whole = Data(scales.pop() if len(scales) == 1 else SEVERAL)
    for name in set.intersection(*(set(part.layers) for part in parts)):
        scales = {part.layers[name].scale for part in parts}
        whole.layers[name] = Memory(scales.pop() if len(scales) == 1 else SEVERAL)
    for name in set.intersection(*(set(part.obs) for part in parts)):
        whole.obs[name] = "".join({letter for part in parts for letter in part.obs[name]})
    return whole


class Run:
    """One run of a program: the names it ends with, and what each change met, by its line."""

    def __init__(self, table: Table, seed: int) -> None:
        self.names: dict[str, Any] = {}
        self.met: dict[int, set[str]] = {}
        self._draw = random.Random(seed)
        self._table = table
        self._steps = 0

    def ask(self, *_: Any) -> bool:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise TooLong
        return self._draw.random() < 0.5

    def may_fail(self) -> None:
        if self.ask():
            raise OSError

    def changes(self, name: str) -> Any:
        def change(data: Data) -> None:
            self.ask()
            line = sys._getframe(1).f_lineno
            self.met.setdefault(line, set()).add(data.X.scale)
            # A scale that no program followed has shown is what nothing may claim.
            data.X.scale = self._table.get((name, data.X.scale), SEVERAL)

        return staticmethod(change)

    def execute(self, text: str) -> None:
        """Raises what the program raises."""
        run = self
        files = [["x", "y", "z"][: self._draw.randint(0, 3)] for _ in range(2)]

        class Files:
            @staticmethod
            def glob(_pattern: str) -> list[str]:
                run.ask()
                return run._draw.choice(files)

        class scanpy:
            @staticmethod
            def read_h5ad(_path: str) -> Data:
                run.ask()
                return Data()

            class pp:
                log1p = run.changes("sc.pp.log1p")
                scale = run.changes("sc.pp.scale")

        class anndata:
            concat = staticmethod(concat)

        class scvi:
            class model:
                SCVI = Model

        self.names = {"sc": scanpy, "ad": anndata, "scvi": scvi, "glob": Files}
        self.names |= {"ask": self.ask, "may_fail": self.may_fail}
        # As long as the import of the text is, so that lines stay where they are.
        code = text.replace("import glob\n", "pass\n", 1)
        exec(compile(code, "program.py", "exec"), self.names)
