"""What is due for a patient: the follow-up of the last treatment, and photos that a visit lacks.

A follow-up is due from two to four weeks after a treatment. By day 14 the effect of botulinum toxin type A is full
(`visits.course.settings.PhaseSettings`: 98 % of patients have it by day 4, Beer 2011; trials judge it on day 30, as
`batch --treatments` does), and touch-ups are decided on then. From day 90 on it wears off: a photo cannot make up for
the follow-up any more, and none is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from wrinkle_scan.app.folder.patient_record import Patient, Visit
from wrinkle_scan.face.expression import EXPRESSIONS, Expression
from wrinkle_scan.visits.course.settings import PHASES

LATE_FROM_DAY = 28
"""After the treatment: four weeks."""
EARLY_DAYS = 2
"""A visit counts as the follow-up by so many days early: appointments fall on working days."""


@dataclass(frozen=True)
class FollowUp:
    """A follow-up that no photo shows yet.

    Attributes:
        due_on: the first day, ISO 8601, as all days here.
        late_on: the day from which it is late.
        ends_on: the day from which it cannot be made up for any more.
    """

    due_on: str
    late_on: str
    ends_on: str

    def is_due(self, today: str) -> bool:
        """Whether the patient should be photographed now."""
        return self.due_on <= today < self.ends_on

    def is_late(self, today: str) -> bool:
        """Whether the patient should have been."""
        return self.late_on <= today < self.ends_on


@dataclass(frozen=True)
class Gap:
    """Expressions that a visit lacks and the patient's first visit has."""

    date: str
    expressions: tuple[Expression, ...]


def follow_up(patient: Patient) -> FollowUp | None:
    """The follow-up of the patient's last treatment; None where there is no treatment, or a photo shows it."""
    if not patient.treatments:
        return None
    treated_on = patient.treatments[-1].treatment.date
    due_on, late_on, ends_on = (
        _later(treated_on, days) for days in (PHASES.full_from_day, LATE_FROM_DAY, PHASES.wearing_off_from_day)
    )
    counted_from = _later(due_on, -EARLY_DAYS)
    if any(visit.date >= counted_from for visit in patient.visits):
        return None
    return FollowUp(due_on, late_on, ends_on)


def gaps(patient: Patient) -> tuple[Gap, ...]:
    """What each later visit lacks of the first one's expressions, in the order of the visits."""
    if not patient.visits:
        return ()
    found = (Gap(visit.date, missing(patient, visit)) for visit in patient.visits)
    return tuple(gap for gap in found if gap.expressions)


def missing(patient: Patient, visit: Visit) -> tuple[Expression, ...]:
    """The expressions of the patient's first visit that another lacks."""
    lacking = patient.visits[0].expressions - visit.expressions
    return tuple(expression for expression in EXPRESSIONS if expression in lacking)


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
