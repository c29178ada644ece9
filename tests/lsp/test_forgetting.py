"""What a document had is forgotten when it is closed, whatever was asked about it."""

from __future__ import annotations

import asyncio
import gc
import re
from pathlib import Path

import pytest
from asking import Desk
from lsprotocol import types
from programs import FAULTY

MARK = "to_be_forgotten"
MANY = 10


def holders() -> set[str]:
    """The numbers of the documents whose names stand in any container of this process."""
    gc.collect()
    # The library's own memory of the last addresses is bounded.
    kept = [one for one in gc.get_objects() if type(one) in (dict, list, set)]
    texts = (
        part
        for one in kept
        for part in ([*one.keys(), *one.values()] if isinstance(one, dict) else list(one))
        if isinstance(part, str) and len(part) < 1_000
    )
    return {found[1] for text in texts if (found := re.search(MARK + r"(\d+)", text))}


@pytest.mark.parametrize("asked", [False, True], ids=["opened", "asked about"])
@pytest.mark.parametrize("kind", ["py", "ipynb"])
def test_of_closed_documents_none_is_remembered(kind: str, asked: bool, tmp_path: Path) -> None:
    async def work() -> set[str]:
        desk = Desk({})
        for number in range(MANY):
            uri = (tmp_path / f"{MARK}{number}.{kind}").as_uri()
            if kind == "py":
                desk.open_script(uri, FAULTY)
            else:
                desk.open_notebook(uri, [("code", FAULTY)])
            if asked:
                snapshot = desk.session.snapshot(uri)
                assert snapshot is not None
                await desk.ask(types.TEXT_DOCUMENT_HOVER, snapshot.program.cells[0].text, 8)
            desk.close(uri)
        left = holders()
        for _ in range(40):
            if not left:
                break
            await asyncio.sleep(0.2)  # what was begun is given up, what is delayed comes
            left = holders()
        return left

    assert asyncio.run(work()) == set()
