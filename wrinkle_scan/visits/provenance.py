"""Provenance of the figures of visits: that of their photos, and the settings that classify expressions and dates."""

from __future__ import annotations

import hashlib
from typing import Any

from wrinkle_scan.analysis.provenance import collected
from wrinkle_scan.comparison.provenance import provenance
from wrinkle_scan.visits.catalog.face_expressions import COEFFICIENTS
from wrinkle_scan.visits.catalog.settings import DATES, FACE_EXPRESSIONS
from wrinkle_scan.visits.course.settings import COURSE


def visits_provenance(compared: bool = False) -> dict[str, Any]:
    """As `comparison.provenance.provenance`, with the settings by which visits' days and expressions are found.

    The coefficients that classify expressions are given by their SHA-256.
    """
    found = provenance(compared)
    visits = collected({"face_expressions": FACE_EXPRESSIONS, "dates": DATES})
    visits["face_expressions"]["coefficients_sha256"] = hashlib.sha256(COEFFICIENTS.read_bytes()).hexdigest()
    return found | {"settings": found["settings"] | {"visits": visits}}


def course_provenance() -> dict[str, Any]:
    """As `visits_provenance` of compared visits, with the settings by which their course is estimated."""
    found = visits_provenance(compared=True)
    settings = found["settings"]
    return found | {"settings": settings | {"visits": settings["visits"] | collected({"course": COURSE})}}
