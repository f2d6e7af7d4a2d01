"""Each way in which a file is no measurable photo: the code, the sentence, and nothing else on the screen."""

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
from fuzz_files import BOMBS, KINDS
from PIL import Image

from wrinkle_scan.photo.reading import read_photo
from wrinkle_scan.system.errors import PathError, PhotoError


def _refused(path: Path) -> PhotoError:
    with pytest.raises(PhotoError) as caught:
        read_photo(path)
    error = caught.value
    assert error.path == path
    assert str(error).startswith(f"{path}: ")
    assert "\n" not in str(error)
    assert error.remedy.endswith(".")
    assert not error.problem.endswith(".")
    return error


# --- what is no photo


@pytest.mark.parametrize(
    ("content", "code", "word"),
    [
        (b"", "empty_file", "empty"),
        (b"Dear colleague,\nplease find attached", "not_a_photo", "whatever its name says"),
        (b"The free movement of the brow", "not_a_photo", "whatever its name says"),
        (b"BMI of this patient: 23.4", "not_a_photo", "whatever its name says"),
        (b"Gabapentin".ljust(188) + b"Given".ljust(400), "not_a_photo", "whatever its name says"),
        (b"<!DOCTYPE html><html></html>", "not_a_photo", "whatever its name says"),
        (b"PK\x03\x04" + b"\0" * 60, "not_a_photo", "whatever its name says"),
        (b"\0" * 5000, "not_a_photo", "whatever its name says"),
        (b"\xff\xd8", "not_a_photo", "whatever its name says"),
        (b"%PDF-1.7\n%\xe2\xe3", "not_a_photo", "PDF"),
        (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41", "not_a_photo", "video"),
        (b"\0\0\0\x14ftypqt  \0\0\2\0qt  \0\0\0\x08wide", "not_a_photo", "video"),
        (b"\0\0\0\x18ftyp3gp5\0\0\1\0" + b"3gp5isom", "not_a_photo", "video"),
        (b"\0\0\0\x08wide\0\0\x20\0mdat", "not_a_photo", "video"),
        (b"RIFF\x10\0\0\0AVI LIST", "not_a_photo", "video"),
        (b"\x1aE\xdf\xa3\x01\0\0\0", "not_a_photo", "video"),
        ((b"G" + b"\xff" * 187) * 4, "not_a_photo", "video"),
        (b"\0" * 128 + b"DICM\2\0", "unsupported", "DICOM"),
        (b"8BPS\0\1", "unsupported", "Photoshop"),
        (b"P6\n64 64\n255\n", "unsupported", "Netpbm"),
        (b"II*\0\x10\0\0\0CR\2\0", "unsupported", "raw"),
        (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "unsupported", "raw"),
        (b"FUJIFILMCCD-RAW 0201", "unsupported", "raw"),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", "truncated", "incomplete"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "truncated", "incomplete"),
        (b"\0\0\0\x1cftypavis\0\0\0\0avisavifmiaf", "several_frames", "burst"),
        (b"\0\0\0\x18ftyphevc\0\0\0\0msf1hevc", "several_frames", "burst"),
    ],
)
def test_determined_from_the_first_bytes(save, content, code, word):
    error = _refused(save(content, "patient.jpg"))
    assert error.code == code
    assert word in error.problem


def test_video_names_the_remedy(save):
    assert "still" in _refused(save(b"\0\0\0\x20ftypisom\0\0\2\0isom", "a.mp4")).remedy


@pytest.mark.parametrize("name", ["a.gif", "a.jp2", "a.ppm", "a.ico", "a.icns"])
def test_other_picture_formats(save, gradient, name):
    error = _refused(save(gradient.resize((128, 128)), name))
    assert error.code == "unsupported"
    assert "JPEG" in error.remedy


@pytest.mark.parametrize(
    ("name", "code", "word", "remedy"),
    [
        ("a.DNG", "unsupported", "raw", "JPEG or TIFF"),
        ("a.cr3", "unsupported", "raw", "JPEG or TIFF"),
        ("a.MOV", "not_a_photo", "video", "still"),
        ("a.pdf", "not_a_photo", "PDF", "JPEG"),
        ("a.psd", "unsupported", "Photoshop", "JPEG"),
        ("a.livp", "unsupported", "Live Photo", "JPEG"),
        (".a.heic.icloud", "not_downloaded", "iCloud", "Finder"),
        ("a.jpg.icloud", "not_a_photo", "whatever its name says", "JPEG"),
        ("a.avif", "not_a_photo", "whatever its name says", "AVIF"),
    ],
)
def test_where_the_bytes_say_nothing_the_name_says_what_was_meant(save, name, code, word, remedy):
    error = _refused(save(b"\xd2\xea\xa1\xb8" * 50, name))
    assert (error.code, word in error.problem, remedy in error.remedy) == (code, True, True)


def test_a_placeholder_may_be_empty(save):
    assert _refused(save(b"", ".a.heic.icloud")).code == "not_downloaded"
    assert _refused(save(b"", "a.dng")).code == "empty_file"


@pytest.mark.parametrize("name", ["a.nef", "a.ARW", "a.dng"])
def test_a_tiff_that_is_called_raw_is_not_measured(save, gradient, name):
    """Its first picture may be the camera's small preview, without any tag that says so."""
    error = _refused(save(save(gradient, "a.tif").read_bytes(), name))
    assert error.code == "unsupported"
    assert "raw" in error.problem


def test_run_length_bmp(save):
    """Pillow writes none; a few bytes of it are any number of pixels, whatever the declared size."""
    error = _refused(save(KINDS["bmp run-length"](b"", b""), "a.bmp"))
    assert error.code == "unsupported"
    assert "run-length" in error.problem


# --- JPEGs that cost more than they can hold


def test_passes_of_a_jpeg(save):
    """Each pass costs the decoder time, and a few bytes are one."""
    error = _refused(save(BOMBS["jpeg bomb of passes"](b"", b""), "a.jpg"))
    assert error.code == "unsupported"
    assert "100" in error.problem
    assert read_photo(save(BOMBS["jpeg just few enough passes"](b"", b""), "b.jpg")).width == 96


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_the_fewest_bytes_a_jpeg_can_have(save, mode, progressive):
    """One colour, compressed to the utmost, is read; with its pixels taken out between start and end it is damaged."""
    whole = save(Image.new(mode, (1600, 1200)), "a.jpg", quality=1, optimize=True, progressive=progressive)
    assert read_photo(whole).pixels.shape == (1200, 1600, 3)
    data = whole.read_bytes()
    pixels = data.index(b"\xff\xda") + 14
    assert _refused(save(data[: pixels + 300] + b"\xff\xd9", "b.jpg")).code == "truncated"


def test_passes_in_what_lies_beside_a_jpeg_do_not_count(save, gradient):
    """Marks of passes stand in previews, in the EXIF block, and by chance in the video behind a live photo."""
    marks = 200 * b"\xff\xda\0\2"
    path = save(gradient, "a.jpg", exif=b"Exif\0\0II*\0\x08\0\0\0" + marks, comment=marks)
    path.write_bytes(path.read_bytes() + marks)
    assert np.abs(read_photo(path).pixels.astype(int) - np.asarray(gradient)).mean() < 3


# --- TIFFs that would be read wrongly


@pytest.mark.parametrize(
    ("dtype", "options"),
    [
        (np.float32, {}),
        (np.float16, {}),
        (np.float64, {}),
        (np.int32, {}),
        (np.int16, {}),
        (np.uint16, {"photometric": "miniswhite"}),
        (np.uint16, {"photometric": "miniswhite", "byteorder": ">"}),
        (np.uint16, {"byteorder": ">", "bigtiff": True}),
        (np.uint16, {"subfiletype": 1}),
        (np.uint16, {"extratags": [(50706, "B", 4, b"\1\4\0\0", False)]}),
    ],
)
def test_unusual_tiff(tmp_path, dtype, options):
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, np.ones((80, 80), dtype), **options)
    assert _refused(path).code == "unsupported"


