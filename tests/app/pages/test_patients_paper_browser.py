"""The patients' pages on paper and on a screen of 4K, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from page_browsing import BEYOND, a_browser_inside, a_watched_page
from playwright.sync_api import Page
from sample_photos import a_third

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGES = (
    "/patients/P1",
    "/patients/P1/photo?path=P1/2026-01-05_frown.jpg",
    "/patients/P1/treatments/2",
    "/patients/P1/consent",
)
PHONE = {"width": 360, "height": 740}
CUT_WORDS = """() => [...document.querySelectorAll(".expressions label > span, .numbers li")]
    .filter(text => {
        text.style.overflowWrap = "normal";
        const own = getComputedStyle(text.parentElement), drawn = document.createRange();
        drawn.selectNodeContents(text);
        const room = text.parentElement.clientWidth - parseFloat(own.paddingLeft) - parseFloat(own.paddingRight);
        return drawn.getBoundingClientRect().width > room;
    })
    .map(text => text.textContent)"""
"""Texts of which a word is cut to fit."""
A4_PX = {"width": 718, "height": 1046}
"""An A4 sheet within margins of 10 mm, at 96 px to the inch."""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Of a patient with more visits than there is room for beside each other."""
    folder = tmp_path_factory.mktemp("clinic")
    (folder / "P1").mkdir()
    for month in range(1, 8):
        (folder / "P1" / f"2026-{month:02}-05_frown.jpg").write_bytes(a_third().read_bytes())
    points = "procerus 4; corrugator left 8; corrugator right 8"
    (folder / "treatments.csv").write_text(f"patient,date,region,points\nP1,2026-01-12,glabella,{points}\n")
    with a_browser_inside(folder) as context, a_watched_page(context) as opened:
        yield opened


def drawn(page: Page, address: str) -> None:
    page.goto(address)
    if "treatments" in address:
        page.locator("#canvas .line").first.wait_for()


@pytest.mark.parametrize("address", PAGES)
def test_on_paper_it_is_one_sheet_without_buttons(page: Page, address: str) -> None:
    page.set_viewport_size(A4_PX)  # type: ignore[arg-type]
    drawn(page, address)
    page.emulate_media(media="print", color_scheme="dark")
    seen = page.locator("button:visible, a.button:visible, input[type=file]:visible, nav:visible, footer:visible")
    assert seen.count() == 0
    assert page.evaluate(BEYOND, ".unseen") == []
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 33, 39)", "dark letters on white paper"
    sheets = re.findall(
        rb"/Type\s*/Page\b", page.pdf(format="A4", margin=dict.fromkeys(("top", "left", "bottom", "right"), "10mm"))
    )  # type: ignore[arg-type]
    page.emulate_media(media="screen")
    assert len(sheets) == 1


@pytest.mark.parametrize("address", PAGES)
def test_on_a_screen_of_4k_letters_and_page_grow(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 3840, "height": 2160})
    drawn(page, address)
    main = page.locator("main").bounding_box()
    assert main and main["width"] > 3840 / 2
    assert float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")) > 22
    assert page.evaluate(BEYOND, ".grid") == []


@pytest.mark.parametrize("language", ["en", "es", "pt"])
@pytest.mark.parametrize("address", [PAGES[0], PAGES[1], "/compare/"])
def test_no_word_is_cut_on_a_phone(page: Page, address: str, language: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.set_extra_http_headers({"Accept-Language": language})
    page.goto(address)
    assert page.locator(".expressions label > span").count() or address == PAGES[0]
    assert page.evaluate(CUT_WORDS) == []


def test_without_a_camera_nothing_hides_the_way_out(page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto("/patients/P1/take")
    page.locator(".without").wait_for()
    stage, under = page.locator(".instead").bounding_box(), page.locator(".under").bounding_box()
    assert stage and under and under["y"] >= stage["y"] + stage["height"]
