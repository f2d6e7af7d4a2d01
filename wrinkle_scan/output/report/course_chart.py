"""The course of one region as a chart: geometry only, drawn by the pages.

No plotting library: their pages bring script and style that a page's content policy forbids, and their pictures no text
that a screen reader, another language or a narrow phone could use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wrinkle_scan.comparison.region_comparison import Verdict
from wrinkle_scan.output.report.wording import signed
from wrinkle_scan.system.messages import Figure, joined, message
from wrinkle_scan.visits.course.curve import Course, softening
from wrinkle_scan.visits.course.series import Series

LIMITS_PERCENT = (20, 50, 100)
"""The axis ends above at the first of these that holds every interval, and below always at -100 %."""
LEAST_DAYS = 30
EDGE = 0.04
"""Margin on either side of the first and the last visit, as a share of the days between them."""


@dataclass(frozen=True)
class Point:
    """One visit; places are % of the chart's width, from the left, and of its height, from the top.

    Attributes:
        x: its day.
        y: the change; None where there is no number.
        ends: of its 95 % interval, the upper one first; None at the baseline.
        verdict: None at the baseline.
        words: the visit in words, for screen readers.
    """

    x: float
    y: float | None
    ends: tuple[float, float] | None
    verdict: Verdict | None
    words: str


@dataclass(frozen=True)
class CourseChart:
    """The chart; `x_ticks` and `y_ticks` are (place in %, words), `treatments` places in %, `curve` (x, y) in %."""

    points: tuple[Point, ...]
    treatments: tuple[float, ...]
    curve: tuple[tuple[float, float], ...]
    x_ticks: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]
    zero: float
    description: str


def course_chart(
    series: Series, region: str, treatment_days: Sequence[int], names: dict[int, str], title: str
) -> CourseChart:
    """Lays out the chart of a region's course.

    Args:
        series: the visits of one expression.
        region: the region.
        treatment_days: when it was treated, in the visits' days.
        names: each visit's date in words, by its day.
        title: of the region, for the description.
    """
    days = [visit.day for visit in series.visits] + list(treatment_days)
    first, last = min(days), max(max(days), min(days) + LEAST_DAYS)
    low, high = first - EDGE * (last - first), last + EDGE * (last - first)
    intervals = [compared.ci95_percent for _, compared in series.compared_visits(region)]
    most = max((ends[1] for ends in intervals if ends), default=0)
    top = next((limit for limit in LIMITS_PERCENT if most <= limit), LIMITS_PERCENT[-1])

    def x(day: float) -> float:
        return round(100 * (day - low) / (high - low), 2)

    def y(percent: float) -> float:
        return round(100 * (top - max(min(percent, top), -100)) / (top + 100), 2)

    points = []
    for visit in series.visits:
        found = visit.regions.get(region)
        compared = found.compared if found else None
        name = names[visit.day]
        if visit.baseline:
            points.append(Point(x(visit.day), y(0), None, None, message("{name}: baseline", name=name)))
        elif compared is None or compared.change_percent is None or compared.ci95_percent is None:
            points.append(Point(x(visit.day), None, None, "cannot_tell", message("{name}: cannot tell", name=name)))
        else:
            least, largest = compared.ci95_percent
            words = message(
                "{name}: {change} % ({low} to {high})",
                name=name,
                change=signed(compared.change_percent),
                low=signed(least),
                high=signed(largest),
            )
            place = y(compared.change_percent)
            points.append(Point(x(visit.day), place, (y(largest), y(least)), compared.verdict, words))
    y_values = (*((top,) if top > LIMITS_PERCENT[0] else ()), 0, -50, -100)
    return CourseChart(
        tuple(points),
        tuple(x(day) for day in treatment_days),
        tuple((x(day), y(percent)) for day, percent in _curve(series.courses.get(region), high)),
        tuple((x(day), str(day)) for day in _day_ticks(low, high)),
        tuple((y(value), Figure(f"{signed(value)} %")) for value in y_values),
        y(0),
        message(
            "{title}, change of severity against the baseline. {points}.",
            title=title,
            points=joined((point.words for point in points), "; "),
        ),
    )


def _curve(course: Course | None, last: float) -> list[tuple[float, float]]:
    """The fitted curve by day, %; nothing where it was not fitted."""
    if course is None or not (course.effect_percent and course.onset_days and course.half_days):
        return []
    start = course.treated_day
    days = np.arange(0.0, last - start, 1.0)
    shape = softening(days, np.array(course.onset_days.value), np.array(course.half_days.value))
    height = course.effect_percent.value / max(float(shape.max()), 1e-6)
    return [(float(start + day), float(-height * part)) for day, part in zip(days, shape, strict=True)]


def _day_ticks(low: float, high: float) -> list[int]:
    """Round days, at most seven."""
    steps = (7, 14, 30, 60, 90, 180, 365, 730, 1825)
    step = next((s for s in steps if (high - low) / s <= 7), steps[-1])
    return list(range(int(np.ceil(low / step)) * step, int(high) + 1, step))
