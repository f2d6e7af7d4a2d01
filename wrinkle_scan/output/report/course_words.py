"""A course in words, for clinicians; English."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.output.report.wording import (
    CANNOT_TELL,
    NBSP,
    REGION_TITLES,
    UNCHANGED,
    VISUAL_GRADE,
    WIDER,
    count,
    day_words,
    region_sentence,
    series_words,
    view_words,
)
from wrinkle_scan.visits.course.curve import (
    HALF_DAYS,
    ONSET_DAYS,
    Course,
    Estimate,
    MissingVisits,
    open_ended,
)
from wrinkle_scan.visits.course.line_kinds import LineKinds
from wrinkle_scan.visits.course.phases import Phase
from wrinkle_scan.visits.course.results import Progress, Series, VisitResult
from wrinkle_scan.visits.course.settings import CURVE, PHASES
from wrinkle_scan.visits.course.treatments import Treatment

PHASE_TITLES: dict[Phase, str] = {
    "before": "Before",
    "onset": "Onset",
    "full_effect": "Full effect",
    "wearing_off": "Wearing off",
    "returned": "Returned",
}

READING = (
    (
        "Severity",
        "0 to 100 for the lines of a region at one visit, from its own photos, whatever the answer on the change.",
    ),
    VISUAL_GRADE,
    (
        "Change and its interval",
        "By how many per cent severity went down (−, improved) or up (+, worsened) from the baseline. The true "
        "change lies within the interval in 95 of 100 cases like this one. It ends at −100 %, no line left, and "
        "mostly reaches farther to one side than to the other. “Could show”: the smallest fall that would have been "
        "called improved, or where not even lines that went altogether would have been, the smallest rise called "
        "worsened.",
    ),
    UNCHANGED,
    CANNOT_TELL,
    WIDER,
    (
        "Expected phase",
        "From the days since the treatment alone, by published trials: first effect on days 1 to 5, full by day 14 to "
        "30, median duration 120 days on movement and 131 at rest (Glogau 2012), return over 3 to 5 months. It is no "
        "finding in these photos.",
    ),
    (
        "Onset and duration",
        "The days on which half of the largest effect had come and was gone again, by a simple curve through all "
        "visits, with 95 % intervals. One curve cannot know of a touch-up that is not recorded.",
    ),
)
"""Terms of the report, with what they mean."""
COURSE_METHODS = (
    "Every visit was compared with the baseline of the same expression, the last visit until the day of the first "
    "treatment. The course was described by A (1 - 2^-(t/a)^2) 2^-(t/b)^3, t days after the treatment, with the height "
    "A, the day a on which half of the effect has come and the day b on which half of it is gone; medians and central "
    "95 % intervals are over a grid of A, a and b, each curve weighted by Student’s t (4 degrees of freedom) of the "
    "visits’ changes on their own errors, with equal prior weight on the logarithms of a and b."
)


def visit_words(visit: VisitResult) -> str:
    """``11 February 2026``, or ``Day 30`` in a report without dates."""
    return f"Day {visit.day}" if visit.date is None else day_words(visit.date)


def latest_words(series: Series, region: str) -> str | None:
    """The change of a region at the last visit with a comparison; None where there is none."""
    answers = series.compared_visits(region)
    if not answers:
        return None
    visit, compared = answers[-1]
    day = "" if visit.date is None else f" (day {visit.day})"
    return f"{visit_words(visit)}{day}: {region_sentence(compared)}"


def course_sentences(course: Course, begin: str | None) -> list[str]:
    """The estimates, and what is missing for the others.

    Args:
        course: of one region.
        begin: the date from which days are counted, ISO 8601; None in a report without dates.
    """
    sentences = []
    if course.reason:
        sentences.append(course.reason)
    elif course.effect_percent:
        when = f", about {_days(course.effect_day)} days after the treatment" if course.effect_day else ""
        sentences.append(f"Largest softening: {_percent(course.effect_percent)}{when}.")
    if course.onset_days:
        sentences.append(f"Half of it had come {_edges(course.onset_days, ONSET_DAYS)}.")
    if course.half_days:
        on = ""
        if begin is not None and not open_ended(course.half_days, HALF_DAYS):
            on = f", around {day_words(_later(begin, course.treated_day + course.half_days.value))}"
        sentences.append(f"Half of it is gone {_edges(course.half_days, HALF_DAYS)}{on}.")
    sentences += [_missing(item) for item in course.missing]
    return sentences


def kinds_sentence(kinds: LineKinds) -> str:
    """Which lines a treatment can remove, and which it can only soften."""
    if kinds.reason:
        return f"Lines at rest and on movement cannot be distinguished. {kinds.reason}"
    if not kinds.static_lines and not kinds.dynamic_lines:
        return "No line could be traced on movement."
    parts = []
    if kinds.static_lines:
        parts.append(
            f"{count(kinds.static_lines, 'line')} ({kinds.static_mm:.0f}{NBSP}mm) seen at rest too: static, "
            f"a treatment softens them"
        )
    if kinds.dynamic_lines:
        parts.append(
            f"{count(kinds.dynamic_lines, 'line')} ({kinds.dynamic_mm:.0f}{NBSP}mm) seen on movement only: dynamic, "
            f"a treatment can take them away"
        )
    return "; ".join(parts) + "."


def treatment_words(treatment: Treatment, day: int, dated: bool = True) -> str:
    """``12 January 2026: Forehead, Glabella (frown lines); Product, 40 units, batch C1234, by Dr. Example``."""
    where = ", ".join(REGION_TITLES[name] for name in treatment.regions)
    what = [
        treatment.product,
        None if treatment.units is None else f"{treatment.units:g}{NBSP}units",
        treatment.batch and f"batch {treatment.batch}",
        treatment.injector and f"by {treatment.injector}",
    ]
    given = ", ".join(part for part in what if part)
    when = day_words(treatment.date) if dated else f"Day {day}"
    return f"{when}: {where}{'; ' if given else ''}{given}"


def next_treatment_words(progress: Progress) -> str | None:
    """The earliest next treatment by the label; never advice to treat."""
    if not progress.treatments:
        return None
    last, day = progress.treatments[-1], progress.treatment_days[-1] + PHASES.earliest_next_days
    earliest = f"day {day}" if progress.deidentified else day_words(_later(last.date, PHASES.earliest_next_days))
    return (
        f"The label asks for at least {PHASES.earliest_next_days} days between treatments: not before {earliest}. "
        f"Whether to treat again is for patient and clinician to discuss; these figures give no advice."
    )


def series_title(series: Series) -> str:
    """What the face was asked to do."""
    return series_words(series.expression) + view_words(series.view)


def _later(begin: str, days: float) -> str:
    return (date.fromisoformat(begin) + timedelta(round(days))).isoformat()


def _percent(estimate: Estimate) -> str:
    return f"{estimate.value:.0f}{NBSP}% ({max(estimate.low, 0):.0f} to {min(estimate.high, 100):.0f})"


def _days(estimate: Estimate) -> str:
    return f"{estimate.value:.0f} ({estimate.low:.0f} to {estimate.high:.0f})"


def _edges(estimate: Estimate, tried: NDArray[np.float64]) -> str:
    """``5 days after the treatment (1 to 8)``; an interval that reaches the end of the grid is given as open."""
    if open_ended(estimate, tried):
        return f"not before {estimate.low:.0f} days after the treatment; when, these visits cannot say"
    low = f"{estimate.low:.0f} or less" if estimate.low < 1.02 * tried[0] else f"{estimate.low:.0f}"
    return f"{estimate.value:.0f} days after the treatment ({low} to {estimate.high:.0f})"


def _missing(item: MissingVisits) -> str:
    what = {CURVE.onset_by_day: "the full effect", CURVE.waning_from_day: "the duration"}.get(
        item.from_day, "the onset"
    )
    when = f"{item.from_day} days or more" if item.to_day is None else f"{item.from_day} to {item.to_day - 1} days"
    return f"To estimate {what}, {count(item.visits, 'more visit')} {when} after the treatment would be needed."
