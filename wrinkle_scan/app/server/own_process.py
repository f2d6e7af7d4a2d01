"""Long work in a process of its own, which may start others itself, as a batch does, and delays no page.

Asked to stop, it ends what it has in hand, if it can; asked again, it is dropped. It ends with the server, however that
ends.
"""

from __future__ import annotations

import logging
import os
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Protocol

from wrinkle_scan.app.server.background_jobs import BROKEN, Job
from wrinkle_scan.system.errors import WrinkleScanError
from wrinkle_scan.system.messages import message
from wrinkle_scan.system.os_reasons import refused
from wrinkle_scan.system.quiet import STDERR, send_to_nowhere
from wrinkle_scan.system.spawning import end_with_parent, started

CRASHED = WrinkleScanError(
    "wrinkle-scan", message("the process that did it ended early"), message("Close other programs, and try again.")
)
_STOP = "stop"


@dataclass(frozen=True)
class WorkProgress:
    """How far the work is."""

    done: int
    of: int
    words: str
    seconds_left: float | None = None


class WorkChannel(Protocol):
    """By which work reports its progress, and is asked to stop."""

    def report(self, progress: WorkProgress) -> None:
        """Reports how far it is."""

    def stopped(self) -> bool:
        """Whether it is to end what it has in hand, and no more."""


Work = Callable[[WorkChannel], Any]
"""A function of a module, or a `functools.partial` of one; what it returns is plain data."""


@dataclass(frozen=True)
class _Fault:
    """What the work raised that is not meant for the user, as text."""

    text: str


def run_in_own_process(job: Job, work: Work, graceful: bool = False) -> Any:
    """What the work returns; to be called in a job's own function.

    Args:
        job: which shows the work's progress.
        work: what is done.
        graceful: whether it ends by itself when it is asked to stop the first time, and what it then returns counts.

    Raises:
        WrinkleScanError: as the work, or its process crashed.
        CancelledError: it was dropped.
    """
    if job.stopping:
        raise CancelledError
    pipe, process = started(_serve, work, daemon=False)
    asked = threading.Event()

    def stop() -> None:
        if graceful and not asked.is_set():
            asked.set()
            try:
                pipe.send(_STOP)
            except OSError:
                process.kill()
        else:
            process.kill()

    job.at_stop(stop)
    try:
        while isinstance(received := pipe.recv(), WorkProgress):
            job.done, job.of, job.words, job.seconds_left = (
                received.done,
                received.of,
                received.words,
                received.seconds_left,
            )
    except (EOFError, OSError):
        if job.stopping:
            raise CancelledError from None
        raise CRASHED from None
    finally:
        job.seconds_left = None
        process.join()
        pipe.close()
    if isinstance(received, WrinkleScanError):
        raise received
    if isinstance(received, _Fault):
        logging.getLogger(__name__).error("%s: %s", job.title, received.text)
        raise BROKEN
    return received


class _PipeChannel:
    """In the process."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._stopped = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def report(self, progress: WorkProgress) -> None:
        self._pipe.send(progress)

    def stopped(self) -> bool:
        return self._stopped.is_set()

    def _listen(self) -> None:
        try:
            self._pipe.recv()
        except (EOFError, OSError):
            os._exit(1)
        self._stopped.set()


def _serve(pipe: Connection, work: Work) -> None:
    threading.Thread(target=end_with_parent, daemon=True).start()
    send_to_nowhere(STDERR)
    try:
        result = work(_PipeChannel(pipe))
    except WrinkleScanError as error:
        result = error
    except OSError as error:
        result = refused(error)
    except Exception:
        result = _Fault(traceback.format_exc())
    pipe.send(result)
    os._exit(0)  # at once: kept workers end with this process
