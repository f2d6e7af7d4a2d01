"""A pool of processes that run jobs in parallel; one that crashes or hangs loses its own job only.

Each has a pipe of its own, so that no lock is shared which a dying process could keep, and ends when the process that
started it is gone. They are spawned: the landmarker must not cross a fork. `concurrent.futures` and joblib give up all
jobs where one process crashes, and end none that hangs.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import connection, get_context, parent_process, resource_tracker
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from wrinkle_scan.system.errors import WrinkleScanError
from wrinkle_scan.system.messages import message
from wrinkle_scan.system.quiet import STDERR, send_to_nowhere

Job = TypeVar("Job")
Result = TypeVar("Result")

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
"""Set to one: more threads than cores cost a seventh of the processor's time and gain nothing."""
M_ARENA_MAX = -8
"""Of glibc's mallopt (malloc.h): one place to allocate from, whatever the number of the libraries' threads."""
START_SECONDS = 120.0
"""A process that is not ready after so long never will be."""
_STARTING = threading.Lock()
"""What a process inherits is set for the moment in which it is started; another thread's must wait."""


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
        """Prepares them; they start with the first jobs, or with `start`.

        Args:
            do: what is done to a job; importable by its name.
            count: how many processes.
            seconds: how long a job may take.
            modules: what each process imports before its first job, beside what importing `do` does.
        """
        self._do, self._seconds, self._modules = do, seconds, modules
        self._workers: list[_Worker[Job, Result]] = []
        self._count = count

    def __enter__(self) -> Workers[Job, Result]:
        """They end with the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Ends them; what is not done by now is dropped."""
        for worker in self._workers:
            worker.stop()
        self._workers = []

    def start(self, count: int) -> None:
        """Starts so many processes, at most as many as there may be, which load while the caller does something else.

        Raises:
            WrinkleScanError: a process could not even be started.
        """
        while len(self._workers) < min(count, self._count):
            self._workers.append(self._new_worker())

    def map_unordered(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, Result | JobFailure]]:
        """Every job with its result, in the order they are done; a job is taken only when a process is free for it.

        Raises:
            WrinkleScanError: a process could not even be started.
            RuntimeError: a job raised an exception.
        """
        more = True
        while True:
            while more and self._has_free_worker():
                try:
                    job = next(jobs)
                except StopIteration:
                    more = False
                else:
                    self._idle_worker().give(job)
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
        """Ends those that are at work; their jobs are lost as in a crash. Another thread may call it."""
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


def started(
    serve: Callable[..., None], do: Callable[..., Any], *arguments: Any, daemon: bool = True
) -> tuple[connection.Connection, BaseProcess]:
    """A process that was started as all are, and the pipe to it.

    Args:
        serve: what it does, a module's own function: is given its end of the pipe, `do` and the arguments.
        do: what it does that for.
        arguments: whatever else it needs.
        daemon: whether it may start no processes itself.

    Raises:
        WrinkleScanError: it could not be started.
    """
    context = get_context("spawn")
    try:
        pipe, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, do, *arguments), daemon=daemon)
        with _STARTING, _child_environment(), _without_main_module(do):
            process.start()
    except OSError as error:
        raise _not_started(error.strerror or str(error)) from error
    theirs.close()
    return pipe, process


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
        """What the process says: that it is ready, or a result; or that it is gone."""
        try:
            received = self.pipe.recv()
        except (EOFError, OSError):
            if not self._ready:
                raise _not_started("it ended at once") from None
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
        """Ends the process at once, which is noticed when its answer is waited for."""
        self._process.kill()

    def stop(self) -> None:
        """Ends the process at once: one that is not at work has nothing to finish, and would take long to clean up."""
        self.pipe.close()
        self._process.kill()
        self._process.join()

    def _send(self) -> None:
        with contextlib.suppress(OSError):  # a process that is gone is noticed when its answer is waited for
            self.pipe.send(self._job[0])
        self.deadline = time.monotonic() + self._seconds(self._job[0])


def _not_started(reason: str) -> WrinkleScanError:
    problem = message("a process to measure in could not be started ({reason})", reason=reason)
    return WrinkleScanError("wrinkle-scan", problem, message("Close other programs, or use fewer --workers."))


@contextlib.contextmanager
def _child_environment() -> Iterator[None]:
    """What a process that is started has from this one: it leaves Ctrl-C to it, and calculates in one thread."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        with _interrupts_not_inherited():
            yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _interrupts_not_inherited() -> Iterator[None]:
    """A process that is started within never sees Ctrl-C; this one does, if only afterwards.

    Blocked, a signal waits; ignored, as Windows has it, one that comes just then is lost.
    """
    if sys.platform == "win32":
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, handler)
    else:
        resource_tracker.getfd()  # started with the first process, it would unblock the signal
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)


@contextlib.contextmanager
def _without_main_module(do: Callable[[Any], Any]) -> Iterator[None]:
    """Hides the main module from a process that is started, which would run all of a script that calls this package.

    Unless `do` is to be found there.
    """
    main = sys.modules["__main__"]
    if getattr(do, "__module__", None) == "__main__":
        yield
        return
    before: dict[str, Any] = {name: vars(main)[name] for name in ("__file__", "__spec__") if name in vars(main)}
    vars(main).update(dict.fromkeys(before))
    try:
        yield
    finally:
        vars(main).update(before)


def _serve(pipe: Any, do: Callable[[Any], Any], modules: Sequence[str]) -> None:
    """What a worker process does until its pipe is closed."""
    import cv2

    for module in modules:
        import_module(module)
    cv2.setNumThreads(1)  # there is a process for each core
    give_back_memory = _memory_trimmer()
    threading.Thread(target=end_with_parent, daemon=True).start()
    send_to_nowhere(STDERR)  # what a crashing library has to say is of no use to anyone
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


def _memory_trimmer() -> Callable[[], object]:
    """What returns freed memory to the system, of which glibc else keeps more with every photo; elsewhere nothing."""
    try:
        libc = ctypes.CDLL(None)
        libc.mallopt(M_ARENA_MAX, 1)
        return functools.partial(libc.malloc_trim, 0)
    except (AttributeError, OSError, TypeError):
        return lambda: None


def end_with_parent() -> None:
    """Ends this process, at work or not, as soon as the one that started it is gone."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
