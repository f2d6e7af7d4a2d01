"""A patient renamed and deleted by clicks, in Chromium, on the served page itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from page_browsing import a_browser_inside, a_watched_page, look_at, next_page
from patients_folders import in_sight
from playwright.sync_api import Page, expect
from sample_photos import a_third

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    (tmp_path / "P1").mkdir()
    (tmp_path / "P1" / "2026-01-05_frown.jpg").write_bytes(a_third().read_bytes())
    (tmp_path / "treatments.csv").write_text("patient,date,region\nP1,2026-01-12,glabella\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def page(clinic: Path) -> Iterator[Page]:
    with a_browser_inside(clinic) as context, a_watched_page(context, "400") as opened:
        yield opened


def test_renamed_undone_deleted_and_deleted_for_good(page: Page, clinic: Path) -> None:
    before = in_sight(clinic)
    page.goto("/patients/P1")
    page.locator(".whole summary").click()
    page.get_by_label("Name or code").fill("A/B")
    page.get_by_label("Name or code").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("may not contain /")
    expect(page.get_by_label("Name or code")).to_have_value("A/B")
    page.locator("#progress").wait_for(state="hidden")
    look_at(page, ".grid")
    page.get_by_label("Name or code").fill("Anna Example")
    page.get_by_role("button", name="Rename").click()
    expect(page.locator(".done")).to_contain_text("P1 is now called Anna Example.")
    expect(page.get_by_role("heading", name="Anna Example")).to_be_visible()
    assert (clinic / "Anna Example" / "2026-01-05_frown.jpg").is_file()
    page.locator("#progress").wait_for(state="hidden")
    expect(page.locator(".thumbnail img")).to_have_count(1)
    with next_page(page):
        page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="P1")).to_be_visible()
    assert in_sight(clinic) == before
    page.locator(".whole summary").click()
    page.get_by_role("button", name="Delete this patient").click()
    expect(page.locator(".done")).to_contain_text("Patient P1 deleted.")
    with next_page(page):
        page.get_by_role("link", name="Bin").click()
    look_at(page)
    page.get_by_role("link", name="Delete for good").click()
    expect(page.locator("main")).to_contain_text("This cannot be undone")
    look_at(page)
    page.get_by_role("button", name="Delete 1 photo for good").click()
    expect(page.get_by_role("status")).to_contain_text("deleted for good")
    look_at(page)
    photo = before["P1/2026-01-05_frown.jpg"]
    assert not any(photo in file.read_bytes() for file in clinic.rglob("*") if file.is_file())
