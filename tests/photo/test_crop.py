"""What names a part of a photo."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wrinkle_scan.photo.crop import SIDES, crop_from_text
from wrinkle_scan.photo.cropping import crop_photo
from wrinkle_scan.photo.reading import Photo

sizes = st.integers(2, 40)


def numbered(width: int, height: int) -> Photo:
    """A photo each of whose pixels is another."""
    values = np.arange(width * height, dtype=np.uint32)
    pixels = np.stack([values % 256, values // 256, values * 0], axis=-1).reshape(height, width, 3).astype(np.uint8)
    return Photo(Path("pair.jpg"), "0" * 64, pixels, None, None)


@given(sizes, sizes)
def test_halves_and_quarters_make_up_the_photo(width: int, height: int) -> None:
    photo = numbered(width, height)
    part = {side: crop_photo(photo, side).pixels for side in SIDES}
    assert np.array_equal(np.hstack([part["left"], part["right"]]), photo.pixels)
    assert np.array_equal(np.vstack([part["top"], part["bottom"]]), photo.pixels)
    upper = np.hstack([part["top-left"], part["top-right"]])
    assert np.array_equal(np.vstack([upper, np.hstack([part["bottom-left"], part["bottom-right"]])]), photo.pixels)


@given(sizes, sizes, st.data())
def test_a_box_is_cut_out_where_it_lies(width: int, height: int, data: st.DataObject) -> None:
    x, y = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    w, h = data.draw(st.integers(1, width - x)), data.draw(st.integers(1, height - y))
    photo = numbered(width, height)
    part = crop_photo(photo, crop_from_text(f"{x},{y},{w},{h}"))
    assert np.array_equal(part.pixels, photo.pixels[y : y + h, x : x + w])
    assert part.crop == (x, y, w, h) and part.sha256 == photo.sha256
    assert not part.pixels.flags.writeable and part.pixels.flags.c_contiguous


@given(st.text())
def test_whatever_is_written_is_a_crop_or_refused_in_words(text: str) -> None:
    try:
        crop = crop_from_text(text)
    except ValueError as error:
        assert "box" in str(error)
    else:
        assert crop in SIDES or (min(crop[:2]) >= 0 and min(crop[2:]) > 0)


@pytest.mark.parametrize("text", ["", "middle", "1,2,3", "1,2,3,4,5", "-1,0,5,5", "0,0,0,5", "1.5,0,5,5", "left,top"])
def test_what_names_no_part_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="box"):
        crop_from_text(text)
