"""What a file is, by its first bytes as the formats' own standards give them, and by its name only without these."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wrinkle_scan.system.file_kinds import (
    ARCHIVE,
    DICOM,
    PDF,
    PLACEHOLDER,
    RAW,
    SEQUENCE,
    VIDEO,
    head_of,
    is_photo,
    kind_of,
    placeholder_target,
)


def media(*brands: bytes) -> bytes:
    """The type box of an ISO base media file: its size, its name, the major brand, a version, and all brands."""
    content = brands[0] + bytes(4) + b"".join(brands)
    return (8 + len(content)).to_bytes(4, "big") + b"ftyp" + content + bytes(40)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "WEBP"),
        (b"RIFF\x24\0\0\0AVI LIST", VIDEO),
        (b"II*\0\x08\0\0\0", "TIFF"),
        (b"II*\0\x10\0\0\0CR\x02\0", RAW),
        (b"%PDF-1.7\n", PDF),
        (bytes(128) + b"DICM", DICOM),
        (media(b"heic", b"mif1"), "HEIF"),
        (media(b"mif1", b"avif"), "AVIF"),
        (media(b"avif", b"mif1"), "AVIF"),
        (media(b"hevc", b"msf1"), SEQUENCE),
        (media(b"qt  "), VIDEO),
        (b"\0\0\0\x18moov" + bytes(30), VIDEO),
    ],
)
def test_the_first_bytes_decide_whatever_the_name_says(head: bytes, kind: str) -> None:
    assert kind_of("photo.jpg", head) == kind
    assert kind_of("letter.docx", head) == kind


def test_unknown_bytes_are_what_the_ending_says_but_never_a_photo() -> None:
    assert kind_of("a.ZIP", b"????") == ARCHIVE
    assert kind_of("a.jpg", b"????") is None
    assert kind_of(".IMG_1.HEIC.icloud", b"bplist00") == PLACEHOLDER


def test_a_cameras_raw_file_in_a_tiffs_dress_is_known_by_its_name() -> None:
    assert kind_of("a.NEF", b"MM\0*\0\0\0\x08") == RAW
    assert kind_of("a.tif", b"MM\0*\0\0\0\x08") == "TIFF"


def test_a_placeholder_names_the_photo_that_it_stands_for() -> None:
    assert placeholder_target(".IMG_1.HEIC.icloud") == "IMG_1.HEIC"
    assert placeholder_target("IMG_1.HEIC") is None


def test_a_pipe_is_not_waited_for_and_a_missing_file_is_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert head_of(tmp_path / "pipe.jpg") == head_of(tmp_path / "missing.jpg") == b""
    (tmp_path / "a.dat").write_bytes(b"\xff\xd8\xff\xe0" + bytes(2000))
    assert len(head_of(tmp_path / "a.dat")) == 640 and is_photo(tmp_path / "a.dat")
    assert not is_photo(tmp_path / "pipe.jpg")
