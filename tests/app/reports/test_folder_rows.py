"""The tables' rows as people read them: a line for each photo and follow-up, with its reasons as messages."""

from __future__ import annotations

from typing import Any

from wrinkle_scan.app.reports.folder_rows import failed_photos, pair_rows, photo_rows
from wrinkle_scan.cohort.batch.columns import PAIRS, SCORES, Row, full_row
from wrinkle_scan.system.languages import language


def scored(path: str, region: str, severity: float | None, reason: str | None = None) -> Row:
    return full_row(SCORES, path=path, patient="P1", status="scored", region=region, severity=severity, reason=reason)


def compared(after: str, region: str, **values: Any) -> Row:
    return full_row(PAIRS, patient="P1", expression="frown", before_date="2026-01-05", after_date=after,
                    region=region, **{"status": "compared", "verdict": "improved", **values})  # fmt: skip


def test_regions_of_a_photo_are_one_line_and_failed_photos_are_apart() -> None:
    rows = [
        scored("a.jpg", "forehead", 12.0),
        scored("a.jpg", "glabella", None, "covered by hair"),
        full_row(SCORES, path="b.jpg", patient="P1", status="failed", reason="The file is empty."),
        scored("c.jpg", "forehead", 3.0),
    ]
    one, other = photo_rows(rows)
    assert (one["path"], other["path"]) == ("a.jpg", "c.jpg")
    assert one["regions"]["forehead"] == {"severity": 12.0, "reason": None}
    assert one["regions"]["glabella"]["severity"] is None
    assert language("es").say(one["regions"]["glabella"]["reason"]) == "cubierta por pelo"
    (failed,) = failed_photos(rows)
    assert failed["path"] == "b.jpg" and language("es").say(failed["reason"]) == "El archivo está vacío."


def test_regions_of_a_follow_up_are_one_line_and_a_failed_one_has_its_reason() -> None:
    rows = [
        compared("2026-02-05", "forehead", change_percent=-40.0),
        compared("2026-02-05", "glabella", verdict="cannot_tell", reason="covered by hair"),
        compared("2026-03-05", "", status="failed", verdict=None, reason="The file is empty."),
    ]
    one, lost = pair_rows(rows)
    assert one["regions"]["forehead"]["change_percent"] == -40.0 and one["reason"] is None
    assert language("es").say(one["regions"]["glabella"]["reason"]) == "cubierta por pelo"
    assert (one["after_date"], lost["after_date"], lost["regions"]) == ("2026-02-05", "2026-03-05", {})
    assert language("es").say(lost["reason"]) == "El archivo está vacío."


def test_no_rows_are_no_lines() -> None:
    assert (photo_rows([]), failed_photos([]), pair_rows([])) == ([], [], [])
