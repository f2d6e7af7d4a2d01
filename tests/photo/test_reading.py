"""Files of every format come back as the pixels that were put in, upright."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import subprocess
import sys
import textwrap
from pathlib import Path

import cv2
import numpy as np
import pytest
import tifffile
from PIL import Image, ImageOps
from sample_photos import CHECKOUT

from wrinkle_scan.photo.reading import read_photo

LOSSLESS = [
    ("a.png", {}),
    ("a.tif", {}),
    ("lzw.tiff", {"compression": "tiff_lzw"}),
    ("deflate.tif", {"compression": "tiff_adobe_deflate"}),
    ("a.bmp", {}),
    ("a.webp", {"lossless": True}),
]
LOSSY = [
    ("a.jpg", {"quality": 95, "subsampling": 0}),
    ("progressive.jpeg", {"quality": 95, "subsampling": 0, "progressive": True}),
    ("a.webp", {"quality": 95}),
    ("a.heic", {"quality": 95}),
    ("a.avif", {"quality": 95, "subsampling": "4:4:4"}),
    ("jpeg.tif", {"compression": "jpeg", "quality": 95}),
]


@pytest.mark.parametrize(("name", "options"), LOSSLESS)
def test_lossless_formats_come_back_exactly(save, gradient, name, options):
    photo = read_photo(save(gradient, name, **options))
    assert np.array_equal(photo.pixels, np.asarray(gradient))
    assert photo.notes == ()


@pytest.mark.parametrize(("name", "options"), LOSSY)
def test_lossy_formats_come_back_closely(save, gradient, name, options):
    """At quality 95 a smooth picture keeps every pixel within 8 codes and the mean within 1: no shift, no swap."""
    error = read_photo(save(gradient, name, **options)).pixels.astype(int) - np.asarray(gradient)
    assert np.abs(error).max() <= 8
    assert np.abs(error).mean() <= 1.5
    assert np.abs(error.mean(axis=(0, 1))).max() <= 1


@pytest.mark.parametrize("name", ["x.jpg", "x.DNG", "x.mov", "x.pdf", "x.HIF", "x", ".x.heic.icloud"])
def test_the_name_proves_nothing(save, gradient, name):
    photo = read_photo(save(gradient, "a.png").rename(save(b"", name)))
    assert np.array_equal(photo.pixels, np.asarray(gradient))


def test_photo_says_what_was_read(save, gradient):
    path = save(gradient, "a.png")
    before = path.stat().st_mtime_ns
    photo = read_photo(str(path))
    assert photo.path == path
    assert photo.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (photo.height, photo.width) == (120, 160)
    assert path.stat().st_mtime_ns == before


def test_pixels_cannot_be_changed_by_accident(save, gradient):
    photo = read_photo(save(gradient, "a.png"))
    assert photo.pixels.dtype == np.uint8
    assert photo.pixels.flags.c_contiguous
    with pytest.raises(ValueError, match="read-only"):
        photo.pixels[0, 0] = 0
    with pytest.raises(dataclasses.FrozenInstanceError):
        photo.sha256 = ""


# --- orientation


def _stored(upright: Image.Image, orientation: int) -> Image.Image:
    """The picture as a camera held that way stores it: the inverse of what Exif 2.32 tells the viewer to do."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,  # to be shown turned by 90 degrees clockwise
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    return upright.transpose(undo[orientation]) if orientation in undo else upright


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.jpg", {}),
        ("a.png", {}),
        ("a.webp", {}),
        ("a.tif", {}),
        ("lzw.tif", {"compression": "tiff_lzw"}),
        ("a.heic", {}),
        ("a.avif", {}),
    ],
)
def test_every_orientation_comes_upright(save, quadrants, name, options, orientation):
    """HEIC and TIFF are turned by their decoders, the others by us; none may be turned twice."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = read_photo(save(_stored(quadrants, orientation), name, exif=exif.tobytes(), **options))
    assert photo.pixels.shape == (128, 96, 3)
    for y, x in [(20, 20), (20, 76), (108, 20), (108, 76)]:
        difference = photo.pixels[y, x].astype(int) - quadrants.getpixel((x, y))
        assert np.abs(difference).max() <= 12, f"({x}, {y})"
    assert photo.pixels.flags.c_contiguous


def test_heic_is_not_turned_by_its_exif(save, quadrants):
    """ISO/IEC 23008-12 has readers turn by the file's own rotation only; an EXIF tag without one is not obeyed."""
    exif = Image.Exif()
    exif[0x0112] = 6
    path = save(quadrants, "a.heic", exif=exif)  # given as an object, pillow-heif writes it without acting on it
    assert b"irot" not in path.read_bytes()
    assert read_photo(path).pixels.shape == (128, 96, 3)


