"""Signals that ask the program to end: they raise, as Ctrl-C does, and wait where nothing may be left half done."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Windows has no SIGHUP."""


class Ended(KeyboardInterrupt):
    """The program was asked to end.

    Attributes:
        number: the signal's.
    """

    def __init__(self, number: int) -> None:
        """Made by the signal's handler."""
        super().__init__()
        self.number = number


@contextmanager
def raised() -> Iterator[None]:
    """Lets each such signal raise `Ended` in the main thread, unless it is ignored, as under nohup."""

    def end(number: int, _frame: FrameType | None) -> None:
        raise Ended(number)

    with _handled(end):
        yield


@contextmanager
def held_back() -> Iterator[None]:
    """Lets such a signal wait until the block has ended."""
    came: list[int] = []
    with _handled(lambda number, _: came.append(number)):
        yield
    if came:
        signal.raise_signal(came[0])


@contextmanager
def _handled(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """A handler for all of them; none outside the main thread, to which Python gives signals."""
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
