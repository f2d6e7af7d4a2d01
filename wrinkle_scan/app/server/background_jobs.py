"""Long work: what a page asks for and does not wait for. Each job says how far it is, and can be stopped.

A job's own function only asks for calls in other processes (`processes`) and puts together what they return; it has a
thread of its own, which waits.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any, Literal

from wrinkle_scan.app.server.processes import Call, CallFailedError, Processes
from wrinkle_scan.app.server.server_limits import MOST_JOBS
from wrinkle_scan.system.errors import WrinkleScanError
from wrinkle_scan.system.messages import message

JobState = Literal["running", "done", "failed", "stopped"]
BROKEN = WrinkleScanError(
    "wrinkle-scan",
    message("something in this program went wrong"),
    message("Try again; if it happens again, please report it."),
)


class Job:
    """One piece of long work.

    Attributes:
        id: by which a page asks for it.
        title: what it does, for the page.
        done: how many of its steps are done.
        of: how many there are; 0 where that is not known yet.
        words: what it is at.
        seconds_left: about how long it still takes; None where that is not known.
        state: whether it runs, or how it ended.
        result: what its function returned.
        error: why there is no result.
    """

    def __init__(self, title: str, processes: Processes) -> None:
        """Made by `Jobs.start`."""
        self.id, self.title = secrets.token_urlsafe(12), title
        self.done, self.of, self.words = 0, 0, ""
        self.seconds_left: float | None = None
        self.state: JobState = "running"
        self.result: Any = None
        self.error: WrinkleScanError | None = None
        self._processes = processes
        self._asked: set[Future[Any]] = set()
        self._ended, self._lock = threading.Event(), threading.Lock()
        self._stopping = False
        self._at_stop: list[Callable[[], None]] = []

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stopping

    def at_stop(self, action: Callable[[], None]) -> None:
        """Has something done each time the job is asked to stop; at once where it was already."""
        with self._lock:
            self._at_stop.append(action)
            stopping = self._stopping
        if stopping:
            action()

    def run(self, call: Call, words: str = "") -> Any:
        """What a call returns that is made in another process; a step of the job.

        Raises:
            WrinkleScanError: as the call, or its process crashed or took too long.
        """
        self.words = words or self.words
        return self._wait_for(self._ask(call))

    def stop(self) -> None:
        """Gives it up; what its calls have not returned by now is lost."""
        with self._lock:
            self._stopping = True
            asked, actions = list(self._asked), list(self._at_stop)
        for future in asked:
            self._processes.stop(future)
        for action in actions:
            action()

    def wait(self, seconds: float | None = None) -> bool:
        """Waits until it has ended, or for so long; returns whether it has."""
        return self._ended.wait(seconds)

    def perform(self, work: Callable[[Job], Any]) -> None:
        """Does the work to its end; called once, in the job's own thread."""
        try:
            self.result = work(self)
            self.state = "done"
        except (WrinkleScanError, CancelledError) as error:
            self.error = error if isinstance(error, WrinkleScanError) else BROKEN
            self.state = "stopped" if self._stopping else "failed"
        except Exception:
            logging.getLogger(__name__).exception("%s", self.title)
            self.error, self.state = BROKEN, "failed"
        finally:
            self._ended.set()

    def as_json(self) -> dict[str, Any]:
        """What a page may know of it: no folder of this machine."""
        return {
            "id": self.id,
            "title": self.title,
            "state": self.state,
            "done": self.done,
            "of": self.of,
            "words": self.words,
            "seconds_left": self.seconds_left,
            "stopping": self._stopping,
            "error": self.error.reason if self.state == "failed" and self.error else None,
        }

    def _ask(self, call: Call) -> Future[Any]:
        with self._lock:
            if self._stopping:
                raise CancelledError
            future = self._processes.ask(call)
            self._asked.add(future)
        return future

    def _wait_for(self, future: Future[Any]) -> Any:
        try:
            result = future.result()
        except CallFailedError:
            if self._stopping:
                raise CancelledError from None
            raise
        finally:
            self._asked.discard(future)
        self.done += 1
        return result


class Jobs:
    """All jobs of a server."""

    def __init__(self, processes: Processes) -> None:
        """With the processes that they share."""
        self.processes = processes
        self._jobs: dict[str, Job] = {}
        self._named: dict[str, Job] = {}
        self._lock = threading.Lock()

    def start(self, title: str, work: Callable[[Job], Any], of: int = 0, name: str | None = None) -> Job:
        """Begins a job, unless one of the same name is under way: then it is that one.

        Args:
            title: what it does, for the page.
            work: is given the job, and returns its result.
            of: how many steps it has.
            name: by which `named` finds it; None: only its id does.
        """
        job = Job(title, self.processes)
        job.of = of
        with self._lock:
            if name is not None:
                if (same := self._named.get(name)) is not None and same.state == "running":
                    return same
                self._named[name] = job
            self._jobs[job.id] = job
            ended = [other.id for other in self._jobs.values() if other.state != "running"]
            for old in ended[: max(len(self._jobs) - MOST_JOBS, 0)]:
                del self._jobs[old]
            self._named = {name: other for name, other in self._named.items() if other.id in self._jobs}
        threading.Thread(target=job.perform, args=(work,), daemon=True).start()
        return job

    def get(self, job_id: str) -> Job | None:
        """The job of this id."""
        return self._jobs.get(job_id)

    def named(self, name: str) -> Job | None:
        """The last job that was started by this name."""
        return self._named.get(name)

    def close(self) -> None:
        """Stops all of them and ends their processes."""
        jobs = list(self._jobs.values())
        for job in [*jobs, *jobs]:  # asked twice, one that ends what it has in hand drops it
            job.stop()
        self.processes.close()
