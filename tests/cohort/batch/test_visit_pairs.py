"""Which scored photos make a pair."""

from __future__ import annotations

from typing import Any

from wrinkle_scan.cohort.batch.columns import SCORES, Row, full_row
from wrinkle_scan.cohort.batch.pairs import VisitPair, visit_pairs


def photo(day: str, **other: Any) -> list[Row]:
    about = {"status": "scored", "patient": "A", "visit_date": day, "expression": "rest", "view": "front"} | other
    return [
        full_row(SCORES, path=f"{day}.jpg", sha256=day, region=region, **about) for region in ("forehead", "glabella")
    ]


def pairs(*photos: list[Row]) -> list[VisitPair]:
    return list(visit_pairs(photos))


def test_each_follow_up_with_the_first_visit() -> None:
    found = pairs(photo("2026-01-05"), photo("2026-02-05"), photo("2026-03-05"))
    assert [(pair.before.date, pair.after.date) for pair in found] == [
        ("2026-01-05", "2026-02-05"),
        ("2026-01-05", "2026-03-05"),
    ]


def test_what_nobody_declared_and_no_face_tells_is_in_no_pair() -> None:
    assert pairs(photo("2026-01-05", expression=None), photo("2026-02-05", expression=None)) == []


def test_a_view_from_the_side_is_in_no_pair_with_one_from_the_front() -> None:
    assert pairs(photo("2026-01-05"), photo("2026-02-05", view="left")) == []
    (pair,) = pairs(photo("2026-01-05", view="left"), photo("2026-02-05", view="left"))
    assert pair.view == "left"


def test_what_a_face_told_is_compared_as_undeclared() -> None:
    told = photo("2026-02-05", expression_from="face")
    assert [pair.guessed for pair in pairs(photo("2026-01-05", expression_from="name"), told)] == [True]
    assert [pair.guessed for pair in pairs(photo("2026-01-05"), photo("2026-02-05"))] == [False]


def test_a_pair_that_is_declared_later_is_compared_anew() -> None:
    days = ("2026-01-05", "2026-02-05")
    (told,) = pairs(*(photo(day, expression_from="face") for day in days))
    (declared,) = pairs(*(photo(day, expression_from="name") for day in days))
    assert told.key == declared.key and told.captures_sha256 != declared.captures_sha256
