"""The server's way to the child that asks jedi."""

from __future__ import annotations

from scvi_lint.json_values import Table, array, text, texts
from scvi_lint.lsp.children.child import Child, ChildFailed

# jedi takes a second for its first answer about a big package; a rogue file can take for ever.
PATIENCE = 8.0


class Place:
    """Where something is defined: a file, and a line and column from 0 (in characters)."""

    __slots__ = ("column", "full_name", "kind", "line", "name", "path", "signatures")

    def __init__(self, found: Table) -> None:
        line, column = found["line"], found["column"]
        self.name = text(found["name"])
        self.full_name = text(found["full_name"])
        self.kind = text(found["kind"])
        self.path = text(found["path"]) or None
        self.line = (line if isinstance(line, int) and line else 1) - 1
        self.column = column if isinstance(column, int) else 0
        self.signatures = texts(found["signatures"])


class Navigator:
    """Answers questions about names. One at a time; a question that takes too long has no answer.

    `folders` are where imports are looked for, in order.
    """

    def __init__(self) -> None:
        self._child = Child("scvi_lint.lsp.navigation.worker", ("jedi", "parso"), patience=PATIENCE)

    async def definitions(
        self, text: str, path: str, line: int, column: int, root: str, folders: list[str]
    ) -> list[Place]:
        """Where the name at this place is defined."""
        return await self._ask("definition", text, path, line, column, root, folders)

    async def described(
        self, text: str, path: str, line: int, column: int, root: str, folders: list[str]
    ) -> list[Place]:
        """What the name at this place is."""
        return await self._ask("hover", text, path, line, column, root, folders)

    async def _ask(
        self, what: str, text: str, path: str, line: int, column: int, root: str, folders: list[str]
    ) -> list[Place]:
        request = {
            "what": what,
            "text": text,
            "path": path,
            "line": line + 1,
            "column": column,
            "root": root,
            "folders": folders,
        }
        try:
            found = await self._child.ask(request)
        except ChildFailed:
            return []
        return [Place(one) for one in array(found) if isinstance(one, dict)]

    @property
    def pid(self) -> int | None:
        return self._child.pid

    def kill(self) -> None:
        self._child.kill()
