"""A course in words, for clinicians."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from wrinkle_scan.output.report.wording import (
    REGION_TITLES,
    count,
    day_words,
    region_sentence,
    series_words,
    view_words,
)
from wrinkle_scan.system.messages import Message, joined, message, plural
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
from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.series import Series, VisitResult
from wrinkle_scan.visits.course.settings import CURVE, PHASES
from wrinkle_scan.visits.course.treatments import Treatment

PHASE_WORDS: dict[Phase, Message] = {
    "before": message("expected: before"),
    "onset": message("expected: onset"),
    "full_effect": message("expected: full effect"),
    "wearing_off": message("expected: wearing off"),
    "returned": message("expected: returned"),
}


def visit_words(visit: VisitResult) -> str:
    """``11 February 2026``, or ``Day 30`` in a report without dates."""
    return message("Day {day}", day=visit.day) if visit.date is None else day_words(visit.date)


def dated_words(visit: VisitResult) -> str:
    """``11 February 2026 (day 30)``; in a report without dates the day alone."""
    if visit.date is None:
        return visit_words(visit)
    return message("{date} (day {day})", date=visit_words(visit), day=visit.day)


def latest_words(series: Series, region: str) -> str | None:
    """The change of a region at the last visit with a comparison; None where there is none."""
    answers = series.compared_visits(region)
    if not answers:
        return None
    visit, compared = answers[-1]
    return joined([dated_words(visit), region_sentence(compared)], ": ")


def course_sentences(course: Course, begin: str | None) -> list[str]:
    """The estimates, and what is missing for the others.

    Args:
        course: of one region.
        begin: the date from which days are counted, ISO 8601; None in a report without dates.
    """
    sentences: list[str] = []
    if course.reason:
        sentences.append(course.reason)
    elif course.effect_percent:
        percent = _percent(course.effect_percent)
        if course.effect_day:
            softening = message(
                "Largest softening: {percent}, about {days} days after the treatment.",
                percent=percent,
                days=_days(course.effect_day),
            )
        else:
            softening = message("Largest softening: {percent}.", percent=percent)
        sentences.append(softening)
    if course.onset_days:
        sentences.append(message("Half of it had come {when}.", when=_edges(course.onset_days, ONSET_DAYS)))
    if course.half_days:
        when = _edges(course.half_days, HALF_DAYS)
        if begin is None or open_ended(course.half_days, HALF_DAYS):
            sentences.append(message("Half of it is gone {when}.", when=when))
        else:
            day = day_words(_later(begin, course.treated_day + course.half_days.value))
            sentences.append(message("Half of it is gone {when}, around {day}.", when=when, day=day))
    sentences += [_missing(item) for item in course.missing]
    return sentences


def kinds_sentence(kinds: LineKinds) -> str:
    """The static and dynamic lines of a region: a treatment softens the former and can remove the latter."""
    if kinds.reason:
        return joined([message("Lines at rest and on movement cannot be distinguished."), kinds.reason])
    if not kinds.static_lines and not kinds.dynamic_lines:
        return message("No line could be traced on movement.")
    parts: list[str] = []
    if kinds.static_lines:
        parts.append(
            message(
                "{lines} ({mm:.0f}\u00a0mm) seen at rest too: static, a treatment softens them",
                lines=count(kinds.static_lines, "line"),
                mm=kinds.static_mm,
            )
        )
    if kinds.dynamic_lines:
        parts.append(
            message(
                "{lines} ({mm:.0f}\u00a0mm) seen on movement only: dynamic, a treatment can take them away",
                lines=count(kinds.dynamic_lines, "line"),
                mm=kinds.dynamic_mm,
            )
        )
    return joined([joined(parts, "; "), "."], "")


def treatment_words(treatment: Treatment, day: int, dated: bool = True) -> str:
    """``12 January 2026: Forehead, Glabella (frown lines); Product, 40 units, batch C1234, by Dr. Example``."""
    where = joined((REGION_TITLES[name] for name in treatment.regions), ", ")
    what = [
        treatment.product,
        None if treatment.units is None else message("{units:g}\u00a0units", units=treatment.units),
        treatment.batch and message("batch {batch}", batch=treatment.batch),
        treatment.injector and message("by {injector}", injector=treatment.injector),
    ]
    given = [part for part in what if part]
    when = day_words(treatment.date) if dated else message("Day {day}", day=day)
    return joined([joined([when, where], ": "), *([joined(given, ", ")] if given else [])], "; ")


def next_treatment_words(progress: Progress) -> str | None:
    """The earliest next treatment by the label; never advice to treat."""
    if not progress.treatments:
        return None
    last, day = progress.treatments[-1], progress.treatment_days[-1] + PHASES.earliest_next_days
    earliest = (
        message("day {day}", day=day)
        if progress.deidentified
        else day_words(_later(last.date, PHASES.earliest_next_days))
    )
    return message(
        "The label asks for at least {days} days between treatments: not before {earliest}. Whether to treat "
        "again is for "
        "patient and clinician to discuss; these figures give no advice.",
        days=PHASES.earliest_next_days,
        earliest=earliest,
    )


def series_title(series: Series) -> str:
    """Title of a series: expression and view; with a note where the expression is unknown and nothing is compared."""
    note = message(" (not compared)") if series.expression is None else ""
    return joined([series_words(series.expression), view_words(series.view), note], "")


def _later(begin: str, days: float) -> str:
    return (date.fromisoformat(begin) + timedelta(round(days))).isoformat()


def _percent(estimate: Estimate) -> str:
    return message(
        "{value:.0f}\u00a0% ({low:.0f} to {high:.0f})",
        value=estimate.value,
        low=max(estimate.low, 0),
        high=min(estimate.high, 100),
    )


def _days(estimate: Estimate) -> str:
    return message("{value:.0f} ({low:.0f} to {high:.0f})", value=estimate.value, low=estimate.low, high=estimate.high)


def _edges(estimate: Estimate, tried: NDArray[np.float64]) -> str:
    """``5 days after the treatment (1 to 8)``; an interval that reaches the end of the grid is given as open."""
    value, low, high = estimate.value, estimate.low, estimate.high
    if open_ended(estimate, tried):
        return message("later than {low:.0f} days after the treatment; these visits do not show when", low=low)
    if low < 1.02 * tried[0]:
        return message(
            "{value:.0f} days after the treatment ({low:.0f} or less to {high:.0f})", value=value, low=low, high=high
        )
    return message("{value:.0f} days after the treatment ({low:.0f} to {high:.0f})", value=value, low=low, high=high)


def _missing(item: MissingVisits) -> str:
    if item.to_day is None:
        when = message("{days} days or more", days=item.from_day)
    else:
        when = message("{first} to {last} days", first=item.from_day, last=item.to_day - 1)
    if item.from_day == CURVE.onset_by_day:
        what = message("the full effect")
    else:
        what = message("the duration") if item.from_day == CURVE.waning_from_day else message("the onset")
    return plural(
        "To estimate {what}, {number} more visit {when} after the treatment would be needed.",
        "To estimate {what}, {number} more visits {when} after the treatment would be needed.",
        item.visits,
        what=what,
        when=when,
    )
