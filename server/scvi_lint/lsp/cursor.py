"""What the cursor is at: a name, an argument of a call, a string in it, a key of a dictionary.

Works on half-typed text, from the tree that the repair of `source` leaves.
"""

from __future__ import annotations

import re

from scvi_lint.lsp.statements import enclosing
from scvi_lint.source import nodes
from scvi_lint.source.document import Cell

_COMMENT = re.compile(r"#[^\r\n]*")


class InString:
    """The cursor stands in a string; `start` and `end` bound what is between its quotes.

    `quote` is one of them, `prefix` what stands before the first, in lower case: `rb`.
    """

    __slots__ = ("end", "prefix", "quote", "start")

    def __init__(self, start: int, end: int, quote: str, prefix: str) -> None:
        self.start = start
        self.end = end
        self.quote = quote
        self.prefix = prefix


class InCall:
    """The cursor stands between a call's parentheses.

    `keyword` is the name of the argument it is in (None: positional, number `position`);
    `key_of` the name of the dictionary argument one of whose keys it is at. `word` is where the
    word at the cursor begins; `string` is set when it is inside quotes.
    """

    __slots__ = ("call", "key_of", "keyword", "position", "string", "word")

    def __init__(
        self,
        call: nodes.Call,
        keyword: str | None,
        position: int,
        word: int,
        string: InString | None,
        key_of: str | None,
    ) -> None:
        self.call = call
        self.keyword = keyword
        self.position = position
        self.word = word
        self.string = string
        self.key_of = key_of

    @property
    def given(self) -> set[str]:
        """The keywords that the call has already, but for the one at the cursor."""
        return {
            argument.keyword
            for argument in self.call.arguments
            if argument.keyword is not None and argument.keyword != self.keyword
        }


class InSubscript:
    """The cursor stands between brackets: `owner[…]`."""

    __slots__ = ("owner", "string", "word")

    def __init__(self, owner: nodes.Expr, word: int, string: InString | None) -> None:
        self.owner = owner
        self.word = word
        self.string = string


def word_start(text: str, offset: int) -> int:
    """Where the identifier before the offset begins."""
    start = offset
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    return start


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
        between = _COMMENT.sub("", cell.text[argument.end : offset])
        if offset <= argument.end or "," not in between:
            return index, argument
        number = index + 1
    return number, None


def bracketed(cell: Cell, offset: int) -> InCall | InSubscript | None:
    """The innermost parentheses or brackets that concern us around the offset."""
    found = _bracketed(cell, offset, offset)
    if found is None:
        # `train(10, |` and, on the next line, `train(\n    |`: what is open ends at its last word.
        before = len(cell.text[:offset].rstrip())
        if before < offset:
            found = _bracketed(cell, before, offset)
            if isinstance(found, InCall) and not found.call.repaired:
                return None
    return found


def _bracketed(cell: Cell, near: int, offset: int) -> InCall | InSubscript | None:
    """The brackets around `near`, for a cursor at `offset` with only blanks between the two."""
    around = enclosing(cell, near)
    string = _string_at(cell, around, offset)
    word = string.start if string is not None else word_start(cell.text, offset)
    for index in range(len(around) - 1, -1, -1):
        node = around[index]
        if isinstance(node, nodes.Call) and node.inner_start <= near <= node.inner_end:
            return _in_call(cell, node, around[index + 1 :], offset, word, string)
        if isinstance(node, nodes.Subscript) and node.value.end < near <= node.end:
            closed = near == node.end and cell.text[: node.end].endswith("]")
            inner = around[-1]
            if not closed and (inner in (node, node.index) or isinstance(inner, nodes.Constant)):
                return InSubscript(node.value, word, string)
        if isinstance(node, (nodes.Lambda, nodes.Comprehension)):
            return None
    return None


def _in_call(
    cell: Cell,
    call: nodes.Call,
    inner: list[nodes.Node],
    offset: int,
    word: int,
    string: InString | None,
) -> InCall:
    keyword: str | None = None
    position = 0
    key_of: str | None = None
    for number, argument in enumerate(call.arguments):
        if argument.start <= offset <= argument.end:
            position = number
            if argument.keyword is not None:
                value = argument.value
                name_end = argument.start + len(argument.keyword)
                if offset > name_end:
                    keyword = argument.keyword
                opens = cell.text[value.start : value.start + 1] == "{"
                if opens and value.start < offset:
                    key_of = _key_of(cell, argument, value, inner, offset)
            break
        if argument.end < offset:
            position = number + 1
            # `batch_key= |`: the repair puts a value of no width right behind the sign.
            between = cell.text[argument.end : offset]
            empty = argument.keyword is not None and not between.strip()
            if empty and cell.text[argument.start : argument.end].rstrip().endswith("="):
                keyword, position = argument.keyword, number
    return InCall(call, keyword, position, word, string, key_of)


def _key_of(
    cell: Cell, argument: nodes.Argument, value: nodes.Expr, inner: list[nodes.Node], offset: int
) -> str | None:
    """The argument's name if the cursor is at a key, not at a value, of its dictionary."""
    if cell.text[value.start : offset].rstrip().endswith(":"):
        return None
    deeper = [node for node in inner if isinstance(node, (nodes.DictExpr, nodes.SetExpr))]
    if deeper and deeper[-1] is not value:
        return None
    if isinstance(value, nodes.DictExpr):
        for key, item in value.pairs:
            whole = item.end > item.start and not isinstance(item, nodes.Unparsed)
            at_value = whole and item.start <= offset <= item.end
            if at_value and (key is None or key.end < item.start):
                return None
    return argument.keyword


def _string_at(cell: Cell, around: list[nodes.Node], offset: int) -> InString | None:
    """The string around the offset, if it is inside the quotes."""
    node = around[-1] if around else None
    if isinstance(node, nodes.Constant) and isinstance(node.value, str):
        text = cell.text[node.start : node.end]
        opening = len(text) - len(text.lstrip("rRbBuUfF"))
        quote = text[opening : opening + 1]
        if quote in ("'", '"'):
            width = 3 if text[opening : opening + 3] == quote * 3 else 1
            start = node.start + opening + width
            closed = len(text) >= opening + 2 * width and text.endswith(quote * width)
            end = node.end - width if closed else node.end
            found = InString(start, end, quote, text[:opening].lower())
            return found if start <= offset <= end else None
    return _open_string(cell.text, offset)


def _open_string(text: str, offset: int) -> InString | None:
    """A string that begins on the cursor's line and that the tree does not show: half-typed."""
    place = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    quote, start = "", 0
    while place < offset:
        char = text[place]
        if quote and char == "\\":
            place += 1
        elif char == quote:
            quote = ""
        elif not quote and char in "'\"":
            quote, start = char, place + 1
        elif not quote and char == "#":
            return None
        place += 1
    if not quote:
        return None
    bare = text[: start - 1]
    return InString(start, offset, quote, bare[len(bare.rstrip("rRbBuUfF")) :].lower())
