"""The chart of a course: what is lower in the picture is softer, and nothing leaves it."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_progress import DATES, series, visit

from wrinkle_scan.output.report.course_chart import CourseChart, course_chart
from wrinkle_scan.visits.course.series import Series

KNOWN = series()


def chart(of: Series, region: str = "glabella", treated: tuple[int, ...] = (0,)) -> CourseChart:
    return course_chart(of, region, treated, dict(DATES), "Glabella")


def test_softer_is_lower_and_later_is_further_right() -> None:
    points = chart(KNOWN).points
    assert [point.x for point in points] == sorted({point.x for point in points})
    baseline, first, best, later, last = (point.y for point in points)
    assert baseline == chart(KNOWN).zero
    assert baseline < last < later < first < best  # from the top


def test_intervals_stand_around_their_points() -> None:
    for point in chart(KNOWN).points[1:]:
        assert point.ends and point.y is not None
        assert point.ends[0] < point.y < point.ends[1]


def test_the_curve_goes_through_where_it_was_fitted() -> None:
    found = chart(KNOWN)
    assert found.curve[0][0] == pytest.approx(found.treatments[0], abs=0.01)
    assert found.curve[0][1] == pytest.approx(found.zero, abs=0.01)
    lowest = max(found.curve, key=lambda place: place[1])
    assert found.points[1].x < lowest[0] < found.points[3].x
    assert chart(dataclasses.replace(KNOWN, courses={})).curve == ()


def test_what_has_no_answer_has_no_place_but_words() -> None:
    untold = dataclasses.replace(KNOWN, visits=(visit(0, None), visit(30, {"glabella": None})))
    point = chart(untold).points[1]
    assert point.y is None and point.ends is None and point.verdict == "cannot_tell"
    assert "2026-02-11: cannot tell" in chart(untold).description


@given(st.lists(st.floats(-300, 900) | st.none(), min_size=4, max_size=4))
def test_nothing_leaves_the_chart(changes: list[float | None]) -> None:
    visits = [visit(0, None), *(visit(d, {"glabella": c}) for d, c in zip((7, 30, 120, 165), changes, strict=True))]
    found = chart(dataclasses.replace(KNOWN, visits=tuple(visits), courses={}))
    places = [p.x for p in found.points] + [x for x, _ in found.x_ticks] + list(found.treatments)
    heights = [y for p in found.points for y in (p.y, *(p.ends or ())) if y is not None] + [y for y, _ in found.y_ticks]
    assert all(0 <= place <= 100 for place in places + heights)
