"""The FHIR bundle of a course: valid, whole in itself, and with the course's own numbers."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from fhir.resources.R4B import get_fhir_model_class
from made_exchange import full_course, resources
from made_progress import progress, visit

from wrinkle_scan import __version__
from wrinkle_scan.output.exchange.fhir import fhir_bundle
from wrinkle_scan.visits.course.series import Series

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


def test_the_same_course_gives_the_same_bytes(bundle: bytes) -> None:
    assert fhir_bundle(full_course()) == bundle


def test_nothing_of_this_machine_is_in_it(bundle: bytes) -> None:
    for private in (str(Path.home()), str(Path.cwd()), "http://localhost"):
        assert private not in bundle.decode()
