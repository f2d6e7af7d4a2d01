"""Years of other calendars, against days that are published."""

from __future__ import annotations

from datetime import date

import pytest

from wrinkle_scan.photo.calendars import ERAS, gregorian


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ((2026, 1, 5), date(2026, 1, 5)),
        ((2569, 1, 5), date(2026, 1, 5)),
        ((1404, 1, 1), date(2025, 3, 21)),  # Nowruz, as the University of Tehran's calendar centre gives it
        ((1403, 1, 1), date(2024, 3, 20)),
        ((1403, 12, 30), date(2025, 3, 20)),  # a leap year
        ((1404, 7, 1), date(2025, 9, 23)),
        ((1399, 12, 30), date(2021, 3, 20)),
    ],
)
def test_a_year_is_of_the_calendar_that_it_can_be_of(given: tuple[int, int, int], day: date) -> None:
    assert gregorian(*given) == day


@pytest.mark.parametrize("given", [(1404, 12, 30), (1404, 7, 31), (1404, 13, 1), (1404, 0, 1), (2569, 2, 30)])
def test_a_day_that_no_calendar_has_is_none(given: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError):
        gregorian(*given)


def test_eras_begin_in_their_first_year() -> None:
    assert {era: year + 1 for era, year in ERAS.items()} == {"令和": 2019, "平成": 1989, "民國": 1912, "民国": 1912}
