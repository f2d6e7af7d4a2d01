"""Compare two photos as a user does: chosen, compared, looked at, saved; in Chromium, on the served page itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import DESKTOP
from page_browsing import a_browser_inside, a_watched_page, answers_held, look_at, wait_for_held
from pictures import Picture
from PIL import Image
from playwright.sync_api import BrowserContext, Page
from processes import waited_for
from sample_photos import AFTER, BEFORE, a_third, without_forehead

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIRST_NAMES = ("before.frown.jpg", "after.frown.jpg")
AS_HIGH_AS_THE_REPORT = """() => {
    const frame = document.querySelector("iframe");
    const { height } = frame.contentDocument.documentElement.getBoundingClientRect();
    return Math.abs(frame.clientHeight - height) <= 1;
}"""


@pytest.fixture(scope="module")
def context() -> Iterator[BrowserContext]:
    with a_browser_inside() as opened:
        yield opened


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    with a_watched_page(context) as opened:
        opened.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
        yield opened


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two photographs of one face, a third of the sample's size; a name that would be script in a page."""
    folder = tmp_path_factory.mktemp("photos")
    for name, take in zip(FIRST_NAMES, (0, 1), strict=True):
        (folder / name).write_bytes(a_third(1.0, take).read_bytes())
    return [folder / name for name in FIRST_NAMES]


def chosen(page: Page, photos: list[Path]) -> None:
    """Both photos at once: one of each visit, by their names."""
    page.goto("/compare/")
    page.set_input_files("#choose-before", photos[::-1])
    page.locator(".photo[data-state=measured]").nth(1).wait_for()


def compared(page: Page, photos: list[Path]) -> None:
    chosen(page, photos)
    page.get_by_role("button", name="Compare", exact=True).click()
    page.locator(".verdicts").wait_for()


def test_two_photos_in_the_answer_out(page: Page, picture: Picture) -> None:
    chosen(page, [BEFORE, AFTER])
    names = page.locator(".visit .name").all_inner_texts()
    assert names == [BEFORE.name, AFTER.name], "by their names, whatever the order in which they were chosen"
    assert page.locator("input[value=frown]").is_checked(), "both names say so"
    look_at(page)
    draft = page.url
    page.get_by_role("button", name="Compare", exact=True).click()
    page.locator(".verdicts").wait_for()
    verdicts = page.locator(".verdicts > li").evaluate_all("regions => regions.map(region => region.className)")
    assert verdicts == ["improved", "improved", "unchanged", "unchanged"], "what was softened by computation"
    report = page.frame_locator("iframe")
    assert report.locator("h1").inner_text() == "Upper-face lines, before and after"
    report.locator("img").first.wait_for()
    picture(page, "app_compare", page.locator(".beside"))
    height = page.locator("iframe").bounding_box()
    assert height and height["height"] > 3000, "the report is shown whole, without a bar of its own"
    look_at(page)
    waited_for(lambda: page.evaluate(AS_HIGH_AS_THE_REPORT), "in a narrower window it was higher, and stayed so")
    for kind, begins in (("pdf", b"%PDF"), ("html", b"<!DOCTYPE html>"), ("json", b"{")):
        with page.expect_download() as download:
            page.locator(f"a[href$='comparison.{kind}']").click()
        content = Path(download.value.path()).read_bytes()
        assert content.startswith(begins)
        if kind == "json":
            assert json.loads(content)["before"]["photo"]["path"] == BEFORE.name, "without a folder"
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Report in a window of its own").click()
    with opened.value as alone:
        alone.locator("#viewer-face img").first.wait_for()
        picture(alone, "report", alone.locator("#viewer-face"), 1050, 840)
    answer = page.url
    page.go_back()
    page.locator(".photo[data-state=measured]").nth(1).wait_for()
    assert page.url == draft and page.locator("input[value=frown]").is_checked()
    page.go_forward()
    page.locator(".verdicts").wait_for()
    assert page.url == answer


