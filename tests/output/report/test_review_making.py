"""Pictures and items of a blinded page."""

from __future__ import annotations

import base64
import json
import random
import re
from typing import Any

import pytest
from shown_pairs import SIZES, pixels, showings, subject

from wrinkle_scan.cohort.review.blinding import arrange_items
from wrinkle_scan.output.report.review_page import Showing, render_review

WHATS = list(SIZES) * 2

PAGE = "0123456789abcdef"


@pytest.fixture(scope="module")
def html() -> str:
    return render_review(PAGE, showings(arrange_items(len(WHATS), 2, random.Random(5)), WHATS))


def data_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_each_side_has_the_picture_that_the_item_says() -> None:
    """The deep line is darker in the middle row."""
    one = subject("forehead", 3)
    for left in ("before", "after"):
        (item,) = data_of(render_review(PAGE, [Showing("aa", one, left)]))["items"]
        left_picture, right_picture = (
            pixels(base64.b64decode(item[side].removeprefix("data:image/jpeg;base64,"))) for side in ("left", "right")
        )
        middle = left_picture.shape[0] // 2
        deeper = "left" if left_picture[middle].mean() < right_picture[middle].mean() - 10 else "right"
        assert (deeper == "left") is (left == "before")


def test_pictures_carry_no_metadata(html: str) -> None:
    """JFIF, tables, frame and scan: no EXIF, no profile, no comment."""
    for item in data_of(html)["items"]:
        for side in ("left", "right"):
            assert segments(base64.b64decode(item[side].split(",")[1])) <= {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}


def segments(jpeg: bytes) -> set[int]:
    """The markers of a JPEG up to its scan."""
    found, at = set(), 2
    while True:
        marker = jpeg[at + 1]
        found.add(marker)
        if marker == 0xDA:
            return found
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")


def test_layouts_follow_the_pictures_form(html: str) -> None:
    shapes = {item["title"]: item["shape"] for item in data_of(html)["items"]}
    assert shapes == {
        "Upper face": "wide",
        "Forehead": "wide",
        "Between the brows": "square",
        "Outer corner of an eye": "tall",
    }
