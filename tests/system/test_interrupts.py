"""A signal that asks the program to end ends it, wherever it arrives, and waits where nothing may be left half done."""

from __future__ import annotations

import gc
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from wrinkle_scan.system.interrupts import (
    TerminationRequested,
    deferred_signals,
    handlers_restored,
    interrupts_not_inherited,
    signals_as_exceptions,
    stop_requested,
)

ENOUGH_SECONDS = 120.0
"""Waited so long at the most: the signal ends the wait, however busy the machine."""


class Destroyed:
    """Is sent a signal while it is destroyed, as by garbage collection at an unlucky moment."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGTERM)


class Loop:
    """One that only garbage collection ends."""

    def __init__(self) -> None:
        self.itself = self


def destroy() -> None:
    Destroyed()


def call_back() -> None:
    thing = Loop()
    reference = weakref.ref(thing, lambda _: signal.raise_signal(signal.SIGTERM))
    del thing
    gc.collect()
    assert reference() is None


def plainly() -> None:
    signal.raise_signal(signal.SIGTERM)


@pytest.mark.parametrize("at", [plainly, destroy, call_back])
def test_it_is_raised_wherever_it_arrives(at: Callable[[], None], capsys: pytest.CaptureFixture[str]) -> None:
    hook, handler = sys.unraisablehook, signal.getsignal(signal.SIGTERM)
    with pytest.raises(TerminationRequested) as caught, signals_as_exceptions():
        at()
        time.sleep(ENOUGH_SECONDS)  # as the program waits for the processes that measure
    assert caught.value.number == signal.SIGTERM
    assert capsys.readouterr().err == ""
    assert (sys.unraisablehook, signal.getsignal(signal.SIGTERM)) == (hook, handler)


def test_what_else_is_dropped_is_reported_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda dropped: reported.append(dropped.exc_type))

    class Faulty:
        def __del__(self) -> None:
            raise ValueError

    with signals_as_exceptions():
        Faulty()
    assert reported == [ValueError]


def test_one_that_comes_while_a_dropped_exception_is_reported_is_raised_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Python drops what is raised in its hook for dropped exceptions, without calling it again."""
    monkeypatch.setattr(sys, "unraisablehook", lambda _: signal.raise_signal(signal.SIGTERM))

    class Faulty:
        def __del__(self) -> None:
            raise ValueError

    with pytest.raises(TerminationRequested), signals_as_exceptions():
        Faulty()
        time.sleep(ENOUGH_SECONDS)


def test_it_waits_for_the_end_of_what_may_not_be_left_half_done() -> None:
    done = []
    with pytest.raises(TerminationRequested), signals_as_exceptions():
        with deferred_signals():
            signal.raise_signal(signal.SIGTERM)  # SIGINT is ignored in what a shell runs in the background
            done.append("all")
        done.append("more")
    assert done == ["all"]


def test_the_first_asks_to_stop_and_the_second_ends() -> None:
    announced = []
    with signals_as_exceptions():
        with pytest.raises(TerminationRequested), stop_requested(lambda: announced.append("stop")) as stop:
            assert not stop()
            signal.raise_signal(signal.SIGTERM)
            assert stop()
            signal.raise_signal(signal.SIGTERM)
        with pytest.raises(TerminationRequested):  # it is as it was before
            signal.raise_signal(signal.SIGTERM)
    assert announced == ["stop"]


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="Windows has no SIGHUP")
def test_a_terminal_that_is_gone_is_not_waited_for() -> None:
    with signals_as_exceptions(), pytest.raises(TerminationRequested), stop_requested(lambda: None):
        signal.raise_signal(signal.SIGHUP)


def test_a_librarys_handlers_are_gone_after_it() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with handlers_restored():
        signal.signal(signal.SIGTERM, lambda *_: None)
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can only ignore it")
def test_a_process_does_not_inherit_interrupts_and_this_one_has_them_again() -> None:
    masked = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))"
    with interrupts_not_inherited():
        inside = subprocess.run([sys.executable, "-c", masked], capture_output=True, text=True, check=True).stdout
    after = subprocess.run([sys.executable, "-c", masked], capture_output=True, text=True, check=True).stdout
    assert (inside, after) == ("True\n", "False\n")


@pytest.mark.parametrize("block", [signals_as_exceptions, lambda: stop_requested(pytest.fail)], ids=["raised", "asked"])
def test_what_is_ignored_is_ignored_throughout(block: Callable[[], AbstractContextManager[object]]) -> None:
    """As under nohup."""
    former = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with block():
            signal.raise_signal(signal.SIGTERM)
            signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, former)
