"""Taking photos as a user does, in Chromium with a camera that plays pictures of the sample."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from camera_pictures import EARLIER, GREY, a_patient, jpeg, opened, smaller
from numpy.typing import NDArray
from page_browsing import a_browser_inside, a_watched_page, look_at, next_page
from pictures import Picture
from PIL import Image
from playwright.sync_api import Page, expect
from sample_photos import a_third

from wrinkle_scan.face.geometry import measure_face
from wrinkle_scan.face.mesh_points import OUTER_CANTHUS
from wrinkle_scan.photo.reading import photo_of_pixels

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LONG_ENOUGH_TO_PRESS = 300
"""Frames, of which Chromium plays thirty a second."""
REFUSED = "the server responded with a status of 400"
"""What Chromium itself says of a file that the server refuses."""


@contextmanager
def a_camera(root: Path, *sees: Image.Image, frames: int = 2) -> Iterator[Page]:
    """The page of a patient before a camera that sees each picture so long, again and again; none: no camera."""
    options = []
    if sees:
        video = root.parent / "camera.mjpeg"
        video.write_bytes(b"".join(jpeg(picture, 90) * frames for picture in sees))
        options = [
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-video-capture={video}",
        ]
    with a_browser_inside(root, options=tuple(options)) as context, a_watched_page(context, REFUSED) as page:
        page.goto("/patients/P1/take")
        yield page


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_patient(tmp_path / "patients").parents[1]


def even(picture: Image.Image) -> Image.Image:
    """A camera's sides are even numbers of pixels."""
    return picture.crop((0, 0, picture.width // 2 * 2, picture.height // 2 * 2))


def state_of(page: Page, indicator: str) -> str:
    return str(page.locator(f"[data-indicator={indicator}]").get_attribute("data-state"))


def eyes_of(picture: Image.Image) -> NDArray[np.float64]:
    landmarks = measure_face(photo_of_pixels(np.asarray(picture))).landmarks
    return landmarks[[OUTER_CANTHUS["right"], OUTER_CANTHUS["left"]], :2]


def seen_by_a_camera_on_its_side(picture: Image.Image) -> Image.Image:
    """The face a little farther away and higher up, in a picture that is wider than it is high."""
    width, height = (round(0.96 * side) for side in picture.size)
    top = round(0.17 * height)
    return picture.resize((width, height), Image.Resampling.LANCZOS).crop((0, top, width, top + round(0.75 * width)))


def test_the_ghost_lies_on_the_face_and_the_photo_is_filed(root: Path, picture: Picture) -> None:
    earlier = opened(a_third())
    sees = even(seen_by_a_camera_on_its_side(earlier))
    with a_camera(root, sees) as page:
        page.locator("[data-step=frown]").click()
        page.locator(".stage[data-state=good]").wait_for()
        assert page.locator(".hint").inner_text() == "Good: take the photo."
        page.locator(".ghost:not([hidden])").wait_for()
        matrix, width = page.evaluate(
            """() => {
                const { transform } = getComputedStyle(document.querySelector(".ghost"));
                const { a, b, c, d, e, f } = new DOMMatrix(transform);
                return [[a, b, c, d, e, f], document.querySelector(".stage").clientWidth];
            }"""
        )
        a, b, c, d, e, f = matrix
        laid = eyes_of(earlier) * width / earlier.width @ np.array([[a, b], [c, d]]) + (e, f)
        live = eyes_of(sees) * width / sees.width
        assert np.hypot(*(laid - live).T).max() < 0.01 * width, "eyes on eyes"
        picture(page, "app_take", 900)
        look_at(page, ".stage")
        page.locator("#opacity").fill("80")
        assert page.locator(".ghost").evaluate("ghost => getComputedStyle(ghost).opacity") == "0.8"

        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Space")
        page.locator(".taken > li").wait_for()
        filed = root / "P1" / f"{date.today().isoformat()}_frown.jpg"
        with Image.open(filed) as photo:
            assert photo.size == sees.size, "at full size"
        assert page.locator("[aria-current=step]").get_attribute("data-step") == "smile", "on to the next step"
        assert "filed" in str(page.locator("[data-step=frown]").get_attribute("class"))
        page.locator(".undo").click()
        page.locator(".taken > li").wait_for(state="detached")
        assert not filed.exists()
        assert page.locator("[aria-current=step]").get_attribute("data-step") == "frown", "to be taken again"


def test_a_face_that_leans_far_away_is_red_and_told_what_to_do(root: Path) -> None:
    leant = opened(a_third()).rotate(25, Image.Resampling.BICUBIC, fillcolor=GREY)
    with a_camera(root, even(smaller(leant, 0.7))) as page:
        page.locator("[data-step=frown]").click()
        page.locator("[data-indicator=lean][data-state=mend]").wait_for()
        assert (state_of(page, "distance"), state_of(page, "turn")) == ("mend", "good")
        assert page.locator(".stage").get_attribute("data-state") == "mend"
        assert page.locator(".hint").inner_text() == "Come closer: the face is smaller than on 5 January 2026."
        assert page.locator("#shutter").is_enabled(), "the user decides"
        page.locator("[data-step=smile]").click()
        page.locator(".outline:not([hidden])").wait_for()
        assert page.locator(".ghost").is_hidden(), "there is no earlier smile"
        page.locator("#skip").click()
        assert page.locator("[aria-current=step]").get_attribute("data-step") == "rest_right"


def test_in_one_run_red_then_green_then_filed_and_compared(root: Path) -> None:
    """The camera sees the patient from too far away, leaning, and then as on the earlier day."""
    leant = smaller(opened(a_third()).rotate(25, Image.Resampling.BICUBIC, fillcolor=GREY), 0.7)
    alike = even(opened(a_third(1.0, 1)))
    with a_camera(root, leant.resize(alike.size), alike, frames=LONG_ENOUGH_TO_PRESS) as page:
        page.locator("[data-step=frown]").click()
        page.locator(".stage[data-state=mend]").wait_for()
        page.locator(".ghost:not([hidden])").wait_for()
        assert {state_of(page, "distance"), state_of(page, "lean")} == {"mend"}
        page.locator(".stage[data-state=good]").wait_for()
        page.locator("#shutter").press("Enter")
        page.locator(".taken > li").wait_for()
        assert page.locator(".taken .notes").inner_text() == "Good"
        with next_page(page):
            page.get_by_role("link", name="To the patient").click()
        photos = page.locator("input[name=photo]")
        expect(photos).to_have_count(2)
        for photo in photos.all():
            photo.press("Space")
        page.get_by_role("button", name="Compare", exact=True).press("Enter")
        page.locator(".verdicts").wait_for()
        days = page.locator(".lead").inner_text()
        assert days.startswith("5 January 2026 → ") and "(taken " in days
        verdicts = page.locator(".verdicts > li").evaluate_all("regions => regions.map(region => region.className)")
        assert verdicts == ["unchanged"] * 4, "another photograph of the same skin"


def test_without_a_camera_files_are_taken(root: Path) -> None:
    with a_camera(root) as page:
        page.locator(".without").wait_for()
        assert page.locator(".why").inner_text().startswith("No camera is connected.")
        look_at(page, ".stage")
        page.locator("[data-step=frown]").press("Enter")
        photo = root.parent / "IMG_1.jpg"
        photo.write_bytes(jpeg(smaller(opened(a_third()), 0.7)))
        page.set_input_files("#choose", photo)
        page.locator(".taken > li").wait_for()
        assert "Come closer: the face is smaller" in page.locator(".taken .notes").inner_text(), "the same checks"
        assert (root / "P1" / f"{date.today().isoformat()}_frown.jpg").read_bytes() == photo.read_bytes()
        look_at(page, ".stage")
        page.set_input_files("#choose", {"name": "notes.jpg", "mimeType": "image/jpeg", "buffer": b"no photo"})
        page.locator(".news.wrong").wait_for()
        assert "not a photo" in page.locator(".news").inner_text()
        assert (root / "P1" / f"{EARLIER}_frown.jpg").exists()
