"""A process that is started has one thread for calculations, and ends with the one that started it."""

from __future__ import annotations

import os

import pytest
from own_process_work import environment_of

from wrinkle_scan.system import spawning
from wrinkle_scan.system.errors import WrinkleScanError
from wrinkle_scan.system.spawning import THREADS, not_started, started


def test_it_inherits_one_thread_and_this_process_keeps_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(THREADS[0], "7")
    monkeypatch.delenv(THREADS[1], raising=False)
    pipe, process = started(environment_of, len)
    assert [pipe.recv()[name] for name in THREADS[:1]] == ["1"]
    process.join()
    assert os.environ[THREADS[0]] == "7" and THREADS[1] not in os.environ


def test_one_that_cannot_be_started_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(spawning, "get_context", lambda _: type("Full", (), {"Pipe": refuse})())
    with pytest.raises(WrinkleScanError, match=r"could not be started \(Resource temporarily unavailable\)"):
        started(environment_of, len)
    assert "Close other programs" in str(not_started("full"))
