"""Severities, changes and verdicts in FHIR."""

from __future__ import annotations

import json

import pytest
from made_exchange import Resource, code_of, component, everything, full_course, resources

from wrinkle_scan.output.exchange.fhir import fhir_bundle


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
