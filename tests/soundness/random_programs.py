"""Random programs over data that only know what was done to them last.

The same text is followed by the interpreter and run on stubs. Conditions are calls: what they
answer is drawn at each run, as is how many files there are.
"""

from __future__ import annotations

import random
from typing import Any

# What each operation makes of what was there, as the interpreter has it (see `test_soundness`).
OPERATIONS = ("sc.pp.log1p", "sc.pp.scale")
MOST_STEPS = 400


class Data:
    """An AnnData of which only the scale of X is known."""

    def __init__(self, scale: str = "as read") -> None:
        self.scale = scale

    def copy(self) -> Data:
        return Data(self.scale)


class TooLong(Exception):
    """The program does more than it should."""


class Writer:
    """Writes one program."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.data = ["d0"]
        self.lists: list[str] = []
        self.questions: list[str] = []
        self.number = 0

    def program(self) -> str:
        lines = ["import glob", "d0 = sc.read_h5ad('a.h5ad')"]
        for _ in range(self.draw.randint(4, 9)):
            lines += self.statement(0)
        return "\n".join(lines) + "\n"

    def new(self, letter: str) -> str:
        self.number += 1
        return f"{letter}{self.number}"

    def one(self) -> str:
        return self.draw.choice(self.data)

    def block(self, depth: int) -> list[str]:
        kept = list(self.data), list(self.lists)
        lines = [line for _ in range(self.draw.randint(1, 3)) for line in self.statement(depth)]
        if self.draw.random() < 0.7:  # else names stay known that only this path binds
            self.data, self.lists = kept
        return [f"    {line}" for line in lines]

    def statement(self, depth: int) -> list[str]:
        simple = ["change"] * 4 + ["copy", "alias", "read", "choose", "list", "listed", "element"]
        nested = ["if", "if", "asked", "for", "files", "each", "try"]
        kind = self.draw.choice(simple + (nested * 2 if depth < 2 else []))
        return getattr(self, f"_{kind}")(depth)

    def _change(self, _depth: int) -> list[str]:
        return [f"{self.draw.choice(OPERATIONS)}({self.one()})"]

    def _bound(self, value: str) -> list[str]:
        again = self.draw.random() < 0.4
        name = self.one() if again else self.new("d")
        if not again:
            self.data.append(name)
        return [f"{name} = {value}"]

    def _copy(self, _depth: int) -> list[str]:
        return self._bound(f"{self.one()}.copy()")

    def _alias(self, _depth: int) -> list[str]:
        return self._bound(self.one())

    def _read(self, _depth: int) -> list[str]:
        return self._bound("sc.read_h5ad('a.h5ad')")

    def _choose(self, _depth: int) -> list[str]:
        return self._bound(f"{self.one()} if ask() else {self.one()}")

    def _list(self, _depth: int) -> list[str]:
        name = self.new("l")
        items = [self.one() for _ in range(self.draw.randint(1, 3))]
        self.lists.append(name)
        return [f"{name} = [{', '.join(items)}]"]

    def _listed(self, depth: int) -> list[str]:
        # What a branch puts into a list is still taken for one of its items on all paths.
        if not self.lists or depth:
            return ["pass"]
        return [f"{self.draw.choice(self.lists)}.append({self.one()})"]

    def _element(self, _depth: int) -> list[str]:
        return self._bound(f"{self.draw.choice(self.lists)}[0]") if self.lists else ["pass"]

    def _if(self, depth: int) -> list[str]:
        lines = ["if ask():", *self.block(depth + 1)]
        return [*lines, "else:", *self.block(depth + 1)] if self.draw.random() < 0.5 else lines

    def _asked(self, depth: int) -> list[str]:
        before = []
        if not self.questions or (depth == 0 and self.draw.random() < 0.3):
            name = self.new("q")
            if depth:
                return ["pass"]
            self.questions.append(name)
            before = [f"{name} = ask()"]
        words = self.draw.choice(("if {}:", "if not {}:")).format(self.draw.choice(self.questions))
        return [*before, words, *self.block(depth + 1)]

    def _for(self, depth: int) -> list[str]:
        leave = self._leave()
        return [f"for {self.new('i')} in ['a', 'b']:", *self.block(depth + 1), *leave]

    def _files(self, depth: int) -> list[str]:
        leave = self._leave()
        return [f"for {self.new('i')} in glob.glob('*'):", *self.block(depth + 1), *leave]

    def _each(self, depth: int) -> list[str]:
        if not self.lists:
            return ["pass"]
        name = self.new("d")
        head = f"for {name} in {self.draw.choice(self.lists)}:"
        self.data.append(name)
        body = self.block(depth + 1)
        if name in self.data:
            self.data.remove(name)
        return [head, *body, *self._leave()]

    def _leave(self) -> list[str]:
        if self.draw.random() < 0.7:
            return []
        return ["    if ask():", f"        {self.draw.choice(('break', 'continue'))}", "    pass"]

    def _try(self, depth: int) -> list[str]:
        body = self.block(depth + 1)
        body.insert(self.draw.randint(0, len(body)), "    may_fail()")
        if any(line.startswith("        ") or line.endswith(":") for line in body):
            body = ["    may_fail()", *[line for line in body if line != "    may_fail()"]]
        return ["try:", *body, "except OSError:", *self.block(depth + 1)]


def run(text: str, table: dict[tuple[str, str], str], seed: int) -> dict[str, Any]:
    """What the names stand for after one run. Raises what the program raises."""
    draw = random.Random(seed)
    steps = 0

    def ask(*_: Any) -> bool:
        nonlocal steps
        steps += 1
        if steps > MOST_STEPS:
            raise TooLong
        return draw.random() < 0.5

    def may_fail() -> None:
        if ask():
            raise OSError

    def changed(name: str) -> Any:
        def change(data: Data) -> None:
            ask()
            data.scale = table[name, data.scale]

        return change

    class Scanpy:
        @staticmethod
        def read_h5ad(_path: str) -> Data:
            return Data()

        class pp:
            log1p = staticmethod(changed("sc.pp.log1p"))
            scale = staticmethod(changed("sc.pp.scale"))

    class Files:
        @staticmethod
        def glob(_pattern: str) -> list[str]:
            return ["x", "y", "z"][: draw.randint(0, 3)]

    names: dict[str, Any] = {"sc": Scanpy, "ask": ask, "may_fail": may_fail}
    code = text.replace("import glob\n", "")
    names["glob"] = Files
    exec(compile(code, "program.py", "exec"), names)
    return names
