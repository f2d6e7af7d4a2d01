"""A comparison that is missing, because what a photo shows is not known, has its row, its reason and its remedy."""

from __future__ import annotations

from typing import Any

import pytest

from wrinkle_scan.cohort.batch.columns import SCORES, Row, full_row
from wrinkle_scan.cohort.batch.missing_pairs import missing_pairs, missing_pairs_note


def photo(name: str, day: str, **other: Any) -> list[Row]:
    about = {"status": "scored", "patient": "A", "visit_date": day, "expression": "rest", "view": "front"} | other
    return [full_row(SCORES, path=f"P/{name}.jpg", sha256=name, region="forehead", **about)]


FIRST, SECOND = photo("a", "2026-01-05"), photo("b", "2026-02-05")
UNKNOWN = photo("c", "2026-02-05", expression=None)


def test_a_follow_up_with_an_unknown_photo_is_named_with_the_remedy() -> None:
    ((pair, reason),) = missing_pairs([UNKNOWN, FIRST, SECOND])
    assert (pair.patient, pair.expression, pair.view) == ("A", None, "front")
    assert (pair.before.date, pair.before.paths) == ("2026-01-05", ("P/a.jpg",))
    assert (pair.after.date, pair.after.paths) == ("2026-02-05", ("P/c.jpg",))
    assert reason.startswith("What 1 photo shows is not declared, and the face does not tell it for certain (c.jpg).")
    assert reason.endswith("or in a manifest, what the face was asked to do.")
    assert missing_pairs_note([pair]) == [
        "Comparisons of 1 follow-up are missing, because what a photo shows is not known (A, front: 2026-02-05)."
    ]


def test_an_unknown_photo_of_the_first_visit_is_missing_for_every_follow_up() -> None:
    photos = [photo("x", "2026-01-05", expression=None), FIRST, SECOND, photo("d", "2026-03-05")]
    found = list(missing_pairs(photos))
    assert [pair.after.date for pair, _ in found] == ["2026-02-05", "2026-03-05"]
    assert all(pair.before.paths == ("P/x.jpg",) and "(x.jpg)" in reason for pair, reason in found)


def test_of_many_the_first_are_named() -> None:
    days = [f"2026-02-{day:02}" for day in range(10, 17)]
    found = list(missing_pairs([FIRST, *(photo(day, day, expression=None) for day in days)]))
    (said,) = missing_pairs_note(pair for pair, _ in found)
    assert said.startswith("Comparisons of 7 follow-ups") and "2026-02-14; and 2 more" in said


@pytest.mark.parametrize(
    "other", [{"status": "failed"}, {"patient": "B"}, {"patient": None}, {"view": "left"}, {"visit_date": None}]
)
def test_a_photo_that_belongs_to_no_follow_up_misses_none(other: dict[str, Any]) -> None:
    unknown = photo("c", "2026-02-05", **({"expression": None} | {k: v for k, v in other.items() if k != "visit_date"}))
    unknown[0] |= {k: v for k, v in other.items() if k == "visit_date"}
    assert list(missing_pairs([FIRST, SECOND, unknown])) == []
    assert missing_pairs_note([]) == []
