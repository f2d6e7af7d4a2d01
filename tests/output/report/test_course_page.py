"""The pages of a course without a browser: what they say, and what nobody can smuggle into them."""

from __future__ import annotations

import dataclasses
import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from made_progress import NAME, capture, progress, series, visit

from wrinkle_scan.analysis.issue import Issue
from wrinkle_scan.output.report.course_page import render_progress
from wrinkle_scan.output.report.visit_pictures import VisitPictures
from wrinkle_scan.output.report.wording import signed
from wrinkle_scan.visits.catalog.visits import SkippedPhoto
from wrinkle_scan.visits.course.curve import fit_course
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


def tags(page: str) -> list[str]:
    """All tags of a page but those within its own style and script."""
    bare = re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", page, flags=re.DOTALL)
    return re.findall(r"<[a-zA-Z/!][^>]*>", bare)


def test_nothing_planted_becomes_a_tag() -> None:
    page, plain = (render_progress(planted(text), NON_PICTURES, BEGIN) for text in (SCRIPT, "plain"))
    assert tags(page.replace(html.escape(SCRIPT), "plain")) == tags(plain)
    assert page.count("<script>") == 1 and "onerror=alert(2)>" not in page
    assert html.escape(SCRIPT).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in page, "it is shown, as text"


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1, max_size=80))
def test_no_text_changes_the_pages_structure(text: str) -> None:
    page, plain = (render_progress(planted(words), NON_PICTURES, BEGIN) for words in (text, "plain"))
    assert [tag.split()[0] for tag in tags(page)] == [tag.split()[0] for tag in tags(plain)]


def test_every_number_is_on_the_clinicians_page() -> None:
    page = html.unescape(render_progress(progress(), NON_PICTURES, BEGIN)).replace("\u00a0", " ")
    for one in series().visits[1:]:
        for region in one.regions.values():
            assert region.compared and region.compared.ci95_percent and region.compared.change_percent is not None
            low, high = region.compared.ci95_percent
            assert f"{signed(region.compared.change_percent)} ({signed(low)} to {signed(high)})" in page
    for said in (NAME, "Brand A, 20 units, batch C1234, by Dr. Example", "12 January 2026", "Half of it had come",
                 "not before 12 April 2026", "discuss", "Signature", "expected: full effect"):  # fmt: skip
        assert said in page, said


def test_what_is_missing_for_an_estimate_is_said() -> None:
    few = dataclasses.replace(series(), visits=series().visits[:2])
    short = dataclasses.replace(few, courses={"glabella": fit_course(0, [7], [-40], [12])})
    page = render_progress(progress(short), NON_PICTURES, BEGIN)
    assert "To estimate the duration, 2 more visits 75 days or more after the treatment would be needed." in page
    assert "To estimate the full effect, 1 more visit 14 to 59 days after the treatment would be needed." in page
