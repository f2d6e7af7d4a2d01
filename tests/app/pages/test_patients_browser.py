"""The patients' pages as a receptionist and a clinician use them, in Chromium, on the served page itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import DESKTOP, PHONE
from moved_faces import brows_pushed
from page_browsing import a_browser_inside, a_watched_page, answers_held, look_at, next_page, wait_for_held
from pictures import Picture
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Route, expect
from sample_photos import a_third, analyzed

from wrinkle_scan.app.folder.clinic import read_clinic

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One patient with one visit and one treatment."""
    folder = tmp_path_factory.mktemp("clinic")
    (folder / "P1").mkdir()
    (folder / "P1" / "2026-01-05_frown.jpg").write_bytes(a_third().read_bytes())
    (folder / "treatments.csv").write_text("patient,date,region,product,batch\nP1,2026-01-12,glabella,Brand A,C12\n")
    return folder


@pytest.fixture(scope="module")
def context(clinic: Path) -> Iterator[BrowserContext]:
    with a_browser_inside(clinic) as opened:
        yield opened


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """What it asks before it is left, is granted."""
    with a_watched_page(context, "409") as opened:
        opened.on("dialog", lambda dialog: dialog.accept())
        yield opened


def ready(page: Page) -> None:
    """All pictures and numbers are there."""
    page.locator("#progress").wait_for(state="hidden")


def test_photos_are_dropped_checked_filed_seen_and_undone(
    page: Page, clinic: Path, tmp_path: Path, picture: Picture
) -> None:
    raised = [Image.fromarray(brows_pushed(analyzed(a_third()), up_mm, -1.5).pixels) for up_mm in (3.5, 3.0)]
    both = Image.new("RGB", (raised[0].width * 2, raised[0].height))
    for number, half in enumerate(raised):
        both.paste(half, (number * half.width, 0))
    both.save(tmp_path / "both.png")
    (tmp_path / "again.jpg").write_bytes(a_third().read_bytes())
    (tmp_path / "2026-02-02_frown.jpg").write_bytes(a_third(1.0, 1).read_bytes())
    page.goto("/patients")
    look_at(page, ".grid")
    with next_page(page):
        page.get_by_role("link", name="P1").click()
    page.set_input_files("#choose", [tmp_path / name for name in ("both.png", "again.jpg", "2026-02-02_frown.jpg")])
    page.get_by_role("button", name="Cut into left and right").click()
    expect(page.locator(".dropped .filed-as:visible")).to_have_count(3)
    expect(page.locator(".dropped")).to_contain_text("filed already, as P1/2026-01-05_frown.jpg")
    look_at(page, ".grid")
    page.get_by_role("button", name="File 3 photos").click()
    expect(page.locator("#filing-status")).to_contain_text("both.png: enter the day")
    for half, day in enumerate(("2026-02-02", "2026-03-02")):
        item = page.locator(".dropped li", has_text="both.png").nth(half)
        item.locator("input[type=date]").fill(day)
        item.get_by_role("radio", name="Raise brows").check(force=True)
    page.get_by_role("button", name="File 3 photos").click()
    expect(page.locator(".done")).to_contain_text("3 photos of P1 filed.")
    filed = {path.name for path in (clinic / "P1").iterdir()}
    assert filed == {
        "2026-01-05_frown.jpg",
        "2026-02-02_frown.jpg",
        "2026-02-02_brow_raise.png",
        "2026-03-02_brow_raise.png",
    }
    ready(page)
    expect(page.locator(".thumbnail img")).to_have_count(4)
    expect(page.locator(".gap")).to_have_text(re.compile("Frown missing on .*March.*"))
    for severity in (r"Glabella \d+", r"Forehead \d+"):
        expect(page.locator(".numbers", has_text=re.compile(severity))).to_have_count(2)
    for box in page.locator("input[data-row=frown]").all():
        box.check(force=True)
    expect(page.locator("#chosen")).to_have_text(re.compile("Frown: .*2026 → .*2026"))
    picture(page, "app_patient", page.locator(".compare-bar"))
    look_at(page, ".grid")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    grid, third = page.locator(".grid").bounding_box(), page.locator(".grid thead th").nth(2).bounding_box()
    assert grid and third and third["x"] < grid["x"] + grid["width"] - 30, "on a phone one sees that there is more"
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    with next_page(page):
        page.get_by_role("button", name="Undo").click()
    expect(page.locator(".thumbnail img")).to_have_count(1)
    assert [path.name for path in (clinic / "P1").iterdir()] == ["2026-01-05_frown.jpg"]


def test_an_answer_from_before_a_photo_came_does_not_take_it_away(page: Page, tmp_path: Path) -> None:
    for number in (0, 1):
        (tmp_path / f"{number}.jpg").write_bytes(a_third(1.0, number).read_bytes())
    held = answers_held(page, re.compile(r"/trays/[^/]+$"), 1)
    page.goto("/patients/P1")
    page.set_input_files("#choose", tmp_path / "0.jpg")
    wait_for_held(page, held, 1)
    with page.expect_response(re.compile(r"/photos\?name=1")):
        page.set_input_files("#choose", tmp_path / "1.jpg")
    route, old = held[0]
    assert [photo["name"] for photo in old.json()["photos"]] == ["0.jpg"]
    route.fulfill(response=old)
    expect(page.locator(".dropped .name")).to_have_text(["0.jpg", "1.jpg"])


def test_two_photos_of_a_row_lead_to_their_answer(page: Page, clinic: Path) -> None:
    later = clinic / "P1" / "2026-02-02_frown.jpg"
    later.write_bytes(a_third(1.0, 1).read_bytes())
    try:
        page.goto("/patients/P1")
        ready(page)
        compare = page.get_by_role("button", name="Compare", exact=True)
        expect(compare).to_be_disabled()
        for box in page.locator("input[data-row=frown]").all():
            box.focus()
            page.keyboard.press("Space")
        expect(page.locator("#chosen")).to_have_text(re.compile("Frown: .*2026 → .*2026"))
        compare.click()
        page.locator(".verdicts").wait_for()
    finally:
        later.unlink()


