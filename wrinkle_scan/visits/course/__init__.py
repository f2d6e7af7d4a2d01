"""The visits of one patient: their course over time, told against the treatments."""

from wrinkle_scan.visits.course.following import Look, first_day, follow
from wrinkle_scan.visits.course.record import Record, patient_record
from wrinkle_scan.visits.course.results import Progress, Series, VisitResult
from wrinkle_scan.visits.course.treatments import Treatment, read_treatments

__all__ = [
    "Look", "Progress", "Record", "Series", "Treatment", "VisitResult", "first_day", "follow", "patient_record",
    "read_treatments",
]  # fmt: skip
