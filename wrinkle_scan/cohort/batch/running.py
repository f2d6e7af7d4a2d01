"""One run over photos or pairs: what is not in the table yet is done in processes, kept in the journal, and written."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from wrinkle_scan.cohort.batch.batch_jobs import AnyJob, failure_rows, perform
from wrinkle_scan.cohort.batch.columns import Row
from wrinkle_scan.cohort.batch.journal import Journal
from wrinkle_scan.system.workers import JobFailure, Workers

MISSING = "expression_not_known"
"""The reason's short name of a follow-up that is compared with nothing, because what its photos show is not known."""
NAMED_FAILURES = 10
"""Most failures that are named after a run; of the others the number is given."""
WRITE_EVERY_SECONDS, WRITE_SHARE = 2.0, 0.05
"""The table is rewritten during the run, with at least this interval and at most this share of the time."""


class ProgressOutput(Protocol):
    """Receives the progress of a run."""

    def begin(self, what: str, total: int | None) -> None:
        """The run starts with `total` ``"photos"`` or ``"pairs"``; None where their number is not known yet."""

    def done(self, rows: list[Row], reused: bool) -> None:
        """One more is done; `reused` if it did not have to be measured."""

    def warn(self, path: str, doubt: str) -> None:
        """A warning about a photo that was measured: a sentence without its full stop."""

    def end(self) -> None:
        """All are done, or the run was stopped."""


@dataclass
class Counts:
    """The outcome of a run over photos or pairs.

    Attributes:
        done: number in the table.
        reused: number of those that did not have to be measured: done in an earlier run, or a file with two names.
        failed: number of failures by the reason's short name.
        first_failures: the row of each failure, up to `NAMED_FAILURES`; `notes` name those of `MISSING`.
        dropped: number of results removed from the table because their photos are gone.
        finished: whether all were done.
        notes: further notes for the user, one sentence each.
    """

    done: int = 0
    reused: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    first_failures: list[Row] = field(default_factory=list)
    dropped: int = 0
    finished: bool = False
    notes: list[str] = field(default_factory=list)

    def add(self, rows: list[Row], reused: bool, cause: str = "not_measurable") -> None:
        """Counts a result.

        Args:
            rows: its rows.
            reused: whether it was known before this run.
            cause: under which it is counted where it failed and names none itself.
        """
        self.done += 1
        self.reused += reused
        if rows[0]["status"] == "failed":
            self.failed[rows[0].get("failure") or cause] += 1
            if cause != MISSING and len(self.first_failures) < NAMED_FAILURES:
                self.first_failures.append(rows[0])

    @property
    def tried(self) -> int:
        """Number of those done that could be measured or compared at all: not those that only name what is missing."""
        return self.done - self.failed[MISSING]


@dataclass(frozen=True)
class Settings:
    """The settings of a run.

    Attributes:
        workers: number of processes.
        seconds: time limit for one photo.
        retry_failed: whether photos that failed before are tried again.
        stopped: called before each photo; True ends the run after the photos that are being measured.
    """

    workers: int
    seconds: float
    retry_failed: bool
    stopped: Callable[[], bool]


class Run:
    """The shared part of scoring and comparing: known results, workers, the journal and the table."""

    def __init__(self, journal: Journal, settings: Settings, progress: ProgressOutput) -> None:
        """Of an open journal, which `execute` closes."""
        self._journal, self._settings, self._progress = journal, settings, progress
        self._counts = Counts()
        self._next_write = time.monotonic() + WRITE_EVERY_SECONDS

    def known(
        self, key: list[str | None], content: str | None, shared: bool = True, fresh: bool = False
    ) -> list[Row] | None:
        """The rows of a known result; if `shared`, also those of the same content under another key.

        One that failed is not known where it is to be tried again, unless that was just done (`fresh`).
        """
        if content is None:
            return None
        found = self._journal.find(key, content) or (self._journal.find_by_content(content) if shared else None)
        again = self._settings.retry_failed and not fresh
        return None if found and found[0]["status"] == "failed" and again else found

    def keep(self, position: int, rows: list[Row], reused: bool, cause: str = "not_measurable") -> None:
        """Stores a result in the journal, and rewrites the table at intervals.

        Args:
            position: the result's place in the table.
            rows: the result.
            reused: as in `Counts.add`.
            cause: the same.
        """
        self._journal.put(position, rows, at_once=not reused)
        self._counts.add(rows, reused, cause)
        self._progress.done(rows, reused)
        if time.monotonic() >= self._next_write:
            self._write()

    def execute(
        self,
        groups: Iterator[Iterator[AnyJob]],
        keep: Callable[[AnyJob, list[Row]], None],
        what: str,
        total: int,
        finalize: Callable[[Journal], list[str]] | None = None,
    ) -> Counts:
        """Runs the jobs, each group's in one process, then `finalize` on all results, and closes the journal."""
        self._progress.begin(what, total)
        seconds = self._settings.seconds
        try:
            if not self._journal.table.exists():
                self._write()
            with Workers[AnyJob, list[Row]](perform, self._settings.workers, lambda j: seconds * j.photos) as workers:
                for job, result in workers.map_groups(groups):
                    keep(job, failure_rows(job, result, seconds) if isinstance(result, JobFailure) else result)
            self._counts.finished = self._counts.done == total
            if self._counts.finished:
                self._counts.dropped = self._journal.drop_unseen()
                self._counts.notes = finalize(self._journal) if finalize else []
            self._write()
        finally:
            self._progress.end()
            self._journal.close()
        return self._counts

    def _write(self) -> None:
        started = time.monotonic()
        self._journal.write()
        now = time.monotonic()
        self._next_write = now + max(WRITE_EVERY_SECONDS, (now - started) / WRITE_SHARE)
