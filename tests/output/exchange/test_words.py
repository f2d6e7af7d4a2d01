"""Names and texts as a standard can hold them."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from made_exchange import courses, resources

from wrinkle_scan.output.exchange.fhir import fhir_bundle
from wrinkle_scan.output.exchange.words import plain
from wrinkle_scan.visits.course.results import Progress

wild = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(courses())
@wild
def test_a_name_is_given_as_far_as_it_can_be_read(course: Progress) -> None:
    patients = resources(fhir_bundle(course), "Patient")
    name = plain(course.patient)
    assert [p["identifier"][0]["value"] for p in patients] == ([name] if name else [])
    if name:
        assert re.fullmatch(r"[ \r\n\t\S]+", name) and name.encode(), "R4, datatypes: string"
