"""A photo as a small upright picture: its sides, its orientation and its colours."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from wrinkle_scan.app.small_jpeg import small_jpeg
from wrinkle_scan.photo.reading import read_photo


def made(file: Path, width: int, height: int, orientation: int = 1) -> Path:
    """A photo whose left half is red and whose right half is blue, before it is turned."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("blue", (width // 2, 0, width, height))
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture.save(file, quality=95, exif=exif)
    return file


@pytest.mark.parametrize(
    ("width", "height", "orientation", "size"),
    [(400, 200, 1, (100, 50)), (200, 400, 1, (50, 100)), (400, 200, 6, (50, 100)), (80, 64, 1, (80, 64))],
)
def test_its_longer_side_has_at_most_so_many_pixels(
    tmp_path: Path, width: int, height: int, orientation: int, size: tuple[int, int]
) -> None:
    photo = read_photo(made(tmp_path / "a.jpg", width, height, orientation))
    with Image.open(io.BytesIO(small_jpeg(photo, 100, 90))) as small:
        assert (small.format, small.size) == ("JPEG", size)
        assert small.getexif().get(0x0112, 1) == 1, "it is upright without being told"


def test_it_is_turned_and_has_the_photos_colours(tmp_path: Path) -> None:
    photo = read_photo(made(tmp_path / "a.jpg", 400, 200, 6))
    with Image.open(io.BytesIO(small_jpeg(photo, 100, 90))) as small:
        pixels = np.asarray(small.convert("RGB")).astype(int)
    assert np.abs(pixels[:40].mean((0, 1)) - (255, 0, 0)).max() < 6, "what was left is above"
    assert np.abs(pixels[60:].mean((0, 1)) - (0, 0, 255)).max() < 6