def test_photos_chosen_before_all_pictures_have_come_stay_chosen(page: Page, clinic: Path) -> None:
    later = clinic / "P1" / "2026-02-02_frown.jpg"
    later.write_bytes(a_third(1.0, 1).read_bytes())
    held: list[Route] = []
    try:
        page.goto("/patients/P1")
        ready(page)
        page.route(re.compile("/thumbnails/"), lambda route: held.append(route))
        page.goto("/patients/P1", wait_until="domcontentloaded")
        for box in page.locator("input[data-row=frown]").all():
            box.check(force=True)
        assert held, "pictures are on their way"
        page.evaluate("() => { window.isShown = new Promise(resolve => addEventListener('pageshow', resolve)) }")
        for route in held:
            route.continue_()
        page.evaluate("() => window.isShown.then(() => true)")
        expect(page.get_by_role("button", name="Compare", exact=True)).to_be_enabled()
        expect(page.locator("input[name=photo]:checked")).to_have_count(2)
    finally:
        later.unlink()


def test_points_are_set_moved_undone_and_saved(page: Page, clinic: Path) -> None:
    page.goto("/patients/P1/treatments/new")
    page.locator("#canvas .line").first.wait_for()
    box = page.locator("#canvas").bounding_box()
    assert box
    middle, brows = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.33
    page.mouse.click(middle + 40, brows)
    page.mouse.click(middle - 40, brows)
    expect(page.locator(".point")).to_have_count(2)
    where = page.locator(".points .where")
    assert ["left" in words for words in where.all_inner_texts()] == [True, False], "the patient's left and right"
    expect(page.get_by_role("checkbox", name="Glabella")).to_be_checked()
    look_at(page, ".grid")
    first = where.first.inner_text()
    page.locator(".point").first.focus()
    for key in ("ArrowUp", "Shift+ArrowRight"):
        page.keyboard.press(key)
    moved = [int(number) for number in re.findall(r"\d+", where.first.inner_text())]
    assert moved == [int(number) + by for number, by in zip(re.findall(r"\d+", first), (5, 1), strict=True)]
    page.mouse.move(middle - 40, brows)
    page.mouse.down()
    page.mouse.move(middle - 120, brows + 30, steps=4)
    page.mouse.up()
    dragged = where.nth(1).inner_text()
    page.locator(".point").nth(1).focus()
    page.keyboard.press("Delete")
    expect(page.locator(".point")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    assert where.nth(1).inner_text() == dragged
    for number in (1, 2):
        page.get_by_role("textbox", name=f"Point {number}:").fill("2,5")
    page.get_by_label("Product").fill("Brand A")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#status")).to_contain_text("Say what was treated")  # no point is in a region any more
    page.get_by_role("checkbox", name="Glabella").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".done")).to_contain_text("added")
    treatment = read_clinic(clinic).patients["P1"].treatments[-1].treatment
    assert (treatment.product, treatment.units, [point.units for point in treatment.points]) == (
        "Brand A",
        5.0,
        [2.5] * 2,
    )
    left, right = (point.place_mm for point in treatment.points)
    assert left and right and left[0] > 10 and right[0] < -20
    with next_page(page):
        page.get_by_role("button", name="Undo").click()
    assert len(read_clinic(clinic).patients["P1"].treatments) == 1


def test_on_the_patients_own_photo_points_lie_where_they_were_set(page: Page, picture: Picture) -> None:
    page.goto("/patients/P1/treatments/new")
    page.locator("#canvas .line").first.wait_for()
    page.locator("#face").select_option(index=1)
    page.locator("#canvas image").wait_for()
    canvas = page.locator("#canvas").bounding_box()
    assert canvas
    for number, (across, down) in enumerate(((0.5, 0.37), (0.43, 0.335), (0.57, 0.335))):
        x, y = across * canvas["width"], down * canvas["height"]
        page.locator("#canvas").click(position={"x": x, "y": y})
        canvas, point = page.locator("#canvas").bounding_box(), page.locator(".point").nth(number).bounding_box()
        assert canvas and point
        assert point["x"] + point["width"] / 2 - canvas["x"] == pytest.approx(x, abs=2)
        assert point["y"] + point["height"] / 2 - canvas["y"] == pytest.approx(y, abs=2)
        page.get_by_role("textbox", name=f"Point {number + 1}:").fill("4")
    expect(page.get_by_label("Units in all")).to_have_value("12")
    for label, entry in (("Day", "2026-02-02"), ("Product", "Brand A"), ("Lot", "C12")):
        page.get_by_label(label, exact=True).fill(entry)
    picture(page, "app_treatments", page.locator("#treatment > .actions"))
    look_at(page, ".grid")


def test_of_two_windows_that_change_one_treatment_the_second_loses_nothing(page: Page, context: BrowserContext) -> None:
    page.goto("/patients/P1/treatments/2")
    other = context.new_page()
    other.goto("/patients/P1/treatments/2")
    other.get_by_label("Lot").fill("FIRST")
    other.get_by_role("button", name="Save").click()
    expect(other.locator(".done")).to_be_visible()
    other.close()
    page.get_by_label("Lot").fill("SECOND")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#conflict")).to_contain_text("Nothing you entered is lost")
    expect(page.get_by_label("Lot")).to_have_value("SECOND")
    look_at(page, ".grid")
    page.get_by_role("button", name="Save mine instead").click()
    expect(page.locator(".treatments")).to_contain_text("SECOND")
