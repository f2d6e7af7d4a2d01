"""A folder's tables: paths within the folder wherever it lies, and rows that follow renaming and deleting."""

from __future__ import annotations

from pathlib import Path

import pytest

from wrinkle_scan.app.reports.folder_table import (
    follow_renaming,
    follow_the_folder,
    forget_gone,
    read_rows,
    save_rows,
    table_file,
)
from wrinkle_scan.cohort.batch.columns import PAIRS, SCORES, full_row
from wrinkle_scan.cohort.batch.tables import read_table, write_table
from wrinkle_scan.system.errors import PathError

BEFORE, AFTER = "P1/2026-01-05_frown.jpg", "P1/2026-02-05_frown.jpg"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two photos and their follow-up, in tables that were written while the folder lay here."""
    root = tmp_path / "clinic"
    (root / ".wrinkle-scan").mkdir(parents=True)
    (root / "P1").mkdir()
    for path in (BEFORE, AFTER):
        (root / path).write_bytes(b"photo")
    scores = [full_row(SCORES, path=f"{root}/{path}", patient="P1") for path in (BEFORE, AFTER)]
    pair = full_row(PAIRS, before_path=f"{root}/{BEFORE}", after_path=f"{root}/{AFTER}", patient="P1",
                    reason=f"{root}/{AFTER}: gone.")  # fmt: skip
    write_table(table_file(root, "photos"), SCORES, scores)
    write_table(table_file(root, "pairs"), PAIRS, [pair])
    follow_the_folder(root)
    return root


def paths(root: Path) -> list[str]:
    return [row["path"] for row in read_rows(root, "photos")]


def test_a_folder_that_was_moved_keeps_its_rows_with_its_new_place(root: Path) -> None:
    moved = root.rename(root.parent / "moved")
    assert paths(moved) == [BEFORE, AFTER], "before anything is measured in the new place"
    (pair,) = read_rows(moved, "pairs")
    assert (pair["before_path"], pair["reason"]) == (BEFORE, f"{AFTER}: gone.")
    follow_the_folder(moved)
    written = [row["path"] for row in read_table(table_file(moved, "photos"), SCORES)]
    assert written == [f"{moved}/{BEFORE}", f"{moved}/{AFTER}"] and paths(moved) == [BEFORE, AFTER]


def test_a_renamed_patient_is_renamed_in_both_tables(root: Path) -> None:
    follow_renaming(root, "P1", "P7", lambda path: path.replace("P1/", "P7/"))
    assert paths(root) == [BEFORE.replace("P1", "P7"), AFTER.replace("P1", "P7")]
    (pair,) = read_rows(root, "pairs")
    assert (pair["patient"], pair["after_path"]) == ("P7", AFTER.replace("P1", "P7"))
    assert pair["reason"] == f"{AFTER.replace('P1', 'P7')}: gone."


def test_a_photo_that_is_gone_takes_its_follow_up_along(root: Path) -> None:
    journal = root / ".wrinkle-scan" / f".{table_file(root, 'photos').name}.wrinkle-scan"
    journal.write_bytes(b"what a stopped run had left")
    (root / AFTER).unlink()
    forget_gone(root)
    assert (paths(root), read_rows(root, "pairs"), journal.exists()) == ([BEFORE], [], False)


def test_there_is_nothing_to_save_before_anything_was_measured(root: Path, tmp_path: Path) -> None:
    save_rows(root, "photos", tmp_path / "t.csv")
    assert [row["path"] for row in read_table(tmp_path / "t.csv", SCORES)] == [BEFORE, AFTER]
    (tmp_path / "empty").mkdir()
    assert read_rows(tmp_path / "empty", "photos") == []
    with pytest.raises(PathError, match="there is nothing in it yet"):
        save_rows(tmp_path / "empty", "photos", tmp_path / "u.csv")
