"""The pictures of docs/APP.md and the README, from the samples alone: `python tests/support/app_pictures.py`.

The folder of patients is made for it. All its photos are the first sample, turned or changed by computation, and the
second one, which is simulated as well: nobody was treated.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import run

import numpy as np
from browsing import a_browser
from camera_pictures import jpeg
from local_pages import a_served_page
from moved_faces import brows_pushed
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from processes import PATIENCE_SECONDS
from sample_photos import AFTER, BEFORE, CHECKOUT, COMMAND, smaller_sample

from wrinkle_scan.analysis.analyzing import analyze_photo
from wrinkle_scan.photo.reading import photo_of_pixels

DOCS = CHECKOUT / "docs"
WIDTH, HEIGHT = 1280, 900
REPORT_SIZE, REPORT_WIDTH = (840, 1542), 1100
"""Of the picture of a report, and how wide the window is of which it is made smaller."""
MOST_BYTES = 350_000
PATIENT = "M-1042"
TREATMENTS = """patient,date,region,product,units,points,batch,injector
M-1042,2022-11-30,forehead;glabella,Brand A,20,procerus 4; corrugator left 8; corrugator right 8,C12,Dr Example
M-1043,2022-12-01,glabella,Brand A,20,,C12,Dr Example
"""


def made_folder(root: Path) -> Path:
    """Three patients, a visit without one of its expressions, and treatments."""
    first, turned = smaller_sample(3), smaller_sample(3, 1)
    raised = [_brows_raised(photo) for photo in (first, turned)]
    with Image.open(AFTER) as photo:
        softer = photo.convert("RGB").resize(first.size, Image.Resampling.LANCZOS)
    for name, picture in {
        "M-1042/2022-11-30_frown": first,
        "M-1042/2022-12-14_frown": turned,
        "M-1042/2022-12-28_frown": softer,
        "M-1042/2022-11-30_brow_raise": raised[0],
        "M-1042/2022-12-28_brow_raise": raised[1],
        "M-1043/2022-12-01_frown": smaller_sample(3, 2),
        "M-1043/2022-12-29_frown": smaller_sample(3, 3),
        "M-1044/2022-12-02_frown": smaller_sample(3, 4),
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        picture.save(root / f"{name}.jpg", quality=92)
    (root / "treatments.csv").write_text(TREATMENTS, encoding="utf-8")
    return root


def _brows_raised(picture: Image.Image) -> Image.Image:
    analysis = analyze_photo(photo_of_pixels(np.asarray(picture)), "frown")
    return Image.fromarray(brows_pushed(analysis, 3.5, -1.5).pixels)


def seen() -> Image.Image:
    """What the camera sees: the first sample as a camera lying on its side would show it, the head a little lower."""
    picture = smaller_sample(3)
    width, height = (round(0.96 * side) for side in picture.size)
    top = round(0.17 * height)
    return picture.resize((width, height), Image.Resampling.LANCZOS).crop((0, top, 740, top + 556))


@contextmanager
def a_window(root: Path, video: Path) -> Iterator[Page]:
    """The page, let in, with a camera that plays a file."""
    options = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={video}",
    ]
    with a_served_page(root) as address, a_browser(*options) as browser:
        context = browser.new_context(base_url=address.split("/enter")[0], color_scheme="light", locale="en-GB")
        context.set_default_timeout(PATIENCE_SECONDS * 1000)
        expect.set_options(timeout=PATIENCE_SECONDS * 1000)
        page = context.new_page()
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        page.goto(address)
        yield page


def answer(page: Page) -> None:
    page.goto("/compare/")
    for visit, photo in (("before", BEFORE), ("after", AFTER)):
        page.set_input_files(f"#choose-{visit}", photo)
    page.locator(".photo[data-state=measured]").nth(1).wait_for()
    page.get_by_role("button", name="Compare", exact=True).click()
    page.locator(".verdicts").wait_for()
    page.frame_locator("iframe").locator("img").first.wait_for()
    shoot(page, "app_compare", page.locator(".beside"))


def patient(page: Page) -> None:
    page.goto(f"/patients/{PATIENT}")
    page.locator("#progress").wait_for(state="hidden")
    for box in (page.locator("input[data-row=frown]").nth(number) for number in (0, 2)):
        box.check(force=True)
    shoot(page, "app_patient", page.locator(".compare-bar"))


def treatment(page: Page) -> None:
    page.goto(f"/patients/{PATIENT}/treatments/new")
    page.locator("#canvas .line").first.wait_for()
    page.locator("#face").select_option(index=1)
    page.locator("#canvas image").wait_for()
    page.get_by_label("Day", exact=True).fill("2022-12-28")
    page.get_by_label("Product").fill("Brand A")
    page.get_by_label("Lot").fill("C12")
    box = page.locator("#canvas").bounding_box()
    assert box
    for number, (x, y) in enumerate(((0.5, 0.37), (0.43, 0.335), (0.57, 0.335)), 1):
        page.locator("#canvas").click(position={"x": x * box["width"], "y": y * box["height"]})
        page.get_by_role("textbox", name=f"Point {number}:").fill("4")
    page.evaluate("document.activeElement.blur()")
    shoot(page, "app_treatments", page.locator("#treatment > .actions"))


def camera(page: Page) -> None:
    page.goto(f"/patients/{PATIENT}/take")
    page.locator("[data-step=frown]").click()
    page.locator(".ghost:not([hidden])").wait_for()
    page.locator(".stage[data-state=good]").wait_for()
    page.evaluate("document.activeElement.blur()")
    shoot(page, "app_take", HEIGHT)


def folder(page: Page) -> None:
    page.goto("/folder")
    page.get_by_role("button", name="Measure all photos").click()
    page.get_by_role("table", name="Photos").wait_for()
    page.get_by_role("table", name="Follow-ups").wait_for()
    shoot(page, "app_folder", page.locator(".plot"))


def report(page: Page, place: Path) -> None:
    """The report of the README's first command."""
    file = place / "report.html"
    run([*COMMAND, "compare", BEFORE, AFTER, "--report", file], check=True, capture_output=True)
    page.set_viewport_size({"width": REPORT_WIDTH, "height": REPORT_WIDTH * REPORT_SIZE[1] // REPORT_SIZE[0]})
    page.goto(file.as_uri())
    write(page, "report", REPORT_SIZE)


def shoot(page: Page, name: str, last: Locator | int) -> None:
    """The window as a file of docs: so many px high, or high enough for an element and a margin."""
    page.mouse.move(0, 0)
    page.set_viewport_size({"width": WIDTH, "height": last if isinstance(last, int) else 3 * HEIGHT})
    if not isinstance(last, int):
        last.wait_for()
        bottom = last.evaluate("element => element.getBoundingClientRect().bottom + scrollY")
        page.set_viewport_size({"width": WIDTH, "height": int(bottom) + 24})
    page.evaluate("scrollTo(0, 0)")
    write(page, name)
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})


def write(page: Page, name: str, size: tuple[int, int] | None = None) -> None:
    """A picture of what is in sight, in as many colours as there is room for."""
    page.wait_for_timeout(700)  # transitions end, and pictures are drawn
    file = DOCS / f"{name}.png"
    page.screenshot(path=file)
    with Image.open(file) as shot:
        picture = shot.convert("RGB")
    if size:
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    for colours in (256, 128, 64):
        picture.quantize(colours, dither=Image.Dither.NONE).save(file, optimize=True)
        if file.stat().st_size < MOST_BYTES:
            break
    print(f"{file.relative_to(CHECKOUT)}: {picture.width} x {picture.height} px, {file.stat().st_size // 1000} kB")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        (place / "camera.mjpeg").write_bytes(jpeg(seen()) * 2)
        wanted = sys.argv[1:]
        with a_window(made_folder(place / "patients"), place / "camera.mjpeg") as page:
            for picture in (answer, patient, treatment, camera, folder):
                if not wanted or picture.__name__ in wanted:
                    picture(page)
        if not wanted or "report" in wanted:
            with a_browser() as browser:
                report(browser.new_page(color_scheme="light"), place)


if __name__ == "__main__":
    main()
