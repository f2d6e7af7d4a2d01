"""The folder measured, sorted, filtered and exported as a user does it; in Chromium, on the served page itself."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from browsing import DESKTOP, PHONE
from page_browsing import a_browser_inside, a_watched_page, look_at, next_page
from pictures import Picture
from playwright.sync_api import BrowserContext, Page, Route, expect
from sample_photos import a_third, a_third_softened, without_forehead

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("reports") / "clinic"
    for patient, day, photo in (
        ("P1", "2026-01-05", a_third()),
        ("P1", "2026-01-26", a_third_softened()),
        ("P2", "2026-01-06", a_third(1.0, 1)),
        ("P2", "2026-02-03", a_third(1.0, 2)),
        (HOSTILE, "2026-02-01", without_forehead(2)),
    ):
        (root / patient).mkdir(parents=True, exist_ok=True)
        (root / patient / f"{day}_frown.jpg").write_bytes(photo.read_bytes())
    (root / "P1" / "letter.jpg").write_text("Dear colleague", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def context(root: Path) -> Iterator[BrowserContext]:
    with a_browser_inside(root) as opened:
        yield opened


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    with a_watched_page(context) as opened:
        yield opened


def test_the_folder_is_measured_sorted_filtered_and_saved(page: Page, tmp_path: Path, picture: Picture) -> None:
    page.goto("/folder")
    page.get_by_role("button", name="Measure all photos").press("Enter")
    table = page.get_by_role("table", name="Photos")
    table.wait_for()
    assert page.get_by_text("1 photo cannot be measured").is_visible()
    rows = table.locator("tbody tr")
    assert rows.count() == 5
    by_glabella = table.get_by_role("button", name="Glabella")
    by_glabella.press("Enter")
    header = table.get_by_role("columnheader", name="Glabella")
    assert header.get_attribute("aria-sort") == "ascending"
    place = 3 + [cell.strip() for cell in table.locator("thead th").all_inner_texts()][3:].index("Glabella")
    rising = [int(row.locator("> *").nth(place).inner_text()) for row in rows.all()]
    by_glabella.press("Enter")
    assert header.get_attribute("aria-sort") == "descending"
    assert [int(row.locator("> *").nth(place).inner_text()) for row in rows.all()] == sorted(rising)[::-1]
    for verdict in page.locator("[data-table=pairs] .verdict-cell").all():
        said = verdict.inner_text()
        assert ("%" in said) == ("improved" in said or "worsened" in said), "a number only where there is a change"
    dots = page.locator(".plot .dot")
    assert dots.count() == 4 * 5 - 1, "the last one's forehead is out of the picture"
    look_at(page, ".wide")
    _on_a_phone(page)
    page.get_by_label("Patient", exact=True).fill("P")
    assert rows.count() == 4
    picture(page, "app_folder", page.locator(".plot"))
    page.get_by_label("Patient", exact=True).fill("<IMG")
    assert rows.count() == 1 and HOSTILE in rows.first.inner_text()
    assert dots.count() == 3, "the plot shows what the table does"
    with page.expect_download() as saving:
        page.get_by_role("list", name="Save the photos").get_by_role("link", name="CSV").press("Enter")
    saving.value.save_as(tmp_path / "photos.csv")
    with (tmp_path / "photos.csv").open(encoding="utf-8", newline="") as file:
        assert {line["patient"] for line in csv.DictReader(file)} == {"P1", "P2", HOSTILE}


def _on_a_phone(page: Page) -> None:
    """Words of the plot do not touch, and a row is no taller for its photo's path."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    expect(page.locator(".plot svg")).to_have_attribute("viewBox", re.compile("^0 0 [23]"))  # drawn again
    labels = [box for box in (text.bounding_box() for text in page.locator(".plot text").all()) if box]
    row = [box for box in labels if box["y"] > max(other["y"] for other in labels) - 60 and box["x"] > 60]
    assert len(row) > 4
    for one, other in combinations(row, 2):
        beside = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
        below = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
        assert min(beside, below) < -1, (one, other)
    row_of_p1 = page.get_by_role("table", name="Photos").locator("tbody tr", has_text="P1/").first.bounding_box()
    assert row_of_p1 and row_of_p1["height"] < 50
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


def test_the_course_is_shown_for_either_reader(page: Page) -> None:
    page.goto("/patients/P1/report")
    page.locator(".report iframe").wait_for()
    page.frame_locator(".report iframe").get_by_role("heading", level=1).wait_for()
    look_at(page, ".wide")
    page.get_by_label("the patient").press("Space")
    page.wait_for_url("**reader=patient**")
    expect(page.get_by_label("the patient")).to_be_focused()
    page.locator("select[name=language]").select_option("pt")
    page.wait_for_url("**language=pt**")
    page.frame_locator(".report iframe").get_by_text("5 de janeiro de 2026").first.wait_for()
    expect(page.locator(".drawing")).to_be_hidden()
    held: list[Route] = []
    page.route("**/report/view?**", lambda route: held.append(route))
    page.get_by_label("the clinician").press("Space")
    page.wait_for_url("**reader=clinician**", wait_until="commit")
    expect(page.locator(".drawing")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="The report is being drawn.")).to_be_in_viewport()
    held[0].continue_()
    expect(page.locator(".drawing")).to_be_hidden()
    page.unroute("**/report/view?**")


def test_consent_is_given_taken_back_and_exported(page: Page) -> None:
    page.goto("/patients/P1/consent")
    page.get_by_label("All photos: Teaching").check()
    page.get_by_label("Teaching, 26 January 2026").uncheck()
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    page.get_by_text("Consent for 2 photos entered.").wait_for()
    look_at(page, ".wide")
    page.get_by_label("Teaching 2 of").check()
    page.get_by_role("button", name="Export").press("Enter")
    page.get_by_role("link", name="Save the file").wait_for()
    assert "There is no consent to teaching." in page.locator(".exported").inner_text()
    with next_page(page):
        page.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator("p.done")).to_have_text("Undone: Consent for 2 photos entered.")
    expect(page.locator("p.done")).to_be_focused()
    assert not page.get_by_label("Teaching, 5 January 2026").is_checked()
