"""From a photo's bytes and what is known of it to its rows."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from sample_photos import analyzed, without_forehead

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.cohort.batch.columns import SCORES
from wrinkle_scan.cohort.batch.scoring import (
    entry_columns,
    failed,
    relabel_rows,
    score_bytes,
    score_file,
    sha256_if_readable,
    stamp,
)
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.visits.catalog.entries import PhotoEntry


@pytest.mark.slow
def test_a_photo_has_a_row_for_each_region_with_its_own_figures() -> None:
    path, kept = without_forehead(), dict[str, Analysis]()
    entry = PhotoEntry(str(path)).with_known("name", patient="P1", expression="frown")
    rows = score_bytes(path.read_bytes(), entry, kept.__setitem__)
    expected = analyzed(path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert list(kept) == [sha256] and kept[sha256].face.mm_per_px == expected.face.mm_per_px
    assert [row["region"] for row in rows] == list(REGION_NAMES)
    for row in rows:
        region = expected.regions[row["region"]]
        assert row["severity"] == (pytest.approx(region.severity, abs=1e-3) if region.measurable else None)
        assert (row["sha256"], row["status"], row["patient"], row["view"]) == (sha256, "scored", "P1", "front")
        assert (row["view_from"], row["expression_from"]) == ("face", "name")
        assert (row["version"], row["settings_sha256"]) == (stamp().version, stamp().settings_sha256)


def test_what_cannot_be_scored_has_one_row_with_the_reason(tmp_path: Path) -> None:
    entry = PhotoEntry(str(tmp_path / "a.jpg")).with_known("name", patient="P1")
    (letter,) = score_bytes(b"Dear colleague", entry)
    assert (letter["failure"], letter["region"], letter["patient"]) == ("not_a_photo", None, "P1")
    assert letter["sha256"] == hashlib.sha256(b"Dear colleague").hexdigest()
    (missing,) = score_file(entry)
    assert (missing["failure"], missing["sha256"]) == ("unreadable", None)
    (folder,) = score_file(PhotoEntry(str(tmp_path)))
    assert folder["failure"] == "unreadable" and "folder may not be read" in folder["reason"]


def test_a_reason_can_be_written_into_any_table() -> None:
    """It may name a file whose name is no text."""
    (row,) = failed(PhotoEntry("a.jpg"), None, "unreadable", "\udcff.jpg is gone.")
    assert row["reason"] == "\\udcff.jpg is gone."
    assert list(row) == list(SCORES)


def test_a_copy_has_its_own_name_and_what_is_known_of_it() -> None:
    """But the camera's date and the view are those of the pixels."""
    entry = PhotoEntry("P1/a.jpg").with_known("name", patient="P1", visit_date="2026-01-05")
    measured = failed(entry, "sha", "too_dark", "Too dark.")[0] | {
        "captured_at": "2026-02-03T10:00:00",
        "yaw_deg": 40.0,
    }
    (row,) = relabel_rows([measured], PhotoEntry("P2/b.jpg").with_known("name", patient="P2", expression="smile"))
    assert (row["path"], row["patient"], row["expression"], row["reason"]) == ("P2/b.jpg", "P2", "smile", "Too dark.")
    assert (row["visit_date"], row["visit_date_from"]) == ("2026-02-03", "exif")
    assert (row["view"], row["view_from"]) == ("right", "face")


def test_each_thing_known_has_its_source() -> None:
    columns = entry_columns(PhotoEntry("a.jpg").with_known("manifest", side="left").with_known("option", patient="P"))
    assert (columns["side"], columns["side_from"], columns["patient_from"]) == ("left", "manifest", "option")
    assert columns["visit_date"] is columns["visit_date_from"] is columns["expression_certainty"] is None


def test_the_hash_of_a_file_or_none(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"abc")
    assert sha256_if_readable(tmp_path / "a.jpg") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sha256_if_readable(tmp_path / "gone.jpg") is None


def test_the_settings_of_comparisons_count_for_comparisons_alone() -> None:
    assert stamp(compared=True).version == stamp().version
    assert stamp(compared=True).settings_sha256 != stamp().settings_sha256
