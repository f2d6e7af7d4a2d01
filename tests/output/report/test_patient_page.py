"""The patient's page: its words alone, in every language, of real photos or none."""

from __future__ import annotations

import dataclasses
import re

import pytest
from made_progress import DATES, NAME, capture, progress, series, visit

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.output.report.course_page import render_progress
from wrinkle_scan.output.report.patient_page import render_patient
from wrinkle_scan.output.report.visit_pictures import VisitPictures
from wrinkle_scan.system.languages import codes
from wrinkle_scan.visits.catalog.visits import SkippedPhoto
from wrinkle_scan.visits.course.deidentifying import deidentified
from wrinkle_scan.visits.course.results import Progress
from wrinkle_scan.visits.course.treatments import Treatment

NON_PICTURES = VisitPictures("2026-01-12")

BEGIN = "2026-01-12"

SCRIPT = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def planted(text: str) -> Progress:
    """A course with a text in every place that comes from a file's name, the camera, a manifest or the treatments."""
    named = dataclasses.replace(capture(30, "frown"), name=text)
    issues = (Issue("simulated", f"This photo is not a real one. {text}"), Issue("photo", text))
    late = dataclasses.replace(
        visit(30, {"glabella": None}, issues=issues), captures=(named,), failed=(SkippedPhoto(text, text),)
    )
    shown = dataclasses.replace(series(), visits=(visit(0, None), late))
    treatment = Treatment("2026-01-12", ("glabella",), text, (), 20.0, text, text, text)
    return dataclasses.replace(
        progress(shown, left_out=(SkippedPhoto(text, text),)),
        patient=text,
        treatments=(treatment,),
        issues=(Issue("x", text),),
    )


def test_the_patients_page_takes_no_text_from_outside() -> None:
    page = render_patient(planted(SCRIPT), NON_PICTURES, BEGIN, "en")
    assert page.count("<script>") == 1 and "alert(" not in page


@pytest.mark.parametrize("language", codes())
def test_the_patients_page_says_the_same_in_every_language(language: str) -> None:
    page = render_patient(progress(), NON_PICTURES, BEGIN, language)
    assert f'<html lang="{language}">' in page
    assert len(re.findall(r'<li class="(improved|unchanged|worsened|cannot_tell)"', page)) == 1, "the treated region"
    assert "{" not in re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL), "no hole is left unfilled"
    assert NAME not in page and "Dr. Example" not in page and DATES[0] not in page


def test_photos_made_by_computation_are_no_real_result_on_any_page() -> None:
    made = visit(30, {"glabella": -70}, issues=(Issue("simulated", "Made by someone on a computer."),))
    course = progress(dataclasses.replace(series(), visits=(visit(0, None), made)))
    for shown in (course, deidentified(course, b"k" * 32)):
        begin = None if shown.deidentified else BEGIN
        assert "This is not a real result" in render_progress(shown, NON_PICTURES, begin)
        assert "Some of these photos are not real." in render_patient(shown, NON_PICTURES, begin, "en")
        assert ("Made by someone" in render_progress(shown, NON_PICTURES, begin)) != shown.deidentified
    assert "not a real result" not in render_progress(progress(), NON_PICTURES, BEGIN)


def test_the_patient_reads_of_no_visit_before_the_baseline() -> None:
    early = dataclasses.replace(visit(7, {"glabella": 40}), day=-5)
    course = dataclasses.replace(series(), visits=(early, visit(0, None)))
    page = render_patient(progress(course), NON_PICTURES, BEGIN, "en")
    assert "deeper" not in page


def test_a_patient_whose_photos_could_not_be_compared_reads_so() -> None:
    """And of no comparison, no face and no change, none of which the page has."""
    failed = dataclasses.replace(visit(30, {}), captures=(), regions={}, failed=(SkippedPhoto("x.jpg", "No face."),))
    course = dataclasses.replace(series(), visits=(visit(0, None), failed), courses={})
    page = render_patient(progress(course, treated=False), NON_PICTURES, BEGIN, "en")
    assert "from 2 visits, but they could not be compared." in page
    assert re.search(r"When you frown, [^<]*: No face\.</li>", page.replace("\u00a0", " ")) and "x.jpg" not in page
    assert "We know of no treatment.</p>" in page
    for untrue in ("We compared photos", "how your lines changed", "It shows your face"):
        assert untrue not in page
    shown = render_patient(progress(treated=False), NON_PICTURES, BEGIN, "en")
    assert "could not be measured" not in shown
    assert "We compared photos" in shown and "how your lines changed" in shown and "It shows your face" in shown
