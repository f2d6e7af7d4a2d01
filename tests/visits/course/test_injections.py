"""Injection points as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wrinkle_scan.visits.course.injections import InjectionPoint, number_text, points_text, read_points


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


def test_points_are_written_as_they_are_read() -> None:
    text = "procerus 4; corrugator left 4.5; (-12 30.25) 2; frontalis; depressor_supercilii right 0.25"
    assert points_text(read_points(text)) == text
    assert read_points("Orbicularis Oculi left 2u;; ") == (InjectionPoint("orbicularis", "left", None, 2.0),)


def test_numbers_have_no_zeros_at_their_end_and_no_negative_zero() -> None:
    assert [number_text(number) for number in (4.0, 2.5, 1.005, -0.001, 120.0)] == ["4", "2.5", "1", "0", "120"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [("nasalis 2", "nasalis is none of procerus"), ("corrugator 4", "needs a side"), ("(12 4", "neither a muscle nor")],
)
def test_what_is_no_point_is_refused(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        read_points(text)
