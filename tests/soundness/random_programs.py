"""Random programs over data and models that only know what was done to them last (see `stubs`).

What they do to which object is drawn: changes, copies, other names, lists, dictionaries,
functions, classes, branches on answers that are drawn at each run, loops, handlers.
"""

from __future__ import annotations

import random

# What is done to data in place: by its line, a change is told apart in a run and in a claim.
OPERATIONS = ("sc.pp.log1p", "sc.pp.scale")
READ = "sc.read_h5ad('a.h5ad')"

_SIMPLE = (
    *("change",) * 5,
    *("copy", "alias", "read", "choose", "list", "listed", "element", "made_list"),
    *("table", "put", "found", "layer", "label", "concat", "call", "object", "asked_of_object"),
    *("model", "model_alias", "train", "train", "attribute"),
)
_NESTED = ("if", "if", "asked", "for", "files", "each", "each_value", "try", "finally", "while")


class Writer:
    """Writes one program."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.data = ["d0"]
        self.models: list[str] = []
        self.lists: list[str] = []
        self.tables: list[str] = []
        self.objects: list[str] = []
        self.questions: list[str] = []
        self.functions: list[tuple[str, int, bool]] = []
        self.has_class = False
        self.number = 0

    def program(self) -> str:
        lines = ["import glob"]
        for _ in range(self.draw.choice((0, 0, 1, 2))):
            lines += self._function()
        if self.draw.random() < 0.3:
            lines += self._class()
        lines.append(f"d0 = {READ}")
        for _ in range(self.draw.randint(4, 10)):
            lines += self.statement(0)
        return "\n".join(lines) + "\n"

    def new(self, letter: str) -> str:
        self.number += 1
        return f"{letter}{self.number}"

    def one(self) -> str:
        return self.draw.choice(self.data)

    def names(self) -> tuple[list[str], ...]:
        known = (self.data, self.models, self.lists, self.tables, self.objects, self.questions)
        return tuple(list(names) for names in known)

    def forget(self, kept: tuple[list[str], ...]) -> None:
        self.data, self.models, self.lists, self.tables, self.objects, self.questions = kept

    def block(self, depth: int) -> list[str]:
        kept = self.names()
        lines = [line for _ in range(self.draw.randint(1, 3)) for line in self.statement(depth)]
        if self.draw.random() < 0.7:  # else names stay known that only this path binds
            self.forget(kept)
        return [f"    {line}" for line in lines]

    def statement(self, depth: int) -> list[str]:
        kind = self.draw.choice(_SIMPLE + (_NESTED * 2 if depth < 2 else ()))
        return getattr(self, f"_{kind}")(depth)

    # --- what is defined -----------------------------------------------------------------------

    def _function(self) -> list[str]:
        kept, name = self.names(), self.new("f")
        arguments = [self.new("d") for _ in range(self.draw.randint(1, 2))]
        self.forget(([*arguments], [], [], [], [], []))
        body = [line for _ in range(self.draw.randint(1, 3)) for line in self.statement(1)]
        gives = self.draw.random() < 0.7
        if gives:
            if self.draw.random() < 0.3:
                body += ["if ask():", f"    return {self.one()}"]
            body.append(f"return {self.one()}")
        elif self.draw.random() < 0.3:
            body = ["if ask():", "    return", *body]
        self.forget(kept)
        self.functions.append((name, len(arguments), gives))
        return [f"def {name}({', '.join(arguments)}):", *[f"    {line}" for line in body]]

    def _class(self) -> list[str]:
        kept = self.names()
        self.has_class = True
        self.forget((["self.d"], [], [], [], [], []))
        body = [line for _ in range(self.draw.randint(1, 2)) for line in self.statement(1)]
        self.forget(kept)
        return [
            *("class Kept:", "    def __init__(self, d):", "        self.d = d"),
            *("    def work(self):", *[f"        {line}" for line in body]),
        ]

    # --- one line ------------------------------------------------------------------------------

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
        return self._bound(READ)

    def _choose(self, _depth: int) -> list[str]:
        return self._bound(f"{self.one()} if ask() else {self.one()}")

    def _layer(self, _depth: int) -> list[str]:
        name = self.one()
        return [f"{name}.layers['c'] = {name}.X.copy()"]

    def _label(self, _depth: int) -> list[str]:
        return [f"{self.one()}.obs['s'] = '{self.draw.choice('ABC')}'"]

    def _concat(self, _depth: int) -> list[str]:
        if self.lists and self.draw.random() < 0.6:
            return self._bound(f"ad.concat({self.draw.choice(self.lists)})")
        return self._bound(f"ad.concat([{self.one()}, {self.one()}])")

    def _list(self, _depth: int) -> list[str]:
        name = self.new("l")
        items = [self.one() for _ in range(self.draw.randint(0, 3))]
        self.lists.append(name)
        return [f"{name} = [{', '.join(items)}]"]

    def _made_list(self, _depth: int) -> list[str]:
        made = [f"[{READ} for p in glob.glob('*')]", f"[{READ} for p in ['a', 'b']]"]
        if self.lists:
            listed = self.draw.choice(self.lists)
            made += [f"[x.copy() for x in {listed}]", f"[x for x in {listed} if ask()]"]
            made += [f"{listed}[1:]", f"list({listed})", f"{listed} + [{self.one()}]"]
        name = self.new("l")
        self.lists.append(name)
        return [f"{name} = {self.draw.choice(made)}"]

    def _listed(self, _depth: int) -> list[str]:
        if not self.lists:
            return ["pass"]
        name = self.draw.choice(self.lists)
        return [f"{name}.append({self.one()})"]

    def _element(self, _depth: int) -> list[str]:
        place = self.draw.choice(("0", "-1"))
        return self._bound(f"{self.draw.choice(self.lists)}[{place}]") if self.lists else ["pass"]

    def _table(self, _depth: int) -> list[str]:
        name = self.new("t")
        made = [f"{{'a': {self.one()}, 'b': {self.one()}}}", "{}"]
        made.append(f"{{k: {READ} for k in ['a', 'b']}}")
        self.tables.append(name)
        return [f"{name} = {self.draw.choice(made)}"]

    def _put(self, _depth: int) -> list[str]:
        if not self.tables:
            return ["pass"]
        name = self.draw.choice(self.tables)
        return [f"{name}['{self.draw.choice('abc')}'] = {self.one()}"]

    def _found(self, _depth: int) -> list[str]:
        if not self.tables:
            return ["pass"]
        return self._bound(f"{self.draw.choice(self.tables)}['{self.draw.choice('abc')}']")

    def _call(self, _depth: int) -> list[str]:
        if not self.functions:
            return ["pass"]
        name, number, gives = self.draw.choice(self.functions)
        call = f"{name}({', '.join(self.one() for _ in range(number))})"
        return self._bound(call) if gives and self.draw.random() < 0.7 else [call]

    def _object(self, _depth: int) -> list[str]:
        if not self.has_class:
            return ["pass"]
        name = self.new("o")
        line = f"{name} = Kept({self.one()})"
        self.objects.append(name)
        self.data.append(f"{name}.d")
        return [line]

    def _asked_of_object(self, _depth: int) -> list[str]:
        return [f"{self.draw.choice(self.objects)}.work()"] if self.objects else ["pass"]

    def _attribute(self, _depth: int) -> list[str]:
        return [f"{self.draw.choice(self.objects)}.d = {self.one()}"] if self.objects else ["pass"]

    def _model(self, _depth: int) -> list[str]:
        name = self.new("m")
        self.models.append(name)
        data = self.one()
        return [f"scvi.model.SCVI.setup_anndata({data})", f"{name} = scvi.model.SCVI({data})"]

    def _model_alias(self, _depth: int) -> list[str]:
        if not self.models:
            return ["pass"]
        first, second = self.draw.choice(self.models), self.draw.choice(self.models)
        name = self.new("m")
        self.models.append(name)
        return [f"{name} = {first} if ask() else {second}"]

    def _train(self, _depth: int) -> list[str]:
        return [f"{self.draw.choice(self.models)}.train()"] if self.models else ["pass"]

    # --- blocks --------------------------------------------------------------------------------

    def _if(self, depth: int) -> list[str]:
        lines = ["if ask():", *self.block(depth + 1)]
        return [*lines, "else:", *self.block(depth + 1)] if self.draw.random() < 0.5 else lines

    def _asked(self, depth: int) -> list[str]:
        before = []
        if not self.questions or self.draw.random() < 0.3:
            name = self.new("q")
            self.questions.append(name)
            before = [f"{name} = ask()"]
        words = self.draw.choice(("if {}:", "if not {}:")).format(self.draw.choice(self.questions))
        lines = [*before, words, *self.block(depth + 1)]
        return [*lines, "else:", *self.block(depth + 1)] if self.draw.random() < 0.3 else lines

    def _for(self, depth: int) -> list[str]:
        return self._loop(f"for {self.new('i')} in ['a', 'b']:", depth)

    def _files(self, depth: int) -> list[str]:
        return self._loop(f"for {self.new('i')} in glob.glob('*'):", depth)

    def _while(self, depth: int) -> list[str]:
        return self._loop("while ask():", depth)

    def _each(self, depth: int) -> list[str]:
        return self._over(self.lists, "{}", depth)

    def _each_value(self, depth: int) -> list[str]:
        return self._over(self.tables, "{}.values()", depth)

    def _over(self, holders: list[str], words: str, depth: int) -> list[str]:
        if not holders:
            return ["pass"]
        name, holder = self.new("d"), self.draw.choice(holders)
        self.data.append(name)
        holders.remove(holder)  # or a list grows while it is walked, without an end
        lines = self._loop(f"for {name} in {words.format(holder)}:", depth)
        holders.append(holder)
        if name in self.data:
            self.data.remove(name)
        return lines

    def _loop(self, head: str, depth: int) -> list[str]:
        leave = []
        if self.draw.random() < 0.3:
            leave = ["    if ask():", f"        {self.draw.choice(('break', 'continue'))}"]
        body = self.block(depth + 1)
        return [head, *leave, *body] if self.draw.random() < 0.5 else [head, *body, *leave]

    def _try(self, depth: int) -> list[str]:
        return ["try:", *self._failing(depth), "except OSError:", *self.block(depth + 1)]

    def _finally(self, depth: int) -> list[str]:
        lines = ["try:", *self._failing(depth), "except OSError:", *self.block(depth + 1)]
        if self.draw.random() < 0.5:
            lines += ["else:", *self.block(depth + 1)]
        return [*lines, "finally:", *self.block(depth + 1)]

    def _failing(self, depth: int) -> list[str]:
        """A block in which some line of its own fails."""
        body = self.block(depth + 1)
        ends = [n for n, line in enumerate(body) if line[4] != " " and line[4:8] not in _GOES_ON]
        body.insert(self.draw.choice([*ends, len(body)]), "    may_fail()")
        return body


# A line that belongs to the statement before it.
_GOES_ON = ("else", "exce", "fina")
