"""A part of the attack on the server; `python tests/hostile/attack_server.py` runs as long as one
likes."""

from __future__ import annotations

import os
import sys

import conversation
import pytest

if sys.platform != "linux":
    pytest.skip("looks at /proc", allow_module_level=True)

from attack_server import SCENARIOS, round_of

SEED = int(os.environ.get("SCVI_LINT_SEED", "20261130"))
# So much of each, that all of it takes half a minute.
SIZES = {"storm": 0.1, "documents": 0.05, "deaths": 0.3}


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_client_that_is_broken_or_hostile_does_no_harm(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversation, "GONE", 20.0)  # the machine may be busy
    assert round_of(name, SEED, SIZES.get(name, 0.2)) == "", f"seed {SEED}"
