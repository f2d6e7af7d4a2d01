"""Runs a batch: measures every photo and pair that is not in the tables yet, and writes the tables."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from wrinkle_scan.cohort.batch.columns import PAIR_LAYOUT, SCORE_LAYOUT, Row
from wrinkle_scan.cohort.batch.early_pairs import EarlyPairs
from wrinkle_scan.cohort.batch.faces import classify_table
from wrinkle_scan.cohort.batch.jobs import AnyJob, CompareJob, ScoreJob, failure_rows, perform
from wrinkle_scan.cohort.batch.journal import Journal
from wrinkle_scan.cohort.batch.late_series import late_series_notes
from wrinkle_scan.cohort.batch.missing_pairs import missing_pairs, missing_pairs_note
from wrinkle_scan.cohort.batch.pairs import VisitPair, failed_pair, relabel_pair, visit_pairs
from wrinkle_scan.cohort.batch.patients import MOST_IN_A_GROUP, Group, groups_of, settled
from wrinkle_scan.cohort.batch.scoring import relabel_rows, sha256_of, stamp
from wrinkle_scan.system.file_kinds import is_photo
from wrinkle_scan.system.workers import JobFailure, Workers
from wrinkle_scan.visits.catalog.date_doubts import date_doubts, order_doubts
from wrinkle_scan.visits.catalog.entries import PhotoEntry

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
        dropped: number of results removed from the table because their photos are gone.
        finished: whether all were done.
        notes: further notes for the user, one sentence each.
    """

    done: int = 0
    reused: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    dropped: int = 0
    finished: bool = False
    notes: list[str] = field(default_factory=list)


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


def score_photos(
    entries: Callable[[], Iterator[PhotoEntry]],
    table: Path,
    settings: Settings,
    progress: ProgressOutput,
    early_pairs: EarlyPairs | None = None,
) -> Counts:
    """Scores photos into a table.

    Args:
        entries: returns the photos; called twice.
        table: the table's file.
        settings: the run's settings.
        progress: receives the progress.
        early_pairs: is given the pairs that can be compared before all photos are scored; None compares nothing.

    Raises:
        PathError: the table cannot be written, holds other photos or another version's results, or is used by another
            run; or as `entries`.
    """
    journal = Journal(table, SCORE_LAYOUT, stamp())
    try:
        total = journal.check_keys([entry.name] for entry in entries())
        run = _Run(journal, settings, progress)
    except BaseException:
        journal.close()
        raise
    waiting: dict[str, list[ScoreJob]] = {}
    """By SHA-256, further files with the content of a file that is being measured."""

    at_hand: dict[int, dict[int, list[Row]]] = {}
    """By group, the rows of its photos by their places, as far as they are scored."""

    def groups() -> Iterator[Iterator[AnyJob]]:
        if early_pairs is None:
            yield from (score([photo], None) for photo in enumerate(entries()))
        else:
            yield from (of_one_patient(early_pairs, photos, n) for n, photos in enumerate(groups_of(entries())))

    def score(photos: Group, group: int | None) -> Iterator[ScoreJob]:
        for position, entry in photos:
            if settings.stopped():
                return
            job = ScoreJob(position, entry, sha256_of(entry.path), group)
            shared = is_photo(entry.path)  # the reason why another file fails also depends on its name
            if shared and job.sha256 in waiting:
                waiting[job.sha256].append(job)
            elif (rows := run.known([entry.name], job.sha256, shared)) is not None:
                keep_score(job, relabel_rows(rows, entry), reused=True)
            else:
                if shared and job.sha256:
                    waiting[job.sha256] = []
                yield job

    def of_one_patient(pairs: EarlyPairs, photos: Group, group: int) -> Iterator[AnyJob]:
        """The photos of each day, then their pairs; these at the end where all have to be seen to know them."""
        if len(photos) == 1:
            yield from score(photos, None)
            return
        at_hand[group], by_day = {}, settled(photos)
        for _, of_day in itertools.groupby(photos, lambda photo: photo[1].visit_date if by_day else None):
            yield from score(list(of_day), group)
            scored = [rows for _, rows in sorted(at_hand[group].items())]
            for job in pairs.jobs(group, scored):
                if settings.stopped():
                    break
                yield job
        del at_hand[group]

    def keep(job: AnyJob, rows: list[Row]) -> None:
        if isinstance(job, ScoreJob):
            keep_score(job, rows)
        elif early_pairs:
            early_pairs.keep(job, rows)

    def keep_score(job: ScoreJob, rows: list[Row], reused: bool = False) -> None:
        run.keep(job.position, rows, reused)
        if job.group in at_hand:
            at_hand[job.group][job.position] = rows
        warn_about_date(progress, job.entry, rows)
        for same in waiting.pop(job.sha256 or "", []):
            keep_score(same, relabel_rows(rows, same.entry), reused=True)

    return run.execute(groups(), keep, "photos", total, classify_table)


