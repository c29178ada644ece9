"""The worker: the newest job of a document wins, and nobody waits for ever."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref

import pytest
from opened import Opened

from scvi_lint.lsp.documents.paths import to_uri
from scvi_lint.lsp.session import worker as worker_module
from scvi_lint.lsp.session.analyses import Analyses
from scvi_lint.lsp.session.worker import Superseded, Worker


def with_worker(test):
    """Run a test with a worker, and end its thread."""

    async def run() -> None:
        worker = Worker(asyncio.get_running_loop())
        try:
            await asyncio.wait_for(test(worker), 10)
        finally:
            worker.stop()

    asyncio.run(run())


class Gate:
    """A job that holds the worker until it is opened."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.opened = threading.Event()

    def __call__(self) -> str:
        self.entered.set()
        self.opened.wait(10)
        return "gate"


def test_only_the_newest_job_of_a_document_runs() -> None:
    ran: list[int] = []

    async def test(worker: Worker) -> None:
        gate = Gate()
        held = worker.submit("other", gate)
        await asyncio.to_thread(gate.entered.wait)
        jobs = [worker.submit("document", lambda n=n: ran.append(n) or n) for n in range(5)]
        gate.opened.set()
        assert await held == "gate"
        assert await jobs[-1] == 4
        for older in jobs[:-1]:
            with pytest.raises(Superseded):
                await older

    with_worker(test)
    assert ran == [4]


def test_the_document_that_was_touched_last_comes_first() -> None:
    ran: list[str] = []

    async def test(worker: Worker) -> None:
        gate = Gate()
        worker.submit("gate", gate)
        await asyncio.to_thread(gate.entered.wait)
        jobs = [
            worker.submit("background 1", lambda: ran.append("background 1"), background=True),
            worker.submit("first", lambda: ran.append("first")),
            worker.submit("background 2", lambda: ran.append("background 2"), background=True),
            worker.submit("second", lambda: ran.append("second")),
        ]
        gate.opened.set()
        await asyncio.gather(*jobs)

    with_worker(test)
    assert ran == ["second", "first", "background 1", "background 2"]


def test_a_job_that_fails_fails_alone() -> None:
    async def test(worker: Worker) -> None:
        def fail() -> None:
            raise RuntimeError("no")

        failed = worker.submit("a", fail)
        assert await worker.submit("b", lambda: "fine") == "fine"
        with pytest.raises(RuntimeError):
            await failed

    with_worker(test)


def test_a_background_job_becomes_urgent_when_somebody_asks() -> None:
    ran: list[str] = []

    async def test(worker: Worker) -> None:
        gate = Gate()
        worker.submit("gate", gate)
        await asyncio.to_thread(gate.entered.wait)
        first = worker.submit("a", lambda: ran.append("a in the background"), background=True)
        other = worker.submit("b", lambda: ran.append("b"), background=True)
        again = worker.submit("a", lambda: ran.append("a"))
        gate.opened.set()
        await asyncio.gather(again, other)
        with pytest.raises(Superseded):
            await first

    with_worker(test)
    assert ran == ["a", "b"]


def test_a_job_that_is_dropped_tells_who_waits() -> None:
    async def test(worker: Worker) -> None:
        gate = Gate()
        worker.submit("gate", gate)
        await asyncio.to_thread(gate.entered.wait)
        job = worker.submit("a", lambda: "never")
        worker.drop("a")
        gate.opened.set()
        with pytest.raises(Superseded):
            await job

    with_worker(test)


class Knot:
    """Refers to itself: only the collector can free it."""

    def __init__(self) -> None:
        self.own = self


def test_what_only_the_collector_frees_goes_when_nobody_types(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker_module, "PAUSE", 0.01)
    monkeypatch.setattr(worker_module, "LEAST_JOBS_WITHOUT_FULL_COLLECTION", 1)
    knot = Knot()
    gone = weakref.ref(knot)
    gc.collect()  # it is old now: a collection of what is young leaves it
    gc.disable()
    try:
        del knot

        async def test(worker: Worker) -> None:
            await worker.submit("document", lambda: None)
            while gone() is not None:
                await asyncio.sleep(0.01)

        with_worker(test)
    finally:
        gc.enable()
    assert gone() is None


def test_question_waits_for_the_analysis_that_took_its_place() -> None:
    """Settings change while somebody asks: the text is the same, and so is the question."""

    async def test(worker: Worker) -> None:
        gate = Gate()
        held = worker.submit("other", gate)
        await asyncio.to_thread(gate.entered.wait)
        analyses, opened = Analyses(worker, to_uri), Opened("import scvi\n")
        asked = asyncio.ensure_future(analyses.of(opened.snapshot))
        await asyncio.sleep(0)
        analyses.forget_all()
        analyses.request(opened.snapshot)
        gate.opened.set()
        await held
        found = await asked
        assert found is not None and found.snapshot.revision == opened.snapshot.revision

    with_worker(test)


def test_question_about_an_older_text_is_given_up() -> None:
    async def test(worker: Worker) -> None:
        gate = Gate()
        held = worker.submit("other", gate)
        await asyncio.to_thread(gate.entered.wait)
        analyses, opened = Analyses(worker, to_uri), Opened("import scvi\n")
        asked = asyncio.ensure_future(analyses.of(opened.snapshot))
        await asyncio.sleep(0)
        opened.edit(opened.uri, "scvi", "scvi, scanpy")
        analyses.request(opened.snapshot)
        gate.opened.set()
        await held
        assert await asked is None

    with_worker(test)
