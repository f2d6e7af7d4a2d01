"""Resources that refer to each other."""

from __future__ import annotations

import dataclasses
import json

import pytest
from made_exchange import everything, full_course, resources
from made_progress import DATES

from wrinkle_scan.output.exchange.fhir import fhir_bundle
from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.series import VisitResult

PATIENTS_OWN = ("Patient", "Procedure", "Observation", "DiagnosticReport")


@pytest.fixture(scope="module")
def bundle() -> bytes:
    return fhir_bundle(full_course())


def test_every_reference_leads_to_a_resource_of_the_bundle(bundle: bytes) -> None:
    entries = json.loads(bundle)["entry"]
    urls = [entry["fullUrl"] for entry in entries]
    references = [found["reference"] for found in everything(entries) if "reference" in found]
    assert len(urls) == len(set(urls)) and all(e["fullUrl"] == f"urn:uuid:{e['resource']['id']}" for e in entries)
    assert len(references) > 50 and set(references) <= set(urls)
    (device,), (patient,) = resources(bundle, "Device"), resources(bundle, "Patient")
    for found in resources(bundle, "Observation"):
        assert found["subject"]["reference"].endswith(patient["id"])
        assert found["device"]["reference"].endswith(device["id"])


def test_each_series_has_a_report_with_all_of_its_observations(bundle: bytes) -> None:
    frown, smile = resources(bundle, "DiagnosticReport")
    assert frown["effectivePeriod"] == {"start": DATES[0], "end": DATES[120]}
    assert (len(frown["result"]), len(smile["result"])) == (4 + 8 + 4, 4 + 8)
    assert len({r["reference"] for report in (frown, smile) for r in report["result"]}) == 28
    assert "Frowning" in frown["code"]["text"]
    forehead, glabella, *_ = frown["conclusion"].splitlines()
    assert forehead == "Forehead: Cannot tell. 11 February 2026 (day 30): Too dark."
    assert "Improved. 11 February 2026 (day 30): Lines about 70 % less (between 58 and 82 % less)." in glabella
    assert "Half of it is gone" in glabella, "the estimates over all visits are given too"


def ids(course: Progress, *kinds: str) -> set[str]:
    return {r["id"] for r in resources(fhir_bundle(course)) if r["resourceType"] in (kinds or (*PATIENTS_OWN,))}


def with_frown_visits(course: Progress, *visits: VisitResult) -> Progress:
    frown = dataclasses.replace(course.series[0], visits=visits)
    return dataclasses.replace(course, series=(frown, *course.series[1:]))


def test_another_patient_shares_no_id_not_even_a_namesake_of_the_same_day() -> None:
    """A record that puts resources by their ids would lay two patients into one."""
    course = full_course()
    capture = dataclasses.replace(course.series[0].visits[0].captures[0], sha256="f" * 64)
    first, *later = course.series[0].visits
    namesake = with_frown_visits(course, dataclasses.replace(first, captures=(capture,)), *later)
    for other in (namesake, dataclasses.replace(course, patient="Somebody Else")):
        assert not ids(course) & ids(other)
        assert ids(course, "Device") == ids(other, "Device")


def test_what_is_measured_anew_keeps_its_ids() -> None:
    """So that a record replaces the number it has."""
    course = full_course()
    first, second, third = course.series[0].visits
    region = dataclasses.replace(second.regions["glabella"], severity=3.0)
    anew = dataclasses.replace(second, regions={**second.regions, "glabella": region})
    assert ids(with_frown_visits(course, first, anew, third)) == ids(course)
    assert ids(with_frown_visits(course, first, second)) < ids(course), "a visit that comes adds what is its own"
    untreated = dataclasses.replace(course, treatments=(), treatment_days=())
    assert ids(untreated, "Observation", "DiagnosticReport") == ids(course, "Observation", "DiagnosticReport")
