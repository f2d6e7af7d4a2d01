"""A name split into dates, words about the photo, and what may be the patient."""

from __future__ import annotations

import pytest

from wrinkle_scan.visits.catalog.name_words import (
    date_spans,
    is_about_photo,
    is_by_programs,
    is_day,
    patient_words,
    split_day,
    without_dates,
    without_sync_mark,
)


def test_dates_have_their_place_in_a_name() -> None:
    assert list(date_spans("A 2026-01-05, 05.02.2026")) == [(2, 12), (14, 24)]
    assert without_dates("A 2026-01-05 B 05.02.2026") == "A   B  "
    assert without_dates("A 05.01.26") == "A 05.01.26" and without_dates("A 05.01.26", short_years=True) == "A  "


@pytest.mark.parametrize(
    ("folders", "level"),
    [
        (["2026", "01", "05"], 0),
        (["P1", "2026", "January", "05", "x"], 1),
        (["2026", "13", "05"], None),
        (["2026", "01"], None),
        (["1926", "01", "05"], None),
    ],
)
def test_a_day_that_is_split_into_folders(folders: list[str], level: int | None) -> None:
    assert split_day(folders) == level


@pytest.mark.parametrize(
    ("name", "about"),
    [
        *(("before", True), ("brow raise", True), ("day 30", True), ("Lächeln links", True), ("DCIM", True)),
        *(("30", False), ("Anna before", False), ("day 1234", False), ("", False)),
    ],
)
def test_words_about_the_photo(name: str, about: bool) -> None:
    assert is_about_photo(name) == about


@pytest.mark.parametrize("name", ["DCIM", "100APPLE", "Photos from 2026", "New folder (2)", "OneDrive - Clinic"])
def test_folders_that_programs_make_are_nobodys(name: str) -> None:
    assert is_by_programs(name) and is_by_programs(f" {name} ") and not is_by_programs(f"Anna M {name}")


@pytest.mark.parametrize(
    ("name", "day"),
    [("2026-01-05 Anna", True), ("visit 2026-01-05", True), ("Anna 2026-01-05", False), ("visit", False)],
)
def test_a_day_begins_with_its_date_or_has_only_words_beside_it(name: str, day: bool) -> None:
    assert is_day(name) == day


@pytest.mark.parametrize(
    ("text", "counters", "words"),
    [
        ("Anna M frown left", False, "Anna M"),
        ("frown_Anna_rest_Bo_left", False, "Anna_rest_Bo"),
        ("IMG_1234", False, ""),
        ("P1 12", False, "P1 12"),
        ("P1 12", True, "P1"),
        ("before", False, ""),
    ],
)
def test_what_may_be_the_patient(text: str, counters: bool, words: str) -> None:
    assert patient_words(text, counters) == words


def test_what_synchronizing_programs_add_is_left_out() -> None:
    assert without_sync_mark("a (Anna's conflicted copy 2026-03-01).jpg") == "a.jpg"
    assert without_sync_mark("a.sync-conflict-20260301-101500-ABCDEF1.jpg") == "a.jpg"
    assert without_sync_mark("a (Anna 2026-03-01).jpg") == "a (Anna 2026-03-01).jpg"
