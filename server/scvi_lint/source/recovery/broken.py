"""Reading a text that is not Python, or not yet: complete it, read it, map everything back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scvi_lint.source.documents.masks import mask
from scvi_lint.source.parser.grammar import ERROR, grow
from scvi_lint.source.parser.lowering import lower
from scvi_lint.source.parser.twin import ascii_twin
from scvi_lint.source.recovery.repair import close_quotes, repair
from scvi_lint.source.recovery.settling import settle, settle_comments

if TYPE_CHECKING:
    from tree_sitter import Node, Tree

    from scvi_lint.source.parser.lowering import Comments
    from scvi_lint.source.parser.nodes import Block

Places = tuple[tuple[int, int], ...]

# Nobody types in a text longer than this.
_MOST = 500_000


def read_broken(
    text: str, masked: str, tree: Tree, dangling: list[int]
) -> tuple[Block, Comments, Places] | None:
    """Statements, comments and errors of a text with what it lacks, at the text's own offsets;
    None if nothing that could be inserted makes it more of a program.

    `masked` is `text` with IPython's syntax masked, `tree` was grown from it, and `dangling` are
    the starts of statements that the grammar drew over the end of their line.
    """
    if len(text) > _MOST:
        return None
    twin = ascii_twin(masked)
    quotes = close_quotes(twin)
    if quotes:
        twin = quotes.apply(twin)
        insertions = quotes.followed_by(repair(twin, grow(twin), []))
    else:
        insertions = repair(twin, tree, sorted(dangling))
    if not insertions:
        return None
    patched = insertions.apply(text)
    masked, masks = mask(patched)  # with its bracket closed, a magic may show itself
    grown = grow(ascii_twin(masked))
    if not dangling and _extent(grown) > _extent(tree):
        return None
    original = insertions.original
    places = {(offset, offset) for offset, _ in insertions.pieces}
    places.update((original(start), original(end)) for start, end in errors(grown))
    lowered = lower(grown, patched, masked, masks, insertions.first)
    return (
        settle(lowered.body, insertions),
        settle_comments(lowered.comments, insertions),
        tuple(sorted(places)),
    )


def errors(tree: Tree) -> Places:
    """The outermost ERROR nodes and the missing pieces of a tree, in order."""
    found: list[tuple[int, int]] = []
    pending: list[Node] = [tree.root_node]
    while pending:
        node = pending.pop()
        if node.kind_id == ERROR or node.is_missing:
            found.append((node.start_byte, node.end_byte))
        elif node.has_error:
            pending.extend(node.children)
    return tuple(sorted(found))


def _extent(tree: Tree) -> int:
    """How much of a text its errors cover."""
    return sum(end - start + 1 for start, end in errors(tree))
