"""The page in a real browser: what it does, how it fits a phone and paper, and whether everyone can use it."""

from __future__ import annotations

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
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_pictures_are_shown_side_by_side_at_first(open_page: Open) -> None:
    page = open_page()
    before, after = (viewer(page).locator(f".{which}").bounding_box() for which in ("before", "after"))
    assert before and after
    assert before["y"] == after["y"] and before["x"] + before["width"] <= after["x"]
    loaded = page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 100)")
    assert loaded, "every picture could be decoded"


def test_the_slider_moves_the_edge_by_keyboard(open_page: Open) -> None:
    page = open_page()
    after, slider = viewer(page).locator(".after"), viewer(page).locator("input[type=range]")
    assert style(after, "clipPath") == "none"
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert viewer(page).get_attribute("data-mode") == "wipe"
    assert style(after, "clipPath") == "inset(0px 0px 0px 51%)"
    page.keyboard.press("End")
    assert style(after, "clipPath") == "inset(0px 0px 0px 100%)"
    assert slider.get_attribute("aria-valuetext") == "100 % before, 0 % after"
    page.keyboard.press("Home")
    assert style(after, "clipPath") == "inset(0px 0px 0px 0%)"
    boxes = [viewer(page).locator(f".{which}").bounding_box() for which in ("before", "after")]
    assert boxes[0] == boxes[1], "one lies exactly on the other"
    assert not pressed(button(page, "pair"))
    button(page, "pair").click()
    assert style(after, "clipPath") == "none" and pressed(button(page, "pair"))


def test_the_edge_follows_a_finger_on_the_picture(open_page: Open) -> None:
    page = open_page()
    viewer(page).locator("input[type=range]").focus()
    page.keyboard.press("ArrowLeft")
    box = viewer(page).locator(".stage").bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + 100)
    page.mouse.up()
    assert viewer(page).locator("input[type=range]").input_value() == "20"
    page.mouse.move(box["x"] + 0.9 * box["width"], box["y"] + 100)
    assert viewer(page).locator("input[type=range]").input_value() == "20", "let go"


def test_sliders_of_different_regions_are_independent(open_page: Open) -> None:
    page = open_page()
    viewer(page, "forehead").locator("input[type=range]").fill("30")
    assert style(viewer(page, "forehead").locator(".after"), "clipPath") == "inset(0px 0px 0px 30%)"
    assert viewer(page, "glabella").get_attribute("data-mode") == "pair"


def test_flicker_alternates_and_stops(open_page: Open) -> None:
    page = open_page()
    flicker, after = button(page, "flicker"), viewer(page).locator(".after")
    assert not pressed(flicker)
    let_go_by = clock_in_hand(page)
    flicker.click()
    assert pressed(flicker)
    for state in ("hidden", "visible", "hidden"):
        assert style(after, "visibility") == state
        let_go_by(FLICKER_MS)
    let_go_by(FLICKER_MS)
    assert style(after, "visibility") == "hidden"
    flicker.click()
    assert not pressed(flicker) and style(after, "visibility") == "visible"
    let_go_by(3 * FLICKER_MS)
    assert style(after, "visibility") == "visible", "nothing goes on flickering"


def test_only_one_pair_flickers_at_a_time(open_page: Open) -> None:
    page = open_page()
    button(page, "flicker").click()
    button(page, "flicker", "glabella").click()
    assert not pressed(button(page, "flicker")) and pressed(button(page, "flicker", "glabella"))


def test_key_f_flickers_what_is_being_looked_at(open_page: Open) -> None:
    page = open_page()
    viewer(page, "glabella").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#viewer-glabella .stage').scrollIntoView({block: 'center'})")
    page.keyboard.press("f")
    assert pressed(button(page, "flicker", "glabella"))
    page.keyboard.press("F")
    assert not pressed(button(page, "flicker", "glabella"))
    page.keyboard.press("Control+f")
    assert not pressed(button(page, "flicker", "glabella")), "Ctrl+F is the browser's"
    viewer(page, "forehead").locator("input[type=range]").focus()
    page.keyboard.press("f")
    assert pressed(button(page, "flicker", "forehead")), "the focused pair comes first"


def test_key_f_can_be_turned_off(open_page: Open) -> None:
    page = open_page()
    page.locator("#keys").uncheck()
    page.keyboard.press("f")
    assert not any(pressed(each) for each in page.locator('[data-do="flicker"]').all())


def test_less_motion_means_no_motion_by_itself(open_page: Open) -> None:
    page = open_page(reduced_motion="reduce")
    flicker, after = button(page, "flicker"), viewer(page).locator(".after")
    assert "Swap" in flicker.inner_text()
    let_go_by = clock_in_hand(page)
    flicker.click()
    assert pressed(flicker) and style(after, "visibility") == "visible"
    let_go_by(3 * FLICKER_MS)
    assert style(after, "visibility") == "visible"
    flicker.click()
    assert not pressed(flicker) and style(after, "visibility") == "hidden"


def test_lines_are_shown_on_request(open_page: Open) -> None:
    page = open_page()
    lines = viewer(page).locator("polyline.line")
    assert lines.count() > 2 and not lines.first.is_visible()
    button(page, "lines").click()
    assert pressed(button(page, "lines")) and lines.first.is_visible()
    button(page, "lines").click()
    assert not pressed(button(page, "lines")) and not lines.first.is_visible()


def test_lines_lie_over_the_picture(open_page: Open) -> None:
    page = open_page()
    button(page, "lines", "glabella").click()
    picture = viewer(page, "glabella").locator(".before img").bounding_box()
    line = viewer(page, "glabella").locator(".before polyline.line").first.bounding_box()
    assert picture and line
    assert picture["x"] <= line["x"] and line["x"] + line["width"] <= picture["x"] + picture["width"]
    assert picture["y"] <= line["y"] and line["y"] + line["height"] <= picture["y"] + picture["height"]


