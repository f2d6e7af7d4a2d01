"""The pages of a course in a real browser, for both readers: what they do, how they fit, and who can use them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsing import (
    DESKTOP,
    FLICKER_MS,
    PHONE,
    Open,
    axe_findings,
    beyond_the_edge,
    button,
    clock_in_hand,
    pressed,
    style,
    unfold,
    viewer,
)
from course_pages import COURSES, READERS
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGES = [f"{course}-{reader}" for course in COURSES for reader in READERS]
MEGABYTE = 1e6


def shown(page: Page, name: str) -> list[str]:
    """The words on the pictures that can be seen in a viewer."""
    return [tag.inner_text() for tag in viewer(page, name).locator(".tag").all() if tag.is_visible()]


def test_each_visit_can_be_put_beside_the_baseline(open_page: Open) -> None:
    page = open_page("course-clinician")
    assert shown(page, "frown-glabella") == ["12 January 2026", "26 June 2026"]
    choices = viewer(page, "frown-glabella").locator("[data-frame]")
    assert choices.count() == 5
    choices.nth(1).focus()
    page.keyboard.press("Enter")
    assert shown(page, "frown-glabella") == ["12 January 2026", "11 February 2026"]
    assert [pressed(choice) for choice in choices.all()] == [False, True, False, False, False]
    assert shown(page, "frown-forehead") == ["12 January 2026", "26 June 2026"], "each view for itself"


def test_slider_and_flicker_work_on_the_chosen_visit(open_page: Open) -> None:
    page = open_page("course-clinician")
    box = viewer(page, "frown-glabella")
    box.locator("[data-frame]").nth(0).click()
    slider = box.locator("input[type=range]")
    slider.focus()
    page.keyboard.press("ArrowRight")
    after = box.locator(".after:not([hidden])")
    assert after.count() == 1 and style(after, "clipPath") == "inset(0px 0px 0px 51%)"
    boxes = [box.locator(which).bounding_box() for which in (".before.shot", ".after:not([hidden])")]
    assert boxes[0] == boxes[1], "one lies exactly on the other"
    assert slider.get_attribute("aria-valuetext") == "51 % 12 January 2026, 49 % 19 January 2026"
    let_go_by = clock_in_hand(page)
    button(page, "flicker", "frown-glabella").click()
    for state in ("hidden", "visible"):
        assert style(after, "visibility") == state
        let_go_by(FLICKER_MS)
    page.keyboard.press("f")
    assert not pressed(button(page, "flicker", "frown-glabella"))


def test_injection_points_lie_on_the_face_and_the_pictures_could_be_decoded(open_page: Open) -> None:
    page = open_page("course-clinician")
    picture = viewer(page, "frown-face").locator(".before img").bounding_box()
    marks = [mark.bounding_box() for mark in viewer(page, "frown-face").locator(".marks circle").all()]
    assert len(marks) == 3 and picture
    for mark in marks:
        assert mark and picture["x"] < mark["x"] < picture["x"] + picture["width"]
        assert picture["y"] < mark["y"] < picture["y"] + picture["height"]
    assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 100)")


def test_charts_stay_in_their_place(open_page: Open) -> None:
    """No chart's marks or words lie over its neighbour."""
    page = open_page("course-clinician")
    charts = page.locator(".course")
    assert charts.count() == 4
    for chart in charts.all():
        frame = chart.bounding_box()
        assert frame
        for part in chart.locator("text, path, line").all():
            box = part.bounding_box()
            assert box and box["x"] >= frame["x"] - 1 and box["x"] + box["width"] <= frame["x"] + frame["width"] + 1


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_of_360_px_needs_no_sideways_scrolling(open_page: Open, name: str) -> None:
    page = open_page(name, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert beyond_the_edge(page) == []


@pytest.mark.parametrize("name", [name for name in PAGES if "nameless" not in name])
def test_axe_finds_nothing(open_page: Open, name: str) -> None:
    """In the dark on a phone; in light on a phone too where a patient reads, else on a desk.

    A page without names is the one with them but for its words.
    """
    page = open_page(name, viewport=PHONE, color_scheme="dark", bypass_csp=True)
    for lines in page.locator('[data-do="lines"]').all():
        lines.click()
    unfold(page)
    assert axe_findings(page) == []
    page.set_viewport_size(PHONE if name.endswith("patient") else DESKTOP)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")
    assert axe_findings(page) == []


@pytest.mark.parametrize("reader", READERS)
def test_prints_with_all_visits_and_without_controls(open_page: Open, tmp_path: Path, reader: str) -> None:
    page = open_page(f"course-{reader}")
    page.emulate_media(media="print")
    assert not page.locator(".controls").first.is_visible()
    strip = page.locator(".viewer.strip").first
    assert len([shot for shot in strip.locator(".shot").all() if shot.is_visible()]) == 6
    page.pdf(path=tmp_path / "course.pdf", prefer_css_page_size=True)
    data = (tmp_path / "course.pdf").read_bytes()
    assert 2 <= len(re.findall(rb"/Type /Page\n", data)) <= 12


def test_without_script_all_visits_and_no_dead_controls(open_page: Open) -> None:
    page = open_page("course-patient", java_script_enabled=False)
    shots = page.locator(".viewer.strip").first.locator(".shot")
    assert [shot.is_visible() for shot in shots.all()] == [True] * 6
    assert not page.locator(".controls").first.is_visible()


def test_what_cannot_be_compared_is_shown_but_not_laid_over_each_other_as_if_it_could(open_page: Open) -> None:
    page = open_page("incomparable-clinician")
    text = page.locator("main").inner_text()
    assert "Not comparable" in text and "one photograph" in text and "2026-03-05_frown.jpg" in text
    assert "not comparable" in " ".join(shown(page, "frown-face"))


def test_one_visit_has_pictures_and_no_controls(open_page: Open) -> None:
    page = open_page("one-clinician")
    assert viewer(page, "none-face").count() == 0 and page.locator(".controls").count() == 0
    assert page.locator(".viewer.strip img").count() == 1
    assert page.locator("polyline.line").first.is_visible(), "there is no button to show them"
    assert "one visit so far" in open_page("one-patient").locator("body").inner_text()


def test_a_page_is_small(files: dict[str, Path]) -> None:
    assert files["course-clinician"].stat().st_size < 2 * MEGABYTE, "six visits of one expression; 6 MB for three"


def test_the_patient_sees_no_number_but_dates_and_days(open_page: Open) -> None:
    page = open_page("course-patient", viewport=PHONE)
    text = page.locator("main").inner_text()
    for dates in (r"\d+ [A-Z][a-z]+ \d{4}", r"\b\d+ (days|mm|visits)", r"within 5 days", r"\n(30|60|90|120|150|0)\b"):
        text = re.sub(dates, "", text)
    assert re.findall(r"\d+", text) == []


def test_a_patient_sees_no_visit_that_cannot_be_compared(open_page: Open) -> None:
    page = open_page("incomparable-patient")
    assert page.locator(".viewer.strip img").count() == 1, "the baseline's own"
    text = page.locator("main").inner_text()
    assert text.count("cannot be compared") == 1 and "made from one photo" in text
