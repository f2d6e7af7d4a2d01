"""Photos that are filed under several patients are said, since each of these counts."""

from __future__ import annotations

from wrinkle_scan.cohort.batch.columns import SCORES, Row, full_row
from wrinkle_scan.cohort.batch.shared_photos import shared_photos_note


def rows(path: str, sha256: str | None, patient: str | None) -> list[Row]:
    about = {"path": path, "sha256": sha256, "patient": patient}
    return [full_row(SCORES, region=region, **about) for region in ("forehead", "glabella")]


def test_patients_with_the_same_photos_are_named() -> None:
    copied = [rows(f"{who}/{n}.jpg", f"{n}", who) for who in ("P1 - Copy", "P1") for n in (1, 2)]
    others = [rows("P2/3.jpg", "3", "P2"), rows("P2/4.jpg", "3", "P2"), rows("5.jpg", "3", None), rows("x", None, "P3")]
    found = shared_photos_note(row for some in [*copied, *others, rows("P4/1.jpg", None, "P4")] for row in some)
    assert found == "2 photos are filed under P1 and P1 - Copy (as P1 - Copy/1.jpg), and each counts as a patient."


def test_one_photo_of_two_patients() -> None:
    photos = [*rows("P1/1.jpg", "1", "P1"), *rows("P2/1.jpg", "1", "P2")]
    assert shared_photos_note(photos) == (
        "1 photo is filed under P1 and P2 (as P1/1.jpg), and each counts as a patient."
    )
    assert shared_photos_note(rows("P1/1.jpg", "1", "P1")) == ""
