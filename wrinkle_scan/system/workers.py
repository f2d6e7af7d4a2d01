"""A pool of processes that run jobs in parallel; one that crashes or hangs loses its own job only.

Each has a pipe of its own, so that no lock is shared which a dying process could keep, and ends when the process that
started it is gone (`spawning`). `concurrent.futures` and joblib lose all jobs when one process crashes, and end none
that hangs.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import connection
from typing import Any, Generic, TypeVar

from wrinkle_scan.system.quiet import STDERR, send_to_nowhere
from wrinkle_scan.system.spawning import end_with_parent, not_started, started

Job = TypeVar("Job")
Result = TypeVar("Result")

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
"""Parameters of glibc's mallopt (malloc.h)."""
MALLOC = {M_ARENA_MAX: 1, M_MMAP_THRESHOLD: 8 << 20, M_TRIM_THRESHOLD: 64 << 20}
"""One memory arena for all threads of the libraries. Arrays of up to 8 MB, as a region's are, come from it, and up to
64 MB stay there until the job is done: to ask the system for each anew takes 5 % of a comparison."""
START_SECONDS = 120.0
"""A process that is not ready after this time counts as hung."""


@dataclass(frozen=True)
class JobFailure:
    """A job without a result: ``"crashed"`` or ``"timed_out"``."""

    how: str


@dataclass(frozen=True)
class _Fault:
    """What a job raised, as text."""

    text: str


class Workers(Generic[Job, Result]):
    """A number of processes, each of which runs one job at a time."""

    def __init__(
        self,
        do: Callable[[Job], Result],
        count: int,
        seconds: Callable[[Job], float],
        modules: Sequence[str] = (),
    ) -> None:
        """Prepares the pool; processes start with the first jobs, or with `start`.

        Args:
            do: the function that runs a job; importable by its name.
            count: number of processes.
            seconds: time limit of a job, s.
            modules: modules that each process imports before its first job, besides those that `do` needs.
        """
        self._do, self._seconds, self._modules = do, seconds, modules
        self._workers: list[_Worker[Job, Result]] = []
        self._count = count

    def __enter__(self) -> Workers[Job, Result]:
        """The pool itself; its processes end with the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the processes; unfinished jobs are dropped."""
        for worker in self._workers:
            worker.stop()
        self._workers = []

    def start(self, count: int) -> None:
        """Starts `count` processes, at most the pool's number, which load while the caller does something else.

        Raises:
            WrinkleScanError: a process could not be started.
        """
        while len(self._workers) < min(count, self._count):
            self._workers.append(self._new_worker())

    def map_unordered(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, Result | JobFailure]]:
        """Yields every job with its result, in the order of completion; takes a job only when a process is free for it.

        Raises:
            WrinkleScanError: a process could not be started.
            RuntimeError: a job raised an exception.
        """
        return self.map_groups(iter([job]) for job in jobs)

    def map_groups(self, groups: Iterator[Iterator[Job]]) -> Iterator[tuple[Job, Result | JobFailure]]:
        """As `map_unordered`, the jobs of a group one after the other in one process, which may keep what they share.

        A group's next job is asked for when the result of the one before it has been dealt with, and may depend on it.
        After a crash the group goes on in another process.
        """
        going: dict[_Worker[Job, Result], Iterator[Job]] = {}
        orphans: list[Iterator[Job]] = []
        more = True
        while True:
            for worker in [worker for worker in going if not worker.busy]:
                group = going.pop(worker)
                if not worker.alive:
                    orphans.append(group)
                elif (job := next(group, None)) is not None:
                    worker.give(job)
                    going[worker] = group
            while (orphans or more) and self._has_free_worker():
                begun = orphans.pop() if orphans else next(groups, None)
                if begun is None:
                    more = False
                elif (job := next(begun, None)) is not None:
                    worker = self._idle_worker()
                    worker.give(job)
                    going[worker] = begun
            busy = [worker for worker in self._workers if worker.busy]
            if not busy:
                return
            until = min(worker.deadline for worker in busy)
            ready = connection.wait([worker.pipe for worker in busy], max(until - time.monotonic(), 0))
            for worker in busy:
                if worker.pipe in ready:
                    yield from worker.receive()
                elif time.monotonic() >= worker.deadline:
                    yield worker.lose("timed_out")

    def kill(self) -> None:
        """Ends the processes that run a job; the jobs fail as in a crash. May be called from another thread."""
        for worker in self._workers:
            if worker.busy:
                worker.kill()

    def _has_free_worker(self) -> bool:
        """Whether a process is free, or may be started."""
        self._workers = [worker for worker in self._workers if worker.busy or worker.alive]
        return len(self._workers) < self._count or not all(worker.busy for worker in self._workers)

    def _idle_worker(self) -> _Worker[Job, Result]:
        for worker in self._workers:
            if not worker.busy:
                return worker
        self._workers.append(self._new_worker())
        return self._workers[-1]

    def _new_worker(self) -> _Worker[Job, Result]:
        return _Worker(self._do, self._seconds, self._modules)


