"""A course in plain words for the patient: no percentages, and no more than the photos support."""

from __future__ import annotations

from datetime import date, timedelta

from wrinkle_scan.comparison.region_comparison import RegionComparison
from wrinkle_scan.output.report.patient_messages import Messages
from wrinkle_scan.visits.course.curve import HALF_DAYS, open_ended
from wrinkle_scan.visits.course.phases import expected_phase
from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.series import Series, VisitResult
from wrinkle_scan.visits.course.settings import PHASES

MUCH_PERCENT, CLEARLY_PERCENT = -40.0, -15.0
"""Softer by so much even at the end of the interval that is nearest to no change: "much softer", "softer"."""
OBSTACLES = ("copy", "expression")
"""Checks that rule out an answer and have a sentence of their own, the most important first."""
CONDITIONS = ("pose", "light", "coarse", "blurred", "motion_blur", "texture", "specular")
"""Conditions that make an answer uncertain and can be improved next time, the most important first."""
PHASE_MESSAGES = {
    "before": "expect_before",
    "onset": "expect_onset",
    "full_effect": "expect_full",
    "wearing_off": "expect_wearing",
    "returned": "expect_returned",
}


def visit_label(visit: VisitResult, messages: Messages) -> str:
    """Its date, or its day in a report without dates."""
    return messages.say("day", day=visit.day) if visit.date is None else messages.day(visit.date)


def series_title(series: Series, messages: Messages) -> str:
    """What the face was doing, and the side that is seen where it is turned."""
    title = messages.say(f"series_{series.expression or 'none'}")
    return title if series.view == "front" else f"{title}, {messages.say(f'view_{series.view}')}"


def unmeasured_sentences(progress: Progress, messages: Messages) -> list[str]:
    """Of each visit's expression in which no photo could be measured, why the first could not."""
    return [
        messages.say(
            "unmeasured_why",
            series=series_title(series, messages),
            date=visit_label(visit, messages),
            why=visit.failed[0].reason,
        )
        for series in progress.series
        for visit in series.visits
        if not visit.captures and visit.failed
    ]


def verdict_sentence(name: str, compared: RegionComparison, visit: VisitResult, messages: Messages) -> str:
    """The change of a region's lines."""
    lines = messages.say(name)
    if compared.reported is None:
        return messages.say("cannot_tell", lines=lines, why=messages.say(_why(name, compared, visit)))
    if compared.verdict == "improved":
        nearest = compared.reported.ci95_percent[1]
        key = (
            "improved_much"
            if nearest < MUCH_PERCENT
            else "improved"
            if nearest < CLEARLY_PERCENT
            else "improved_little"
        )
        return messages.say(key, lines=lines)
    if compared.verdict == "worsened":
        return messages.say("worsened", lines=lines)
    return messages.say("smooth" if compared.reason else "unchanged", lines=lines)


def pair_obstacle(visit: VisitResult) -> str | None:
    """The message that says why a visit's photos cannot be compared at all; None where they can."""
    failed = {check.code for check in visit.obstacles}
    found = next((code for code in OBSTACLES if code in failed), "other")
    return f"why_{found}" if failed else None


def _why(name: str, compared: RegionComparison, visit: VisitResult) -> str:
    if (obstacle := pair_obstacle(visit)) is not None:
        return obstacle
    if any(issue.code == "smoothed" for issue in visit.issues):
        return "why_texture"
    if compared.change is None:
        return "why_hidden"
    unlike = {check.code for check in visit.checks if not check.passed and check.region in (None, name)}
    return f"why_{next((code for code in CONDITIONS if code in unlike), 'other')}"


def best_earlier(name: str, series: Series, last: VisitResult) -> VisitResult | None:
    """An earlier visit at which the lines were softer than at the last one, beyond both intervals."""
    now = last.regions[name].compared
    if now is None or now.reported is None:
        return None
    softer = [
        (compared.reported.percent, visit)
        for visit, compared in series.compared_visits(name)
        if visit is not last and compared.reported and compared.reported.ci95_percent[1] < now.reported.ci95_percent[0]
    ]
    return min(softer, key=lambda item: item[0])[1] if softer else None


def expectation_sentences(progress: Progress, last: VisitResult, begin: str | None, messages: Messages) -> list[str]:
    """What to expect next and when: the trials' course, the patient's own where it is known, the label's interval."""
    if not progress.treatments:
        visits = [visit for series in progress.series for visit in series.visits]
        compared = any(region.compared for visit in visits for region in visit.regions.values())
        return [messages.say("expect_none" if compared else "expect_not_compared")]
    number = max((i for i, day in enumerate(progress.treatment_days) if day < last.day), default=0)
    day = progress.treatment_days[number]
    sentences = [messages.say(PHASE_MESSAGES[expected_phase(last.day - day)], date=_on(begin, day, messages))]
    courses = [course for series in progress.series for course in series.courses.values() if course.treated_day == day]
    halves = [
        course.half_days for course in courses if course.half_days and not open_ended(course.half_days, HALF_DAYS)
    ]
    if halves:
        surest = min(halves, key=lambda half: half.high - half.low)
        value, low, high = (_on(begin, day + part, messages) for part in (surest.value, surest.low, surest.high))
        sentences.append(messages.say("own_half", date=value, low=low, high=high))
    earliest = _on(begin, progress.treatment_days[-1] + PHASES.earliest_next_days, messages)
    return [*sentences, messages.say("earliest", date=earliest)]


def kinds_sentences(progress: Progress, messages: Messages) -> list[str]:
    """Which lines a treatment can remove and which it can only soften, where the patient has both photos."""
    kinds = [kind for series in progress.series for kind in series.kinds.values()]
    sentences = []
    if any(kind.static_lines for kind in kinds):
        sentences.append(messages.say("static"))
    if any(kind.dynamic_lines for kind in kinds):
        sentences.append(messages.say("dynamic"))
    return sentences


def _on(begin: str | None, day: float, messages: Messages) -> str:
    if begin is None:
        return messages.say("day", day=round(day))
    return messages.day((date.fromisoformat(begin) + timedelta(round(day))).isoformat())
