"""How many patients, visits and photos were listed, and what of their names is doubtful."""

from __future__ import annotations

import pytest

from wrinkle_scan.visits.catalog.census import Census, normalized_name
from wrinkle_scan.visits.catalog.entries import PhotoEntry


def photo(path: str, patient: str | None = None, day: str | None = None) -> PhotoEntry:
    return PhotoEntry(path).with_known("name", patient=patient, visit_date=day)


def counted(*photos: PhotoEntry) -> Census:
    census = Census()
    assert list(census.counting(photos)) == list(photos), "photos are passed through, all and in their order"
    return census


def test_patients_dated_visits_photos_and_folders_are_counted() -> None:
    census = counted(
        photo("A/1.jpg", "A", "2026-01-05"),
        photo("A/2.jpg", "A", "2026-01-05"),
        photo("A/3.jpg", "A", "2026-02-05"),
        photo("B/1.jpg", "B", "2026-01-05"),
        photo("B/2.jpg", "B"),
        photo("x/1.jpg"),
        photo("s3://faces/1.jpg", "B"),
    )
    assert (dict(census.patients), len(census.visits), census.photos) == ({"A": 3, "B": 3}, 3, 7)
    assert census.folders == {"A", "B", "x"}
    assert str(census) == "2 patients, 3 visits, 7 photos (1 of them of a patient not known)"


def test_one_of_each_is_in_the_singular_and_what_there_is_none_of_is_not_named() -> None:
    assert str(counted(photo("A/1.jpg", "A", "2026-01-05"))) == "1 patient, 1 visit, 1 photo"
    assert str(counted(photo("1.jpg"), photo("2.jpg"))) == "2 photos"


def test_a_visit_of_photos_from_before_and_after_is_named_with_the_first_of_each() -> None:
    census = counted(
        photo("A/before 1.jpg", "A", "2026-01-05"),
        photo("A/before 2.jpg", "A", "2026-01-05"),
        photo("A/after.jpg", "A", "2026-01-05"),
        photo("B/before.jpg", "B", "2026-01-05"),
        photo("A/after 2.jpg", "A", "2026-02-05"),
    )
    assert census.before_and_after() == [("2026-01-05", "before 1.jpg", "after.jpg")]


def test_names_that_differ_in_case_and_signs_only_are_spelling_variants() -> None:
    names = ["P-001", "p001", "P 001", "P-002", "1-12", "11-2"]
    assert counted(*(photo(f"{name}.jpg", name) for name in names)).spelling_variants() == [["P 001", "P-001", "p001"]]


@pytest.mark.parametrize(("one", "other"), [("Nu\u0301n\u0303ez", "núñez"), ("ANNA  STRASSE", " Anna Straße ")])
def test_case_spaces_and_composition_do_not_make_another_name(one: str, other: str) -> None:
    assert normalized_name(one) == normalized_name(other)
    assert normalized_name(one) != normalized_name(f"{other}2")
