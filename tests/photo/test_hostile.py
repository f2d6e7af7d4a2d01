"""For any bytes whatever: a photo, or a refusal with a known code. No other exception, no warning, no hang."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from wrinkle_scan.errors import PhotoError
from wrinkle_scan.photo import Photo, read_photo

CODES = {"empty_file", "not_a_photo", "unsupported", "several_frames", "truncated", "too_large", "too_small"}


def _files() -> dict[str, bytes]:
    """One small valid file of each kind, with EXIF and a colour profile, the parts that are parsed most."""
    y, x = np.mgrid[0:72, 0:64]
    picture = Image.fromarray(np.stack([3 * x, 3 * y, 255 - x - y], axis=2).astype(np.uint8))
    exif = Image.Exif()
    exif.update({0x0112: 6, 0x010E: "frown"})
    exif.get_ifd(0x8769).update({0x9003: "2024:05:06 07:08:09"})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kinds = {
        "jpeg": (picture, "JPEG", {}),
        "progressive": (picture, "JPEG", {"progressive": True}),
        "cmyk": (picture.convert("CMYK"), "JPEG", {}),
        "png": (picture, "PNG", {}),
        "palette": (picture.convert("P", palette=1), "PNG", {"transparency": 3}),
        "alpha": (picture.convert("RGBA"), "PNG", {}),
        "webp": (picture, "WEBP", {}),
        "lossless": (picture, "WEBP", {"lossless": True}),
        "tiff": (picture, "TIFF", {}),
        "lzw": (picture, "TIFF", {"compression": "tiff_lzw", "exif": b""}),
        "heic": (picture, "HEIF", {}),
        "bmp": (picture, "BMP", {}),
        "gif": (picture, "GIF", {}),
    }
    files = {}
    for name, (image, kind, options) in kinds.items():
        data = io.BytesIO()
        image.save(data, kind, **{"exif": exif.tobytes(), "icc_profile": profile} | options)
        files[name] = data.getvalue()
    return files


FILES = _files()
STARTS = sorted({data[:n] for data in FILES.values() for n in (4, 12, 40)})


def _photo_or_refusal(data: bytes) -> Photo | None:
    """Read ``data`` as a file; pytest turns any warning that leaks into an error."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.jpg")
        path.write_bytes(data)
        try:
            photo = read_photo(path)
        except PhotoError as error:
            assert error.code in CODES
            assert "\n" not in str(error)
            return None
    assert photo.pixels.dtype == np.uint8
    assert photo.pixels.ndim == 3
    assert min(photo.height, photo.width) >= 64
    return photo


@pytest.mark.parametrize("name", FILES)
def test_the_originals_are_sound(name):
    assert (_photo_or_refusal(FILES[name]) is None) == (name == "gif")


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_random_bytes(data):
    assert _photo_or_refusal(data) is None


@given(st.sampled_from(STARTS), st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_random_bytes_behind_a_known_start(start, data):
    _photo_or_refusal(start + data)


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_changed_bytes(name, data):
    """Half of the changes fall into the first 600 bytes, where the sizes, offsets and tags are."""
    content = bytearray(FILES[name])
    places = st.integers(0, min(600, len(content)) - 1) | st.integers(0, len(content) - 1)
    for place, value in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=8)):
        content[place] = value
    _photo_or_refusal(bytes(content))


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_cut_or_spliced(name, data):
    """The beginning of one file, whole or with the end of another behind it."""
    content = FILES[name]
    beginning = content[: data.draw(st.integers(0, len(content) - 1))]
    assert _photo_or_refusal(beginning) is None
    other = FILES[data.draw(st.sampled_from(sorted(FILES)))]
    _photo_or_refusal(beginning + other[data.draw(st.integers(0, len(other))) :])
