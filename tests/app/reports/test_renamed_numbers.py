"""Numbers that are kept have the patient's name of now, after a renaming and after it was undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from patients_folders import made_analysis, made_patients

from wrinkle_scan.app.folder.changes import undo
from wrinkle_scan.app.folder.measured import MeasuredNumbers, PhotoKey
from wrinkle_scan.app.folder.photo_filing import delete_photos
from wrinkle_scan.app.folder.renaming import rename_patient
from wrinkle_scan.app.reports.folder_table import read_rows, table_file
from wrinkle_scan.app.reports.renamed_numbers import follow
from wrinkle_scan.cohort.batch.columns import SCORES, full_row
from wrinkle_scan.cohort.batch.tables import write_table

REST, SMILE = "P1/2026-01-05_rest.jpg", "Zoë Ä/2026-01-06_smile.jpg"
CAPTURED_AT = made_analysis()["photo"]["captured_at"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A photo of each patient is in the table, and its numbers are kept."""
    root = made_patients(tmp_path / "clinic")
    measured = MeasuredNumbers(root)
    for path in (REST, SMILE):
        measured.put_analysis(PhotoKey(measured.sha256_of(root / path)), made_analysis())
    rows = [full_row(SCORES, path=f"{root}/{path}", patient=path.split("/")[0]) for path in (REST, SMILE)]
    write_table(table_file(root, "photos"), SCORES, rows)
    return root


def named(root: Path) -> list[tuple[str, str]]:
    return [(row["patient"], row["path"]) for row in read_rows(root, "photos")]


def captured_at(root: Path, path: str) -> str | None:
    """As the kept numbers say it of a photo."""
    return MeasuredNumbers(root).seen()(root / path).captured_at


def test_a_renamed_patients_rows_have_the_new_name_until_that_is_undone(root: Path) -> None:
    before = named(root)
    change = rename_patient(root, "P1", "P7")
    follow(root, change)
    assert named(root) == [("P7", "P7/2026-01-05_rest.jpg"), before[1]]
    assert captured_at(root, "P7/2026-01-05_rest.jpg") == captured_at(root, SMILE) == CAPTURED_AT
    follow(root, undo(root, change.number))
    assert named(root) == before and captured_at(root, REST) == CAPTURED_AT


def test_a_change_that_renamed_nobody_changes_nothing(root: Path) -> None:
    before = table_file(root, "photos").read_bytes()
    follow(root, delete_photos(root, ["P1/2026-01-05_frown.jpg"]))
    assert table_file(root, "photos").read_bytes() == before
