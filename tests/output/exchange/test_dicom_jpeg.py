"""A JPEG as a DICOM object can hold it."""

from __future__ import annotations

import io

import pytest
from made_dicom import KNOWN, read
from made_exchange import PDF, SECRET, picture
from PIL import Image

from wrinkle_scan.output.exchange.dicom import (
    DescribedPicture,
    photographic_image,
)
from wrinkle_scan.output.report.exposure import Picture


def test_only_the_picture_of_a_jpeg_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x9003] = f"{SECRET} camera", "2026:02:11 10:00:00"
    secrets = {"exif": exif, "comment": f"{SECRET} comment", "icc_profile": SECRET.encode() * 9, "xmp": SECRET.encode()}
    jpeg = picture(**secrets).jpeg
    jpeg += picture(comment=SECRET).jpeg  # as phones put a second picture after the first
    content = photographic_image(KNOWN, DescribedPicture(Picture(jpeg, 90, 60), "frown", 30))
    assert jpeg.count(SECRET.encode()) >= 5, "else the test would prove nothing"
    assert SECRET.encode() not in content and b"Exif" not in content and b"2026:02" not in content
    assert read(content).pixel_array.shape == (60, 90, 3)


def grey() -> Picture:
    file = io.BytesIO()
    Image.new("L", (9, 9)).save(file, "JPEG")
    return Picture(file.getvalue(), 9, 9)


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (picture(progressive=True), "baseline"),
        (grey(), "three channels"),
        (picture(subsampling=0), "full resolution"),
        (Picture(PDF, 9, 9), "no JPEG"),
    ],
    ids=["progressive", "grey", "full colour", "no picture"],
)
def test_a_jpeg_that_a_vl_image_cannot_hold_is_refused(made: Picture, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        photographic_image(KNOWN, DescribedPicture(made, "frown", 30))


def test_a_damaged_jpeg_is_refused_wherever_it_was_cut() -> None:
    jpeg = picture(comment="x", progressive=False).jpeg
    for end in range(len(jpeg) - 2):
        with pytest.raises(ValueError):
            photographic_image(KNOWN, DescribedPicture(Picture(jpeg[:end], 90, 60), "frown", 30))
