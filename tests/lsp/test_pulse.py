"""When a server counts as held up, and whose fault it is."""

from __future__ import annotations

from scvi_lint.lsp.supervisor.parole import Parole
from scvi_lint.lsp.supervisor.pulse import STARTING, TICK, Pulse

GOOD = {"busy": True, "served": None, "held_up": None}


def started() -> Pulse:
    pulse = Pulse()
    number = pulse.tick(0.0)
    assert number == 1
    pulse.answered(number, **GOOD)
    return pulse


def ticks_until_stalled(pulse: Pulse, share: float | None, **answer: object) -> int:
    """How long it takes; the server computes for a share of the time. 1000 is never."""
    computed = 0.0
    for ticks in range(1000):
        if pulse.stalled:
            return ticks
        computed += TICK * (share or 0.0)
        number = pulse.tick(None if share is None else computed)
        if number is not None and answer:
            pulse.answered(number, **{**GOOD, **answer})  # type: ignore[arg-type]
    return 1000


def test_a_server_that_does_not_answer_is_held_up_within_moments() -> None:
    assert ticks_until_stalled(started(), 1.0) * TICK < 3
    assert ticks_until_stalled(started(), None) * TICK < 3  # nobody says what it computes


def test_one_that_hardly_gets_its_turn_is_given_more_time() -> None:
    busy, sleeping = (ticks_until_stalled(started(), share) for share in (0.1, 0.0))
    assert 2 < busy * TICK < 10 and busy == sleeping


def test_one_that_answers_is_not() -> None:
    assert ticks_until_stalled(started(), 1.0, busy=True) == 1000


def test_one_that_answers_and_serves_no_message_is() -> None:
    pulse = started()
    pulse.serving = "a.py"
    assert ticks_until_stalled(pulse, 1.0, served=7) * TICK < 3
    assert pulse.suspect == ("a.py", True)


def test_one_that_gets_on_with_its_messages_is_not() -> None:
    pulse = started()
    for served in range(500):
        number = pulse.tick(served * TICK)
        assert number is not None and not pulse.stalled
        pulse.answered(number, busy=True, served=served, held_up=served // 9)


def test_a_document_that_keeps_the_others_waiting_is_found() -> None:
    pulse = started()
    pulse.working_on, pulse.serving = "a.py", "b.py"
    assert ticks_until_stalled(pulse, 1.0, held_up=3) * TICK < 8
    assert pulse.suspect == ("a.py", True)


def test_who_is_only_asked_about_is_doubted_twice() -> None:
    pulse = started()
    pulse.serving = "b.py"
    assert pulse.suspect == ("b.py", False)
    pulse.working_on = ""  # it tidies up
    assert pulse.suspect == (None, True)
    parole = Parole()
    assert not parole.doubted("b.py")
    assert parole.doubted("b.py")


def test_a_server_that_starts_has_its_time() -> None:
    assert ticks_until_stalled(Pulse(), 1.0) >= STARTING


def test_nobody_is_asked_while_nothing_is_going_on() -> None:
    pulse = started()
    number = pulse.tick(0.0)
    assert pulse.watching and number is not None
    pulse.answered(number, **{**GOOD, "busy": False})
    assert not pulse.watching
    pulse.wake()
    assert pulse.watching


def test_a_document_waits_longer_each_time(monkeypatch) -> None:
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    parole = Parole()
    waited = []
    for _ in range(4):
        parole.hold("a.py")
        assert parole.held == ["a.py"] and not parole.ends("a.py")
        start = now[0]
        while not parole.ends("a.py"):
            now[0] += 1
        waited.append(now[0] - start)
    assert waited == sorted(waited) and waited[-1] >= 4 * waited[0]
    assert not parole.ends("b.py")
