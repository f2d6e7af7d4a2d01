"""What cameras, phones and forgers write into EXIF, and what is to be made of it."""

from __future__ import annotations

import io

import pillow_heif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from wrinkle_scan.photo.metadata import read_metadata

ORIENTATION, DESCRIPTION, DATE_TIME = 0x0112, 0x010E, 0x0132
ORIGINAL, DIGITIZED = 0x9003, 0x9004
OFFSET, OFFSET_ORIGINAL, OFFSET_DIGITIZED, SUBSEC_ORIGINAL = 0x9010, 0x9011, 0x9012, 0x9291


def _image(main: dict | None = None, camera: dict | None = None) -> Image.Image:
    """A loaded JPEG with these tags in its first and in its camera directory."""
    exif = Image.Exif()
    exif.update(main or {})
    exif.get_ifd(0x8769).update(camera or {})
    data = io.BytesIO()
    Image.new("RGB", (8, 8)).save(data, "JPEG", exif=exif)
    image = Image.open(data)
    image.load()
    return image


@pytest.mark.parametrize(
    ("main", "camera", "expected"),
    [
        ({}, {}, None),
        ({}, {ORIGINAL: "2024:05:06 07:08:09"}, "2024-05-06T07:08:09"),
        ({}, {ORIGINAL: "2024:05:06 07:08:09", OFFSET_ORIGINAL: "+02:00"}, "2024-05-06T07:08:09+02:00"),
        ({}, {ORIGINAL: "2024:05:06 07:08:09", OFFSET_ORIGINAL: "-09:30"}, "2024-05-06T07:08:09-09:30"),
        ({}, {ORIGINAL: "2024:05:06 07:08:09", SUBSEC_ORIGINAL: "123"}, "2024-05-06T07:08:09"),
        ({}, {ORIGINAL: "2024-05-06T07:08:09.25Z"}, "2024-05-06T07:08:09"),
        ({}, {ORIGINAL: "2024:02:29 00:00:00"}, "2024-02-29T00:00:00"),
        # years of Thailand's and Iran's calendars, by the rule that reads them in names
        ({}, {ORIGINAL: "2569:02:05 10:00:00"}, "2026-02-05T10:00:00"),
        ({}, {ORIGINAL: "2567:02:29 10:00:00"}, "2024-02-29T10:00:00"),
        ({}, {ORIGINAL: "1404:10:15 10:00:00"}, "2026-01-05T10:00:00"),
        ({}, {ORIGINAL: "2594:02:05 10:00:00"}, "2594-02-05T10:00:00"),
        # the offset belongs to its own time only, and nonsense in it does not spoil the time
        ({}, {ORIGINAL: "2024:05:06 07:08:09", OFFSET_DIGITIZED: "+02:00"}, "2024-05-06T07:08:09"),
        ({}, {ORIGINAL: "2024:05:06 07:08:09", OFFSET_ORIGINAL: "   :  "}, "2024-05-06T07:08:09"),
        ({}, {ORIGINAL: "2024:05:06 07:08:09", OFFSET_ORIGINAL: "+99:99"}, "2024-05-06T07:08:09"),
        # second and third best
        ({DATE_TIME: "2025:01:01 00:00:00"}, {DIGITIZED: "2024:05:06 07:08:09"}, "2024-05-06T07:08:09"),
        ({DATE_TIME: "2025:01:02 03:04:05"}, {OFFSET: "+01:00"}, "2025-01-02T03:04:05+01:00"),
        (
            {DATE_TIME: "2025:01:02 03:04:05"},
            {ORIGINAL: "0000:00:00 00:00:00", DIGITIZED: "    :  :     :  :  "},
            "2025-01-02T03:04:05",
        ),
        # garbage
        ({DATE_TIME: "0000:00:00 00:00:00"}, {}, None),
        ({DATE_TIME: "2026:01:05 10:00:00"}, {ORIGINAL: "2002:12:08 12:00:00"}, "2026-01-05T10:00:00"),
        ({DATE_TIME: "1970:01:01 00:00:00"}, {}, None),
        ({DATE_TIME: "2002:12:08 12:00:01"}, {}, "2002-12-08T12:00:01"),
        ({DATE_TIME: "    :  :     :  :  "}, {}, None),
        ({DATE_TIME: "2023:02:29 00:00:00"}, {}, None),
        ({DATE_TIME: "2023:13:01 00:00:00"}, {}, None),
        ({DATE_TIME: "2023:01:01 25:00:00"}, {}, None),
        ({DATE_TIME: "yesterday"}, {}, None),
        ({DATE_TIME: "\u0662\u0660\u0662\u0664:05:06 07:08:09"}, {}, None),
        ({DATE_TIME: ""}, {}, None),
    ],
)
def test_capture_time(main, camera, expected):
    assert read_metadata(_image(main, camera)).captured_at == expected


