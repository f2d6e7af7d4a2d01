"""Undeclared expressions are entered into the table, from all the photos of a patient and of no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wrinkle_scan.cohort.batch.columns import SCORE_LAYOUT, SCORES, Row, full_row
from wrinkle_scan.cohort.batch.faces import classified_rows, classify_table, dated_and_scored
from wrinkle_scan.cohort.batch.journal import Journal
from wrinkle_scan.cohort.batch.scoring import stamp
from wrinkle_scan.regions.names import REGION_NAMES

SIGNS = {
    "rest": ((0.0, 0.02, 0.1), (0.3, 0.2, 0.2, 0.2)),
    "frown": ((0.0, 0.6, 0.0), (0.3, 2.4, 0.3, 0.3)),
    "smile": ((0.95, 0.1, 0.1), (0.3, 0.3, 2.2, 2.0)),
}
"""Movements (smile, brows down, brows up) and visual grades of faces that clearly show an expression."""


def photo(shows: str, day: str | None = "2026-01-05", patient: str = "A", **other: Any) -> list[Row]:
    movements, grades = SIGNS[shows]
    about: Row = {"path": f"{patient}/{day}_{shows}.jpg", "sha256": f"{patient} {day} {shows}", "status": "scored"}
    about |= {"patient": patient, "patient_from": "name", "visit_date": day, "visit_date_from": day and "name"}
    about |= dict(zip(("smile", "brows_down", "brows_up"), movements, strict=True)) | {"yaw_deg": 0.0}
    about |= vars(stamp()) | other
    return [
        full_row(SCORES, region=name, visual_grade=grade, **about)
        for name, grade in zip(REGION_NAMES, grades, strict=True)
    ]


def known(rows: list[Row]) -> tuple[str | None, ...]:
    (values,) = {(row["expression"], row["expression_from"], row["view"]) for row in rows}
    return values


def test_what_the_faces_show_is_in_every_row_of_a_photo() -> None:
    found = classified_rows([photo(shows) for shows in SIGNS])
    assert [known(rows) for rows in found] == [(shows, "face", "front") for shows in SIGNS]
    assert all(0.8 <= row["expression_certainty"] <= 1 for rows in found for row in rows)


def test_what_is_declared_stays(tmp_path: Path) -> None:
    declared = photo("smile", expression="rest", expression_from="manifest")
    (rows,) = classified_rows([declared])
    assert known(rows) == ("rest", "manifest", "front") and rows[0]["expression_certainty"] is None


def test_what_an_earlier_run_classified_is_classified_anew() -> None:
    """With other photos beside it a face may look otherwise."""
    (rows,) = classified_rows([photo("smile", expression="frown", expression_from="face")])
    assert known(rows)[0] == "smile"


def test_a_table_is_classified_patient_by_patient(tmp_path: Path) -> None:
    undated, failed = photo("frown", None), photo("frown", "2026-01-07", status="failed")
    photos = [photo("rest"), photo("smile", patient="B"), photo("frown"), undated, failed]
    assert dated_and_scored(photos) == photos[:3]
    with Journal(tmp_path / "t.csv", SCORE_LAYOUT, stamp()) as journal:
        for position, rows in enumerate(photos):
            journal.put(position, rows)
        notes = classify_table(journal)
        found = {rows[0]["path"]: known(rows)[0] for rows in journal.results()}
    assert len(notes) == 1 and "3 photos" in notes[0] and "1 frown, 1 rest, 1 smile" in notes[0]
    assert found == {
        "A/2026-01-05_rest.jpg": "rest",
        "B/2026-01-05_smile.jpg": "smile",
        "A/2026-01-05_frown.jpg": "frown",
        "A/None_frown.jpg": None,
        "A/2026-01-07_frown.jpg": None,
    }
