"""Compares the follow-ups of a batch with the first visits, into a table of pairs."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from wrinkle_scan.cohort.batch.batch_jobs import AnyJob, CompareJob
from wrinkle_scan.cohort.batch.columns import PAIR_LAYOUT, SCORE_LAYOUT, Row
from wrinkle_scan.cohort.batch.early_pairs import EarlyPairs
from wrinkle_scan.cohort.batch.journal import Journal
from wrinkle_scan.cohort.batch.late_series import late_series_notes
from wrinkle_scan.cohort.batch.missing_pairs import missing_pairs, missing_pairs_note
from wrinkle_scan.cohort.batch.pairs import VisitPair, failed_pair, relabel_pair, visit_pairs
from wrinkle_scan.cohort.batch.patient_groups import MOST_IN_A_GROUP
from wrinkle_scan.cohort.batch.photo_run import score_photos
from wrinkle_scan.cohort.batch.running import MISSING, Counts, ProgressOutput, Run, Settings
from wrinkle_scan.cohort.batch.scoring import stamp
from wrinkle_scan.visits.catalog.date_doubts import order_doubts
from wrinkle_scan.visits.catalog.entries import PhotoEntry


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
    run = Run(Journal(table, PAIR_LAYOUT, stamp(compared=True)), settings, progress)

    def groups() -> Iterator[Iterator[AnyJob]]:
        places = enumerate(visit_pairs(photos.by_visit()))
        some = itertools.groupby(places, lambda item: (item[1].patient, item[1].series, item[0] // MOST_IN_A_GROUP))
        yield from (jobs(group, list(pairs)) for group, (_, pairs) in enumerate(some))

    def jobs(group: int, pairs: list[tuple[int, VisitPair]]) -> Iterator[CompareJob]:
        for position, pair in pairs:
            if settings.stopped():
                return
            for doubt in order_doubts((visit.paths[0], visit.date, visit.taken_at) for visit in pair.visits):
                progress.warn(pair.after.paths[0], doubt)
            known = run.known(pair.key, pair.captures_sha256, fresh=pair.captures_sha256 in fresh)
            if known is not None:
                run.keep(position, relabel_pair(known, pair), reused=pair.captures_sha256 not in fresh)
            else:
                yield CompareJob(position, pair, group)

    def keep(job: AnyJob, rows: list[Row]) -> None:
        run.keep(job.position, rows, reused=False)

    to_compare, missing = (sum(1 for _ in some(photos.by_visit())) for some in (visit_pairs, missing_pairs))

    def groups_and_missing() -> Iterator[Iterator[AnyJob]]:
        yield from groups()
        for position, (pair, reason) in enumerate(missing_pairs(photos.by_visit()), start=to_compare):
            if settings.stopped():
                return
            run.keep(position, failed_pair(pair, reason), reused=False, cause=MISSING)

    counts = run.execute(groups_and_missing(), keep, "pairs", to_compare + missing)
    counts.notes += missing_pairs_note(pair for pair, _ in missing_pairs(photos.by_visit()))
    counts.notes += late_series_notes(visit_pairs(photos.by_visit()), photos.by_visit())
    return counts
