"""Measures a folder of patients by the code of `wrinkle-scan batch`; a run that was stopped is continued."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from wrinkle_scan.app.folder.places import work_folder
from wrinkle_scan.app.reports.folder_table import follow_the_folder, path_prefix, table_file
from wrinkle_scan.app.server.own_process import WorkChannel, WorkProgress
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import joined, message

if TYPE_CHECKING:  # these load what measures, which takes seconds
    from wrinkle_scan.cohort.batch.columns import Row, Stamp, TableLayout

SECONDS_PER_PHOTO = 60.0
"""As `wrinkle-scan batch` gives each."""
_WORDS = {
    "photos": message("Measuring photos"),
    "pairs": message("Comparing follow-ups with the first visit"),
}
ANEW = message(
    "The numbers were made by another version of this program, or with other settings: all is measured anew."
)


@dataclass(frozen=True)
class Outcome:
    """How a run ended.

    Attributes:
        finished: whether all photos and follow-ups are in the tables.
        photos: number of photos in the table.
        reused: number of those that did not have to be measured again.
        notes: what a user must know, sentences.
    """

    finished: bool
    photos: int
    reused: int
    notes: tuple[str, ...]


def measure_folder(root: Path, retry_failed: bool, channel: WorkChannel) -> Outcome:
    """Measures what is new or changed, in a process of its own.

    Args:
        root: the folder of patients.
        retry_failed: whether photos that failed before are tried again.
        channel: receives the progress; asked to stop, it ends with the photos in hand.

    Raises:
        PathError: the folder cannot be read or written to, has no photos, or another run is at it.
    """
    from wrinkle_scan.cohort.batch.columns import PAIR_LAYOUT, SCORE_LAYOUT, SCORES
    from wrinkle_scan.cohort.batch.no_pairs import no_pairs_reason
    from wrinkle_scan.cohort.batch.pair_run import score_and_compare
    from wrinkle_scan.cohort.batch.running import Settings
    from wrinkle_scan.cohort.batch.scoring import stamp
    from wrinkle_scan.cohort.batch.tables import read_table
    from wrinkle_scan.visits.catalog.entries import PhotoEntry
    from wrinkle_scan.visits.catalog.photo_finding import find_photos, infer_layout

    place = Path(os.path.abspath(root))
    work_folder(place)
    layout = infer_layout(place)

    def entries() -> Iterator[PhotoEntry]:
        return find_photos(place, layout)

    if next(entries(), None) is None:
        raise PathError(place.name, message("there is no photo in this folder yet"), message("File some first."))
    photos, pairs = table_file(place, "photos"), table_file(place, "pairs")
    follow_the_folder(place)
    other = [
        _forget_if_other(photos, SCORE_LAYOUT, stamp()),
        _forget_if_other(pairs, PAIR_LAYOUT, stamp(compared=True)),
    ]
    notes: list[str] = [ANEW] if any(other) else []
    settings = Settings(os.cpu_count() or 1, SECONDS_PER_PHOTO, retry_failed, channel.stopped)
    progress = _JobProgress(channel, path_prefix(place))
    scored, compared = score_and_compare(entries, photos, pairs, settings, progress)
    notes += [*progress.doubts, *scored.notes, *(compared.notes if compared else [])]
    if compared and compared.finished and not compared.tried:
        notes.append(no_pairs_reason(read_table(photos, SCORES)))
    return Outcome(bool(compared and compared.finished), scored.done, scored.reused, tuple(notes))


@dataclass
class _JobProgress:
    """A `ProgressOutput` that reports to the page's job, and collects the warnings."""

    channel: WorkChannel
    prefix: str
    doubts: list[str] = field(default_factory=list)
    _what: str = ""
    _of: int = 0
    _done: int = 0
    _measured: int = 0
    _since: float = 0.0

    def begin(self, what: str, total: int | None) -> None:
        self._what, self._of, self._done, self._measured = what, total or 0, 0, 0
        self._since = time.monotonic()
        self._say()

    def done(self, rows: list[Row], reused: bool) -> None:
        self._done += 1
        self._measured += not reused
        self._say()

    def warn(self, path: str, doubt: str) -> None:
        self.doubts.append(joined([path.removeprefix(self.prefix), ": ", doubt, "."], ""))

    def end(self) -> None:
        pass

    def _say(self) -> None:
        left = None
        if self._measured:
            left = (time.monotonic() - self._since) / self._measured * (self._of - self._done)
        self.channel.report(WorkProgress(self._done, self._of, _WORDS[self._what], left))


def _forget_if_other(table: Path, layout: TableLayout, stamp: Stamp) -> bool:
    """Deletes a table that was measured otherwise, of which nothing could be used; whether it was there."""
    from wrinkle_scan.cohort.batch.columns import OtherStampError
    from wrinkle_scan.cohort.batch.journal import Journal

    try:
        Journal(table, layout, stamp).close()
    except OtherStampError:
        table.unlink(missing_ok=True)
        table.with_name(f".{table.name}.wrinkle-scan").unlink(missing_ok=True)
        return True
    return False
