"""A job ends in rows, whatever happens to it: measured, refused, a fault in the program, a process that died."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from wrinkle_scan.cohort.batch.batch_jobs import CompareJob, ScoreJob, failure_rows, perform
from wrinkle_scan.cohort.batch.pairs import ScoredVisit, VisitPair
from wrinkle_scan.system.workers import JobFailure
from wrinkle_scan.visits.catalog.entries import PhotoEntry

BEFORE = ScoredVisit("2026-01-05", ("a.jpg",), ("sha a",), (False,))
AFTER = ScoredVisit("2026-02-05", ("b.jpg", "c.jpg"), ("sha b", "sha c"), (False, False))
COMPARING = CompareJob(1, VisitPair("P1", "frown", "front", None, BEFORE, AFTER), 0)


def test_a_photo_that_cannot_be_read_has_one_row(tmp_path: Path) -> None:
    (tmp_path / "letter.jpg").write_text("Dear colleague", encoding="utf-8")
    (row,) = perform(ScoreJob(0, PhotoEntry(str(tmp_path / "letter.jpg"), patient="P1"), None))
    assert (row["status"], row["failure"], row["patient"]) == ("failed", "not_a_photo", "P1")


def test_a_fault_of_the_program_is_a_row_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: Any) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr("wrinkle_scan.cohort.batch.batch_jobs.score_file", fault)
    monkeypatch.setattr("wrinkle_scan.cohort.batch.batch_jobs.compare_pair", fault)
    (photo,) = perform(ScoreJob(0, PhotoEntry("a.jpg"), "sha a"))
    assert (photo["path"], photo["sha256"], photo["failure"]) == ("a.jpg", "sha a", "internal_error")
    assert photo["reason"] == "A fault in wrinkle-scan itself (ZeroDivisionError: by nothing). Please report it."
    (pair,) = perform(COMPARING)
    assert (pair["status"], pair["after_date"], pair["reason"]) == ("failed", "2026-02-05", photo["reason"])


def test_a_pair_may_take_as_long_as_all_its_photos() -> None:
    late = JobFailure("timed_out")
    (row,) = failure_rows(ScoreJob(0, PhotoEntry("a.jpg"), None), late, 2.5)
    assert row["failure"] == "timed_out" and row["reason"].startswith("It took longer than 2.5 seconds.")
    (row,) = failure_rows(COMPARING, late, 2.5)
    assert row["patient"] == "P1" and row["reason"].startswith("It took longer than 7.5 seconds.")
    (row,) = failure_rows(COMPARING, JobFailure("crashed"), 2.5)
    assert row["reason"].startswith("The process crashed")