@pytest.mark.parametrize("dtype", [np.float32, np.uint32])
def test_unusual_colour_tiff(tmp_path, dtype):
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, np.ones((80, 80, 3), dtype), photometric="rgb")
    assert _refused(path).code == "unsupported"


def test_twelve_bit_tiff(tmp_path):
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, np.ones((80, 80), np.uint16))
    with tifffile.TiffFile(path, mode="r+") as file:
        file.pages[0].tags["BitsPerSample"].overwrite(12)
    assert _refused(path).code == "unsupported"


def test_planar_sixteen_bit_tiff(tmp_path):
    """Pillow 12 and 13 take the bytes of each plane for 8-bit values when the planes are not compressed."""
    path = tmp_path / "a.tif"
    planes = np.random.default_rng(6).integers(0, 65536, (3, 80, 80), np.uint16)
    tifffile.imwrite(path, planes, photometric="rgb", planarconfig="separate")
    assert _refused(path).code == "unsupported"
    tifffile.imwrite(path, planes, photometric="rgb", planarconfig="separate", compression="zlib")
    assert np.abs(read_photo(path).pixels - np.moveaxis(planes, 0, 2) / 257).max() < 1


@pytest.mark.parametrize("transfer", [16, 18])
def test_hdr_heic(save, gradient, transfer):
    path = save(gradient, "a.heic", color_primaries=9, transfer_characteristics=transfer, matrix_coefficients=9)
    error = _refused(path)
    assert error.code == "unsupported"
    assert "HDR" in error.problem


