"""A run over photos: each file is measured once, in its place in the table, and what is doubtful of it is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from wrinkle_scan.cohort.batch.columns import SCORES, Row
from wrinkle_scan.cohort.batch.photo_run import score_photos, warn_about_date
from wrinkle_scan.cohort.batch.running import Settings
from wrinkle_scan.cohort.batch.tables import read_table
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.entries import PhotoEntry

SETTINGS = Settings(1, 60, retry_failed=False, stopped=lambda: False)


class Progress:
    """Writes down what a run reports."""

    def __init__(self) -> None:
        self.totals: list[tuple[str, int | None]] = []
        self.known: list[bool] = []
        self.warnings: list[tuple[str, str]] = []

    def begin(self, what: str, total: int | None) -> None:
        self.totals.append((what, total))

    def done(self, rows: list[Row], reused: bool) -> None:
        self.known.append(reused)

    def warn(self, path: str, doubt: str) -> None:
        self.warnings.append((path, doubt))

    def end(self) -> None: ...


@pytest.fixture
def entries(tmp_path: Path) -> list[PhotoEntry]:
    """A picture that is too small for a face, under two names, one after the other; and a letter."""
    for name in ("b.png", "a.png"):
        Image.new("RGB", (40, 40), "grey").save(tmp_path / name)
    (tmp_path / "letter.png").write_text("Dear colleague", encoding="utf-8")
    names = ("b.png", "a.png", "letter.png")
    return [PhotoEntry(str(tmp_path / name)).with_known("name", patient=name[0]) for name in names]


def test_the_rows_are_in_the_order_of_the_photos_and_copies_are_measured_once(
    tmp_path: Path, entries: list[PhotoEntry]
) -> None:
    """Two processes ask for a photo at once: the second is not given the copy of the first's."""
    table, progress = tmp_path / "t.csv", Progress()
    counts = score_photos(lambda: iter(entries), table, replace(SETTINGS, workers=2), progress)
    assert progress.totals == [("photos", 3)] and sorted(progress.known) == [False, False, True]
    assert (counts.done, counts.reused, counts.finished) == (3, 1, True)
    assert counts.failed == {"too_small": 2, "not_a_photo": 1}
    rows = list(read_table(table, SCORES))
    assert [(row["path"], row["patient"]) for row in rows] == [(entry.source, entry.patient) for entry in entries]

    again = score_photos(lambda: iter(entries[1:]), table, SETTINGS, Progress())
    assert (again.done, again.reused, again.dropped) == (2, 2, 1)


def test_a_run_that_is_asked_to_stop_begins_no_photo(tmp_path: Path, entries: list[PhotoEntry]) -> None:
    stopped = Settings(1, 60, retry_failed=False, stopped=lambda: True)
    counts = score_photos(lambda: iter(entries), tmp_path / "t.csv", stopped, Progress())
    assert (counts.done, counts.finished) == (0, False)


def test_a_table_of_other_photos_is_not_gone_on_with(tmp_path: Path, entries: list[PhotoEntry]) -> None:
    score_photos(lambda: iter(entries[:1]), tmp_path / "t.csv", SETTINGS, Progress())

    def others() -> Iterator[PhotoEntry]:
        return iter(entries[1:])

    with pytest.raises(PathError, match="none of the photos in this table"):
        score_photos(others, tmp_path / "t.csv", SETTINGS, Progress())


def test_a_doubtful_date_is_reported_with_its_photo() -> None:
    entry = PhotoEntry("P1/2026-01-05.jpg").with_known("name", visit_date="2026-01-05")
    said: dict[str, list[str]] = {}
    for captured_at in ("2026-01-05T10:00:00", "2022-03-04T10:00:00"):
        progress = Progress()
        warn_about_date(progress, entry, [{"captured_at": captured_at, "last_change": False}])
        said[captured_at] = [doubt for path, doubt in progress.warnings if path == entry.name]
    assert said["2026-01-05T10:00:00"] == []
    (doubt,) = said["2022-03-04T10:00:00"]
    assert "2022-03-04" in doubt
