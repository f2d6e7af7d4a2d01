"""A series that cannot begin at the first visit, as its photo is not classified, is named."""

from __future__ import annotations

from typing import Any

import pytest

from wrinkle_scan.cohort.batch.columns import SCORES, Row, full_row
from wrinkle_scan.cohort.batch.late_series import late_series_notes
from wrinkle_scan.cohort.batch.pairs import visit_pairs


def photo(day: str, **other: Any) -> list[Row]:
    about = {"status": "scored", "patient": "A", "visit_date": day, "expression": "rest", "view": "front"} | other
    return [full_row(SCORES, path=f"{day}.jpg", sha256=day, region="forehead", **about)]


def notes(*photos: list[Row]) -> list[str]:
    return late_series_notes(visit_pairs(photos), photos)


LATER = photo("2026-02-05"), photo("2026-04-05")


def test_a_series_without_its_first_visit_is_named() -> None:
    """Its change is the one since February, and not the one since January that a reader takes it for."""
    (said,) = notes(photo("2026-01-05", expression=None), *LATER)
    assert said == (
        "1 series is compared with a later visit than the patient's first, because the expression of an "
        "earlier photo is not known (A, rest: 2026-02-05)."
    )


@pytest.mark.parametrize(
    "other",
    [
        {"expression": "frown"},
        {"expression": None, "view": "left"},
        {"expression": None, "patient": "B"},
        {"expression": None, "status": "failed"},
    ],
)
def test_a_photo_that_cannot_be_of_the_series_is_no_reason(other: dict[str, Any]) -> None:
    assert notes(photo("2026-01-05", **other), *LATER) == []


def test_a_photo_of_a_later_visit_is_no_reason() -> None:
    assert notes(LATER[0], photo("2026-03-05", expression=None), LATER[1]) == []
