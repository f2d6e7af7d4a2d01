"""Dates in names: which is the visit's, decided over all names of a patient, and what is said where it is doubtful."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wrinkle_scan.visits.catalog.date_doubts import date_doubts, order_doubts
from wrinkle_scan.visits.catalog.dates import dates_in
from wrinkle_scan.visits.catalog.entries import PhotoEntry
from wrinkle_scan.visits.catalog.finding import find_photos, infer_layout
from wrinkle_scan.visits.catalog.name_dates import NameDates
from wrinkle_scan.visits.catalog.naming import PATTERN

TOMORROW, LATER = ((date.today() + timedelta(days=days)).isoformat() for days in (1, 3))


def dated(folder: Path, *names: str, pattern: str = PATTERN) -> dict[str, PhotoEntry]:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    found = {entry.path.relative_to(folder).as_posix(): entry for entry in find_photos(folder, pattern)}
    return {name: found[name] for name in names}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("IMG_20260105_123456", ["2026-01-05"]),
        ("2026_01_05 rest", ["2026-01-05"]),
        ("05.01.2026", ["2026-01-05"]),
        ("Anna 4.5.1980 - 05.01.2026", ["1980-05-04", "2026-01-05"]),
        ("P1_12_2026-01-05", ["2026-01-05"]),
        ("2026-02-30", []),
        ("120260105", []),
        ("20260105103000", ["2026-01-05"]),
        ("DSC_0001_BURST20260105103000977", ["2026-01-05"]),
        ("20260105253000", []),
        ("2026010510300", []),
        ("120260105103000", []),
        ("1234.12.11", []),
        ("2569-01-05", ["2026-01-05"]),
        ("31.1.2569", ["2026-01-31"]),
        ("25690105", ["2569-01-05"]),
        ("1404-10-15", ["2026-01-05"]),
        ("1403/12/30", ["2025-03-20"]),
        ("1404/12/30", []),
        ("1404-11-31", []),
        ("14041015", ["1404-10-15"]),
        ("2026年1月5日", ["2026-01-05"]),
        ("令和8年01月05日 安静時", ["2026-01-05"]),
        ("令和元年12月1日", ["2019-12-01"]),
        ("民國115年1月5日", ["2026-01-05"]),
        ("2026년 1월 5일", ["2026-01-05"]),
        ("2026年13月5日", []),
        ("Anna 5. März 2026 rest", ["2026-03-05"]),
        ("Anna 5. Ma\u0308rz 2026", ["2026-03-05"]),
        ("12Jan2026_frown", ["2026-01-12"]),
        ("jan-12-2026", ["2026-01-12"]),
        ("IMG_2026-Jan-05", ["2026-01-05"]),
        ("5 de janeiro de 2026", ["2026-01-05"]),
        ("1er août 2026", ["2026-08-01"]),
        ("3 juil. 2026", ["2026-07-03"]),
        ("September 3rd, 2026", ["2026-09-03"]),
        ("15-enero-2026 und 16-dic-2026", ["2026-01-15", "2026-12-16"]),
        ("April_12_2026-01-05", ["2026-01-05"]),
        ("12_Jan_2026-01-05", ["2026-01-05"]),
        ("2026-01-05_Mar_02_2", ["2026-01-05"]),
        ("05-01-2026_Jan_2", [None]),
        ("3 marvels 2026", []),
        ("3 jui 2026", []),
        ("31 Feb 2026", []),
        ("05.01.26", []),
        ("12-Jan-26", []),
    ],
)
def test_dates_as_names_have_them(text: str, days: list[str]) -> None:
    found = list(dates_in(text))
    assert [one.day() for one in found] == days
    assert all(text[one.start :].startswith(one.text) for one in found)


VISITS = [
    (["Name_1980-05-04_2026-01-05.jpg", "Name_1980-05-04_2026-02-05.jpg"], ["2026-01-05", "2026-02-05"]),
    (["2026-01-05_Name_1980-05-04.jpg"], ["2026-01-05"]),
    (["Name_04.05.1980/2026-01-05/1.jpg"], ["2026-01-05"]),
    (["Name_2004-05-04_2026-01-05.jpg"], ["2026-01-05"]),
    (["Name_2012-05-04_2026-01-05.jpg", "Name_2012-05-04_2026-02-05.jpg"], ["2026-01-05", "2026-02-05"]),
    (["2026-02-01_export/2026-01-05.jpg", "2026-02-01_export/2026-01-25.jpg"], ["2026-01-05", "2026-01-25"]),
    (["2026-01-05/IMG_20260106_0001.jpg", "2026-01-05/IMG_20260105_2359.jpg"], ["2026-01-05", "2026-01-05"]),
    ([f"2026-01-05_lot_{LATER}.jpg"], ["2026-01-05"]),
    (["1980-05-04_2026-01-05.jpg", "1980-05-04.jpg"], ["2026-01-05", None]),
    (["05-01-2026.jpg", "31-01-2026.jpg"], ["2026-01-05", "2026-01-31"]),
    (["05-01-2026.jpg", "01-31-2026.jpg"], ["2026-05-01", "2026-01-31"]),
    (["05-01-2026.jpg", "05-02-2026.jpg"], [None, None]),
    (["05-01-2026.jpg", "01-31-2026.jpg", "31-01-2026.jpg"], [None, "2026-01-31", "2026-01-31"]),
    (["2026-01-05_2025-11-05.jpg"], [None]),
    (["2026-13-01.jpg"], [None]),
    (["12 Jan 2026/1.jpg", "März/5. März 2026.jpg"], ["2026-01-12", "2026-03-05"]),
    (["2026/March/05/1.jpg"], ["2026-03-05"]),
    (["2026-01-05 10-11-12.jpg"], ["2026-01-05"]),
]


@pytest.mark.parametrize(("names", "days"), VISITS, ids=[names[0] for names, _ in VISITS])
def test_the_visits_date_over_all_names_of_a_patient(tmp_path: Path, names: list[str], days: list[str | None]) -> None:
    found = dated(tmp_path, *(f"P1/{name}" for name in names))
    assert [entry.visit_date for entry in found.values()] == days
    for entry in found.values():
        assert entry.patient == "P1" and entry.origin_of("visit_date") == ("name" if entry.visit_date else None)


@pytest.mark.parametrize(
    ("names", "captured_at", "days"),
    [
        (["05.01.26 rest.jpg", "5.2.26.jpg"], None, ["2026-01-05", "2026-02-05"]),
        (["12-Jan-26.jpg"], None, ["2026-01-12"]),
        (["05-01-26.jpg", "31-01-26.jpg"], None, ["2026-01-05", "2026-01-31"]),
        (["05-04-26.jpg"], None, [None]),
        (["05-04-26.jpg"], "2026-05-04T10:00:00", ["2026-05-04"]),
        (["22-04-06 15-21-03 2160.jpg"], None, ["2022-04-06"]),
        (["11-30-12.jpg"], "2026-05-04T10:00:00", ["2026-05-04"]),
        (["05.01.26.jpg", "2026-02-05.jpg"], None, [None, "2026-02-05"]),
        (["1-05.01.26.04-2.jpg"], None, [None]),
    ],
)
def test_years_of_two_digits_count_where_none_has_four(
    tmp_path: Path, names: list[str], captured_at: str | None, days: list[str | None]
) -> None:
    """By the layout, as every command reads them; a time of day looks like one, and the camera knows better."""
    for name in names:
        (tmp_path / "P1" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "P1" / name).touch()
    found = {entry.path.name: entry for entry in find_photos(tmp_path, infer_layout(tmp_path))}
    assert {entry.patient for entry in found.values()} == {"P1"}
    assert [found[name].dated_by(captured_at).visit_date for name in names] == days


def test_other_patients_names_do_not_count(tmp_path: Path) -> None:
    found = dated(tmp_path, "A/2025-12-01_2026-01-05.jpg", "A/2025-12-01_2026-02-05.jpg", "B/2025-12-01_2026-01-05.jpg")
    assert [entry.visit_date for entry in found.values()] == ["2026-01-05", "2026-02-05", None]


def test_a_pattern_of_ones_own_says_where_the_date_is(tmp_path: Path) -> None:
    pattern = r"(?P<patient>[^_]+)_(?P<date>[\d.]+)_"
    (entry,) = dated(tmp_path, "Anna_05.01.2026_1980-05-04.jpg", pattern=pattern).values()
    assert (entry.patient, entry.visit_date, entry.doubts) == ("Anna", "2026-01-05", ())


@pytest.mark.parametrize(
    ("name", "captured_at", "day", "origin"),
    [
        ("2026-01-05_2025-11-05.jpg", "2026-01-06T00:10:00", "2026-01-05", "name"),
        ("2026-01-05_2025-11-05.jpg", "2026-03-01T10:00:00", None, None),
        ("2026-01-05_2025-11-05.jpg", None, None, None),
        ("05-01-2026.jpg", "2026-05-01T10:00:00", "2026-05-01", "name"),
        ("Name_1980-05-04.jpg", "2026-01-05T10:00:00", "2026-01-05", "exif"),
        ("Name_1980-05-04.jpg", None, "1980-05-04", "name"),
        ("2009-05-04.jpg", "2009-05-04T10:00:00", "2009-05-04", "name"),
        ("2026-01-05.jpg", "2026-03-01T10:00:00", "2026-01-05", "name"),
        ("1.jpg", "2026-03-01T10:00:00", "2026-03-01", "exif"),
    ],
)
def test_what_a_name_leaves_open_the_camera_settles(
    tmp_path: Path, name: str, captured_at: str | None, day: str | None, origin: str | None
) -> None:
    (entry,) = dated(tmp_path, name).values()
    seen = entry.dated_by(captured_at)
    assert (seen.visit_date, seen.origin_of("visit_date")) == (day, origin)


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


@given(st.lists(st.text(alphabet="0129-._/ ", max_size=30), max_size=4))
def test_no_names_are_too_strange(texts: list[str]) -> None:
    names = NameDates([("P1", text) for text in texts])
    for text in texts:
        for day in names.choose("P1", text).possible:
            date.fromisoformat(day)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("P1/Visit 1/Jan 2026 rest.jpg", None),
        ("P1/visits 12/05/2026/rest.jpg", None),
        ("P1/2026/01/05/rest.jpg", "2026-01-05"),
        ("P1/2026/January/05/rest.jpg", "2026-01-05"),
        ("P1/H27.8.22 rest.jpg", None),
        ("P1/IMG1 Jan 2026.jpg", None),
        ("P1/5. 1. 2026 rest.jpg", "2026-01-05"),
        ("P1/2026. 01. 05. rest.jpg", "2026-01-05"),
        ("P1/5 января 2026.jpg", "2026-01-05"),
        ("P1/7 lutego 2026.jpg", "2026-02-07"),
        ("P1/7 Şubat 2026.jpg", "2026-02-07"),
    ],
)
def test_a_date_does_not_go_on_from_one_name_or_word_to_the_next(tmp_path: Path, name: str, day: str | None) -> None:
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).touch()
    (entry,) = find_photos(tmp_path, PATTERN)
    assert (entry.visit_date, entry.possible_dates) == (day, (day,) if day else ())
