"""Calls in processes of their own: in turn, each one's error its own, given up at work or before."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import process_calls
import pytest
from processes import PATIENCE_SECONDS, waited_for

from wrinkle_scan.app.server.processes import CallFailedError, Processes
from wrinkle_scan.system.errors import PathError, WrinkleScanError


@pytest.fixture(scope="module")
def one() -> Iterator[Processes]:
    made = Processes(1)
    yield made
    made.close()


def test_there_are_two_at_most() -> None:
    made = Processes()
    assert made.count in (1, 2)
    made.close()


def test_calls_are_made_in_turn_in_a_process_that_stays(one: Processes) -> None:
    asked = [one.ask(process_calls.own_id), one.ask(partial(process_calls.echo, "a")), one.ask(process_calls.own_id)]
    first, echo, last = (future.result(PATIENCE_SECONDS) for future in asked)
    assert echo == "a" and first == last


def test_an_error_is_that_of_the_call(one: Processes, tmp_path: Path) -> None:
    with pytest.raises(PathError, match=r"It is a test\.|it is a test"):
        one.ask(partial(process_calls.refuse, str(tmp_path))).result(PATIENCE_SECONDS)
    with pytest.raises(WrinkleScanError, match="No space left on device") as full:
        one.ask(process_calls.find_no_room).result(PATIENCE_SECONDS)
    assert "secret" not in full.value.reason
    with pytest.raises(RuntimeError, match="ValueError: inside"):
        one.ask(process_calls.break_down).result(PATIENCE_SECONDS)


def test_one_that_crashes_costs_no_other(one: Processes) -> None:
    crashed, after = one.ask(process_calls.crash), one.ask(partial(process_calls.echo, "after"))
    with pytest.raises(CallFailedError, match="the process that did it crashed"):
        crashed.result(PATIENCE_SECONDS)
    assert after.result(PATIENCE_SECONDS) == "after"


def test_one_is_given_up_at_work_or_before(one: Processes, tmp_path: Path) -> None:
    at_work = one.ask(partial(process_calls.stay, str(tmp_path / "mark")))
    waiting, last = (one.ask(partial(process_calls.echo, word)) for word in ("waiting", "last"))
    waited_for((tmp_path / "mark").exists)
    one.stop(waiting)
    one.stop(at_work)
    with pytest.raises(CallFailedError):
        at_work.result(PATIENCE_SECONDS)
    assert waiting.cancelled() and last.result(PATIENCE_SECONDS) == "last"
    one.stop(last)
    assert last.result() == "last", "what has ended stays as it is"
