"""A JPEG that lacks pixels, or would keep the decoder busy, is known by its markers."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from wrinkle_scan.photo.jpeg import check_scans
from wrinkle_scan.photo.settings import PHOTO
from wrinkle_scan.system.errors import PhotoError

NOISE = Image.fromarray(np.random.default_rng(0).integers(0, 255, (240, 320, 3), np.uint8))


def written(**options: object) -> bytes:
    content = io.BytesIO()
    NOISE.save(content, "JPEG", **options)
    return content.getvalue()


def check(data: bytes) -> None:
    check_scans(Path("a.jpg"), JpegImageFile(io.BytesIO(data)), data)


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"subsampling": 0}, {"quality": 5}], ids=str)
def test_a_whole_file_passes(options: dict[str, object]) -> None:
    check(written(**options))


def test_one_cut_off_with_an_end_marker_is_truncated() -> None:
    """libjpeg would paint what is missing in plain grey without a word."""
    whole = written()
    begin = whole.index(b"\xff\xda")
    with pytest.raises(PhotoError) as refused:
        check(whole[: begin + 100] + b"\xff\xd9")
    assert refused.value.code == "truncated"


def test_one_of_too_many_passes_is_refused() -> None:
    whole = written(progressive=True)
    scan = whole.rindex(b"\xff\xda")
    repeated = whole[:scan] + whole[scan:-2] * (PHOTO.max_scans + 1) + b"\xff\xd9"
    with pytest.raises(PhotoError, match="passes, and at most") as refused:
        check(repeated)
    assert refused.value.code == "unsupported"


def test_a_preview_in_the_metadata_counts_for_nothing() -> None:
    whole = written()
    check(whole[:2] + b"\xff\xe1" + (2 + 200).to_bytes(2, "big") + b"\xff\xda" * 100 + whole[2:])
