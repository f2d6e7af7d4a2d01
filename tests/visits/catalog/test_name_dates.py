"""Which of the dates in the names of a patient's photos is the visit's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from dated_photos import LATER, dated
from hypothesis import given
from hypothesis import strategies as st

from wrinkle_scan.visits.catalog.name_dates import NameDates
from wrinkle_scan.visits.catalog.naming import PATTERN
from wrinkle_scan.visits.catalog.photo_finding import find_photos, infer_layout

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
