"""A photo is read as finely as it can be measured, and no more finely."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sample_photos import BEFORE, analyzed

from wrinkle_scan.analysis.analyzing import analyze
from wrinkle_scan.face.working_picture import decode_to_measure, read_to_measure
from wrinkle_scan.photo.reading import decode_photo, read_photo

ORIENTATION = 274


def as_file(image: Image.Image, kind: str = "JPEG", orientation: int = 1) -> bytes:
    content, exif = io.BytesIO(), Image.Exif()
    exif[ORIENTATION] = orientation
    image.save(content, kind, quality=95, compress_level=1, exif=exif)
    return content.getvalue()


def very_fine() -> Image.Image:
    """The sample 2.5 times as large, with as much of its width as the face takes: 24 megapixels."""
    image = Image.fromarray(analyzed(BEFORE).photo.pixels[:, 520:1760])
    return image.resize((image.width * 5 // 2, image.height * 5 // 2), Image.Resampling.BICUBIC)


def test_an_ordinary_photo_is_read_as_it_is() -> None:
    photo = read_to_measure(BEFORE)
    assert photo.reduced_by == 1
    assert np.array_equal(photo.pixels, read_photo(BEFORE).pixels)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_very_fine_photo_is_reduced(kind: str) -> None:
    large = very_fine()
    photo = decode_to_measure(Path("photo"), as_file(large, kind))
    assert photo.reduced_by == 2 and photo.file_size == large.size
    assert photo.pixels.shape == (large.height // 2, large.width // 2, 3)
    off = photo.pixels.astype(float) - np.asarray(large.reduce(2))[: photo.height, : photo.width]
    assert np.abs(off).mean() < 2  # each pixel is where it was


@pytest.mark.slow
def test_the_figures_of_a_reduced_photo_and_a_scale_that_is_known_are_of_its_files_pixels(tmp_path: Path) -> None:
    large = very_fine()
    path = tmp_path / "large.jpg"
    path.write_bytes(as_file(large))
    found, known = analyze(path, "frown"), analyze(path, "frown", mm_per_px=0.05)
    assert found.photo.reduced_by == known.photo.reduced_by == 2
    reduced, plain = found.to_dict(), analyzed(BEFORE).to_dict()
    assert (reduced["photo"]["width"], reduced["photo"]["height"]) == large.size
    assert reduced["face"]["mm_per_px"] == pytest.approx(plain["face"]["mm_per_px"] / 2.5, rel=0.02)
    assert known.to_dict()["face"]["mm_per_px"] == pytest.approx(0.05)


@pytest.mark.slow
def test_a_small_face_in_a_large_photo_is_read_in_full() -> None:
    canvas = Image.new("RGB", (7400, 5000), (90, 110, 130))
    canvas.paste(Image.fromarray(analyzed(BEFORE).photo.pixels), (2000, 900))
    data = as_file(canvas)
    photo = decode_to_measure(Path("photo.jpg"), data)
    assert photo.reduced_by == 1
    assert np.array_equal(photo.pixels, decode_photo(Path("photo.jpg"), data).pixels)


@pytest.mark.slow
def test_a_face_that_more_than_fills_a_large_photo_is_reduced_once_more() -> None:
    """A JPEG is decoded at half its size at first, as if its face were all in it; this one shows 0.024 mm per pixel."""
    whole = analyzed(BEFORE)
    (x, y), wide = whole.face.landmarks[168, :2], 90 / whole.face.mm_per_px
    box = tuple(int(edge) for edge in (x - wide, y - 0.8 * wide, x + wide, y + 0.8 * wide))
    close = Image.fromarray(whole.photo.pixels).crop(box)
    data = as_file(close.resize((7400, round(7400 * close.height / close.width)), Image.Resampling.BICUBIC))
    assert decode_to_measure(Path("photo.jpg"), data).reduced_by == 4


def test_a_large_photo_without_a_face_is_read_in_full() -> None:
    data = as_file(Image.new("RGB", (7300, 400), (90, 110, 130)))
    assert decode_to_measure(Path("photo.jpg"), data).reduced_by == 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_reduced_photo_stands_upright(kind: str, orientation: int) -> None:
    """Of an odd size, so that what is left over at the edges counts too."""
    rows, columns = np.mgrid[0:301, 0:203]
    image = Image.fromarray(np.dstack([rows * 255 // 301, columns * 255 // 203, 0 * rows]).astype(np.uint8))
    data = as_file(image, kind, orientation)
    full, half = (decode_photo(Path("photo"), data, by) for by in (1, 2))
    assert half.file_size == full.file_size == (full.width, full.height)
    assert half.pixels.shape == (-(-full.height // 2), -(-full.width // 2), 3)
    near = full.pixels[1::2, 1::2].astype(int)
    assert np.abs(half.pixels[: near.shape[0], : near.shape[1]] - near).mean() < 4
