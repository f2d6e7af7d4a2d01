"""Bytes become a picture as large as their header says; what must not be decoded is not."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from wrinkle_scan.photo.decoding import decode, header_size
from wrinkle_scan.photo.settings import PHOTO
from wrinkle_scan.system.errors import PhotoError

PIXELS = np.random.default_rng(0).integers(0, 255, (400, 640, 3), np.uint8)


def written(image_format: str, pixels: np.ndarray = PIXELS, mode: str = "RGB", **options: object) -> bytes:
    content = io.BytesIO()
    Image.fromarray(pixels).convert(mode).save(content, image_format, **options)
    return content.getvalue()


@pytest.mark.parametrize("image_format", ["PNG", "TIFF", "BMP"])
def test_a_lossless_picture_is_decoded_as_it_was(image_format: str) -> None:
    image, size = decode(Path("a"), data := written(image_format))
    assert np.array_equal(np.asarray(image), PIXELS)
    assert size == header_size(Path("a"), data) == (640, 400)


def test_a_jpeg_is_reduced_while_it_is_decoded_and_other_formats_are_not() -> None:
    flat = np.full((400, 640, 3), 100, np.uint8)
    for image_format, wanted in (("JPEG", (320, 200)), ("PNG", (640, 400))):
        image, size = decode(Path("a"), written(image_format, flat), reduced_by=2)
        assert (image.size, size) == (wanted, (640, 400))
        assert np.abs(np.asarray(image).astype(int) - 100).max() <= 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (written("GIF", mode="P"), "unsupported"),
        (written("PNG", PIXELS[: PHOTO.min_side - 1]), "too_small"),
        (written("PNG")[:-20], "truncated"),
        (written("TIFF", mode="F"), "unsupported"),
    ],
    ids=["gif", "small", "cut", "float"],
)
def test_what_the_header_or_a_missing_end_shows_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(PhotoError) as refused:
        decode(Path("a"), data)
    assert refused.value.code == code


def test_a_picture_of_too_many_pixels_is_not_decoded() -> None:
    """A PNG of one line, whose header says more than is read: decoding it would take gigabytes."""
    data = bytearray(written("PNG"))
    data[16:24] = (40_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    with pytest.raises(PhotoError) as refused:
        decode(Path("a"), bytes(data))
    assert refused.value.code == "too_large"
