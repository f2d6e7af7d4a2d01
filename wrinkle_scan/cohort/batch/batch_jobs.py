"""The jobs of a worker process: a photo to score, or a pair of visits to compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from wrinkle_scan.cohort.batch.columns import Row
from wrinkle_scan.cohort.batch.held import HeldAnalyses
from wrinkle_scan.cohort.batch.pairs import VisitPair, compare_pair, failed_pair
from wrinkle_scan.cohort.batch.scoring import failed, score_file
from wrinkle_scan.system.messages import message
from wrinkle_scan.system.workers import JobFailure
from wrinkle_scan.visits.catalog.entries import PhotoEntry


@dataclass(frozen=True)
class ScoreJob:
    """A photo to score; `position` is its place in the table, `group` that of its analysis, if it is to be compared."""

    position: int
    entry: PhotoEntry
    sha256: str | None
    group: int | None = None
    photos: int = 1


@dataclass(frozen=True)
class CompareJob:
    """A pair to compare; `position` is its place in the table, `group` that of the analyses it may find."""

    position: int
    pair: VisitPair
    group: int

    @property
    def photos(self) -> int:
        """Number of photos that may have to be measured for it."""
        return len(self.pair.before.paths) + len(self.pair.after.paths)


AnyJob: TypeAlias = ScoreJob | CompareJob

_HELD = HeldAnalyses()
"""Of the worker process."""


def perform(job: AnyJob) -> list[Row]:
    """Runs a job in a worker process; every failure is returned as a row."""
    _HELD.begin(job.group)
    try:
        return score_file(job.entry, _HELD.keep) if isinstance(job, ScoreJob) else compare_pair(job.pair, _HELD)
    except Exception as error:  # a bug in this program must not end the run
        fault = f"{type(error).__name__}: {error}"
        said = message("A fault in wrinkle-scan itself ({fault}). Please report it.", fault=fault)
        return _failed(job, "internal_error", said)


def failure_rows(job: AnyJob, failure: JobFailure, seconds: float) -> list[Row]:
    """The row of a job whose process crashed or exceeded the time limit, in seconds per photo."""
    if failure.how == "timed_out":
        said = message(
            "It took longer than {limit:g} seconds. Look at the file, or raise the time limit.",
            limit=seconds * job.photos,
        )
        return _failed(job, failure.how, said)
    return _failed(
        job,
        failure.how,
        message("The process crashed while reading or measuring it. Open it, save it as a new file, and try that."),
    )


def _failed(job: AnyJob, code: str, reason: str) -> list[Row]:
    return failed(job.entry, job.sha256, code, reason) if isinstance(job, ScoreJob) else failed_pair(job.pair, reason)
