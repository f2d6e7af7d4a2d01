"""TIFF files that Pillow would read wrongly are refused, others are not."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from wrinkle_scan.photo.tiff import check_camera_raw, check_layout, open_tiff
from wrinkle_scan.system.errors import PhotoError


def written(mode: str = "RGB", **tags: object) -> bytes:
    content, directory = io.BytesIO(), ImageFileDirectory_v2()
    for number, value in tags.items():
        directory[int(number[1:])] = value
    picture = Image.fromarray(np.arange(64 * 48 * 3, dtype=np.uint8).reshape(48, 64, 3)).convert(mode)
    picture.save(content, "TIFF", tiffinfo=directory)
    return content.getvalue()


@pytest.mark.parametrize("mode", ["RGB", "L", "I;16"])
def test_usual_layouts_pass(mode: str) -> None:
    data = written(mode)
    image = open_tiff(io.BytesIO(data))
    check_camera_raw(Path("a.tif"), image)
    check_layout(Path("a.tif"), image, len(data))


def test_one_with_a_raw_cameras_tags_is_raw() -> None:
    for tags in ({"t254": 1}, {"t50706": b"\1\4\0\0"}):
        with pytest.raises(PhotoError) as refused:
            check_camera_raw(Path("a.tif"), open_tiff(io.BytesIO(written(**tags))))
        assert refused.value.code == "unsupported"


def test_pixels_beyond_the_end_are_missing() -> None:
    data = written()
    image = open_tiff(io.BytesIO(data))
    with pytest.raises(PhotoError) as refused:
        check_layout(Path("a.tif"), image, image.tag_v2[273][0] + 10)
    assert refused.value.code == "truncated"


def test_sixteen_bits_with_white_as_zero_are_refused() -> None:
    data = written("I;16")
    image = open_tiff(io.BytesIO(data))
    image.tag_v2[262] = 0
    with pytest.raises(PhotoError, match="unusual pixel layout"):
        check_layout(Path("a.tif"), image, len(data))
