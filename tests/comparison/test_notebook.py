"""A comparison in a notebook: its numbers, and each region's two pictures."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import replace

import numpy as np
from made_answers import answered
from PIL import Image
from sample_photos import flat_patch

from wrinkle_scan.comparison.aligned_region import AlignedRegion
from wrinkle_scan.comparison.notebook import HEIGHT_PX, regions_html
from wrinkle_scan.comparison.verdicts import cannot_tell
from wrinkle_scan.photo.color import encode_srgb

PATCH = flat_patch("forehead", 60.0, 45.0)


def shown() -> str:
    darker = (PATCH.linear_rgb / 4).astype(np.float32)
    aligned = AlignedRegion(PATCH, PATCH.linear_rgb, darker, PATCH.inside, 1.0, 0.0, [])
    forehead = replace(answered("improved", (41.3, 24.6), -40.4, (-52.2, -28.6), 11.8), aligned=aligned)
    return regions_html("A < B", {"forehead": forehead, "glabella": cannot_tell("Hidden.", (None, 8.4))})


def test_numbers_stand_beside_an_answer_and_the_reason_where_there_is_none() -> None:
    page = shown()
    assert "<caption>A &lt; B</caption>" in page
    cells = re.findall(r"<tr>(<td>.*?)</tr>", page)
    assert [re.findall(r"<td>(.*?)</td>", row) for row in cells] == [
        ["forehead", "improved", "41.3", "24.6", "-40", "-52 to -29", ""],
        ["glabella", "cannot tell", "", "8.4", "", "", "Hidden."],
    ]


def test_the_pictures_are_the_two_photos_small_and_none_where_there_are_no_pixels() -> None:
    page = shown()
    assert re.findall(r'alt="(.*?)"', page) == ["forehead, before", "forehead, after"]
    jpegs = re.findall(r'src="data:image/jpeg;base64,(.*?)"', page)
    pictures = [Image.open(io.BytesIO(base64.b64decode(jpeg))) for jpeg in jpegs]
    assert {picture.height for picture in pictures} == {HEIGHT_PX}
    before, after = (float(np.asarray(picture).mean()) for picture in pictures)
    light = PATCH.linear_rgb[:1, :1]
    assert abs(before - encode_srgb(light).mean()) < 3
    assert abs(after - encode_srgb((light / 4).astype(np.float32)).mean()) < 3
