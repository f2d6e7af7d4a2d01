"""Termination signals: they raise an exception, as Ctrl-C does, and are deferred where work must not be interrupted."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Windows has no SIGHUP."""
RESEND_SECONDS = 0.05


class TerminationRequested(KeyboardInterrupt):
    """A signal asked the program to end.

    Attributes:
        number: the signal's number.
    """

    def __init__(self, number: int) -> None:
        """Raised by the signal's handler."""
        super().__init__()
        self.number = number


@contextmanager
def signals_as_exceptions() -> Iterator[None]:
    """In the block each of ENDING raises `TerminationRequested` in the main thread; not if ignored, as by nohup."""

    def end(number: int, _frame: FrameType | None) -> None:
        raise TerminationRequested(number)

    with _handled(end), _resend_if_dropped():
        yield


@contextmanager
def deferred_signals() -> Iterator[None]:
    """Defers these signals until the end of the block."""
    came: list[int] = []
    with _handled(lambda number, _: came.append(number)):
        yield
    if came:
        signal.raise_signal(came[0])


@contextmanager
def _resend_if_dropped() -> Iterator[None]:
    """Sends a signal again whose exception Python dropped: those raised in destructors and garbage collection are."""
    former = sys.unraisablehook
    waiting: list[threading.Timer] = []

    def notice(dropped: sys.UnraisableHookArgs) -> None:
        if isinstance(dropped.exc_value, TerminationRequested):
            again = threading.Timer(RESEND_SECONDS, _send_to_main_thread, [dropped.exc_value.number])
            again.daemon = True
            again.start()
            waiting.append(again)
        else:
            former(dropped)

    sys.unraisablehook = notice
    try:
        yield
    finally:
        sys.unraisablehook = former
        for again in waiting:
            again.cancel()


def _send_to_main_thread(number: int) -> None:
    if hasattr(signal, "pthread_kill"):  # wakes it if it waits; Windows has no such thing
        signal.pthread_kill(threading.main_thread().ident or 0, number)
    else:
        signal.raise_signal(number)


@contextmanager
def _handled(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Sets a handler for all of ENDING; none outside the main thread, which alone receives signals in Python."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        before = {n: h for n in ENDING if (h := signal.getsignal(n)) not in (signal.SIG_IGN, None)}
    try:
        for number in before:
            signal.signal(number, handler)
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)
