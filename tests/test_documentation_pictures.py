"""The pictures of the documentation: each is taken by a test, and ends where what it shows does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsing import DESKTOP, a_browser, a_context
from pictures import MARGIN_PX, take_picture
from PIL import Image
from sample_photos import CHECKOUT


def test_each_picture_of_the_documentation_is_taken_by_a_test() -> None:
    taken = set[str]()
    for test in (CHECKOUT / "tests").rglob("test_*.py"):
        taken.update(re.findall(r'\bpicture\(\w+, "(\w+)"', test.read_text(encoding="utf-8")))
    assert taken == {file.stem for file in (CHECKOUT / "docs").glob("*.png")}


@pytest.mark.browser
def test_a_picture_ends_below_its_last_element_in_light_colours_and_the_window_stays(tmp_path: Path) -> None:
    with a_browser() as browser:
        page = a_context(browser, color_scheme="dark").new_page()
        page.set_content(
            "<style>body { margin: 0; background: light-dark(#fff, #000); color-scheme: light dark }</style>"
            "<p style='height: 1500px; margin: 0'>seen</p><p>not seen</p>"
        )
        take_picture(tmp_path, page, "page", page.get_by_text("seen", exact=True), 1000, 500)
        assert page.viewport_size == DESKTOP
    with Image.open(tmp_path / "page.png") as picture:
        assert (picture.size, picture.mode) == ((500, (1500 + MARGIN_PX) // 2), "P")
        assert picture.convert("RGB").getpixel((250, 700)) == (255, 255, 255)
