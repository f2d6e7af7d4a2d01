"""A table as a folder of parts: complete ones are skipped, those of other photos, versions or settings are not."""

from __future__ import annotations

from pathlib import Path

import pandas
import pytest

from wrinkle_scan.cohort.batch.columns import SCORES, Row, Stamp, full_row
from wrinkle_scan.cohort.batch.parts import Part, prepare_folder, remove_other_files, split_into_parts
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.visits.catalog.entries import PhotoEntry

STAMP = Stamp("1", "s")
ENTRIES = [PhotoEntry(f"s3://faces/{number}.jpg") for number in range(5)]


def rows(entry: PhotoEntry, status: str = "scored") -> list[Row]:
    about = {"path": entry.name, "status": status, **vars(STAMP)}
    return [full_row(SCORES, region=region, **about) for region in ("forehead", "glabella")]


def written(folder: Path, status: str = "scored") -> list[Part]:
    parts = list(split_into_parts(folder, ENTRIES, STAMP, photos=2))
    for part in parts:
        part.write(rows(entry, status) for entry in part.entries)
    return parts


def test_every_photo_is_in_one_part_in_order(tmp_path: Path) -> None:
    parts = list(split_into_parts(tmp_path, iter(ENTRIES), STAMP, photos=2))
    assert [len(part.entries) for part in parts] == [2, 2, 1]
    assert [entry for part in parts for entry in part.entries] == ENTRIES
    written(tmp_path)
    assert list(pandas.read_parquet(tmp_path)["path"]) == [entry.name for entry in ENTRIES for _ in range(2)]


def test_a_part_is_done_once_it_is_written(tmp_path: Path) -> None:
    first, *_ = split_into_parts(tmp_path, ENTRIES, STAMP, photos=2)
    assert not first.is_done(retry_failed=False)
    written(tmp_path)
    assert first.is_done(retry_failed=False)
    assert first.is_done(retry_failed=True)
    written(tmp_path, status="failed")
    assert first.is_done(retry_failed=False)
    assert not first.is_done(retry_failed=True)


@pytest.mark.parametrize(
    ("entries", "stamp"),
    [
        ([ENTRIES[0], PhotoEntry("s3://faces/other.jpg")], STAMP),
        ([ENTRIES[0], PhotoEntry(ENTRIES[1].source, patient="P1")], STAMP),
        (ENTRIES[:2], Stamp("2", "s")),
        (ENTRIES[:2], Stamp("1", "t")),
    ],
    ids=["photos", "what is known of them", "version", "settings"],
)
def test_parts_of_anything_else_do_not_count(tmp_path: Path, entries: list[PhotoEntry], stamp: Stamp) -> None:
    written(tmp_path)
    (part,) = split_into_parts(tmp_path, entries, stamp, photos=2)
    assert not part.is_done(retry_failed=False)


def test_what_is_no_part_of_the_table_is_taken_away(tmp_path: Path) -> None:
    kept = written(tmp_path)[:2]
    (tmp_path / ".part-00001-abc.parquet-new").touch()  # a process was killed while it wrote
    remove_other_files(tmp_path, kept)
    assert set(tmp_path.iterdir()) == {part.path for part in kept}


def test_parts_that_were_measured_in_another_way_are_not_added_to(tmp_path: Path) -> None:
    before = {part.path: part.path.read_bytes() for part in written(tmp_path)}
    prepare_folder(tmp_path, STAMP)
    with pytest.raises(PathError, match="measured by wrinkle-scan 1, and this is 2"):
        prepare_folder(tmp_path, Stamp("2", "s"))
    with pytest.raises(PathError, match="other versions of its libraries"):
        prepare_folder(tmp_path, Stamp("1", "t"))
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    prepare_folder(tmp_path / "new.parquet", STAMP)
    prepare_folder(tmp_path / "new.parquet", STAMP)
    (tmp_path / "new.parquet" / "thesis.doc").touch()
    with pytest.raises(PathError, match=r"something else \(thesis.doc\)"):
        prepare_folder(tmp_path / "new.parquet", STAMP)
    (tmp_path / "file.parquet").touch()
    with pytest.raises(PathError, match="this is a file"):
        prepare_folder(tmp_path / "file.parquet", STAMP)