@pytest.mark.parametrize("orientation", [1, 3, 6, 7])
def test_no_seam_where_strips_meet(save, orientation):
    """4.5 megapixels are converted in three strips; noise shows a missing, doubled or shifted row."""
    noise = np.random.default_rng(1).integers(0, 256, (3000, 1500), np.uint8)
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = save(Image.fromarray(noise), "a.png", exif=exif, compress_level=0)
    with Image.open(path) as image:
        expected = np.asarray(ImageOps.exif_transpose(image))
    assert np.array_equal(read_photo(path).pixels, np.repeat(expected[..., None], 3, axis=2))


# --- modes and depths


@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.jpg", "a.heic", "a.avif"])
def test_grey_has_three_equal_channels(save, gradient, name):
    grey = gradient.convert("L")
    pixels = read_photo(save(grey, name, quality=95)).pixels
    assert np.ptp(pixels, axis=2).max() == 0
    assert np.abs(pixels[..., 0].astype(int) - np.asarray(grey)).max() <= 3


RAMP = np.linspace(0, 65535, 128 * 128).astype(np.uint16).reshape(128, 128)


def _sixteen_bit_files(folder: Path, values: np.ndarray) -> dict[str, Path]:
    """The same 16-bit values as the writers of cameras, scanners and laboratories lay them out."""
    photometric = "rgb" if values.ndim == 3 else "minisblack"
    layouts = {
        "little": {"byteorder": "<"},
        "big": {"byteorder": ">"},
        "deflate": {"compression": "zlib", "predictor": True},
        "deflate-big": {"compression": "zlib", "byteorder": ">"},
        "tiled": {"tile": (32, 32)},
        "bigtiff": {"bigtiff": True},
    }
    files = {}
    for layout, options in layouts.items():
        files[layout] = folder / f"{layout}.tif"
        tifffile.imwrite(files[layout], values, photometric=photometric, **options)
    files["png"] = folder / "a.png"
    assert cv2.imwrite(str(files["png"]), values[..., ::-1] if values.ndim == 3 else values)
    return files


def test_sixteen_bit_grey_is_scaled_not_clipped(tmp_path):
    for layout, path in _sixteen_bit_files(tmp_path, RAMP).items():
        error = np.abs(read_photo(path).pixels - RAMP[..., None] / 257)
        assert error.max() <= 0.5, layout


def test_sixteen_bit_colour_is_right_to_one_code(tmp_path):
    """Pillow keeps the upper byte, which is below the rounded value by less than one code."""
    colour = np.stack([RAMP, RAMP[::-1], RAMP.T], axis=2).copy()
    for layout, path in _sixteen_bit_files(tmp_path, colour).items():
        error = np.abs(read_photo(path).pixels - colour / 257)
        assert error.max() < 1, layout


def test_planar_tiff(tmp_path, gradient):
    path = tmp_path / "a.tif"
    planes = np.moveaxis(np.asarray(gradient), 2, 0).copy()
    tifffile.imwrite(path, planes, photometric="rgb", planarconfig="separate")
    assert np.array_equal(read_photo(path).pixels, np.asarray(gradient))


def test_white_is_zero_tiff_is_not_a_negative(tmp_path, gradient):
    grey = np.asarray(gradient.convert("L"))
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, 255 - grey, photometric="miniswhite")
    assert np.array_equal(read_photo(path).pixels[..., 0], grey)


@pytest.mark.parametrize("mode", ["P", "1"])
def test_palette_and_one_bit(save, gradient, mode):
    few = gradient.convert(mode)
    photo = read_photo(save(few, "a.png"))
    assert np.array_equal(photo.pixels, np.asarray(few.convert("RGB")))


