"""Files of a folder that are not measured are named by reason, each once."""

from __future__ import annotations

from pathlib import Path

import pytest

from wrinkle_scan.cli.left_out import NAMED, report_left_out
from wrinkle_scan.system.folders import NOT_MEASURED


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.mov", "b\n.mov", "form.pdf", "raw.dng", "photo.jpg", "notes.txt", "deep/c.mov"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"\xd2\xea\xa1\xb8")
    return tmp_path


def said(folder: Path, *options: object, **more: object) -> list[str]:
    lines: list[str] = []
    report_left_out(folder, *options, notify=lines.append, **more)  # type: ignore[arg-type]
    return lines


def test_one_line_for_each_reason(folder: Path) -> None:
    videos, document = said(folder)
    names = (folder / "a.mov", f"{folder}/b\\n.mov", folder / "deep" / "c.mov")
    assert videos.startswith(f"Left out: {', '.join(map(str, names))}: The file is a video")
    assert document.startswith(f"Left out: {folder / 'form.pdf'}: The file is a PDF document")


def test_what_is_asked_for_is_reported_and_what_is_excepted_is_not(folder: Path) -> None:
    lines = said(folder, NOT_MEASURED, deep=False, but=[folder / "form.pdf", folder / "a.mov"])
    assert [line.split(": ")[1] for line in lines] == [f"{folder}/b\\n.mov", str(folder / "raw.dng")]


def test_of_many_the_first_are_named_and_without_names_they_are_counted(tmp_path: Path) -> None:
    for number in range(NAMED + 4):
        (tmp_path / f"{number:02}.mov").write_bytes(b"")
    (line,) = said(tmp_path)
    assert f"{NAMED - 1:02}.mov and 4 more: " in line and f"{NAMED:02}.mov" not in line
    assert said(tmp_path, named=False)[0].startswith(f"Left out: {NAMED + 4} files: ")


def test_a_manifest_has_no_files_left_out(tmp_path: Path) -> None:
    (tmp_path / "photos.csv").touch()
    assert said(tmp_path / "photos.csv") == said(tmp_path / "none") == []