def test_an_answer_from_before_a_photo_came_does_not_take_it_away(page: Page, photos: list[Path]) -> None:
    """Who pressed Compare at once was asked for the photo that the page had just shown."""
    held = answers_held(page, re.compile(r"/compare/[^/]+/photos$"), 2)
    page.goto("/compare/")
    page.set_input_files("#choose-before", photos[0])
    wait_for_held(page, held, 1)
    page.set_input_files("#choose-after", photos[1])
    page.locator(".photo").nth(1).wait_for()
    page.locator(".photo[data-state=sending]").wait_for(state="detached")
    route, old = held[0]
    assert [photo["name"] for photo in old.json()["photos"]] == [FIRST_NAMES[0]]
    route.fulfill(response=old)
    wait_for_held(page, held, 2)
    assert page.locator(".photo .name").all_inner_texts() == list(FIRST_NAMES)
    held[1][0].fulfill(response=held[1][1])
    page.locator(".photo[data-state=measured]").nth(1).wait_for()


def test_a_reload_in_the_middle_loses_nothing(page: Page, photos: list[Path]) -> None:
    page.goto("/compare/")
    page.set_input_files("#choose-before", photos[0])
    page.locator(".photo").wait_for()
    page.wait_for_url(re.compile(r"/compare/.+"))
    page.reload()
    page.locator(".photo[data-state=measured]").wait_for()
    assert (
        page.locator("#before ~ .photos img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    )
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(".photo[data-state=measured]").wait_for()
    other.close()


def test_by_keyboard_alone(page: Page, photos: list[Path]) -> None:
    # Playwright catches choosers only while someone listens; switched off and on between two, it can miss the second.
    page.on("filechooser", lambda _: None)
    page.goto("/compare/")
    for which, photo in zip(("before", "after"), photos, strict=True):
        page.locator(f"#choose-{which}").focus()
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Space")
        chooser.value.set_files(photo)
    page.locator("input[value=rest]").focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    assert page.locator("input[value=frown]").is_checked()
    page.keyboard.press("Enter")
    page.locator(".verdicts").wait_for()


def test_what_is_missing_is_said(page: Page, photos: list[Path]) -> None:
    page.goto("/compare/")
    page.get_by_role("button", name="Compare", exact=True).click()
    assert page.locator("#status").inner_text() == "Choose a photo before and one after first."
    look_at(page)
    page.set_input_files("#choose-before", {"name": "notes.jpg", "mimeType": "image/jpeg", "buffer": b"no photo"})
    page.locator(".photo[data-state=failed]").wait_for()
    assert "not a photo" in page.locator(".problem").inner_text()
    page.set_input_files("#choose-before", photos[0])
    page.locator(".photo[data-state=measured]").wait_for()
    assert page.locator(".photo").count() == 1, "another one takes its place"


def test_before_and_after_in_one_picture_are_cut_apart(page: Page, photos: list[Path], tmp_path: Path) -> None:
    halves = [Image.open(photo) for photo in photos]
    width, height = halves[0].size
    both = Image.new("RGB", (2 * width, height))
    for number, half in enumerate(halves):
        both.paste(half.resize((width, height)), (number * width, 0))
        half.close()
    both.save(tmp_path / "both.jpg", quality=92)
    page.goto("/compare/")
    page.set_input_files("#choose-after", tmp_path / "both.jpg")
    page.get_by_role("button", name="Left is before, right is after").click()
    page.locator(".photo[data-state=measured]").nth(1).wait_for()
    states = [page.locator(f"[data-visit={visit}] .state").inner_text() for visit in ("before", "after")]
    assert [state.split(" \u00b7 ")[-2] for state in states] == ["Left half", "Right half"]


def test_a_name_is_only_a_name(page: Page, photos: list[Path]) -> None:
    name = "<img src=x onerror=alert(1)>.jpg"
    page.goto("/compare/")
    buffer = without_forehead().read_bytes()
    page.set_input_files("#choose-before", {"name": name, "mimeType": "image/jpeg", "buffer": buffer})
    page.locator(".photo[data-state=measured]").wait_for()
    assert page.locator(".name").inner_text() == name


def test_a_page_that_is_not_there(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/compare/nothing")
    assert "There is no such page here." in page.locator("h1").inner_text()
    look_at(page)
    page.close()