class _Worker(Generic[Job, Result]):
    """One process, as seen from the one that started it."""

    def __init__(self, do: Callable[[Job], Result], seconds: Callable[[Job], float], modules: Sequence[str]) -> None:
        self.pipe, self._process = started(_serve, do, modules)
        self._seconds = seconds
        self._job: list[Job] = []
        self._ready = False
        self.deadline = 0.0

    @property
    def alive(self) -> bool:
        return not self.pipe.closed and self._process.is_alive()

    @property
    def busy(self) -> bool:
        return bool(self._job)

    def give(self, job: Job) -> None:
        self._job = [job]
        self.deadline = time.monotonic() + START_SECONDS
        if self._ready:
            self._send()

    def receive(self) -> Iterator[tuple[Job, Result | JobFailure]]:
        """Reads the process's message: that it is ready, or a result. Its absence is a crash."""
        try:
            received = self.pipe.recv()
        except (EOFError, OSError):
            if not self._ready:
                raise not_started("it ended at once") from None
            yield self.lose("crashed")
            return
        if self._ready:
            job, self._job = self._job[0], []
            if isinstance(received, _Fault):
                raise RuntimeError(f"in a worker process:\n{received.text}")
            yield job, received
        else:
            self._ready = True
            self._send()

    def lose(self, how: str) -> tuple[Job, JobFailure]:
        """Gives up the process and its job."""
        job, self._job = self._job[0], []
        self.stop()
        return job, JobFailure(how)

    def kill(self) -> None:
        """Ends the process at once; `receive` then finds it crashed."""
        self._process.kill()

    def stop(self) -> None:
        """Ends the process at once: an idle one has nothing to finish, and its clean-up would take long."""
        self.pipe.close()
        self._process.kill()
        self._process.join()

    def _send(self) -> None:
        with contextlib.suppress(OSError):  # `receive` finds a process that is gone
            self.pipe.send(self._job[0])
        self.deadline = time.monotonic() + self._seconds(self._job[0])


def _serve(pipe: Any, do: Callable[[Any], Any], modules: Sequence[str]) -> None:
    """What a worker process does until its pipe is closed."""
    import cv2

    for module in modules:
        import_module(module)
    cv2.setNumThreads(1)  # there is a process for each core
    give_back_memory = memory_trimmer()
    threading.Thread(target=end_with_parent, daemon=True).start()
    send_to_nowhere(STDERR)  # the messages of a crashing library are of no use
    with contextlib.suppress(EOFError, OSError):
        pipe.send("ready")
        while True:
            job = pipe.recv()
            try:
                result = do(job)
            except Exception:
                result = _Fault(traceback.format_exc())
            pipe.send(result)
            del job, result
            give_back_memory()


def memory_trimmer() -> Callable[[], object]:
    """A function that returns freed memory to the system, since glibc keeps more of it with every photo."""
    try:
        libc = ctypes.CDLL(None)
        for parameter, value in MALLOC.items():
            libc.mallopt(parameter, value)
        return functools.partial(libc.malloc_trim, 0)
    except (AttributeError, OSError, TypeError):
        return lambda: None
