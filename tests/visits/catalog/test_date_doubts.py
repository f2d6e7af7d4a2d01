"""What is said of a photo's date where it is doubtful."""

from __future__ import annotations

from pathlib import Path

import pytest
from dated_photos import LATER, TOMORROW, dated

from wrinkle_scan.visits.catalog.date_doubts import date_doubts, order_doubts
from wrinkle_scan.visits.catalog.entries import PhotoEntry

DOUBTS = [
    (
        "Name_1980-05-04_2026-01-05.jpg",
        None,
        "of the dates in its name 2026-01-05 is used as the visit's, not 1980-05-04",
    ),
    (
        "2026-01-05_2025-11-05.jpg",
        None,
        "its name has several possible visit dates, 2026-01-05 or 2025-11-05: none is used. Leave one date in "
        "the name, as 2026-01-31",
    ),
    ("2026-05-01.jpg", "2026-03-01", "its name's date, 2026-05-01, is used, although the camera says 2026-03-01"),
    (
        "2026-05-01.jpg",
        "2026-01-05",
        "its name's date, 2026-05-01, is used, although the camera says 2026-01-05: day and month seem to be swapped",
    ),
    (
        "Name_1980-05-04.jpg",
        "2026-01-05",
        "the camera's date, 2026-01-05, is used, not 1980-05-04 in its name, which is many years earlier",
    ),
    (
        "11-30-12.jpg",
        "2026-01-05",
        "the camera's date, 2026-01-05, is used, not 2012-11-30 in its name, whose year has two digits",
    ),
    (f"{LATER}.jpg", None, f"its name's date, {LATER}, lies in the future"),
    ("1926-01-05.jpg", None, "its name's date, 1926-01-05, lies before the first digital cameras"),
    ("1.jpg", "1970-01-01", "the camera's date, 1970-01-01, lies before the first digital cameras"),
    ("1.jpg", "2126-01-05", "the camera's date, 2126-01-05, lies in the future"),
    (
        "1.jpg",
        "2015-01-01",
        "the camera's date, 2015-01-01, is one on which a clock begins anew when its battery was empty",
    ),
    ("2015-01-01.jpg", "2015-01-02", None),
    (
        "2026-13-01.jpg",
        None,
        "2026-13-01 in its name is a date only with day and month swapped. Write it as 2026-01-13",
    ),
]


@pytest.mark.parametrize(("name", "day", "doubt"), DOUBTS)
def test_doubts_name_the_dates_and_the_one_taken(tmp_path: Path, name: str, day: str | None, doubt: str | None) -> None:
    (entry,) = dated(tmp_path, name).values()
    assert date_doubts(entry, day and f"{day}T10:00:00") == ([doubt] if doubt else [])


def test_a_date_of_the_last_change_is_said_to_be_one_and_contradicts_no_other(tmp_path: Path) -> None:
    undated, named = dated(tmp_path, "1.jpg", "2026-01-05.jpg").values()
    (doubt,) = date_doubts(undated, "2026-02-05T10:00:00", last_change=True)
    assert "2026-02-05, is that of the file's last change" in doubt
    assert date_doubts(named, "2026-02-05T10:00:00", last_change=True) == []


def test_a_manifests_date_is_doubted_too() -> None:
    entry = PhotoEntry("1.jpg").with_known("manifest", visit_date="2026-01-05")
    (doubt,) = date_doubts(entry, "2026-01-08T10:00:00")
    assert doubt.startswith("the manifest's date, 2026-01-05, is used, although")


@pytest.mark.parametrize(
    ("name", "captured_at"),
    [("2026-01-05.jpg", "2026-01-07T10:00:00"), ("2026-01-05.jpg", None), ("1.jpg", None), (f"{TOMORROW}.jpg", None)],
)
def test_what_is_in_order_is_not_doubted(tmp_path: Path, name: str, captured_at: str | None) -> None:
    (entry,) = dated(tmp_path, name).values()
    assert date_doubts(entry, captured_at) == []


def test_one_swapped_name_throws_doubt_on_those_that_could_be(tmp_path: Path) -> None:
    found = dated(tmp_path, "2026-13-01.jpg", "2026-05-01.jpg", "2026-03-03.jpg", "2026-01-31.jpg")
    said = [date_doubts(entry, None) for entry in found.values()]
    assert said[1] == [
        "2026-05-01 in its name may be 2026-01-05: other names here are dates only with day and month swapped. Write "
        "year-month-day"
    ]
    assert said[2:] == [[], []]


def test_visits_in_another_order_than_the_cameras() -> None:
    a, b, c = (
        ("a", "2026-01-05", "2026-01-07T09:00"),
        ("b", "2026-01-07", "2026-01-05T09:00"),
        ("c", "2026-02-01", None),
    )
    (doubt,) = order_doubts([a, b, c])
    assert doubt.startswith("a counts as the earlier (2026-01-05) and b as the later (2026-01-07), but the camera says")
    assert order_doubts([("a", "2026-01-05", "2026-01-07T09:00"), ("b", "2026-01-05", "2026-01-05T09:00"), c]) == []
    assert order_doubts([]) == []


def test_visits_of_two_centuries() -> None:
    (doubt,) = order_doubts([("a", "1926-01-05", None), ("b", "2026-01-05", None), ("c", "2026-02-05", None)])
    assert doubt == "a (1926-01-05) and b (2026-01-05) have dates that differ by so much that one may be wrong"