def test_ycck_jpeg(save, tmp_path):
    """Adobe's YCCK holds the inks C, M and Y as the YCbCr of a picture whose R, G and B they are, and K inverted."""
    wanted = np.array([190, 120, 90])
    y, cb, cr = Image.new("RGB", (1, 1), tuple(255 - wanted)).convert("YCbCr").getpixel((0, 0))
    stored = Image.new("CMYK", (96, 96), (255 - y, 255 - cb, 255 - cr, 0))  # Pillow stores CMYK inverted, as Adobe does
    data = io.BytesIO()
    stored.save(data, "JPEG", quality=100)
    adobe = data.getvalue().index(b"Adobe") + 11
    assert data.getvalue()[adobe] == 0  # the marker's last byte: 0 is CMYK, 2 is YCCK
    photo = read_photo(save(data.getvalue()[:adobe] + b"\x02" + data.getvalue()[adobe + 1 :], "a.jpg"))
    assert np.abs(photo.pixels.reshape(-1, 3) - wanted).max() <= 3


def test_cmyk_jpeg_is_not_inverted(save):
    photo = read_photo(save(Image.new("CMYK", (80, 80), (0, 0, 0, 40)), "a.jpg", quality=100))
    assert np.abs(photo.pixels.astype(int) - 215).max() <= 2
    assert len(photo.notes) == 1
    assert "CMYK" in photo.notes[0]


def test_mpo_gives_the_photo_not_the_preview(save, gradient, quadrants):
    path = save(gradient, "a.mpo", save_all=True, append_images=[quadrants], quality=95)
    with Image.open(path) as image:
        assert image.n_frames == 2
    assert read_photo(path).pixels.shape == (120, 160, 3)
    assert np.abs(read_photo(path).pixels.astype(int) - np.asarray(gradient)).mean() < 3


def test_heic_with_thumbnail(save, gradient):
    photo = read_photo(save(gradient, "a.heic", thumbnails=[64], quality=95))
    assert photo.pixels.shape == (120, 160, 3)


def test_heic_with_gain_map(save, quadrants, gradient):
    """Recent iPhones list a tone map (tmap) beside the photo: it is no second picture."""
    data = save(quadrants, "a.heic", save_all=True, append_images=[gradient], quality=95).read_bytes()
    second = data.index(b"hvc1", data.index(b"hvc1") + 4)
    photo = read_photo(save(data[:second] + b"tmap" + data[second + 4 :], "tmap.heic"))
    assert np.abs(photo.pixels[20, 20].astype(int) - (200, 30, 30)).max() <= 6


# --- metadata, size and speed


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif", "a.heic", "a.avif"])
def test_capture_time_and_description(save, gradient, name):
    exif = Image.Exif()
    exif[0x010E] = "frown, day 14"
    exif.get_ifd(0x8769).update({0x9003: "2024:05:06 07:08:09", 0x9011: "+02:00"})
    photo = read_photo(save(gradient, name, exif=exif.tobytes()))
    assert photo.captured_at == "2024-05-06T07:08:09+02:00"
    assert photo.description == "frown, day 14"


def test_no_metadata(save, gradient):
    photo = read_photo(save(gradient, "a.jpg"))
    assert (photo.captured_at, photo.description) == (None, None)


@pytest.mark.skipif(sys.platform == "win32", reason="the resource module is not on Windows")
def test_fifty_megapixels_in_modest_memory(save):
    """Below 9 bytes a pixel beyond what the bare interpreter needs, for a turned JPEG with a colour profile.

    Pillow's 4 bytes a pixel and our 3 are unavoidable; one more copy in full would break the bound.
    """
    width, height = 8192, 6144
    exif = Image.Exif()
    exif[0x0112] = 6
    path = save(Image.linear_gradient("L").resize((width, height)).convert("RGB"), "a.jpg", exif=exif)
    program = """
        import resource, sys
        from wrinkle_scan.photo.reading import read_photo
        unit = 1 if sys.platform == "darwin" else 1024
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        photo = read_photo(sys.argv[1])
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(*photo.pixels.shape, (after - before) * unit)
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(path)]
    result = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    *shape, peak = map(int, result.stdout.split())
    assert shape == [width, height, 3]
    assert peak < 9 * width * height
    assert result.stderr == ""


def test_real_photos(shared_photos):
    paths = sorted(shared_photos.rglob("*.jpg"))[::10]
    assert paths
    for path in paths:
        photo = read_photo(path)
        assert min(photo.height, photo.width) >= 300
        assert 20 < photo.pixels.mean() < 240
