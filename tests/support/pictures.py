"""The pictures of docs/APP.md and the README: what a test of the page has on the screen, when `--pictures` asks for it.

They show the samples alone. All are one man, turned or changed by computation; nobody was treated.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PIL import Image
from playwright.sync_api import Locator, Page

WIDTH, TALL = 1280, 2700
"""Of the window, px; nothing that is looked for in it is below its edge when it is as tall as that."""
MARGIN_PX = 24
"""Left below the last element."""
MOST_BYTES = 300_000
DRAWN = """Promise.all([...document.images]
    .filter(image => image.getBoundingClientRect().top < innerHeight)
    .map(image => image.decode()))"""


class Picture(Protocol):
    """The fixture of that name: `take_picture` in its folder, or nothing."""

    def __call__(self, page: Page, name: str, until: Locator | int, width: int = WIDTH, shown: int = WIDTH, /) -> None:
        """Takes it."""


def take_picture(
    folder: Path, page: Page, name: str, until: Locator | int, width: int = WIDTH, shown: int = WIDTH
) -> None:
    """Writes what a page shows in light colours, as a PNG with a palette; the window is given its size back.

    Args:
        folder: in which it is written.
        page: what it shows.
        name: of the file, without its ending.
        until: the last element that is shown, or the window's height, px, where the page itself goes by that.
        width: of the window, px.
        shown: of the picture, px; less makes it smaller.
    """
    before = page.viewport_size
    page.emulate_media(color_scheme="light")
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    page.set_viewport_size({"width": width, "height": until if isinstance(until, int) else TALL})
    page.evaluate("scrollTo(0, 0)")
    if not isinstance(until, int):
        box = until.bounding_box()
        assert box, "it is not shown"
        page.set_viewport_size({"width": width, "height": round(box["y"] + box["height"]) + MARGIN_PX})
    for frame in page.frames:
        frame.evaluate(DRAWN)
    file = folder / f"{name}.png"
    page.screenshot(path=file, animations="disabled")
    _make_small(file, shown)
    if before:
        page.set_viewport_size(before)


def _make_small(file: Path, width: int) -> None:
    """Reduces a picture to a width, and to as many colours as there is room for."""
    with Image.open(file) as shot:
        picture = shot.convert("RGB")
    if picture.width != width:
        picture = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
    for colours in (256, 128, 64):
        picture.quantize(colours, dither=Image.Dither.NONE).save(file, optimize=True)
        if file.stat().st_size < MOST_BYTES:
            return
    raise AssertionError(f"{file}: a picture of the docs is smaller than {MOST_BYTES} bytes")
