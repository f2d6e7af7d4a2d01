"""What a deidentified course must not contain."""

from __future__ import annotations

import dataclasses
import json

import pytest
from made_exchange import ISO_DATE, Resource, code_of, component, full_course, resources
from made_progress import NAME

from wrinkle_scan.output.exchange.fhir import fhir_bundle
from wrinkle_scan.visits.course.deidentifying import deidentified
from wrinkle_scan.visits.course.results import Progress

KEY = b"k" * 32

PATIENTS_OWN = ("Patient", "Procedure", "Observation", "DiagnosticReport")


@pytest.fixture(scope="module")
def bundle() -> bytes:
    return fhir_bundle(full_course())


def observations(bundle: bytes, code: str, region: str, day: int, expression: str = "frown") -> list[Resource]:
    return [
        found
        for found in resources(bundle, "Observation")
        if (code_of(found["code"]), code_of(found["bodySite"])) == (code, region)
        and component(found, "day")["valueQuantity"]["value"] == day
        and code_of(component(found, "expression")["valueCodeableConcept"]) == expression
    ]


def ids(course: Progress, *kinds: str) -> set[str]:
    return {r["id"] for r in resources(fhir_bundle(course)) if r["resourceType"] in (kinds or (*PATIENTS_OWN,))}


def hidden_courses() -> list[Progress]:
    """By the program's own way, and one that says so but still holds everything."""
    return [deidentified(full_course(), KEY), dataclasses.replace(full_course(), deidentified=True, patient="K7Q")]


@pytest.mark.parametrize("course", hidden_courses(), ids=["taken out", "still in"])
def test_a_deidentified_course_says_no_name_no_date_and_no_hash(course: Progress) -> None:
    said, known = fhir_bundle(course).decode(), fhir_bundle(full_course()).decode()
    for private in (NAME, "Dr. Example", "C1234", f"{30:064x}"):
        assert private not in said
        assert private in known, "else the test would prove nothing"
    assert not ISO_DATE.search(said) and ISO_DATE.search(known)
    assert "February" not in said and "February" in known
    assert all(key not in said for key in ("effectiveDateTime", "effectivePeriod", "performedDateTime"))
    for capture in course.series[0].visits[1].captures:
        assert capture.sha256 not in said


@pytest.mark.parametrize("course", hidden_courses(), ids=["taken out", "still in"])
def test_a_deidentified_course_keeps_days_and_numbers(course: Progress) -> None:
    bundle = fhir_bundle(course)
    assert json.loads(bundle)["meta"]["security"][0]["code"] == "REDACTED"
    (change,) = observations(bundle, "change", "glabella", 30)
    assert change["valueQuantity"]["value"] == -70.5
    (done,) = resources(bundle, "Procedure")
    assert done["extension"] == [{"url": "urn:wrinkle-scan:days-since-first-treatment", "valueInteger": 0}]
    assert [p["identifier"][0]["value"] for p in resources(bundle, "Patient")] == [course.patient]


def test_ids_of_a_deidentified_course_do_not_hang_on_what_was_taken_out() -> None:
    """Else a name could be tried out: made anew with it, the ids would be the same."""
    course = dataclasses.replace(full_course(), deidentified=True, patient="K7Q")
    renamed = dataclasses.replace(
        course, treatments=(dataclasses.replace(course.treatments[0], date="2020-02-02", injector="X", batch="Y"),)
    )
    assert fhir_bundle(renamed) == fhir_bundle(course)