@pytest.mark.parametrize("transfer", [16, 18])
def test_hdr_avif(save, gradient, transfer):
    data = save(gradient, "a.avif").read_bytes()
    assert data.count(b"colrnclx\0\1\0\r") == 1
    error = _refused(save(data.replace(b"colrnclx\0\1\0\r", b"colrnclx\0\x09\0" + bytes([transfer])), "a.avif"))
    assert error.code == "unsupported"
    assert "HDR" in error.problem


def test_avif_where_pillow_cannot_read_it(save, gradient, monkeypatch):
    monkeypatch.setattr("PIL.AvifImagePlugin.SUPPORTED", False)
    error = _refused(save(KINDS["avif"](b"", b""), "a.avif"))
    assert (error.code, "AVIF" in error.problem) == ("unsupported", True)


# --- several frames


@pytest.mark.parametrize("name", ["a.gif", "a.webp", "a.png", "a.tif", "a.heic", "a.avif"])
def test_several_frames(save, gradient, quadrants, name):
    frames = [quadrants.resize(gradient.size)]
    error = _refused(save(gradient, name, save_all=True, append_images=frames))
    assert error.code == "several_frames"
    assert "one" in error.remedy


def test_one_frame_of_an_animated_format_is_a_photo(save, gradient):
    path = save(gradient, "a.png", save_all=True, append_images=[])
    assert np.array_equal(read_photo(path).pixels, np.asarray(gradient))


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
        error = _refused(save(data[:length], f"cut_{name}"))
        assert error.code == "truncated", f"{length} of {len(data)} bytes"
    assert "again" in error.remedy
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("compression", ["tiff_lzw", "tiff_adobe_deflate"])
def test_damage_inside_a_tiff_says_nothing_but_the_sentence(save, gradient, compression, capfd):
    """libtiff writes its own complaints to standard error."""
    data = bytearray(save(gradient, "a.tif", compression=compression).read_bytes())
    half = len(data) // 2
    data[half : half + 40] = 40 * b"\xff"
    assert _refused(save(bytes(data), "b.tif")).code == "truncated"
    assert capfd.readouterr() == ("", "")


def test_cut_tiff_that_begins_with_its_tags(tmp_path, gradient, save, capfd):
    """Then the cut is in the pixels, and libtiff would say so on the screen."""
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, np.asarray(gradient), compression="zlib", rowsperstrip=30)
    data = path.read_bytes()
    for length in np.linspace(500, len(data) - 1, 20, dtype=int):
        assert _refused(save(data[:length], "cut.tif")).code == "truncated"
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
    assert _refused(save(data[:half] + b"\0" * half, "b.jpg")).code == "truncated"


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
    error = _refused(save(_declare(name, side, side), name))
    assert error.code == "too_large"
    assert f"{100 if name == 'a.avif' else 200} megapixels" in error.problem


@pytest.mark.parametrize(("width", "height", "code"), [(16320, 12240, "truncated"), (20001, 10000, "too_large")])
def test_the_limit_is_ours_and_not_pillows(save, width, height, code):
    """A phone's 199.8 megapixels pass, where Pillow alone gives up at 179; the next size up does not."""
    assert _refused(save(_png(width, height), "a.png")).code == code


def test_too_many_bytes_are_refused_before_reading(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    path = tmp_path / "a.tif"
    with path.open("wb") as file:
        file.truncate(1_000_000_001)
    error = _refused(path)
    assert error.code == "too_large"
    assert "1 GB" in error.problem


@pytest.mark.parametrize(("size", "accepted"), [((64, 64), True), ((63, 640), False), ((640, 63), False)])
def test_too_small(save, size, accepted):
    path = save(Image.new("RGB", size), "a.png")
    if accepted:
        assert read_photo(path).pixels.shape == (64, 64, 3)
    else:
        error = _refused(path)
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
