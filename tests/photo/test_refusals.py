"""Each kind of file that is no measurable photo: the code, the sentence, and nothing else on the screen."""

from __future__ import annotations

import numpy as np
import pytest
import tifffile
from fuzz_files import BOMBS, KINDS
from PIL import Image
from refused_photos import refused

from wrinkle_scan.photo.reading import read_photo

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
    error = refused(save(content, "patient.jpg"))
    assert error.code == code
    assert word in error.problem


def test_video_names_the_remedy(save):
    assert "still" in refused(save(b"\0\0\0\x20ftypisom\0\0\2\0isom", "a.mp4")).remedy


@pytest.mark.parametrize("name", ["a.gif", "a.jp2", "a.ppm", "a.ico", "a.icns"])
def test_other_picture_formats(save, gradient, name):
    error = refused(save(gradient.resize((128, 128)), name))
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
    error = refused(save(b"\xd2\xea\xa1\xb8" * 50, name))
    assert (error.code, word in error.problem, remedy in error.remedy) == (code, True, True)


def test_a_placeholder_may_be_empty(save):
    assert refused(save(b"", ".a.heic.icloud")).code == "not_downloaded"
    assert refused(save(b"", "a.dng")).code == "empty_file"


@pytest.mark.parametrize("name", ["a.nef", "a.ARW", "a.dng"])
def test_a_tiff_that_is_called_raw_is_not_measured(save, gradient, name):
    """Its first picture may be the camera's small preview, without any tag that says so."""
    error = refused(save(save(gradient, "a.tif").read_bytes(), name))
    assert error.code == "unsupported"
    assert "raw" in error.problem


def test_run_length_bmp(save):
    """Pillow writes none; a few bytes of it are any number of pixels, whatever the declared size."""
    error = refused(save(KINDS["bmp run-length"](b"", b""), "a.bmp"))
    assert error.code == "unsupported"
    assert "run-length" in error.problem


# --- JPEGs that cost more than they can hold


def test_passes_of_a_jpeg(save):
    """Each pass costs the decoder time, and a few bytes are one."""
    error = refused(save(BOMBS["jpeg bomb of passes"](b"", b""), "a.jpg"))
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
    assert refused(save(data[: pixels + 300] + b"\xff\xd9", "b.jpg")).code == "truncated"


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
    assert refused(path).code == "unsupported"


@pytest.mark.parametrize("dtype", [np.float32, np.uint32])
def test_unusual_colour_tiff(tmp_path, dtype):
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, np.ones((80, 80, 3), dtype), photometric="rgb")
    assert refused(path).code == "unsupported"


def test_twelve_bit_tiff(tmp_path):
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, np.ones((80, 80), np.uint16))
    with tifffile.TiffFile(path, mode="r+") as file:
        file.pages[0].tags["BitsPerSample"].overwrite(12)
    assert refused(path).code == "unsupported"


def test_planar_sixteen_bit_tiff(tmp_path):
    """Pillow 12 and 13 take the bytes of each plane for 8-bit values when the planes are not compressed."""
    path = tmp_path / "a.tif"
    planes = np.random.default_rng(6).integers(0, 65536, (3, 80, 80), np.uint16)
    tifffile.imwrite(path, planes, photometric="rgb", planarconfig="separate")
    assert refused(path).code == "unsupported"
    tifffile.imwrite(path, planes, photometric="rgb", planarconfig="separate", compression="zlib")
    assert np.abs(read_photo(path).pixels - np.moveaxis(planes, 0, 2) / 257).max() < 1


@pytest.mark.parametrize("transfer", [16, 18])
def test_hdr_heic(save, gradient, transfer):
    path = save(gradient, "a.heic", color_primaries=9, transfer_characteristics=transfer, matrix_coefficients=9)
    error = refused(path)
    assert error.code == "unsupported"
    assert "HDR" in error.problem


@pytest.mark.parametrize("transfer", [16, 18])
def test_hdr_avif(save, gradient, transfer):
    data = save(gradient, "a.avif").read_bytes()
    assert data.count(b"colrnclx\0\1\0\r") == 1
    error = refused(save(data.replace(b"colrnclx\0\1\0\r", b"colrnclx\0\x09\0" + bytes([transfer])), "a.avif"))
    assert error.code == "unsupported"
    assert "HDR" in error.problem


def test_avif_where_pillow_cannot_read_it(save, gradient, monkeypatch):
    monkeypatch.setattr("PIL.AvifImagePlugin.SUPPORTED", False)
    error = refused(save(KINDS["avif"](b"", b""), "a.avif"))
    assert (error.code, "AVIF" in error.problem) == ("unsupported", True)


# --- several frames


@pytest.mark.parametrize("name", ["a.gif", "a.webp", "a.png", "a.tif", "a.heic", "a.avif"])
def test_several_frames(save, gradient, quadrants, name):
    frames = [quadrants.resize(gradient.size)]
    error = refused(save(gradient, name, save_all=True, append_images=frames))
    assert error.code == "several_frames"
    assert "one" in error.remedy


def test_one_frame_of_an_animated_format_is_a_photo(save, gradient):
    path = save(gradient, "a.png", save_all=True, append_images=[])
    assert np.array_equal(read_photo(path).pixels, np.asarray(gradient))
