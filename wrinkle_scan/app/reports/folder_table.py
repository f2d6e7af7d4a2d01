"""The table of a folder of patients: made by the code of `wrinkle-scan batch`, kept in `.wrinkle-scan`, and continued.

Its files hold the photos' whole paths, as `batch` writes them; what leaves this module has paths within the folder.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from wrinkle_scan.app.folder.places import WORK, work_folder
from wrinkle_scan.app.server.own_process import WorkChannel, WorkProgress
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import joined, message

if TYPE_CHECKING:  # these load what measures, which takes seconds
    from wrinkle_scan.cohort.batch.columns import Row, Stamp, TableLayout

What = Literal["photos", "pairs"]
WHATS: tuple[What, ...] = get_args(What)
"""A row for each photo and region; a row for each follow-up and region."""
SECONDS_PER_PHOTO = 60.0
"""As `wrinkle-scan batch` gives each."""
_WORDS = {
    "photos": message("Measuring photos"),
    "pairs": message("Comparing follow-ups with the first visit"),
}
_PLACE_FILE = "tables.place"
_PATHS = ("path", "before_path", "after_path")
_TEXTS = ("reason", "left_out")
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


def table_file(root: Path, what: What) -> Path:
    """Where a table is kept."""
    return root / WORK / f"{what}.sqlite"


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
    _follow_the_folder(place)
    other = [
        _forget_if_other(photos, SCORE_LAYOUT, stamp()),
        _forget_if_other(pairs, PAIR_LAYOUT, stamp(compared=True)),
    ]
    notes: list[str] = [ANEW] if any(other) else []
    settings = Settings(os.cpu_count() or 1, SECONDS_PER_PHOTO, retry_failed, channel.stopped)
    progress = _JobProgress(channel, _prefix(place))
    scored, compared = score_and_compare(entries, photos, pairs, settings, progress)
    notes += [*progress.doubts, *scored.notes, *(compared.notes if compared else [])]
    if compared and compared.finished and not compared.tried:
        notes.append(no_pairs_reason(read_table(photos, SCORES)))
    return Outcome(bool(compared and compared.finished), scored.done, scored.reused, tuple(notes))


def read_rows(root: Path, what: What) -> list[Row]:
    """The rows of a table, as `wrinkle-scan batch .` writes them in that folder; none where there is no table yet.

    Raises:
        PathError: it cannot be read.
    """
    from wrinkle_scan.cohort.batch.tables import read_table

    place = Path(os.path.abspath(root))
    file = table_file(place, what)
    if not file.is_file():
        return []
    former = _former_place(place)
    return [_within(former, row) for row in read_table(file, _columns(what))]


def save_rows(root: Path, what: What, file: Path) -> None:
    """Writes a table as CSV, Parquet or SQLite, as the file's ending says.

    Raises:
        PathError: there is no such table yet, or it cannot be read or written.
    """
    from wrinkle_scan.cohort.batch.tables import write_table

    rows = read_rows(root, what)
    if not rows:
        raise PathError(
            message("the table"), message("there is nothing in it yet"), message("Measure the folder first.")
        )
    write_table(file, _columns(what), rows)


def follow_renaming(root: Path, old: str, new: str, renamed: Callable[[str], str]) -> None:
    """Renames a patient in the tables, in a process of its own; a run that was stopped finds the photos by itself.

    Raises:
        PathError: a table cannot be read or written.
    """

    def with_new_name(row: Row) -> Row:
        row |= {name: renamed(row[name]) for name in _PATHS if row.get(name)}
        row |= {name: row[name].replace(old, new) for name in _TEXTS if row.get(name) and row["patient"] == old}
        return row | {"patient": new if row["patient"] == old else row["patient"]}

    _rewrite(root, lambda rows: map(with_new_name, rows))


def forget_gone(root: Path) -> None:
    """Takes photos that are no longer in the folder out of the tables, and follow-ups with them; as `follow_renaming`.

    What a run that was stopped had left goes, too.
    """
    place = Path(os.path.abspath(root))

    def is_there(row: Row) -> bool:
        return all((place / row[name]).is_file() for name in _PATHS if row.get(name))

    _rewrite(root, lambda rows: filter(is_there, rows))
    for what in WHATS:
        for journal in (place / WORK).glob(f".{table_file(place, what).name}.wrinkle-scan*"):
            journal.unlink(missing_ok=True)


def _rewrite(root: Path, change: Callable[[list[Row]], Iterable[Row]]) -> None:
    """Changes the tables' rows, in which paths are within the folder."""
    from wrinkle_scan.cohort.batch.tables import write_table

    place = Path(os.path.abspath(root))
    for what in WHATS:
        if table_file(place, what).is_file():
            rows = change(read_rows(place, what))
            former = Path(_former_place(place))
            write_table(table_file(place, what), _columns(what), (_outside(former, row) for row in rows))


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


def _columns(what: What) -> dict[str, type]:
    from wrinkle_scan.cohort.batch.columns import PAIRS, SCORES

    return {"photos": SCORES, "pairs": PAIRS}[what]


def _former_place(place: Path) -> str:
    """The folder's path when its tables were written."""
    file = place / WORK / _PLACE_FILE
    return file.read_text(encoding="utf-8", errors="surrogateescape") if file.is_file() else str(place)


def _follow_the_folder(place: Path) -> None:
    """Gives the photos in the tables their present paths, where the folder was moved or renamed since."""
    from wrinkle_scan.cohort.batch.tables import read_table, write_table

    former = _former_place(place)
    if former != str(place):
        for what in WHATS:
            file = table_file(place, what)
            if file.is_file():
                rows = [_within(former, row) for row in read_table(file, _columns(what))]
                write_table(file, _columns(what), (_outside(place, row) for row in rows))
            file.with_name(f".{file.name}.wrinkle-scan").unlink(missing_ok=True)
    (place / WORK / _PLACE_FILE).write_text(str(place), encoding="utf-8", errors="surrogateescape")


def _prefix(place: Path | str) -> str:
    return f"{str(place).rstrip(os.sep)}{os.sep}".encode(errors="backslashreplace").decode()


def _within(place: str, row: Row) -> Row:
    """A row without the folder's own path."""
    prefix = _prefix(place)
    paths = {name: row[name].removeprefix(prefix) for name in _PATHS if row.get(name)}
    return row | paths | {name: row[name].replace(prefix, "") for name in _TEXTS if row.get(name)}


def _outside(place: Path, row: Row) -> Row:
    return row | {name: f"{_prefix(place)}{row[name]}" for name in _PATHS if row.get(name)}