def warn_about_date(progress: ProgressOutput, entry: PhotoEntry, rows: list[Row]) -> None:
    """Reports what is doubtful about the date of a scored photo."""
    for doubt in date_doubts(entry, rows[0]["captured_at"]):
        progress.warn(entry.name, doubt)


def score_and_compare(
    entries: Callable[[], Iterator[PhotoEntry]],
    table: Path,
    pairs: Path,
    settings: Settings,
    progress: ProgressOutput,
) -> tuple[Counts, Counts | None]:
    """Scores photos into a table, and compares each follow-up with the first visit, into a table of pairs.

    Returns:
        The outcome of either; None for the pairs where the run was stopped before.

    Raises:
        PathError: as `score_photos`.
    """
    with EarlyPairs(pairs) as early_pairs:
        scored = score_photos(entries, table, settings, progress, early_pairs)
    if not scored.finished:
        return scored, None
    return scored, compare_pairs(table, pairs, settings, progress, early_pairs.compared)


def compare_pairs(
    scores: Path, table: Path, settings: Settings, progress: ProgressOutput, fresh: Collection[str] = ()
) -> Counts:
    """Compares each follow-up in a table of scores with the first visit, into a table of pairs.

    Args:
        scores: the table of scores.
        table: the table of pairs.
        settings: the run's settings.
        progress: receives the progress.
        fresh: `captures_sha256` of pairs that were compared in this run already, and are in the table.

    Raises:
        PathError: as `score_photos`.
    """
    with Journal(scores, SCORE_LAYOUT, stamp()) as photos:
        return _compare(photos, table, settings, progress, fresh)


def _compare(
    photos: Journal, table: Path, settings: Settings, progress: ProgressOutput, fresh: Collection[str]
) -> Counts:
    run = _Run(Journal(table, PAIR_LAYOUT, stamp(compared=True)), settings, progress)

    def groups() -> Iterator[Iterator[AnyJob]]:
        places = enumerate(visit_pairs(photos.by_visit()))
        some = itertools.groupby(places, lambda item: (item[1].patient, item[1].series, item[0] // MOST_IN_A_GROUP))
        yield from (jobs(group, list(pairs)) for group, (_, pairs) in enumerate(some))

    def jobs(group: int, pairs: list[tuple[int, VisitPair]]) -> Iterator[CompareJob]:
        for position, pair in pairs:
            if settings.stopped():
                return
            for doubt in order_doubts((visit.paths[0], visit.date, visit.captured_at) for visit in pair.visits):
                progress.warn(pair.after.paths[0], doubt)
            known = run.known(pair.key, pair.captures_sha256, fresh=pair.captures_sha256 in fresh)
            if known is not None:
                run.keep(position, relabel_pair(known, pair), reused=pair.captures_sha256 not in fresh)
            else:
                yield CompareJob(position, pair, group)

    def keep(job: AnyJob, rows: list[Row]) -> None:
        run.keep(job.position, rows, reused=False)

    to_compare = sum(1 for _ in visit_pairs(photos.by_visit()))
    missing = sum(1 for _ in missing_pairs(photos.by_visit()))

    def groups_and_missing() -> Iterator[Iterator[AnyJob]]:
        yield from groups()
        for position, (pair, reason) in enumerate(missing_pairs(photos.by_visit()), start=to_compare):
            if settings.stopped():
                return
            run.keep(position, failed_pair(pair, reason), reused=False)

    counts = run.execute(groups_and_missing(), keep, "pairs", to_compare + missing)
    counts.notes += missing_pairs_note(pair for pair, _ in missing_pairs(photos.by_visit()))
    counts.notes += late_series_notes(visit_pairs(photos.by_visit()), photos.by_visit())
    return counts


class _Run:
    """The shared part of scoring and comparing: known results, workers, the journal and the table."""

    def __init__(self, journal: Journal, settings: Settings, progress: ProgressOutput) -> None:
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

    def keep(self, position: int, rows: list[Row], reused: bool) -> None:
        """Stores a result in the journal, and rewrites the table at intervals."""
        self._journal.put(position, rows, at_once=not reused)
        self._counts.done += 1
        self._counts.reused += reused
        if rows[0]["status"] == "failed":
            unknown = "failure" not in rows[0] and not rows[0]["expression"]
            self._counts.failed["expression_not_known" if unknown else rows[0].get("failure") or "not_measurable"] += 1
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
