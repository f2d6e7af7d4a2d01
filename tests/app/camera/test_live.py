"""The camera's own process: it answers, ends when it is closed, and is started anew when it is asked again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial

import pytest

from wrinkle_scan.app.camera.live import Live


@pytest.fixture
def live() -> Iterator[Live]:
    process = Live()
    yield process
    process.close()


def test_calls_are_answered_by_one_process_that_stays(live: Live) -> None:
    assert live.ask(partial(int, "7")) == 7
    assert live.ask(os.getpid) == live.ask(os.getpid) != os.getpid()


def test_after_its_end_another_answers(live: Live) -> None:
    first = live.ask(os.getpid)
    live.close()
    live.close()
    assert live.ask(os.getpid) not in (first, os.getpid())
