"""A rater's file: its grades from left and right to before and after, and what is refused."""

from __future__ import annotations

import pytest

from wrinkle_scan.cohort.review.ratings import improvement


@pytest.mark.parametrize(
    ("grade", "left", "expected"),
    [(1, "after", 2), (1, "before", -2), (2, "after", 1), (3, "before", 0), (4, "before", 1), (5, "after", -2)],
)
def test_left_and_right_become_before_and_after(grade: int, left: str, expected: int) -> None:
    assert improvement(grade, left) == expected  # type: ignore[arg-type]
