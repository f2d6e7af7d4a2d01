"""Treatments in FHIR."""

from __future__ import annotations

import dataclasses

import pytest
from made_exchange import code_of, full_course, resources

from wrinkle_scan.output.exchange.fhir import fhir_bundle


@pytest.fixture(scope="module")
def bundle() -> bytes:
    return fhir_bundle(full_course())


def test_a_treatment_says_what_was_done(bundle: bytes) -> None:
    (done,) = resources(bundle, "Procedure")
    assert done["performedDateTime"] == "2026-01-12"
    assert [code_of(site) for site in done["bodySite"]] == ["glabella", "crows_feet_left"]
    assert done["usedCode"] == [{"text": "Brand A"}]
    assert [note["text"] for note in done["note"]] == ["20 units", "Batch C1234", "procerus 4 units; (12 25.5) mm"]
    assert done["performer"][0]["actor"]["display"] == "Dr. Example"


def test_two_equal_treatments_of_a_day_are_two() -> None:
    course = full_course()
    twice = dataclasses.replace(course, treatments=course.treatments * 2, treatment_days=(0, 0))
    assert len({r["id"] for r in resources(fhir_bundle(twice), "Procedure")}) == 2
