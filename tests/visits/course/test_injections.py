"""Injection points as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wrinkle_scan.visits.course.injections import read_points


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("(12 25)", (12, 25)),
        ("(12,25)", (12, 25)),
        ("(-12, 25.5)", (-12, 25.5)),
        ("( 12,5 25 )", (12.5, 25)),
        ("(12,5, 25,25)", (12.5, 25.25)),
        ("(12,5,25,25)", (12.5, 25.25)),
    ],
)
def test_places_with_decimal_commas_where_one_reading_is_left(text: str, place: tuple[float, float]) -> None:
    (point,) = read_points(f"{text} 2,5u")
    assert (point.place_mm, point.units) == (place, 2.5)


@given(st.floats(-80, 80), st.floats(-80, 80), st.floats(0.1, 50))
def test_places_come_back_as_written(x: float, y: float, units: float) -> None:
    (point,) = read_points(f"({x:.2f} {y:.2f}) {units:.2f}")
    assert point.place_mm == (float(f"{x:.2f}"), float(f"{y:.2f}")) and point.units == float(f"{units:.2f}")