@pytest.mark.parametrize(
    ("main", "camera", "last_change"),
    [
        ({DATE_TIME: "2025:01:02 03:04:05"}, {}, True),
        ({DATE_TIME: "2025:01:02 03:04:05"}, {DIGITIZED: "2024:05:06 07:08:09"}, False),
        ({DATE_TIME: "2025:01:02 03:04:05"}, {ORIGINAL: "0000:00:00 00:00:00"}, True),
        ({DATE_TIME: "0000:00:00 00:00:00"}, {}, False),
    ],
)
def test_the_time_of_a_change_is_known_as_such(main, camera, last_change):
    assert read_metadata(_image(main, camera)).last_change is last_change


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("frown, day 14", "frown, day 14"),
        ("  frown \n day\t14 \r\n", "frown day 14"),
        ("fro\x07wn\x1b[31m", "frown[31m"),
        ("M\u00fcller".encode(), "M\u00fcller"),
        ("M\u00fcller".encode("latin-1"), "M\u00fcller"),
        ("\u6c38\u4e95".encode(), "\u6c38\u4e95"),
        ("a\u202eb\u200bc".encode(), "abc"),
        ("x" * 1000, "x" * 300),
        ("   ", None),
        ("\x07\x08", None),
    ],
)
def test_description(written, expected):
    assert read_metadata(_image({DESCRIPTION: written})).description == expected


@pytest.mark.parametrize(
    ("written", "expected"), [(1, 1), (6, 6), (8, 8), (0, 1), (9, 1), (65535, 1), ((6, 3), 1), ("6", 1), (6.5, 1)]
)
def test_orientation(written, expected):
    exif = Image.Exif()
    exif[ORIENTATION] = written
    image = Image.new("RGB", (8, 8))
    image.getexif().update(exif)
    assert read_metadata(image).orientation == expected


def test_heic_needs_no_turning_whatever_its_exif_says():
    data = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 64))).save(data)
    image = pillow_heif.HeifImageFile(data)
    image.load()
    image.getexif()[ORIENTATION] = 6
    assert read_metadata(image).orientation == 1


def test_nothing_there():
    assert read_metadata(Image.new("RGB", (8, 8))) == (None, None, 1, False)


def _with_exif(block: bytes) -> Image.Image:
    image = Image.new("RGB", (8, 8))
    image.info["exif"] = block
    return image


def _check_harmless(block: bytes) -> None:
    captured_at, description, orientation, _ = read_metadata(_with_exif(block))
    assert captured_at is None or captured_at[4] == "-"
    assert description is None or (0 < len(description) <= 300 and description.isprintable())
    assert orientation in range(1, 9)


VALID = _image(
    {DESCRIPTION: "frown, day 14", ORIENTATION: 6, DATE_TIME: "2025:01:02 03:04:05"},
    {ORIGINAL: "2024:05:06 07:08:09", OFFSET_ORIGINAL: "+02:00"},
).info["exif"]


def test_the_valid_block_is_read():
    assert read_metadata(_with_exif(VALID)) == ("2024-05-06T07:08:09+02:00", "frown, day 14", 6, False)


STARTS = [b"", b"Exif\0\0", b"Exif\0\0MM\0*\0\0\0\x08", b"Exif\0\0II*\0\x08\0\0\0"]


@given(st.binary(max_size=300), st.sampled_from(STARTS))
@settings(max_examples=300, deadline=None)
def test_random_blocks_never_raise(block, start):
    _check_harmless(start + block)


@given(st.lists(st.tuples(st.integers(6, len(VALID) - 1), st.integers(0, 255)), min_size=1, max_size=12))
@settings(max_examples=400, deadline=None)
def test_damaged_blocks_never_raise(changes):
    block = bytearray(VALID)
    for place, value in changes:
        block[place] = value
    _check_harmless(bytes(block))


@pytest.mark.parametrize("length", range(0, len(VALID), 5))
def test_cut_blocks_never_raise(length):
    _check_harmless(VALID[:length])


def test_directory_that_points_to_itself():
    """The camera directory's offset leads back to the first directory."""
    block = b"Exif\0\0MM\0*\0\0\0\x08" + b"\0\x01" + b"\x87\x69\0\x04\0\0\0\x01\0\0\0\x08" + b"\0\0\0\x08"
    assert read_metadata(_with_exif(block)) == (None, None, 1, False)


@pytest.mark.parametrize("hexadecimal", ["zz", "0", "\n\n\n4d4d"])
def test_exif_as_text_in_a_png(hexadecimal):
    image = Image.new("RGB", (8, 8))
    image.info["Raw profile type exif"] = hexadecimal
    assert read_metadata(image) == (None, None, 1, False)
