"""The ratings that a rater saved on a review page, and their recoding with the key.

JSON, schema ``wrinkle-scan/ratings/1``: ``page``, ``rater`` and ``ratings``, an object of item id and grade.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wrinkle_scan.cohort.review.blinding import Side
from wrinkle_scan.cohort.review.json_object import read_object
from wrinkle_scan.cohort.review.key import Key
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.messages import message

SCHEMA = "wrinkle-scan/ratings/1"
CANNOT_JUDGE, MIDDLE, HIGHEST = 0, 3, 5
"""Grades: 1 the left side's lines are much less visible, 2 a little less, 3 no difference, 4 and 5 the right side's."""


@dataclass(frozen=True)
class Ratings:
    """One rater's grades by item id; skipped items are missing."""

    rater: str
    grades: dict[str, int]

    def improvement(self, key: Key) -> dict[str, int]:
        """By item id, from -2 (much worse afterwards) to +2 (much better); what cannot be judged is missing."""
        return {
            item.id: improvement(grade, item.left)
            for item in key.items
            if (grade := self.grades.get(item.id, CANNOT_JUDGE)) != CANNOT_JUDGE
        }


def improvement(grade: int, left: Side) -> int:
    """A grade of 1 to 5 recoded as the change from before to after.

    Args:
        grade: 1 where the left side's lines are much less visible, to 5 where the right side's are.
        left: which picture was on the left.

    Returns:
        +2 much less visible afterwards, +1 a little less, 0 no difference, -1 and -2 more visible afterwards.
    """
    return MIDDLE - grade if left == "after" else grade - MIDDLE


def read_all_ratings(paths: Sequence[Path], key: Key) -> list[Ratings]:
    """Reads ratings files of one page, in the order given.

    Raises:
        PathError: one cannot be read, is no ratings file or another page's, or two are of the same rater.
    """
    read: dict[str, tuple[Path, Ratings]] = {}
    for path in paths:
        ratings = read_ratings(path, key)
        name = " ".join(ratings.rater.casefold().split())
        if name in read:
            problem = f"{ratings.rater} has rated already, in {read[name][0]}"
            raise PathError(path, problem, "Name each rater's last file only; two raters need two names.")
        read[name] = path, ratings
    return [ratings for _, ratings in read.values()]


def read_ratings(path: Path, key: Key) -> Ratings:
    """Reads one ratings file.

    Raises:
        PathError: as `read_all_ratings`.
    """
    remedy = message("Choose a file that the review page saved.")
    data = read_object(path, SCHEMA, message("this is no file of ratings"), remedy)
    rater, grades = data.get("rater"), data.get("ratings")
    if not isinstance(rater, str) or not rater.strip():
        raise PathError(path, message("it does not say who rated"), remedy)
    if data.get("page") != key.page:
        raise PathError(path, message("these are ratings of another page"), message("Use the key of that page."))
    if not isinstance(grades, dict):
        raise PathError(path, message("there are no ratings in it"), remedy)
    known = key.by_id
    for name, grade in grades.items():
        if name not in known:
            raise PathError(path, message("there is no item {name} on the page", name=name), remedy)
        if not _is_grade(grade):
            problem = message(
                "item {name} is rated {grade}, grades are whole numbers from {least} to {most}",
                name=name,
                grade=repr(grade),
                least=CANNOT_JUDGE,
                most=HIGHEST,
            )
            raise PathError(path, problem, remedy)
    return Ratings(rater.strip(), grades)


def _is_grade(grade: Any) -> bool:
    return type(grade) is int and CANNOT_JUDGE <= grade <= HIGHEST
