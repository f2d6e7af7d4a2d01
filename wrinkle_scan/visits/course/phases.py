"""The expected phase of the effect by days after a treatment with botulinum toxin type A, from published trials.

First effect: 48 % of patients by day 1, 98 % by day 4 (Beer 2011); 3.0 to 5.3 days on average (CCID S41537). Full
effect by about day 14 to 30. Median duration 120 days at maximum frown and 131 at rest (Glogau 2012, n = 621). New
nerve endings restore the muscle over 3 to 5 months. No treatment before 90 days (label).
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from wrinkle_scan.visits.course.settings import PHASES
from wrinkle_scan.visits.course.treatments import Treatment

Phase = Literal["before", "onset", "full_effect", "wearing_off", "returned"]


def expected_phase(day: int) -> Phase:
    """The expected phase on a day after a treatment; a photo of the treatment's day is taken to be from before it."""
    if day <= 0:
        return "before"
    if day < PHASES.full_from_day:
        return "onset"
    if day < PHASES.wearing_off_from_day:
        return "full_effect"
    return "wearing_off" if day < PHASES.returned_from_day else "returned"


def days_between(earlier: str, later: str) -> int:
    """Number of days from one ISO 8601 date to another; negative where that is the earlier one."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def treatment_before(treatments: list[Treatment], region: str, day: str) -> Treatment | None:
    """The last treatment of a region before a visit, or on its day where there is none before.

    None where there is neither. A visit's photos are taken before the treatment of that day.
    """
    of_region = [treatment for treatment in treatments if region in treatment.regions]
    before = [treatment for treatment in of_region if treatment.date < day]
    return before[-1] if before else next((treatment for treatment in of_region if treatment.date == day), None)
