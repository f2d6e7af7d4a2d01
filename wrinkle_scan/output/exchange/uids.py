"""Identifies courses, and assigns DICOM study, series and instance UIDs: the same course has the same UIDs.

Each day on which there were photos is a study of its own, as it was an examination of its own: a viewer then offers the
earlier ones as priors, and a visit that is added later changes nothing in the studies that an archive has already. The
report, which is about all visits, lies in the study of the last. Within a study each expression and view is a series.

UIDs are digests (`pydicom.uid.generate_uid`). A name and a date alone would not do, as two clinics may have a patient
of the same name on the same day: the photos' SHA-256 are among what is digested, here and for the ids in FHIR. For a
de-identified course the measured numbers are used instead, so that no name or photo can be tested against the UIDs.
"""

from __future__ import annotations

import hashlib

from wrinkle_scan.output.exchange.redaction import visits_of_day
from wrinkle_scan.visits.course.results import Progress


def study_uid(progress: Progress, day: int) -> str:
    """The study of a day.

    Args:
        progress: a course, already `redacted`.
        day: as in `VisitResult.day`.
    """
    return _uid([f"patient {progress.patient}", *_facts(progress, day)])


def course_facts(progress: Progress) -> list[str]:
    """What identifies a course, already `redacted`, among all others: the patient and the first day's photos."""
    days = [visit.day for series in progress.series for visit in series.visits]
    return [f"patient {progress.patient}", *(_facts(progress, min(days)) if days else [])]


def series_uid(study: str, *facts: str) -> str:
    """The UID of a series of a study, from what identifies it there."""
    return _uid([study, *facts])


def instance_uid(series: str, content: bytes, *facts: str) -> str:
    """An object of a series, by its content."""
    return _uid([series, hashlib.sha256(content).hexdigest(), *facts])


def _facts(progress: Progress, day: int) -> list[str]:
    """Of a day: dates and hashes, or days and numbers where there are none.

    The number of a day with a date is left out: it changes with a treatment that is entered later.
    """
    facts = []
    for series, visit in visits_of_day(progress, day):
        facts.append(f"{visit.date or visit.day} {series.key}")
        facts += sorted(capture.sha256 for capture in visit.captures)
        if progress.deidentified:
            facts += [f"{name} {region.severity}" for name, region in visit.regions.items()]
    return facts


def _uid(facts: list[str]) -> str:
    from pydicom.uid import generate_uid

    encoded = "".join(f"{len(fact)}:{fact}" for fact in facts).encode(errors="backslashreplace")
    return str(generate_uid(entropy_srcs=[hashlib.sha256(encoded).hexdigest()]))
