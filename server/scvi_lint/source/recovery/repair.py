"""Insertions that let the grammar read on past a statement that is being typed.

One open bracket makes the rest of a file one error. So the text is cut into logical lines, each
is read alone, and one that cannot be read is completed (see `mending`). What cannot be
completed, and would spoil its neighbours, is made a comment.

Nothing is ever removed or replaced, so every offset can be mapped back (see `insertions`).
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from scvi_lint.regex import regex
from scvi_lint.source.documents.logical import (
    LogicalLine,
    indent_end,
    line_end,
    logical_line,
    string_end,
)
from scvi_lint.source.parser.grammar import ERROR
from scvi_lint.source.parser.reader import COMPOUND, STATEMENTS
from scvi_lint.source.recovery.insertions import Insertions
from scvi_lint.source.recovery.mending import Pieces, closings, hide, is_contained, mend, reads

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

# Statements that are repaired in one text; whoever types breaks one or two at a time.
_MOST = 40
# Lines that are read alone: a file that is no Python at all is not worth more.
_MOST_READ = 400
# How often the end of a bracket that is never closed is searched for.
_PATIENCE = 20

# These never begin a line inside brackets.
_HARD = regex(
    r"(?:def|class|import|from|with|while|try|return|del|raise|assert|global|nonlocal|pass|break"
    r"|continue|elif|except|finally)\b(?![ \t]*=)|else[ \t]*:|@[^\W\d]"
)
_MAYBE_HARD = regex(r"(?:async[ \t]+)?(?:if|for)\b[^\r\n]*:")
_CLAUSE = regex(r"(?:elif|else|except|finally)\b")
_HEAD = regex(r"(?:async[ \t]+)?(?:if|elif|else|for|while|try|except)\b")
_TRIPLE = regex(r"\"\"\"|'''")
_QUOTE = regex(r"\"\"\"|'''|[\"'#]")
_OPERATOR = regex(r"(?:if|else|for|async|in|is|and|or|not|lambda|await|None|True|False)\b")
_STATEMENT = regex(r"[^\W\d]|[%!]\w")


def repair(text: str, tree: Tree, dangling: list[int]) -> Insertions:
    """What to insert into an ASCII text that is not Python.

    `dangling` are the starts of statements that the grammar drew over the end of their line.
    """
    good = _good_statements(tree.root_node, dangling)
    pieces: Pieces = []
    mended = read = impatient = place = 0
    while place < len(text) and mended < _MOST and read < _MOST_READ:
        first = indent_end(text, place)
        end = good.get(first)
        if end is not None:
            place = line_end(text, end)[1]
            continue
        line = logical_line(text, place, begins_statement if impatient > _PATIENCE else None)
        impatient += bool(line.open)
        if not line.is_blank:
            read += 1
            code = text[line.first : line.tail]
            if _CLAUSE.match(code) and not _has_head(text, line):
                pieces.append((line.first, "_ #"))
            elif line.open or not reads(code):
                line, found = _complete(text, line)
                pieces += [(line.first + offset, piece) for offset, piece in found]
                mended += 1
        place = line.stop
    return Insertions(pieces)


def _complete(text: str, line: LogicalLine) -> tuple[LogicalLine, Pieces]:
    """A broken line as it is best understood, and what to insert into it."""
    short = logical_line(text, line.start, begins_statement)
    if line.open:
        line = short  # what is open to the very end is rather not so long
    lines = [line] if line.stop == short.stop else [line, short]
    for attempt in lines:
        found = mend(text[attempt.first : attempt.tail])
        if found is not None:
            return attempt, found
    code = text[line.first : line.tail]
    inside, closing = closings(code)
    found = [*inside, (len(code), closing)] if closing else inside
    if is_contained(Insertions(found).apply(code)):
        return line, found
    return line, hide(code, _has_block(text, line))


def close_quotes(text: str) -> Insertions:
    """What closes a triple-quoted string that is open to the end of an ASCII text.

    Such a quote turns every later string inside out, so the one that was typed is not the last
    but the first behind which there is no Python any more. It is closed on its own line.
    """
    unclosed = _unclosed(text)
    place = 0
    while unclosed is not None and place < len(text):
        line = logical_line(text, place)
        place = line.stop
        code = text[line.first : line.tail]
        several = _TRIPLE.search(code)
        if several is not None and _spans_lines(code) and not reads(code):
            unclosed = line.first + several.start()
            break
    if unclosed is None:
        return Insertions(())
    return Insertions([(line_end(text, unclosed)[0], text[unclosed] * 3)])


def _unclosed(text: str) -> int | None:
    """Where a triple-quoted string begins that nothing closes."""
    place = 0
    while (match := _QUOTE.search(text, place)) is not None:
        at = match.start()
        if match[0] == "#":
            place = line_end(text, at)[0]
            continue
        place, closed = string_end(text, at)
        if not closed and len(match[0]) == 3:
            return at
    return None


def _spans_lines(code: str) -> bool:
    return line_end(code, 0)[0] < len(code)


def _has_head(text: str, line: LogicalLine) -> bool:
    """Whether an `else` and the like follows on something that it can belong to."""
    indent = line.first - line.start
    end = line.start
    while end > 0:
        start = max(text.rfind("\n", 0, end - 1), text.rfind("\r", 0, end - 1)) + 1
        begin = indent_end(text, start)
        if begin - start == indent and begin < end and text[begin] not in "#)]}\r\n":
            return _HEAD.match(text, begin) is not None
        if begin - start < indent and begin < end and text[begin] not in "#\r\n":
            return False
        end = start
    return False


def _has_block(text: str, line: LogicalLine) -> bool:
    """Whether the next line that says something is indented deeper."""
    place = line.stop
    while place < len(text):
        begin = indent_end(text, place)
        if begin < len(text) and text[begin] not in "#\r\n":
            return begin - place > line.first - line.start
        place = line_end(text, place)[1]
    return False


def begins_statement(text: str, indent: int, place: int) -> bool:
    """Whether the physical line at `place` is a statement, not the inside of a bracket that a
    statement indented by `indent` left open."""
    begin = indent_end(text, place)
    if _HARD.match(text, begin):
        return True
    if _MAYBE_HARD.match(text, begin) and reads(text[begin : line_end(text, begin)[0]]):
        return True
    if begin - place > indent:
        return False
    return _STATEMENT.match(text, begin) is not None and not _OPERATOR.match(text, begin)


def _good_statements(root: Node, dangling: list[int]) -> dict[int, int]:
    """The statements that the broken tree got right, end by start."""
    good: dict[int, int] = {}
    pending = [root]
    while pending:
        for child in pending.pop().named_children:
            start, end = child.start_byte, child.end_byte
            place = bisect_left(dangling, start)
            if place < len(dangling) and dangling[place] < end:
                if dangling[place] > start:
                    pending.append(child)
            elif child.has_error or child.kind_id == ERROR:
                pending.append(child)
            elif child.kind_id in COMPOUND or (
                child.kind_id in STATEMENTS and child.start_point.row == child.end_point.row
            ):
                good[start] = end
    return good
