"""The folder's table is the one that `batch` writes, and a stop in the middle loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from clinics import wrinkle_scan
from measured_folders import HOSTILE, measured_folder
from sample_photos import without_forehead

from wrinkle_scan.app.reports.folder_measuring import ANEW, measure_folder
from wrinkle_scan.app.reports.folder_rows import failed_photos, pair_rows, photo_rows
from wrinkle_scan.app.reports.folder_table import read_rows, table_file
from wrinkle_scan.app.server.own_process import WorkProgress
from wrinkle_scan.cohort.batch.columns import SCORES
from wrinkle_scan.cohort.batch.tables import read_table, write_table
from wrinkle_scan.system.errors import PathError


class Listening:
    """Stops after so many photos; None: never."""

    def __init__(self, most: int | None = None) -> None:
        self.reported: list[WorkProgress] = []
        self._most = most

    def report(self, progress: WorkProgress) -> None:
        self.reported.append(progress)

    def stopped(self) -> bool:
        return self._most is not None and max((progress.done for progress in self.reported), default=0) >= self._most


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return measured_folder(tmp_path / "clinic")


def test_failed_photos_have_their_reason(root: Path) -> None:
    (failed,) = failed_photos(read_rows(root, "photos"))
    assert failed["path"] == f"P2/{HOSTILE}.jpg" and failed["reason"].endswith("Choose another photo.")


def test_a_folder_without_photos_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(PathError, match="there is no photo in this folder yet. File some first"):
        measure_folder(tmp_path / "empty", False, Listening())


@pytest.mark.slow
def test_stopped_moved_and_gone_on_it_is_the_table_that_batch_writes(tmp_path: Path) -> None:
    root = tmp_path / "clinic"
    photos = {"P1/2026-01-05_frown.jpg": 0, "P1/2026-01-19_frown.jpg": 1, "P2/copy.jpg": 0}
    for path, number in photos.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(without_forehead(number).read_bytes())
    (root / "P2" / "letter.jpg").write_text("Dear colleague", encoding="utf-8")

    stopped = measure_folder(root, False, Listening(1))
    assert not stopped.finished and 1 <= len({row["path"] for row in read_rows(root, "photos")}) < 4
    moved = root.rename(tmp_path / "moved")
    assert {row["path"].split("/")[0] for row in read_rows(moved, "photos")} <= {"P1", "P2"}
    outcome = measure_folder(moved, False, Listening())
    assert (outcome.finished, outcome.photos) == (True, 4)
    assert outcome.reused >= 2, "what was measured before the stop, and the copy"

    assert wrinkle_scan("batch", ".", "--out", "../t.csv", cwd=moved).returncode == 0
    rows = read_rows(moved, "photos")
    assert rows == list(read_table(tmp_path / "t.csv", SCORES))
    assert [len(photo_rows(rows)), len(failed_photos(rows)), len(pair_rows(read_rows(moved, "pairs")))] == [3, 1, 1]
    assert measure_folder(moved, False, Listening()).reused == 4, "nothing is measured again"
    other = [row | {"settings_sha256": "another"} for row in rows]
    write_table(table_file(moved, "photos"), SCORES, other)
    begun = measure_folder(moved, False, Listening(0))
    assert ANEW in begun.notes and begun.photos == 0
