"""Whatever a course holds, its bundle is valid and says it: no crash, no number out of nothing."""

from __future__ import annotations

import dataclasses
import json

from hypothesis import HealthCheck, given, settings
from made_exchange import ISO_DATE, SECRET, code_of, component, courses, everything, resources

from wrinkle_scan.output.exchange.fhir import fhir_bundle
from wrinkle_scan.visits.course.results import Progress

wild = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(courses())
@wild
def test_any_course_makes_a_valid_bundle_with_its_numbers(course: Progress) -> None:
    """`fhir_bundle` validates; numbers and their absence are counted here."""
    bundle = fhir_bundle(course)
    severities = [o for o in resources(bundle, "Observation") if code_of(o["code"]) == "severity"]
    regions = [region for one in course.series for visit in one.visits for region in visit.regions.values()]
    blind = sum(not visit.regions for one in course.series for visit in one.visits)
    measured = sorted(round(region.severity, 3) for region in regions if region.severity is not None)
    assert sorted(o["valueQuantity"]["value"] for o in severities if "valueQuantity" in o) == measured
    assert len(severities) == len(regions) + 4 * blind


@given(courses())
@wild
def test_a_number_and_a_reason_for_none_exclude_each_other(course: Progress) -> None:
    """R4's invariants obs-6 and obs-7, which the models do not look at."""
    for observation in resources(fhir_bundle(course), "Observation"):
        for part in (observation, *observation["component"]):
            values = [key for key in part if key.startswith("value")]
            assert len(values) + ("dataAbsentReason" in part) == 1
        codes = [code_of(part["code"]) for part in observation["component"]]
        assert len(codes) == len(set(codes)) and code_of(observation["code"]) not in codes


@given(courses())
@wild
def test_references_lead_somewhere_and_bytes_are_the_same(course: Progress) -> None:
    bundle = fhir_bundle(course)
    entries = json.loads(bundle)["entry"]
    urls = [entry["fullUrl"] for entry in entries]
    assert len(set(urls)) == len(urls)
    assert {found["reference"] for found in everything(entries) if "reference" in found} <= set(urls)
    assert fhir_bundle(course) == bundle


@given(courses())
@wild
def test_names_dates_and_hashes_never_leave_a_deidentified_course(course: Progress) -> None:
    hidden = fhir_bundle(dataclasses.replace(course, deidentified=True, patient="K7Q")).decode()
    assert SECRET not in hidden
    assert not any(c.sha256 in hidden for one in course.series for visit in one.visits for c in visit.captures)
    dates = {visit.date for one in course.series for visit in one.visits}
    assert not any(str(day) in hidden for day in dates | {t.date for t in course.treatments})
    for observation in resources(hidden.encode(), "Observation"):
        assert not ISO_DATE.search(json.dumps(component(observation, "day")))
