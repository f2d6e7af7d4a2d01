"""No pairs: the reasons are those of the photos."""

from __future__ import annotations

from typing import Any

import pytest

from wrinkle_scan.cohort.batch.columns import SCORES, Row, full_row
from wrinkle_scan.cohort.batch.no_pairs import incomplete_note, no_pairs_reason


def photo(path: str, patient: str | None = "A", day: str | None = "2026-01-05", **other: Any) -> list[Row]:
    about = {"status": "scored", "patient": patient, "visit_date": day, "expression": "rest"} | other
    return [full_row(SCORES, path=path, region=region, **about) for region in ("forehead", "glabella")]


@pytest.mark.parametrize(
    ("photos", "why"),
    [
        ([photo("1", status="failed")], "1 photo failed"),
        ([photo("1", None), photo("2", None)], "2 photos without a known patient"),
        ([photo("1", day=None)], "1 photo without a known date"),
        ([photo("1", expression=None)], "1 photo whose expression is neither declared nor classified"),
        ([photo("1"), photo("2")], "patient A has no two visits with the same expression"),
        (
            [photo("1"), photo("2", day="2026-02-05", expression="brow_raise"), photo("3", "B")],
            "none of 2 patients has two visits with the same expression "
            "(as A: rest on 2026-01-05, brow raise on 2026-02-05)",
        ),
    ],
)
def test_each_reason(photos: list[list[Row]], why: str) -> None:
    assert no_pairs_reason(row for rows in photos for row in rows) == f"No pair: {why}."


def test_photos_that_stand_in_no_pair_are_counted_beside_those_that_do() -> None:
    """Two compared visits were printed, and the third photo, without a date, was lost without a word."""
    paired = [*photo("1"), *photo("2", day="2026-02-05")]
    assert incomplete_note(paired) == ""
    assert incomplete_note([*paired, *photo("P1/3.jpg", day=None)]) == (
        "Compared with nothing: 1 photo, of which patient or date is not known (3.jpg)."
    )
    lacking = [*photo("a/4.jpg", None), *photo("5.jpg", None, None), *photo("6.jpg", day=None, status="failed")]
    assert "2 photos, of which patient or date is not known (one is 4.jpg)" in incomplete_note([*paired, *lacking])
