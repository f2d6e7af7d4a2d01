"""A file in no format of photos is refused by what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from wrinkle_scan.photo.formats import photo_format, why_not_measured
from wrinkle_scan.system.errors import PhotoError

OTHERS = {
    b"": "empty_file",
    b"%PDF-1.7": "not_a_photo",
    b"\0\0\0\x18moov": "not_a_photo",
    b"8BPS": "unsupported",
    b"II*\0\x10\0\0\0CR\x02\0": "unsupported",
    b"letter": "not_a_photo",
}


def test_a_photo_is_its_bytes_format() -> None:
    assert photo_format(Path("a.png"), b"\xff\xd8\xff\xe0") == "JPEG"


@pytest.mark.parametrize("content", OTHERS)
def test_another_kind_has_its_reason(content: bytes) -> None:
    with pytest.raises(PhotoError) as refused:
        photo_format(Path("a.jpg"), content)
    assert refused.value.code == OTHERS[content]


@pytest.mark.parametrize(
    ("name", "code"), [(".a.HEIC.icloud", "not_downloaded"), ("a.zip", "not_a_photo"), ("a.txt", "not_a_photo")]
)
def test_a_file_of_unknown_bytes_is_refused_by_its_name(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / name).write_bytes(b"????")
    assert why_not_measured(tmp_path / name).code == code


def test_no_two_kinds_have_one_sentence(tmp_path: Path) -> None:
    names = ["a.mov", "a.pdf", "a.zip", "a.docx", "a.lnk", "a.gpg", "a.dng", ".a.jpg.icloud", "a.txt", "a.psd"]
    for name in names:
        (tmp_path / name).write_bytes(b"????")
    said = {str(why_not_measured(tmp_path / name)).partition(": ")[2] for name in names}
    assert len(said) == len(names)
