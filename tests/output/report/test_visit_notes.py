"""What is said of a visit besides its numbers."""

from __future__ import annotations

import dataclasses

from made_progress import series, visit

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.comparison.check import Check
from wrinkle_scan.output.report.visit_notes import conditions, notes_on
from wrinkle_scan.visits.catalog.visits import SkippedPhoto

DOUBT = Issue("person", "The patient seems to be someone else.")
OF_A_REGION = Issue("shine", "The skin shines.", "glabella")
CANNOT = Issue("cannot_tell", "Nothing can be said.")
POSE = Check("pose", "Head", "20 degrees", "12 degrees", False, "The head was turned.", forbids=True)


def test_what_stands_nowhere_else_is_said_with_its_visit_and_region() -> None:
    shown = visit(30, {"glabella": -40.0}, issues=(DOUBT, OF_A_REGION, CANNOT))
    shown = dataclasses.replace(shown, failed=(SkippedPhoto("a.jpg", "It is too dark."),))
    doubt, region, failed = notes_on(dataclasses.replace(series(), visits=(visit(0, None), shown)))
    assert doubt.endswith(": The patient seems to be someone else.")
    assert "Glabella" in region and region.endswith(": The skin shines.")
    assert failed.endswith(", a.jpg: It is too dark.")


def test_what_a_check_says_already_is_not_said_again() -> None:
    check = dataclasses.replace(POSE, message=DOUBT.message)
    shown = visit(30, {"glabella": -40.0}, issues=(DOUBT,), checks=(check,))
    assert notes_on(dataclasses.replace(series(), visits=(visit(0, None), shown))) == []


def test_photos_that_may_not_be_compared_are_said_to_be_so_with_the_reason() -> None:
    fine, refused = visit(30, {"glabella": -40.0}), visit(30, {"glabella": None}, checks=(POSE,))
    assert conditions(fine)["good"] and conditions(fine)["words"] == "Comparable" and conditions(fine)["why"] == []
    said = conditions(dataclasses.replace(refused, comparable=False))
    assert (said["good"], said["words"], said["why"]) == (False, "Not comparable", ["The head was turned."])
    forced = conditions(dataclasses.replace(refused, comparable=False, forced=True))
    assert forced["words"] == "Not comparable, forced"


def test_a_visit_without_a_photo_that_could_be_measured_says_that() -> None:
    empty = dataclasses.replace(visit(30, {}), captures=(), comparable=None)
    assert (conditions(empty)["good"], conditions(empty)["words"]) == (False, "Not measured")
    assert conditions(visit(0, None))["words"] == "Baseline"
