"""Days since a treatment, and the phase to be expected on them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wrinkle_scan.visits.course.phases import days_between, expected_phase, treatment_before
from wrinkle_scan.visits.course.treatments import Treatment

JANUARY, MAY = Treatment("2026-01-12", ("glabella",)), Treatment("2026-05-20", ("glabella", "forehead"))


def test_phases_follow_the_trials() -> None:
    phases = [expected_phase(day) for day in (-10, 0, 3, 13, 14, 30, 89, 90, 120, 150, 400)]
    assert phases == [
        "before", "before", "onset", "onset", "full_effect", "full_effect", "full_effect", "wearing_off",
        "wearing_off", "returned", "returned",
    ]  # fmt: skip


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(-2000, 2000))
def test_days_between_dates(start: date, days: int) -> None:
    assert days_between(start.isoformat(), (start + timedelta(days)).isoformat()) == days


def test_a_visit_belongs_to_the_last_treatment_of_the_region_before_it() -> None:
    both = [JANUARY, MAY]
    assert treatment_before(both, "glabella", "2026-02-01") is JANUARY
    assert treatment_before(both, "glabella", "2026-06-01") is MAY
    assert treatment_before(both, "glabella", "2026-05-20") is JANUARY, "photos of the day are taken before"
    assert treatment_before(both, "forehead", "2026-05-20") is MAY
    assert treatment_before(both, "forehead", "2026-02-01") is None
    assert treatment_before(both, "crows_feet_left", "2026-06-01") is None