def test_names_come_with_the_lines_and_keep_their_size(open_page: Open) -> None:
    for viewport in (PHONE, DESKTOP):
        page = open_page(viewport=viewport)
        name = viewer(page, "forehead").locator(".before text.crease-name").first
        assert not name.is_visible()
        button(page, "lines", "forehead").click()
        box = name.bounding_box()
        assert name.is_visible() and box and 14 <= box["height"] <= 26, "letters of 14 px and their casing"


def test_names_do_not_cover_each_other_on_a_phone(open_page: Open) -> None:
    page = open_page(viewport=PHONE)
    seen = 0
    for region in ("forehead", "glabella", "crows_feet_right", "crows_feet_left"):
        if not button(page, "lines", region).count():
            continue  # a region without lines has no button to show them
        button(page, "lines", region).click()
        boxes = [name.bounding_box() for name in viewer(page, region).locator(".before text.crease-name").all()]
        for i, a in enumerate(boxes):
            for b in boxes[:i]:
                assert a and b
                # The boxes hold 4 px of casing all around, and the letters' empty ascent and descent.
                side_by_side = a["x"] + a["width"] <= b["x"] + 6 or b["x"] + b["width"] <= a["x"] + 6
                assert side_by_side or abs(a["y"] - b["y"]) > 14
        seen += len(boxes)
    assert seen >= 4


def test_list_of_lines_is_folded_and_opens(open_page: Open) -> None:
    page = open_page(viewport=PHONE)
    listed = page.locator("#creases-forehead")
    assert not listed.locator("table").is_visible()
    listed.locator("summary").click()
    table = listed.locator("table").bounding_box()
    assert table and table["x"] >= 0 and table["x"] + table["width"] <= PHONE["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    row = listed.locator("tbody tr").first.bounding_box()
    assert row and row["height"] < 45, "a row is one line of words, also on a phone"


def test_paper_names_the_lines_and_lists_them(open_page: Open) -> None:
    page = open_page()
    page.emulate_media(media="print")
    assert viewer(page, "forehead").locator(".after text.crease-name").first.is_visible()
    assert not viewer(page).locator("polyline.line").first.is_visible(), "and one pair of pictures is left bare"
    table = page.locator("#creases-forehead table").bounding_box()
    assert table and table["height"] > 30


def test_without_script_both_pictures_and_no_dead_controls(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    assert viewer(page).locator(".before img").is_visible() and viewer(page).locator(".after img").is_visible()
    assert not page.locator(".controls").first.is_visible() and not page.locator(".keys").is_visible()


@pytest.mark.parametrize("name", ["verdicts", "plain", "refused", "forced", "moved", "proof"])
def test_a_phone_needs_no_sideways_scrolling(open_page: Open, name: str) -> None:
    page = open_page(name, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert beyond_the_edge(page) == []


def test_controls_are_large_enough_for_a_thumb(open_page: Open) -> None:
    page = open_page(viewport=PHONE)
    for control in page.locator("#viewer-face button, #viewer-face input").all():
        box = control.bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 44


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "viewport", "scheme"),
    [
        ("verdicts", PHONE, "light"),
        ("verdicts", DESKTOP, "dark"),
        ("refused", DESKTOP, "dark"),
        ("forced", PHONE, "light"),
        ("moved", PHONE, "dark"),
        ("moved", DESKTOP, "light"),
        ("proof", PHONE, "dark"),
        ("proof", DESKTOP, "light"),
    ],
)
def test_axe_finds_nothing(open_page: Open, name: str, viewport: dict[str, int], scheme: str) -> None:
    page = open_page(name, viewport=viewport, color_scheme=scheme, bypass_csp=True)
    if name == "verdicts":
        button(page, "lines").click()
        viewer(page, "glabella").locator("input[type=range]").fill("40")
        button(page, "lines", "forehead").click()
        unfold(page)
    assert axe_findings(page) == []


def test_dark_mode_is_dark(open_page: Open) -> None:
    def brightness(page: Page) -> float:
        red, green, blue = map(int, style(page.locator("body"), "backgroundColor")[4:-1].split(","))
        return (red + green + blue) / 3

    assert brightness(open_page(color_scheme="light")) > 200 > 60 > brightness(open_page(color_scheme="dark"))


def test_prints_to_pdf(open_page: Open, tmp_path: Path) -> None:
    page = open_page("verdicts")
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    data = (tmp_path / "report.pdf").read_bytes()
    assert data.startswith(b"%PDF-")
    assert 3 <= data.count(b"/Type /Page\n") <= 9


def test_paper_shows_both_pictures_and_no_controls(open_page: Open) -> None:
    """Whatever the reader did last on the screen."""
    page = open_page(color_scheme="dark")
    viewer(page, "forehead").locator("input[type=range]").fill("0")
    button(page, "flicker", "glabella").click()
    page.emulate_media(media="print")
    for name in ("face", "forehead", "glabella"):
        before, after = (viewer(page, name).locator(f".{which}") for which in ("before", "after"))
        boxes = before.bounding_box(), after.bounding_box()
        assert boxes[0] and boxes[1] and boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
        assert boxes[0]["y"] == pytest.approx(boxes[1]["y"], abs=1)
        assert style(after, "visibility") == "visible" and style(after, "clipPath") == "none"
    assert not page.locator(".controls").first.is_visible()
    assert style(page.locator("body"), "backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator(".settings").is_visible(), "three sheets of constants"
    assert page.locator(".methods p").first.is_visible(), "paper cannot be clicked: what is folded away is printed"
    assert page.locator(".provenance .hash").last.is_visible(), "whose SHA-256 stands for them"
