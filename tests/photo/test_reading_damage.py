"""Photos that are cut, damaged, too large or too small, and paths that lead to none: each refused in one sentence."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import PIL
import pytest
import tifffile
from PIL import Image
from refused_photos import refused

from wrinkle_scan.photo.reading import read_photo
from wrinkle_scan.system.errors import PathError

# --- incomplete files

WHOLE = {
    "a.jpg": {},
    "progressive.jpg": {"progressive": True},
    "a.png": {},
    "a.webp": {},
    "lossless.webp": {"lossless": True},
    "a.tif": {},
    "lzw.tif": {"compression": "tiff_lzw"},
    "jpeg.tif": {"compression": "jpeg"},
    "a.bmp": {},
    "a.heic": {},
    "a.avif": {},
}


@pytest.mark.parametrize("name", WHOLE)
def test_cut_anywhere_is_truncated(save, gradient, name, capfd):
    """The first bytes must remain, or it is no photo at all; beyond them every cut is seen, the last byte's too."""
    data = save(gradient, name, **WHOLE[name]).read_bytes()
    for length in sorted({*np.linspace(40, len(data) - 1, 40, dtype=int), len(data) - 2, len(data) - 12}):
        error = refused(save(data[:length], f"cut_{name}"))
        assert error.code == "truncated", f"{length} of {len(data)} bytes"
    assert "again" in error.remedy
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("compression", ["tiff_lzw", "tiff_adobe_deflate"])
def test_damage_inside_a_tiff_says_nothing_but_the_sentence(save, gradient, compression, capfd):
    """libtiff writes its own complaints to standard error."""
    data = bytearray(save(gradient, "a.tif", compression=compression).read_bytes())
    half = len(data) // 2
    data[half : half + 40] = 40 * b"\xff"
    assert refused(save(bytes(data), "b.tif")).code == "truncated"
    assert capfd.readouterr() == ("", "")


def test_cut_tiff_that_begins_with_its_tags(tmp_path, gradient, save, capfd):
    """Then the cut is in the pixels, and libtiff would say so on the screen."""
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, np.asarray(gradient), compression="zlib", rowsperstrip=30)
    data = path.read_bytes()
    for length in np.linspace(500, len(data) - 1, 20, dtype=int):
        assert refused(save(data[:length], "cut.tif")).code == "truncated"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", WHOLE)
def test_trailing_bytes_do_no_harm(save, gradient, name):
    """Phones append a video or their own notes to a photo."""
    path = save(gradient, name, **WHOLE[name])
    if path.suffix in (".heic", ".avif"):
        whole = path.read_bytes() + b"\0\0\0\x10free" + b"\0" * 8
    else:
        whole = path.read_bytes() + b"MotionPhoto_Data" + bytes(range(256))
    assert np.array_equal(read_photo(save(whole, f"longer_{name}")).pixels, read_photo(path).pixels)


def test_half_a_download_filled_with_zeros(save, gradient):
    data = save(gradient, "a.jpg").read_bytes()
    half = len(data) // 2
    assert refused(save(data[:half] + b"\0" * half, "b.jpg")).code == "truncated"


# --- size


def _png(width: int, height: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def _declare(name: str, width: int, height: int) -> bytes:
    """A small photo whose header claims another size."""
    if name == "a.png":
        return _png(width, height)
    data = io.BytesIO()
    image = Image.new("RGB", (96, 80), (200, 160, 140))
    if name == "a.tif":
        tifffile.imwrite(data, np.asarray(image))
        data.seek(0)
        with tifffile.TiffFile(data, mode="r+") as file:
            file.pages[0].tags["ImageWidth"].overwrite(width)
            file.pages[0].tags["ImageLength"].overwrite(height)
            return data.getvalue()
    kind = {"a.jpg": "JPEG", "a.webp": "WEBP", "a.bmp": "BMP", "a.heic": "HEIF", "a.avif": "AVIF"}[name]
    image.save(data, kind, **({"exif": b"Exif\0\0II*\0"} if kind == "WEBP" else {}))
    content = data.getvalue()
    if name == "a.webp":  # 24-bit canvas of the VP8X chunk, less one
        return content[:24] + struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3] + content[30:]
    old, new = {
        "a.jpg": (struct.pack(">HH", 80, 96), struct.pack(">HH", height, width)),
        "a.bmp": (struct.pack("<ii", 96, 80), struct.pack("<ii", width, height)),
        "a.heic": (struct.pack(">II", 96, 80), struct.pack(">II", width, height)),
        "a.avif": (struct.pack(">II", 96, 80), struct.pack(">II", width, height)),
    }[name]
    assert old in content
    return content.replace(old, new)


OLD_WEBP = pytest.mark.skipif(int(PIL.__version__.split(".")[0]) < 13, reason="Pillow 12 first misses the pixels")


@pytest.mark.parametrize(
    "name", ["a.jpg", "a.png", "a.tif", pytest.param("a.webp", marks=OLD_WEBP), "a.bmp", "a.heic", "a.avif"]
)
def test_too_many_pixels_are_refused_before_decoding(save, name):
    """Decoding would fail, as the pixels are missing: so the code shows that the header alone was read."""
    side = {"a.webp": 16384, "a.avif": 10001}.get(name, 20000)
    error = refused(save(_declare(name, side, side), name))
    assert error.code == "too_large"
    assert f"{100 if name == 'a.avif' else 200} megapixels" in error.problem


@pytest.mark.parametrize(("width", "height", "code"), [(16320, 12240, "truncated"), (20001, 10000, "too_large")])
def test_the_limit_is_ours_and_not_pillows(save, width, height, code):
    """A phone's 199.8 megapixels pass, where Pillow alone gives up at 179; the next size up does not."""
    assert refused(save(_png(width, height), "a.png")).code == code


def test_too_many_bytes_are_refused_before_reading(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    path = tmp_path / "a.tif"
    with path.open("wb") as file:
        file.truncate(1_000_000_001)
    error = refused(path)
    assert error.code == "too_large"
    assert "1 GB" in error.problem


@pytest.mark.parametrize(("size", "accepted"), [((64, 64), True), ((63, 640), False), ((640, 63), False)])
def test_too_small(save, size, accepted):
    path = save(Image.new("RGB", size), "a.png")
    if accepted:
        assert read_photo(path).pixels.shape == (64, 64, 3)
    else:
        error = refused(path)
        assert error.code == "too_small"
        assert f"{size[0]} x {size[1]}" in error.problem


# --- paths


@pytest.mark.parametrize("name", ["missing.jpg", "no/such/folder.jpg", "x" * 300 + ".jpg", "nul\0.jpg"])
def test_no_such_file(tmp_path, name):
    with pytest.raises(PathError) as caught:
        read_photo(tmp_path / name)
    assert caught.value.exit_code == 2


def test_below_a_file(save):
    with pytest.raises(PathError, match="no such file"):
        read_photo(save(b"x", "a.jpg") / "b.jpg")


def test_folder(tmp_path):
    with pytest.raises(PathError, match="this is a folder, not a photo"):
        read_photo(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipe_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "a.jpg")
    with pytest.raises(PathError, match="this is a device or pipe, not a photo"):
        read_photo(tmp_path / "a.jpg")
