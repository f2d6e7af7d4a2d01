"""Scores the photos of a batch into a table; those of one patient, where they are to be compared, in one process."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

from wrinkle_scan.cohort.batch.batch_jobs import AnyJob, ScoreJob
from wrinkle_scan.cohort.batch.columns import SCORE_LAYOUT, Row
from wrinkle_scan.cohort.batch.early_pairs import EarlyPairs
from wrinkle_scan.cohort.batch.faces import classify_table
from wrinkle_scan.cohort.batch.journal import Journal
from wrinkle_scan.cohort.batch.patient_groups import Group, groups_of, settled
from wrinkle_scan.cohort.batch.running import Counts, ProgressOutput, Run, Settings
from wrinkle_scan.cohort.batch.scoring import relabel_rows, sha256_if_readable, stamp
from wrinkle_scan.system.file_kinds import is_photo
from wrinkle_scan.visits.catalog.date_doubts import date_doubts
from wrinkle_scan.visits.catalog.entries import PhotoEntry


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
        scoring = _Scoring(Run(journal, settings, progress), settings, progress, early_pairs)
    except BaseException:
        journal.close()
        raise
    return scoring.run.execute(scoring.groups(entries), scoring.keep, "photos", total, classify_table)


def warn_about_date(progress: ProgressOutput, entry: PhotoEntry, rows: list[Row]) -> None:
    """Reports what is doubtful about the date of a scored photo."""
    for doubt in date_doubts(entry, rows[0]["captured_at"], bool(rows[0]["last_change"])):
        progress.warn(entry.name, doubt)


class _Scoring:
    """Which photos are to be measured, in which groups, and what becomes of their rows."""

    def __init__(self, run: Run, settings: Settings, progress: ProgressOutput, early_pairs: EarlyPairs | None) -> None:
        self.run = run
        self._settings, self._progress, self._early_pairs = settings, progress, early_pairs
        self._waiting: dict[str, list[ScoreJob]] = {}
        """By SHA-256, further files with the content of a file that is being measured."""
        self._at_hand: dict[int, dict[int, list[Row]]] = {}
        """By group, the rows of its photos by their places, as far as they are scored."""

    def groups(self, entries: Callable[[], Iterator[PhotoEntry]]) -> Iterator[Iterator[AnyJob]]:
        """The jobs, by the process that is to do them: each photo by itself, or a patient's with their pairs."""
        if self._early_pairs is None:
            yield from (self._jobs([photo], None) for photo in enumerate(entries()))
        else:
            pairs = self._early_pairs
            yield from (self._of_one_patient(pairs, photos, n) for n, photos in enumerate(groups_of(entries())))

    def keep(self, job: AnyJob, rows: list[Row]) -> None:
        """Stores what a job returned."""
        if isinstance(job, ScoreJob):
            self._keep_score(job, rows)
        elif self._early_pairs:
            self._early_pairs.keep(job, rows)

    def _jobs(self, photos: Group, group: int | None) -> Iterator[ScoreJob]:
        """The photos that have to be measured; the rows of the others are stored."""
        for position, entry in photos:
            if self._settings.stopped():
                return
            job = ScoreJob(position, entry, sha256_if_readable(entry.path), group)
            shared = is_photo(entry.path)  # the reason why another file fails also depends on its name
            if shared and job.sha256 in self._waiting:
                self._waiting[job.sha256].append(job)
            elif (rows := self.run.known([entry.name], job.sha256, shared)) is not None:
                self._keep_score(job, relabel_rows(rows, entry), reused=True)
            else:
                if shared and job.sha256:
                    self._waiting[job.sha256] = []
                yield job

    def _of_one_patient(self, pairs: EarlyPairs, photos: Group, group: int) -> Iterator[AnyJob]:
        """The photos of each day, then their pairs; these at the end where all have to be seen to know them."""
        if len(photos) == 1:
            yield from self._jobs(photos, None)
            return
        self._at_hand[group], by_day = {}, settled(photos)
        for _, of_day in itertools.groupby(photos, lambda photo: photo[1].visit_date if by_day else None):
            yield from self._jobs(list(of_day), group)
            scored = [rows for _, rows in sorted(self._at_hand[group].items())]
            for job in pairs.jobs(group, scored):
                if self._settings.stopped():
                    break
                yield job
        del self._at_hand[group]

    def _keep_score(self, job: ScoreJob, rows: list[Row], reused: bool = False) -> None:
        self.run.keep(job.position, rows, reused)
        if job.group in self._at_hand:
            self._at_hand[job.group][job.position] = rows
        warn_about_date(self._progress, job.entry, rows)
        for same in self._waiting.pop(job.sha256 or "", []):
            self._keep_score(same, relabel_rows(rows, same.entry), reused=True)
