"""What a pickle would build, worked out without building it: no class is looked up, nothing runs.

A small stack machine over `pickletools.genops`. Containers and constants become themselves, a
call of anything becomes an inert `Made` that remembers name, arguments and state. The result may
share parts and hold itself, so whoever walks it must count its steps (see `Reader`).
"""

from __future__ import annotations

import pickletools
from collections.abc import Callable

from scvi_lint.evidence.child.bounds import OutOfBounds
from scvi_lint.json_values import is_list, is_table

MOST_OPCODES = 600_000

_CONSTANTS = frozenset(
    """BINUNICODE SHORT_BINUNICODE BINUNICODE8 UNICODE BININT BININT1 BININT2 LONG1 LONG4 INT LONG
    BINFLOAT FLOAT SHORT_BINSTRING BINSTRING STRING BINBYTES SHORT_BINBYTES BINBYTES8
    BYTEARRAY8""".split()
)
_NEW: dict[str, Callable[[], object]] = {
    "NONE": lambda: None,
    "NEWTRUE": lambda: True,
    "NEWFALSE": lambda: False,
    "EMPTY_DICT": dict,
    "EMPTY_LIST": list,
    "EMPTY_SET": list,
    "EMPTY_TUPLE": tuple,
}
_DICTS = ("collections.OrderedDict", "collections.defaultdict", "builtins.dict")
_PLAIN = (str, int, float, bytes, bool, type(None))


class Unreadable(Exception):
    """These bytes are no pickle, or one that is no use to us."""


class Made:
    """What a call in the pickle would have made: its name, arguments, state and items."""

    __slots__ = ("arguments", "items", "name", "state")

    def __init__(self, name: str, arguments: object = ()) -> None:
        self.name = name
        self.arguments: tuple[object, ...] = arguments if isinstance(arguments, tuple) else ()
        self.state: object = None
        self.items: dict[object, object] = {}


class _Mark:
    __slots__ = ()


_MARK = _Mark()


def structure(data: bytes) -> object:
    """The structure that a pickle describes. Raises Unreadable, OutOfBounds; nothing else."""
    try:
        return _Machine().run(data)
    except OutOfBounds:
        raise
    except RecursionError:
        raise Unreadable("it is nested too deeply") from None
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise Unreadable(f"it is no pickle that we understand ({type(error).__name__})") from None


class _Machine:
    def __init__(self) -> None:
        self.stack: list[object] = []
        self.memory: dict[object, object] = {}

    def run(self, data: bytes) -> object:
        for number, (code, argument, _) in enumerate(pickletools.genops(data)):
            if number > MOST_OPCODES:
                raise OutOfBounds("a pickle of more than 600 000 steps")
            name = code.name
            if name == "STOP":
                return self.stack.pop()
            if name in _CONSTANTS:
                self.stack.append(argument)
            elif name in _NEW:
                self.stack.append(_NEW[name]())
            else:
                step = getattr(self, "on_" + name.lower(), None)
                if step is None:
                    raise Unreadable(f"it uses {name}")
                step(argument)
        raise Unreadable("it has no end")

    def since_mark(self) -> list[object]:
        at = len(self.stack) - 1
        while self.stack[at] is not _MARK:
            at -= 1
            if at < 0:
                raise Unreadable("it has no mark")
        found = self.stack[at + 1 :]
        del self.stack[at:]
        return found

    # --- stack and memory -----------------------------------------------------------------------

    def on_proto(self, _: object) -> None:
        return

    on_frame = on_proto

    def on_mark(self, _: object) -> None:
        self.stack.append(_MARK)

    def on_pop(self, _: object) -> None:
        self.stack.pop()

    def on_pop_mark(self, _: object) -> None:
        self.since_mark()

    def on_dup(self, _: object) -> None:
        self.stack.append(self.stack[-1])

    def on_put(self, argument: object) -> None:
        self.memory[argument] = self.stack[-1]

    on_binput = on_long_binput = on_put

    def on_memoize(self, _: object) -> None:
        self.memory[len(self.memory)] = self.stack[-1]

    def on_get(self, argument: object) -> None:
        self.stack.append(self.memory[argument])

    on_binget = on_long_binget = on_get

    # --- containers -----------------------------------------------------------------------------

    def on_tuple(self, _: object) -> None:
        self.stack.append(tuple(self.since_mark()))

    def on_tuple1(self, _: object) -> None:
        self.stack[-1:] = [(self.stack[-1],)]

    def on_tuple2(self, _: object) -> None:
        self.stack[-2:] = [(self.stack[-2], self.stack[-1])]

    def on_tuple3(self, _: object) -> None:
        self.stack[-3:] = [(self.stack[-3], self.stack[-2], self.stack[-1])]

    def on_list(self, _: object) -> None:
        self.stack.append(self.since_mark())

    on_frozenset = on_list

    def on_dict(self, _: object) -> None:
        found = self.since_mark()
        made: dict[object, object] = {}
        for at in range(0, len(found) - 1, 2):
            _set(made, found[at], found[at + 1])
        self.stack.append(made)

    def on_setitem(self, _: object) -> None:
        value, key = self.stack.pop(), self.stack.pop()
        _set(self.stack[-1], key, value)

    def on_setitems(self, _: object) -> None:
        found = self.since_mark()
        for at in range(0, len(found) - 1, 2):
            _set(self.stack[-1], found[at], found[at + 1])

    def on_append(self, _: object) -> None:
        value, target = self.stack.pop(), self.stack[-1]
        if is_list(target):
            target.append(value)

    def on_appends(self, _: object) -> None:
        found = self.since_mark()
        target = self.stack[-1]
        if is_list(target):
            target.extend(found)

    on_additems = on_appends

    # --- what would run code --------------------------------------------------------------------

    def on_global(self, argument: str) -> None:
        self.stack.append(Made(argument.replace(" ", ".")))

    def on_stack_global(self, _: object) -> None:
        name, module = self.stack.pop(), self.stack.pop()
        if not isinstance(name, str) or not isinstance(module, str):
            raise Unreadable("it names something by what is no name")
        self.stack.append(Made(f"{module}.{name}"))

    def on_reduce(self, _: object) -> None:
        arguments, made = self.stack.pop(), self.stack.pop()
        name = made.name if isinstance(made, Made) else "?"
        self.stack.append({} if name in _DICTS else Made(name, arguments))

    on_newobj = on_reduce

    def on_newobj_ex(self, _: object) -> None:
        self.stack.pop()
        self.on_reduce(None)

    def on_obj(self, _: object) -> None:
        found = self.since_mark()
        made = found[0] if found else None
        name = made.name if isinstance(made, Made) else "?"
        self.stack.append(Made(name, tuple(found[1:])))

    def on_inst(self, argument: str) -> None:
        self.stack.append(Made(argument.replace(" ", "."), tuple(self.since_mark())))

    def on_build(self, _: object) -> None:
        state = self.stack.pop()
        if isinstance(self.stack[-1], Made):
            self.stack[-1].state = state

    def on_binpersid(self, _: object) -> None:
        identity = self.stack.pop()
        self.stack.append(Made("storage", identity))

    def on_persid(self, argument: object) -> None:
        self.stack.append(Made("storage", (argument,)))


def _set(target: object, key: object, value: object) -> None:
    # Hashing a tuple of tuples of … takes forever when the parts are shared; nobody needs it.
    if not isinstance(key, _PLAIN):
        return
    if is_table(target):
        target[key] = value
    elif isinstance(target, Made):
        target.items[key] = value
