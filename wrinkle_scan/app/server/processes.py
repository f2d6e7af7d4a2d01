"""Calls that run in processes of their own, for a server whose threads may not work: in turn, each in one that is free.

A thread stands before each process and only waits for it: `system.workers` gives its processes to one thread.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any

from wrinkle_scan.analysis.isolated import MOST_PROCESSES
from wrinkle_scan.app.server.server_limits import LONGEST_CALL_SECONDS
from wrinkle_scan.system.errors import WrinkleScanError
from wrinkle_scan.system.messages import message
from wrinkle_scan.system.os_reasons import refused
from wrinkle_scan.system.workers import JobFailure, Workers

Call = Callable[[], Any]
"""A function of a module, or a `functools.partial` of one. It loads what it needs when it is called, not as its module
is imported: the server imports that too. What it returns is plain data."""
Asked = tuple[Call, "Future[Any]"]


class CallFailedError(WrinkleScanError):
    """A call whose process crashed, took too long or was stopped."""

    def __init__(self, failure: JobFailure) -> None:
        """Made of what the process's end is called."""
        problem = {
            "crashed": message("the process that did it crashed"),
            "timed_out": message("it took more than {seconds} seconds", seconds=round(LONGEST_CALL_SECONDS)),
        }[failure.how]
        remedy = message("Try again with fewer or smaller photos, and close other programs.")
        super().__init__("wrinkle-scan", problem, remedy)


class Processes:
    """A few processes, started with the first calls."""

    def __init__(self, count: int | None = None) -> None:
        """Prepares them.

        Args:
            count: how many; None: one for each core, two at most.
        """
        self.count = count or min(MOST_PROCESSES, os.cpu_count() or 1)
        self._asked: SimpleQueue[Asked | None] = SimpleQueue()
        self._lanes = [_Lane(self._asked) for _ in range(self.count)]
        for lane in self._lanes:
            lane.start()

    def ask(self, call: Call) -> Future[Any]:
        """What a call will return, or raise: a `WrinkleScanError`, or RuntimeError with the process's words."""
        future: Future[Any] = Future()
        self._asked.put((call, future))
        return future

    def stop(self, future: Future[Any]) -> None:
        """Gives up a call, at work or not."""
        if not future.cancel():
            for lane in self._lanes:
                lane.give_up(future)

    def close(self) -> None:
        """Ends all of them, at work or not."""
        for _ in self._lanes:
            self._asked.put(None)
        for lane in self._lanes:
            lane.close()


class _Lane(threading.Thread):
    """A thread that hands calls to its one process."""

    def __init__(self, asked: SimpleQueue[Asked | None]) -> None:
        super().__init__(daemon=True)
        self._asked = asked
        self._workers: Workers[Call, Any] = Workers(_perform, 1, lambda _: LONGEST_CALL_SECONDS)
        self._current: Future[Any] | None = None
        self._lock = threading.Lock()
        self._closed = False

    def run(self) -> None:
        with self._workers:
            while not self._closed and (asked := self._asked.get()) is not None:
                call, future = asked
                if future.set_running_or_notify_cancel():
                    with self._lock:
                        self._current = future
                    self._perform(call, future)

    def _perform(self, call: Call, future: Future[Any]) -> None:
        try:
            ((_, result),) = self._workers.map_unordered(iter([call]))
        except Exception as error:
            result = error
        with self._lock:
            self._current = None
        if isinstance(result, JobFailure):
            result = CallFailedError(result)
        if isinstance(result, Exception):
            future.set_exception(result)
        else:
            future.set_result(result)

    def give_up(self, future: Future[Any]) -> None:
        with self._lock:
            if self._current is future:
                self._workers.kill()

    def close(self) -> None:
        self._closed = True
        with self._lock:
            if self._current is not None:
                self._workers.kill()
        self.join()


def _perform(call: Call) -> Any:
    """In the process: what the call returns, or the error that is meant for the user."""
    try:
        return call()
    except WrinkleScanError as error:
        return error
    except OSError as error:
        return refused(error)
