"""The review page in a real browser: rating by keyboard and by hand, what is saved, what is kept, and for everyone."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import DESKTOP, PHONE, SIGHTS, Open, a_browser, axe_findings, watched
from playwright.sync_api import Browser, Page
from schemas import check
from shown_pairs import SIZES, showings

from wrinkle_scan.cohort.review.blinding import Item, arrange_items
from wrinkle_scan.cohort.review.key import Key, KeyItem
from wrinkle_scan.cohort.review.ratings import read_ratings
from wrinkle_scan.output.report.review_page import render_review

pytestmark = pytest.mark.browser

NO_STORAGE = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied') }});"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as running:
        yield running


@pytest.fixture(scope="module")
def items() -> list[Item]:
    return arrange_items(len(SIZES), 1, random.Random(2))


@pytest.fixture(scope="module")
def file(items: list[Item], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("review") / "review.html"
    path.write_text(render_review("fedcba9876543210", showings(items, list(SIZES))), encoding="utf-8")
    return path


@pytest.fixture
def open_page(browser: Browser, file: Path) -> Iterator[Open]:
    """Opens the page; at the end, nothing may have gone wrong in it or been asked from outside it."""
    with watched(browser) as opener:
        yield lambda script=None, **options: opener(file, script, **options)


def place(page: Page) -> str:
    return page.locator("#where").inner_text()


def pressed(page: Page) -> list[str]:
    return [str(b.get_attribute("data-grade")) for b in page.locator('[data-grade][aria-pressed="true"]').all()]


def keys(page: Page, *names: str) -> None:
    for name in names:
        page.keyboard.press(name)


def saved(page: Page, rater: str = "A. Bee") -> tuple[str, dict[str, Any], Path]:
    page.locator("#rater").fill(rater)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save ratings").click()
    path = Path(download.value.path())
    ratings = json.loads(path.read_bytes())
    check(ratings)
    return download.value.suggested_filename, ratings, path


def shown(page: Page) -> list[str]:
    return [str(page.locator(side).get_attribute("src")) for side in ("#left", "#right")]


def test_ratings_by_keyboard_are_what_is_saved(open_page: Open, items: list[Item]) -> None:
    page = open_page()
    assert place(page) == "1 of 5"
    keys(page, "1", "5", "0", "3")
    assert place(page) == "5 of 5"
    keys(page, "4")
    assert place(page) == "5 of 5" and pressed(page) == ["4"]
    assert "All 5 are rated" in page.locator("#said").inner_text()
    name, data, path = saved(page)
    assert name == "ratings-A-Bee.json"
    grades = dict(zip((item.id for item in items), (1, 5, 0, 3, 4), strict=True))
    assert data == {
        "schema": "wrinkle-scan/ratings/1",
        "page": "fedcba9876543210",
        "rater": "A. Bee",
        "ratings": grades,
    }
    key = Key(data["page"], tuple(KeyItem(i.id, 0, "face", i.left, None, None, None) for i in items), ("P1",))
    assert read_ratings(path, key).grades == grades, "the tool reads what the page saves"


def test_going_back_shows_and_changes_an_answer(open_page: Open, items: list[Item]) -> None:
    page = open_page()
    first = shown(page)
    keys(page, "2", "5")
    assert place(page) == "3 of 5" and shown(page) != first
    keys(page, "ArrowLeft", "Backspace")
    assert place(page) == "1 of 5" and pressed(page) == ["2"] and shown(page) == first
    keys(page, "ArrowLeft")
    assert place(page) == "1 of 5", "there is nothing further back"
    keys(page, "4")
    assert place(page) == "2 of 5" and pressed(page) == ["5"]
    keys(page, "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
    assert place(page) == "5 of 5" and pressed(page) == []
    _, data, _ = saved(page)
    assert data["ratings"] == {items[0].id: 4, items[1].id: 5}


def test_ratings_by_hand(open_page: Open, items: list[Item]) -> None:
    page = open_page()
    page.get_by_role("button", name="Left much less").click()
    page.get_by_role("button", name="Cannot judge").click()
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="No difference").click()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Right a little less").click()
    assert page.locator("#kept").inner_text() == "3 of 5 rated"
    _, data, _ = saved(page)
    assert list(data["ratings"].values()) == [1, 3, 4]
    assert items[2].id not in data["ratings"]


def test_the_swapped_showing_has_the_same_pictures_the_other_way_round(open_page: Open, items: list[Item]) -> None:
    page = open_page()
    again = next(item for item in items if item.repeats)
    original = next(n for n, item in enumerate(items) if item.id == again.repeats)
    sources = []
    for _ in items:
        sources.append(shown(page))
        keys(page, "ArrowRight")
    assert sources[items.index(again)] == sources[original][::-1]


def test_without_a_name_nothing_is_saved(open_page: Open) -> None:
    page = open_page()
    downloads: list[object] = []
    page.on("download", lambda download: downloads.append(download))
    keys(page, "3")
    page.locator("#rater").fill("   ")
    page.get_by_role("button", name="Save ratings").click()
    assert "name or initials" in page.locator("#said").inner_text()
    assert page.evaluate("document.activeElement.id") == "rater"
    saved(page)
    assert len(downloads) == 1, "the one with a name"


@pytest.mark.parametrize(("rater", "name"), [("Zoë Ö", "Zoë-Ö"), ("../../etc", "etc"), ("***", "rater")])
def test_a_raters_name_makes_a_safe_file_name(open_page: Open, rater: str, name: str) -> None:
    page = open_page()
    keys(page, "3")
    found, data, _ = saved(page, rater)
    assert (found, data["rater"]) == (f"ratings-{name}.json", rater)


def test_typing_a_name_with_digits_rates_nothing(open_page: Open) -> None:
    page = open_page()
    page.locator("#rater").focus()
    keys(page, "R", "2", "3", "Backspace", "ArrowLeft")
    assert page.locator("#rater").input_value() == "R2"
    assert place(page) == "1 of 5" and page.locator("#kept").inner_text() == "0 of 5 rated"


def test_number_keys_can_be_turned_off_and_browser_shortcuts_stay(open_page: Open) -> None:
    page = open_page()
    keys(page, "Control+0")
    assert place(page) == "1 of 5"
    page.locator("#keys").uncheck()
    keys(page, "3")
    assert place(page) == "1 of 5"
    page.locator("#keys").check()
    keys(page, "3")
    assert place(page) == "2 of 5"


def test_a_key_held_down_rates_once(open_page: Open) -> None:
    page = open_page()
    for _ in range(4):
        page.keyboard.down("3")
    page.keyboard.up("3")
    assert page.locator("#kept").inner_text() == "1 of 5 rated"


def test_a_reload_loses_nothing_and_goes_on_at_the_first_unrated(open_page: Open) -> None:
    page = open_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#rater").fill("AB")
    page.locator("#title").click()
    keys(page, "2", "1")
    page.reload()
    page.locator("#where", has_text="3 of 5").wait_for()
    assert page.locator("#rater").input_value() == "AB"
    keys(page, "ArrowLeft")
    assert pressed(page) == ["1"]


def test_without_storage_it_still_works(open_page: Open) -> None:
    page = open_page(NO_STORAGE)
    assert page.evaluate("(() => { try { localStorage; return true } catch { return false } })()") is False
    keys(page, "2", "1")
    _, data, _ = saved(page)
    assert list(data["ratings"].values()) == [2, 1]


def test_leaving_is_asked_about_until_ratings_are_saved(open_page: Open) -> None:
    page, asked = open_page(), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == [], "nothing is lost yet"
    keys(page, "2")
    page.reload()
    assert asked == ["beforeunload"]
    saved(page)
    page.reload()
    assert asked == ["beforeunload"]
    keys(page, "5")
    page.reload()
    assert asked == ["beforeunload"] * 2, "saved, but not this"


def test_starting_over_forgets_everything_but_asks_first(open_page: Open) -> None:
    page = open_page()
    answers = iter([False, True])
    page.on("dialog", lambda dialog: dialog.accept() if next(answers) else dialog.dismiss())
    page.locator("#rater").fill("AB")
    page.locator("#title").click()
    keys(page, "2", "4")
    page.get_by_role("button", name="Start over").click()
    assert page.locator("#kept").inner_text() == "2 of 5 rated"
    page.get_by_role("button", name="Start over").click()
    assert place(page) == "1 of 5" and pressed(page) == []
    assert page.locator("#kept").inner_text() == "0 of 5 rated" and page.locator("#rater").input_value() == ""
    page.reload()
    assert page.locator("#kept").inner_text() == "0 of 5 rated"


def test_pictures_are_side_by_side_and_the_buttons_stay_where_they_are(open_page: Open) -> None:
    page = open_page()
    tops = set()
    for _ in SIZES:
        left, right = (page.locator(side).bounding_box() for side in ("#left", "#right"))
        assert left and right and left["y"] == right["y"] and left["x"] + left["width"] <= right["x"]
        assert page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 100)")
        answer = page.locator('[data-grade="1"]').bounding_box()
        assert answer and answer["y"] + answer["height"] < DESKTOP["height"], "in sight without scrolling"
        tops.add(answer["y"])
        keys(page, "ArrowRight")
    assert len(tops) == 1


def test_a_phone_needs_no_sideways_scrolling(open_page: Open) -> None:
    page = open_page(viewport=PHONE)
    for _ in SIZES:
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        beyond = page.evaluate(
            "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 0.5)"
            ".map(e => e.tagName + '.' + e.getAttribute('class'))"
        )
        assert beyond == []
        for side in ("#left", "#right"):
            box = page.locator(side).bounding_box()
            assert box and box["width"] > 150
        keys(page, "ArrowRight")


def test_controls_are_large_enough_for_a_thumb(open_page: Open) -> None:
    page = open_page(viewport=PHONE)
    for control in page.locator("button, #rater").all():
        box = control.bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 44


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "viewport"), SIGHTS, ids=["phone", "desktop"])
def test_axe_finds_nothing(open_page: Open, viewport: dict[str, int], scheme: str) -> None:
    page = open_page(viewport=viewport, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    for step in ((), ("3", "ArrowLeft"), ("ArrowRight",) * 5):
        keys(page, *step)
        page.get_by_role("button", name="Save ratings").click()
        assert axe_findings(page) == []
        page.locator("#title").click()


def test_every_control_is_reached_by_tab(open_page: Open) -> None:
    page = open_page()
    keys(page, "3", "ArrowRight")
    reached = []
    for _ in range(14):
        keys(page, "Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.dataset.grade"))
    assert {"1", "2", "3", "4", "5", "0", "back", "next", "keys", "rater", "save", "restart"} <= set(reached)


def test_dark_mode_is_dark(open_page: Open) -> None:
    def brightness(page: Page) -> float:
        color = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(map(int, color[4:-1].split(","))) / 3

    assert brightness(open_page(color_scheme="light")) > 200 > 60 > brightness(open_page(color_scheme="dark"))


def test_without_script_the_page_says_what_it_needs(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    assert "needs JavaScript" in page.locator("body").inner_text()
    assert not page.locator("#review").is_visible()
