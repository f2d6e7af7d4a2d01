"""The FHIR bundle of a course: valid, whole in itself, and with the course's own numbers."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from fhir.resources.R4B import get_fhir_model_class
from made_exchange import ISO_DATE, Resource, code_of, component, everything, full_course, resources
from made_progress import DATES, NAME, progress, visit

from wrinkle_scan import __version__
from wrinkle_scan.output.exchange.fhir import fhir_bundle
from wrinkle_scan.visits.course.deidentifying import deidentified
from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.series import Series, VisitResult

KEY = b"k" * 32
PATIENTS_OWN = ("Patient", "Procedure", "Observation", "DiagnosticReport")
REQUIRED = {
    ("Bundle", "type"): {"collection"},
    ("Observation", "status"): {"registered", "preliminary", "final", "amended", "unknown"},
    ("DiagnosticReport", "status"): {"registered", "partial", "preliminary", "final", "unknown"},
    ("Procedure", "status"): {"preparation", "in-progress", "not-done", "on-hold", "stopped", "completed", "unknown"},
    ("Device", "status"): {"active", "inactive", "entered-in-error", "unknown"},
}
"""Codes of R4's required value sets, which the library's models do not look at."""


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


def test_each_resource_is_valid_by_itself(bundle: bytes) -> None:
    kinds = set()
    for resource in (json.loads(bundle), *resources(bundle)):
        kinds.add(resource["resourceType"])
        get_fhir_model_class(resource["resourceType"]).model_validate(resource)
        for (kind, element), allowed in REQUIRED.items():
            assert kind != resource["resourceType"] or resource[element] in allowed
    assert kinds == {"Bundle", "Patient", "Device", "Procedure", "Observation", "DiagnosticReport"}


def test_the_models_would_refuse_a_wrong_one(bundle: bytes) -> None:
    resource = resources(bundle, "Observation")[0]
    with pytest.raises(ValueError):
        get_fhir_model_class("Observation").model_validate({**resource, "valueQuantity": {"value": "much"}})


def test_an_invalid_bundle_is_not_handed_out() -> None:
    dated = dataclasses.replace(visit(0, None), date="last Monday")
    with pytest.raises(ValueError, match="effectiveDateTime"):
        fhir_bundle(progress(Series("frown", (dated,), {}, {}), treated=False))


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


def test_severities_and_changes_are_the_courses() -> None:
    course = full_course()
    bundle = fhir_bundle(course)
    looked_at = 0
    for one in course.series:
        for met in one.visits:
            for name, region in met.regions.items():
                (severity,) = observations(bundle, "severity", name, met.day, str(one.expression))
                assert severity["valueQuantity"]["value"] == region.severity
                assert severity["effectiveDateTime"] == met.date
                changes = observations(bundle, "change", name, met.day, str(one.expression))
                assert len(changes) == (0 if met.baseline else 1)
                if region.compared is None or region.compared.ci95_percent is None:
                    continue
                looked_at += 1
                (change,), low_high = changes, component(changes[0], "ci95")["valueRange"]
                assert change["valueQuantity"]["value"] == region.compared.change_percent
                assert (low_high["low"]["value"], low_high["high"]["value"]) == region.compared.ci95_percent
                for code, number in (
                    ("detectable_change", region.compared.detectable_change_percent),
                    ("severity_before", region.compared.before),
                    ("severity_after", region.compared.after),
                ):
                    assert component(change, code)["valueQuantity"]["value"] == pytest.approx(number, abs=5e-4)
                verdict = component(change, "verdict")["valueCodeableConcept"]
                assert code_of(verdict) == region.compared.verdict
    assert looked_at == 7


def test_verdicts_are_also_given_in_hl7s_words(bundle: bytes) -> None:
    def shown(region: str) -> str | None:
        (change,) = observations(bundle, "change", region, 30)
        return change["interpretation"][0]["coding"][0]["code"] if "interpretation" in change else None

    assert (shown("glabella"), shown("crows_feet_right"), shown("crows_feet_left"), shown("forehead")) == (
        "B",
        "W",
        None,
        None,
    )


def test_what_has_no_answer_has_its_reason_and_no_number(bundle: bytes) -> None:
    (change,) = observations(bundle, "change", "forehead", 30)
    assert "valueQuantity" not in change
    assert change["dataAbsentReason"]["text"] == "Too dark."
    assert code_of(component(change, "verdict")["valueCodeableConcept"]) == "cannot_tell"
    assert "valueRange" not in component(change, "ci95")
    (unseen,) = observations(bundle, "severity", "glabella", 120)
    assert unseen["dataAbsentReason"]["text"] == "It is too dark. Take it again."
    assert "anna.jpg" not in bundle.decode(), "photos' names may be patients' names"


def test_a_change_names_what_it_was_made_from(bundle: bytes) -> None:
    (change,) = observations(bundle, "change", "glabella", 30)
    made_from = [source["reference"].removeprefix("urn:uuid:") for source in change["derivedFrom"]]
    assert made_from == [observations(bundle, "severity", "glabella", day)[0]["id"] for day in (0, 30)]
    assert change["note"][0]["text"] == f"Photo, SHA-256 {30:064x}"


def test_an_issue_is_given_where_it_belongs(bundle: bytes) -> None:
    def notes(region: str) -> str:
        return json.dumps(observations(bundle, "change", region, 30)[0]["note"])

    assert "another side" in notes("forehead") and "another side" not in notes("glabella")


def test_units_are_ucum(bundle: bytes) -> None:
    quantities = [found for found in everything(json.loads(bundle)) if "value" in found and "unit" in found]
    assert {(q["system"], q["code"]) for q in quantities} == {
        ("http://unitsofmeasure.org", unit) for unit in ("%", "{score}", "d")
    }
    (severity,) = observations(bundle, "severity", "glabella", 0)
    (change,) = observations(bundle, "change", "glabella", 30)
    assert (severity["valueQuantity"]["code"], change["valueQuantity"]["code"]) == ("{score}", "%")


def test_sides_are_the_patients(bundle: bytes) -> None:
    for region, side in (("crows_feet_right", "24028007"), ("crows_feet_left", "7771000")):
        (found,) = observations(bundle, "severity", region, 0)
        assert f"37671003:272741003={side}" in {coding["code"] for coding in found["bodySite"]["coding"]}


def test_a_treatment_says_what_was_done(bundle: bytes) -> None:
    (done,) = resources(bundle, "Procedure")
    assert done["performedDateTime"] == "2026-01-12"
    assert [code_of(site) for site in done["bodySite"]] == ["glabella", "crows_feet_left"]
    assert done["usedCode"] == [{"text": "Brand A"}]
    assert [note["text"] for note in done["note"]] == ["20 units", "Batch C1234", "procerus 4 units; (12 25.5) mm"]
    assert done["performer"][0]["actor"]["display"] == "Dr. Example"


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


def test_the_program_is_named_with_its_version_and_settings(bundle: bytes) -> None:
    (device,) = resources(bundle, "Device")
    assert (device["deviceName"][0]["name"], device["version"][0]["value"]) == ("wrinkle-scan", __version__)
    assert json.loads(device["note"][0]["text"])["settings"]["comparison"]["checks"]["pose_limit_deg"] > 0


def test_without_a_name_there_is_no_patient() -> None:
    for nobody in (None, " \n"):
        bundle = fhir_bundle(dataclasses.replace(full_course(), patient=nobody))
        assert resources(bundle, "Patient") == []
        assert "subject" not in resources(bundle, "Observation")[0]
        assert resources(bundle, "Procedure")[0]["subject"] == {"display": "Patient not known"}


def ids(course: Progress, *kinds: str) -> set[str]:
    return {r["id"] for r in resources(fhir_bundle(course)) if r["resourceType"] in (kinds or (*PATIENTS_OWN,))}


def with_frown_visits(course: Progress, *visits: VisitResult) -> Progress:
    frown = dataclasses.replace(course.series[0], visits=visits)
    return dataclasses.replace(course, series=(frown, *course.series[1:]))


def test_the_same_course_gives_the_same_bytes(bundle: bytes) -> None:
    assert fhir_bundle(full_course()) == bundle


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


def test_two_equal_treatments_of_a_day_are_two() -> None:
    course = full_course()
    twice = dataclasses.replace(course, treatments=course.treatments * 2, treatment_days=(0, 0))
    assert len({r["id"] for r in resources(fhir_bundle(twice), "Procedure")}) == 2


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


def test_nothing_of_this_machine_is_in_it(bundle: bytes) -> None:
    for private in (str(Path.home()), str(Path.cwd()), "http://localhost"):
        assert private not in bundle.decode()
