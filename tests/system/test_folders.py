"""Photos in a folder, in order; pictures that cannot be measured; what belongs to no user; folders that are none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wrinkle_scan.photo.formats import why_not_measured
from wrinkle_scan.system.errors import PathError
from wrinkle_scan.system.folders import NON_PICTURES, NOT_MEASURED, PICTURES, files_in, photos_in

JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF"
RANDOM = b"\xd2\xea\xa1\xb8" * 50
SYSTEMS_OWN = [
    "@eaDir", "@EADIR", "#recycle", "#snapshot", "__MACOSX", ".Trashes", ".Spotlight-V100", "$RECYCLE.BIN",
    "$Recycle.Bin", "System Volume Information", "lost+found", ".thumbnails", "@Recycle", ".@__thumb", ".hidden",
    "@__thumb", "_gsdata_", "Lightroom Catalog Previews.lrdata",
]  # fmt: skip


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    for name in ("b.jpg", "a.HEIC", "notes.txt", ".hidden.jpg", "later/c.png"):
        _made(tmp_path / name, b"")
    return tmp_path


def _made(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _names(paths: list[Path]) -> set[str]:
    return {path.name for path in paths}


def test_photos_come_in_order_without_what_is_none(folder: Path) -> None:
    assert [p.relative_to(folder).as_posix() for p in photos_in(folder)] == ["a.HEIC", "b.jpg", "later/c.png"]


def test_not_deep_means_this_folder_alone(folder: Path) -> None:
    assert [p.name for p in photos_in(folder, deep=False)] == ["a.HEIC", "b.jpg"]


@pytest.mark.parametrize("closed", ["a", "later", "z"])
def test_a_folder_that_may_not_be_read_is_handed_out_wherever_it_stands(
    folder: Path, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    (folder / closed).mkdir(exist_ok=True)
    looked_into = os.scandir

    def scandir(path: str) -> object:
        if Path(path) == folder / closed:
            raise PermissionError(13, "Permission denied", path)
        return looked_into(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert folder / closed in photos_in(folder)
    assert files_in(folder, NON_PICTURES) == []


@pytest.mark.parametrize(("name", "cause"), [("missing", "no such folder"), ("b.jpg", "not a folder")])
def test_what_is_no_folder_is_refused(folder: Path, name: str, cause: str) -> None:
    with pytest.raises(PathError, match=cause):
        photos_in(folder / name)


@pytest.mark.parametrize("name", SYSTEMS_OWN)
def test_what_a_server_or_system_keeps_is_nobodys_photo(tmp_path: Path, name: str) -> None:
    _made(tmp_path / "P1" / name / "2026-01-05_rest.jpg" / "SYNOPHOTO_THUMB_XL.jpg", JPEG)
    _made(tmp_path / name / "IMG_1.mov", RANDOM)
    assert files_in(tmp_path, (*PICTURES, *NOT_MEASURED)) == []


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "THUMBS.DB", "desktop.ini", "._a.jpg", ".a.mov"])
def test_nor_are_its_files_whatever_is_in_them(tmp_path: Path, name: str) -> None:
    _made(tmp_path / name, JPEG)
    assert files_in(tmp_path, (*PICTURES, *NOT_MEASURED)) == []


def test_names_that_only_resemble_the_systems_are_the_users(tmp_path: Path) -> None:
    for name in ("#12 Anna", "@clinic", "Recycle", "eaDir", "thumbs"):
        _made(tmp_path / name / "a.jpg", JPEG)
    assert len(photos_in(tmp_path)) == 5


ENDINGS = [
    "jpg", "JPEG", "jpe", "jfif", "HIF", "heic", "heics", "heif", "avif", "PNG", "tif", "tiff", "webp", "bmp", "mpo",
    "gif",
]  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending_of_a_photo(tmp_path: Path, ending: str) -> None:
    """Believed as it stands: a damaged photo is reported too."""
    assert photos_in(tmp_path) == []
    _made(tmp_path / f"a.{ending}", b"")
    assert _names(photos_in(tmp_path)) == {f"a.{ending}"}


@given(
    name=st.text(st.sampled_from("abJ.1_- é"), min_size=1, max_size=12).filter(lambda n: n.strip(".") and n[0] != ".")
)
def test_the_first_bytes_of_a_photo_make_any_file_one(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    _made(folder / name, JPEG)
    assert _names(photos_in(folder)) == {name}


@pytest.mark.parametrize("content", [RANDOM, b"P1 was seen", b"%!PS-Adobe", b"%PDF-1.7", b"PK\3\4", b"\0\0\1\0", b""])
def test_a_file_of_another_kind_is_passed_over(tmp_path: Path, content: bytes) -> None:
    for name in ("notes.txt", "scores.csv", "report.html", "letter", "edit.aae"):
        _made(tmp_path / name, content)
    assert files_in(tmp_path, (*PICTURES, *NOT_MEASURED)) == []


def test_what_cannot_be_measured_is_found_by_its_name(tmp_path: Path) -> None:
    pictures = {
        "a.DNG",
        "a.cr2",
        "a.CR3",
        "a.nef",
        "a.arw",
        "a.orf",
        "a.rw2",
        "a.raf",
        "a.psd",
        "a.jxl",
        ".a.heic.icloud",
    }
    others = {"a.MOV", "a.mp4", "a.pdf", "a.dcm", ".b.mov.icloud", "a.zip", "a.7z", "a.pptx", "a.docx", "a.msg"}
    for name in pictures | others | {".notes.txt.icloud", "b.icloud"}:
        _made(tmp_path / name, RANDOM)
    assert photos_in(tmp_path) == []
    assert _names(files_in(tmp_path, PICTURES)) == pictures
    assert _names(files_in(tmp_path, NON_PICTURES)) == others


def test_a_raw_file_by_any_name_is_reported(tmp_path: Path) -> None:
    _made(tmp_path / "IMG_1", b"FUJIFILMCCD-RAW 0201")
    assert _names(files_in(tmp_path, NOT_MEASURED)) == {"IMG_1"}


@pytest.mark.parametrize("name", ["a.DNG", "a.mov", "a.pdf"])
def test_a_photo_called_otherwise_is_a_photo(tmp_path: Path, name: str) -> None:
    _made(tmp_path / name, JPEG)
    assert _names(photos_in(tmp_path)) == {name}
    assert files_in(tmp_path, NOT_MEASURED) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes on Windows")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert _names(files_in(tmp_path, PICTURES)) == {"pipe.jpg"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("IMG_1.jpg.lnk", "This is a link"),
        ("a.url", "This is a link"),
        ("IMG_1.jpg.gpg", "encrypted"),
        ("a.HEVC", "video"),
    ],
)
def test_links_and_locked_files_are_named(tmp_path: Path, name: str, words: str) -> None:
    _made(tmp_path / name, RANDOM)
    assert _names(files_in(tmp_path, NON_PICTURES)) == {name}
    assert words in why_not_measured(tmp_path / name).reason
