"""How a photo's path is divided by a layout that is known."""

from __future__ import annotations

import pytest

from wrinkle_scan.visits.catalog.layout import (
    FolderLayout,
    Where,
    before_date,
    folders_and_stem,
    ordinal,
    outside_dates,
)


@pytest.mark.parametrize(
    ("where", "level", "path", "patient", "rest"),
    [
        ("folder", 0, "P1/2026-01-05/a.jpg", "P1", "2026-01-05/a.jpg"),
        ("folder", 1, "2026-01-05/P1/a.jpg", "P1", "2026-01-05/a.jpg"),
        ("folder", 1, "P1/a.jpg", None, "P1/a.jpg"),
        ("folder", 0, "DCIM/a.jpg", None, "DCIM/a.jpg"),
        ("folder", 0, "unknown/a.jpg", None, "a.jpg"),
        ("folder", 0, " Nu\u0301n\u0303ez/a.jpg", "Núñez", "a.jpg"),
        ("in folder", 0, "Anna 2026-01-05 before/a.jpg", "Anna", "Anna 2026-01-05 before/a.jpg"),
        ("begin of file", -1, "x/Anna_rest_2026-01-05_Bo.jpg", "Anna", "x/Anna_rest_2026-01-05_Bo.jpg"),
        ("in file", -1, "2026-01-05_P1_rest.jpg", "P1", "2026-01-05_P1_rest.jpg"),
        ("given", -1, "2026-01-05.jpg", "Clinic", "2026-01-05.jpg"),
        ("nowhere", -1, "P1/2026-01-05.jpg", None, "P1/2026-01-05.jpg"),
    ],
)
def test_a_path_is_split_into_patient_and_rest(
    where: Where, level: int, path: str, patient: str | None, rest: str
) -> None:
    assert FolderLayout(where, level, given="Clinic").split(path) == (patient, rest)


def test_within_a_folder_around_others_the_patient_is_the_next_folder() -> None:
    layout = FolderLayout("folder", 0, around=frozenset({"backup"}))
    assert layout.split("backup/P1/a.jpg") == ("P1", "a.jpg")
    assert layout.split("backup/2026-01-05/a.jpg") == ("backup", "2026-01-05/a.jpg")


def test_folders_and_stem_leave_out_what_a_synchronizing_program_adds() -> None:
    assert folders_and_stem("P1/x/rest_conflict-20260301-101500.jpg") == (("P1", "x"), "rest")


def test_words_before_and_outside_the_dates_of_a_name() -> None:
    assert before_date("Anna M_left_2026-01-05_Bo", short_years=False) == "Anna M"
    assert before_date("Anna", short_years=False) == before_date("2026-01-05_Anna", short_years=False) == ""
    assert outside_dates("2026-01-05_Anna_frown_2", short_years=False) == "Anna"


def test_levels_in_words() -> None:
    assert [ordinal(level) for level in (0, 4, 5)] == ["first", "fifth", "6th"]
