"""What the cursor is at: an argument of a call, a key of a dictionary, an entry in brackets.

Works on half-typed text, from the tree that the repair of `source` leaves.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from scvi_lint.ide.statements import enclosing
from scvi_lint.source.documents.document import Cell
from scvi_lint.source.parser import nodes

# What the name of an entry, or a list of them, is written with.
_ENTRIES = (nodes.Constant, nodes.Name, nodes.ListExpr, nodes.TupleExpr, nodes.Unparsed)
_COMMENT = re.compile(r"#[^\r\n]*")


class Word(NamedTuple):
    """What a suggestion replaces: the word at the cursor, or all that stands between its quotes.

    `quote` is one of these, "" outside of a string; `prefix` what stands before the first, in
    lower case: `rb`.
    """

    start: int
    end: int
    quote: str = ""
    prefix: str = ""


class Braces(NamedTuple):
    """The cursor stands in `{…}`: at a key, or at the value of `key`."""

    node: nodes.Expr
    at_key: bool
    key: str | None


class InCall(NamedTuple):
    """The cursor stands between a call's parentheses, at the argument `number`.

    `argument` is that argument if it is written already; `braces` the dictionary in it that the
    cursor is in.
    """

    call: nodes.Call
    number: int
    argument: nodes.Argument | None
    braces: Braces | None
    word: Word
    around: tuple[nodes.Node, ...]

    @property
    def keyword(self) -> str | None:
        """The name of the argument whose value the cursor is at, None if it has none (yet)."""
        argument = self.argument
        if argument is None or argument.keyword is None:
            return None
        at_name = self.word.start <= argument.start + len(argument.keyword)
        return None if at_name and not self.word.quote else argument.keyword

    @property
    def given(self) -> set[str]:
        """The keywords that the call has already, but for the one at the cursor."""
        others = (one for one in self.call.arguments if one is not self.argument)
        return {one.keyword for one in others if one.keyword is not None}

    @property
    def follows_keyword(self) -> bool:
        """Whether an argument by position can stand here no more."""
        before = self.call.arguments[: self.number]
        return any(one.keyword is not None or one.stars == 2 for one in before)


class InSubscript(NamedTuple):
    """The cursor stands between brackets: `owner[…]`."""

    owner: nodes.Expr
    inside: nodes.Expr | None
    word: Word


class InBraces(NamedTuple):
    """The cursor stands in a dictionary that is no argument of a call."""

    braces: Braces
    word: Word
    around: tuple[nodes.Node, ...]


Place = InCall | InSubscript | InBraces


# --- calls ------------------------------------------------------------------------------------


def call_at(cell: Cell, offset: int) -> nodes.Call | None:
    """The innermost call between whose parentheses the offset is."""
    found = _call_around(cell, offset)
    if found is None:
        # `train(10, |` and, on the next line, `train(\n    |`: what is open ends at its last word.
        before = len(cell.text[:offset].rstrip())
        found = _call_around(cell, before) if before < offset else None
        if found is not None and not found.repaired:
            return None
    return found


def _call_around(cell: Cell, offset: int) -> nodes.Call | None:
    for node in reversed(enclosing(cell, offset)):
        if isinstance(node, nodes.Call) and node.inner_start <= offset <= node.inner_end:
            return node
    return None


def argument_at(cell: Cell, call: nodes.Call, offset: int) -> tuple[int, nodes.Argument | None]:
    """Which argument the cursor is at: its number, and itself if it is written already."""
    number = 0
    for index, argument in enumerate(call.arguments):
        if offset < argument.start:
            break
        if offset <= argument.end or not _comma(cell, argument.end, offset):
            return index, argument
        number = index + 1
    return number, None


def _comma(cell: Cell, start: int, end: int) -> bool:
    return "," in _COMMENT.sub("", cell.text[start:end])


# --- brackets of all kinds --------------------------------------------------------------------


def bracketed(cell: Cell, offset: int) -> Place | None:
    """The innermost brackets that concern us around the offset; None in a comment."""
    if _open(cell.text, offset)[0] == "#" and _string_node(enclosing(cell, offset)) is None:
        return None
    found = _bracketed(cell, offset, offset)
    if found is None:
        before = len(cell.text[:offset].rstrip())
        if before < offset:
            found = _bracketed(cell, before, offset)
            if isinstance(found, InCall) and not found.call.repaired:
                return None
    return found


def _bracketed(cell: Cell, near: int, offset: int) -> Place | None:
    """The brackets around `near`, for a cursor at `offset` with only blanks between the two."""
    around = enclosing(cell, near)
    word = _word(cell, around, offset)
    braces: Braces | None = None
    for index in range(len(around) - 1, -1, -1):
        node = around[index]
        if isinstance(node, nodes.Call) and node.inner_start <= near <= node.inner_end:
            number, argument = argument_at(cell, node, offset)
            return InCall(node, number, argument, braces, word, tuple(around[: index + 1]))
        if isinstance(node, nodes.Subscript) and node.value.end < near <= node.end:
            closed = near == node.end and cell.text[: node.end].endswith("]")
            inside = (node.index, *around[index + 1 :])
            if not closed and all(map(_names_an_entry, inside)):
                return InSubscript(node.value, node.index, word)
        if isinstance(node, (nodes.DictExpr, nodes.SetExpr)) and node.start < near and not braces:
            closed = near == node.end and cell.text[: node.end].endswith("}")
            braces = None if closed else _braces(cell, node, offset)
        if isinstance(node, (nodes.Lambda, nodes.Comprehension)):
            return None
        if isinstance(node, nodes.Stmt) and braces is not None:
            return InBraces(braces, word, tuple(around))
    return None


def _names_an_entry(node: nodes.Node) -> bool:
    if isinstance(node, nodes.JoinedStr):  # as long as nothing is put in: `f"cou|"`
        return all(isinstance(one, nodes.Constant) for one in node.values)
    return isinstance(node, _ENTRIES)


def _braces(cell: Cell, node: nodes.Expr, offset: int) -> Braces:
    key: nodes.Expr | None = None
    # `{"lr": |}` has no value yet, and looks like a set.
    items = [(item, item) for item in node.items] if isinstance(node, nodes.SetExpr) else ()
    for name, value in node.pairs if isinstance(node, nodes.DictExpr) else items:
        behind = isinstance(name, nodes.Constant) and name.end < offset
        if behind and (offset <= value.end or not _comma(cell, value.end, offset)):
            key = name
    if key is not None and ":" in cell.text[key.end : offset]:
        text = key.value if isinstance(key, nodes.Constant) else None
        return Braces(node, False, text if isinstance(text, str) else None)
    return Braces(node, not cell.text[node.start : offset].rstrip().endswith(":"), None)


# --- the word at the cursor -------------------------------------------------------------------


def _word(cell: Cell, around: list[nodes.Node], offset: int) -> Word:
    text = cell.text
    node = _string_node(around)
    quote, opening = ("", 0) if node is not None else _open(text, offset)
    if node is not None:
        written = text[node.start : node.end]
        prefix = written[: len(written) - len(written.lstrip("rRbBuUfF"))]
        quote = written[len(prefix) : len(prefix) + 1]
        width = 3 if written[len(prefix) :].startswith(quote * 3) else 1
        start = node.start + len(prefix) + width
        closed = len(written) >= len(prefix) + 2 * width and written.endswith(quote * width)
        end = node.end - width if closed else node.end
        if quote in ("'", '"') and start <= offset <= end:
            return Word(start, end, quote, prefix.lower())
    elif quote in ("'", '"'):
        bare = text[:opening]
        return Word(opening + 1, offset, quote, bare[len(bare.rstrip("rRbBuUfF")) :].lower())
    start = end = offset
    while start > 0 and _in_name(text[start - 1]):
        start -= 1
    while end < len(text) and _in_name(text[end]):
        end += 1
    return Word(start, end)


def _in_name(char: str) -> bool:
    return char.isalnum() or char == "_"


def _string_node(around: list[nodes.Node]) -> nodes.Constant | None:
    node = around[-1] if around else None
    return node if isinstance(node, nodes.Constant) and isinstance(node.value, str) else None


def _open(text: str, offset: int) -> tuple[str, int]:
    """What begins on the cursor's line, is open there, and not shown by the tree: the quote of a
    half-typed string and its place, or "#" for a comment; "" if nothing is."""
    place = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    quote, start = "", 0
    while place < offset:
        char = text[place]
        if quote and char == "\\":
            place += 1
        elif char == quote:
            quote = ""
        elif not quote and char in "'\"#":
            quote, start = char, place
            if char == "#":
                break
        place += 1
    return quote, start
