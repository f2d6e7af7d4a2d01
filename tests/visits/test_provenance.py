"""The settings by which days, expressions and courses are found are reported with what depends on them."""

from __future__ import annotations

import hashlib

from wrinkle_scan.comparison.provenance import provenance
from wrinkle_scan.visits.catalog.face_expressions import COEFFICIENTS
from wrinkle_scan.visits.catalog.settings import DATES
from wrinkle_scan.visits.course.settings import CURVE
from wrinkle_scan.visits.provenance import course_provenance, visits_provenance


def test_a_photos_visits_add_the_settings_of_dates_and_expressions() -> None:
    found = visits_provenance()
    visits = found["settings"].pop("visits")
    assert found == provenance(), "nothing else is changed"
    assert set(visits) == {"face_expressions", "dates"}
    assert visits["dates"]["same_visit_days"] == DATES.same_visit_days
    coefficients = hashlib.sha256(COEFFICIENTS.read_bytes()).hexdigest()
    assert visits["face_expressions"]["coefficients_sha256"] == coefficients


def test_a_course_adds_its_own_and_those_of_the_comparison() -> None:
    found = course_provenance()
    visits = found["settings"].pop("visits")
    assert found == provenance(compared=True) and "comparison" in found["settings"]
    assert visits == visits_provenance()["settings"]["visits"] | {"course": visits["course"]}
    assert visits["course"]["curve"]["least_visits"] == CURVE.least_visits
