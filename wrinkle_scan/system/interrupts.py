"""Termination signals: they raise an exception, as Ctrl-C does, and are deferred where work must not be interrupted.

What the program was started to ignore, as by nohup, it ignores throughout.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from types import CodeType, FrameType

ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Windows has no SIGHUP."""
ASKING = signal.SIGINT, signal.SIGTERM
"""Those after which work may go on for a while; when a terminal is gone nobody waits for it."""
RESEND_SECONDS = 0.05
Handler = Callable[[int, FrameType | None], object] | signal.Handlers


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
    """In the block each of ENDING raises `TerminationRequested` in the main thread.

    Python drops exceptions raised in destructors, in garbage collection and in the hook that reports those dropped:
    the signal is sent again then.
    """
    former = sys.unraisablehook
    lost: SimpleQueue[int] = SimpleQueue()  # its put may interrupt itself, as a signal's handler does

    def notice(dropped: sys.UnraisableHookArgs) -> None:
        if isinstance(dropped.exc_value, TerminationRequested):
            lost.put(dropped.exc_value.number)
        else:
            former(dropped)

    def end(number: int, frame: FrameType | None) -> None:
        if _is_called_by(frame, notice.__code__):
            lost.put(number)
        else:
            raise TerminationRequested(number)

    with _handled(end), _sent_again(lost):
        sys.unraisablehook = notice
        try:
            yield
        finally:
            sys.unraisablehook = former


@contextmanager
def deferred_signals() -> Iterator[None]:
    """Defers these signals until the end of the block."""
    came: list[int] = []
    with _handled(lambda number, _: came.append(number)):
        yield
    if came:
        signal.raise_signal(came[0])


@contextmanager
def stop_requested(announce: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Yields a function that returns True once Ctrl-C or a request to end has come in the block; the next one ends it.

    Args:
        announce: called for the first of them.

    Raises:
        TerminationRequested: in the block, for the second.
    """
    came: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        if came:
            raise TerminationRequested(number)
        came.append(number)
        announce()

    with _handled(ask, ASKING):
        yield lambda: bool(came)


@contextmanager
def handlers_restored() -> Iterator[None]:
    """Sets the handlers of ENDING again after the block, whatever a library has set in it."""
    with _handled(None):
        yield


@contextmanager
def interrupts_not_inherited() -> Iterator[None]:
    """A process started in the block never receives Ctrl-C; this process does, after the block.

    A blocked signal is deferred. Windows can only ignore it: one that comes in the block is lost.
    """
    if sys.platform == "win32":
        with _handled(signal.SIG_IGN, (signal.SIGINT,)):
            yield
    else:
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)


@contextmanager
def _sent_again(lost: SimpleQueue[int]) -> Iterator[None]:
    """In the block each signal put into the queue is sent to the main thread, a little later."""
    end_of_block = 0
    ended = threading.Event()

    def send() -> None:
        while (number := lost.get()) != end_of_block:
            if not ended.wait(RESEND_SECONDS):
                _send_to_main_thread(number)

    sender = threading.Thread(target=send, daemon=True)
    sender.start()
    try:
        yield
    finally:
        ended.set()
        lost.put(end_of_block)
        sender.join()


def _is_called_by(frame: FrameType | None, code: CodeType) -> bool:
    while frame and frame.f_code is not code:
        frame = frame.f_back
    return frame is not None


def _send_to_main_thread(number: int) -> None:
    if hasattr(signal, "pthread_kill"):  # wakes it if it waits; Windows has no such thing
        signal.pthread_kill(threading.main_thread().ident or 0, number)
    else:
        signal.raise_signal(number)


@contextmanager
def _handled(handler: Handler | None, numbers: tuple[signal.Signals, ...] = ENDING) -> Iterator[None]:
    """Sets a handler, if any, in the block; none outside the main thread, which alone receives signals in Python."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        before = {n: h for n in numbers if (h := signal.getsignal(n)) not in (signal.SIG_IGN, None)}
    try:
        for number in before if handler else ():
            signal.signal(number, handler)
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)
