"""A rater's file: its grades from left and right to before and after, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_reviews import made_key, written

from wrinkle_scan.cohort.review.ratings import CANNOT_JUDGE, improvement, read_all_ratings, read_ratings
from wrinkle_scan.system.errors import PathError


@pytest.mark.parametrize(
    ("grade", "left", "expected"),
    [(1, "after", 2), (1, "before", -2), (2, "after", 1), (3, "before", 0), (4, "before", 1), (5, "after", -2)],
)
def test_left_and_right_become_before_and_after(grade: int, left: str, expected: int) -> None:
    assert improvement(grade, left) == expected  # type: ignore[arg-type]


def test_what_is_skipped_or_cannot_be_judged_is_no_answer(tmp_path: Path) -> None:
    _, key = made_key(tmp_path)
    one, other, unjudged = key.items[:3]
    grades = {one.id: 1, other.id: 3, unjudged.id: CANNOT_JUDGE}
    ratings = read_ratings(written(tmp_path / "r.json", key.page, "  AB ", grades), key)
    assert (ratings.rater, ratings.grades) == ("AB", grades)
    assert ratings.improvement(key) == {one.id: 2 if one.left == "after" else -2, other.id: 0}


def test_each_raters_file_once_in_the_order_given(tmp_path: Path) -> None:
    _, key = made_key(tmp_path)
    files = [written(tmp_path / f"{n}.json", key.page, rater, {}) for n, rater in enumerate(("B", "A", " a"))]
    assert [ratings.rater for ratings in read_all_ratings(files[:2], key)] == ["B", "A"]
    with pytest.raises(PathError, match="a has rated already, in .*1.json"):
        read_all_ratings(files, key)


@pytest.mark.parametrize("grade", [6, -1, 2.5, True, "3", None])
def test_a_grade_that_is_none_is_refused(tmp_path: Path, grade: object) -> None:
    _, key = made_key(tmp_path)
    with pytest.raises(PathError, match=f"is rated {grade!r}, grades are whole numbers from 0 to 5"):
        read_ratings(written(tmp_path / "r.json", key.page, "AB", {key.items[0].id: grade}), key)
