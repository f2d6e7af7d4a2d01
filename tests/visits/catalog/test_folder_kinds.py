"""What one folder's name says."""

from __future__ import annotations

import pytest

from wrinkle_scan.visits.catalog.folder_kinds import (
    Kind,
    are_patients_visits,
    are_visits,
    date_digits,
    ends_with_code,
    folder_kind,
    may_be_day,
    other_than_patients,
)


@pytest.mark.parametrize(
    ("name", "above", "dates_below", "kind"),
    [
        ("2026-01-05", "", "", "day"),
        ("visit 2026-01-05", "", "", "day"),
        ("before", "", "", "about"),
        ("DCIM", "", "", "about"),
        ("January 2026", "", "", "about"),
        ("12", "2025", "", "about"),
        ("2025", "", " 20251205", "about"),
        ("12", "2025", " 20251205", "about"),
        ("0512", "", " 20251205", "plain"),
        ("2025", "", " 20261205", "plain"),
        ("12", "Anna", "", "plain"),
        ("P1", "", "", "plain"),
        ("April", "", "", "plain"),
        ("April", "2026", "", "about"),
    ],
)
def test_the_kind_of_a_name(name: str, above: str, dates_below: str, kind: Kind) -> None:
    assert folder_kind(name, above, dates_below, short_years=False) == kind


def test_a_years_two_digits_make_a_day_only_where_they_count() -> None:
    assert folder_kind("05.01.26", "", "", short_years=True) == "day"
    assert folder_kind("05.01.26", "", "", short_years=False) == "plain"


def test_date_digits_are_each_dates_with_the_year_first() -> None:
    assert date_digits("Anna 05.01.2026 and 2026-02-28", short_years=False) == " 20260105 20260228"
    assert date_digits("Anna", short_years=False) == ""


@pytest.mark.parametrize(
    ("names", "dated", "several_days", "what"),
    [
        (["V1", "V2"], False, False, "the first folder (V1) may be a visit or a patient"),
        (["V1", "V2"], True, False, None),
        (["V0", "V1"], True, False, "the first folder (V0) may be a visit or a patient"),
        (["V0", "V1"], True, True, None),
        (["2024", "2025-03"], False, False, "the first folder (2024) may be a year or month, or a patient's number"),
        (["2099"], False, False, None),
        (["260105", "050226"], False, False, "the first folder (260105) may be a day or a patient's number"),
        (["260105", "050226"], True, False, None),
        (["Anna", "V1"], False, False, None),
    ],
)
def test_what_folders_may_be_besides_patients(
    names: list[str], dated: bool, several_days: bool, what: str | None
) -> None:
    assert other_than_patients(0, names, dated, several_days) == what


def test_a_folders_level_is_named_in_words() -> None:
    assert may_be_day(2, ["260105"]) == "the third folder (260105) may be a day or a patient's number"


def test_codes_are_visits_where_they_count_from_0_or_stand_beside_words() -> None:
    assert are_visits(["T0", "T1"]) and are_visits(["Baseline", "M3"])
    assert not are_visits(["V1", "V2"]) and not are_visits(["V0"]) and not are_visits(["Anna", "Bo"])


def test_a_code_at_a_names_end_follows_a_separator() -> None:
    assert ends_with_code("Anna_V1") and ends_with_code("Anna d-14")
    assert not ends_with_code("AnnaV1") and not ends_with_code("Anna_V1_left") and not ends_with_code("V1")


def test_a_name_that_recurs_with_words_for_visits_is_the_patients() -> None:
    assert are_patients_visits(["Anna before", "Anna after", "Eva before"])
    assert not are_patients_visits(["Anna before", "Eva before"]), "nobody has two visits"
    assert not are_patients_visits(["Anna before", "Anna after", "before"]), "one is nobody's"
