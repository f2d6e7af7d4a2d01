"""By keyboard alone: what is removed, hidden or drawn anew hands the focus on, and is said to who does not see it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_browsing import a_browser_inside, a_watched_page
from playwright.sync_api import BrowserContext, Page, expect
from sample_photos import a_third

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST_TABS = 80


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    folder = tmp_path_factory.mktemp("clinic")
    (folder / "P1").mkdir()
    (folder / "P1" / "2026-01-05_frown.jpg").write_bytes(a_third().read_bytes())
    with a_browser_inside(folder) as opened:
        yield opened


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    with a_watched_page(context) as opened:
        opened.on("filechooser", lambda _: None)
        yield opened


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("photos")
    for take, name in enumerate("ab", 1):
        (folder / f"{name}.jpg").write_bytes(a_third(1.0, take).read_bytes())
    return [folder / "a.jpg", folder / "b.jpg"]


def focused(page: Page, selector: str) -> bool:
    return bool(page.evaluate("selector => document.activeElement.matches(selector)", selector))


def tab_to(page: Page, selector: str) -> None:
    """On to the next such element, as with the key Tab."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if focused(page, selector):
            return
    pytest.fail(f"{selector} cannot be reached")


def choose(page: Page, selector: str, files: list[Path]) -> None:
    tab_to(page, selector)
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(files)


def test_a_photo_is_said_to_be_ready_and_its_removal_hands_the_focus_on(page: Page, photos: list[Path]) -> None:
    page.goto("/compare/")
    choose(page, "#choose-before", photos[:1])
    expect(page.locator("#heard")).to_have_text("a.jpg: Ready")
    tab_to(page, ".remove")
    page.keyboard.press("Enter")
    expect(page.locator(".photo")).to_have_count(0)
    assert focused(page, "#choose-before")


def test_photos_are_checked_filed_and_undone(page: Page, photos: list[Path]) -> None:
    """Fails where a list that is drawn anew takes the focus from whoever types a day."""
    page.goto("/patients/P1")
    choose(page, "#choose", photos)
    expect(page.locator("#filing-heard")).to_have_text("File 2 photos")
    tab_to(page, ".dropped .remove")
    page.keyboard.press("Enter")
    expect(page.locator(".dropped .photo")).to_have_count(1)
    assert focused(page, "#choose")
    tab_to(page, "#file")
    page.keyboard.press("Enter")
    expect(page.locator("#filing-status")).to_have_text("b.jpg: enter the day.")
    assert focused(page, ".dropped input[type=date]")
    choose(page, "#choose", photos[:1])
    tab_to(page, ".dropped .photo:last-child input[type=date]")
    page.keyboard.type("02032026")
    expect(page.locator(".dropped img:not([hidden])")).to_have_count(2)
    assert focused(page, ".dropped .photo:last-child input[type=date]"), "while the list is drawn again"
    tab_to(page, ".dropped .photo:last-child input[type=radio]")
    page.keyboard.press("Space")
    for key in ("Tab", "Tab"):
        page.keyboard.press(key)
    page.locator(".dropped .photo:first-child .remove").press("Enter")
    expect(page.locator(".dropped .photo")).to_have_count(1)
    tab_to(page, "#file")
    page.keyboard.press("Enter")
    expect(page.locator("form.done > p")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("form.done")).to_have_count(0)


def test_points_are_set_moved_and_deleted(page: Page) -> None:
    page.goto("/patients/P1/treatments/new")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#canvas .line").first.wait_for()  # until then its script is not ready
    tab_to(page, "#add")
    page.keyboard.press("Enter")
    point = page.locator(".point")
    expect(point).to_be_focused()
    page.keyboard.press("Shift+ArrowRight")
    expect(point).to_have_attribute("aria-label", "Point 1: 5 mm to the left, 15 mm above the eyes")
    page.keyboard.press("Control+z")
    expect(point).to_have_attribute("aria-label", "Point 1: in the middle, 15 mm above the eyes")
    expect(point).to_be_focused()
    page.keyboard.press("Delete")
    expect(page.locator("#add")).to_be_focused()
    page.keyboard.press("Enter")
    expect(point).to_be_focused()
