"""compare with a folder of captures for a visit."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from commands import Run
from PIL import Image
from sample_photos import AFTER, analyzed, another_take


@pytest.fixture()
def visit(tmp_path: Path, portrait: Path) -> Path:
    """Two captures: the portrait, and the same head turned a little."""
    folder = tmp_path / "visit"
    folder.mkdir()
    shutil.copy(portrait, folder / "1.frown.jpg")
    shown = analyzed(portrait)
    Image.fromarray(another_take(shown.photo, shown.face, 1).pixels).save(folder / "2.frown.jpg", quality=90)
    return folder


@pytest.mark.slow
def test_a_folder_is_a_visit_and_every_capture_is_named_in_the_result(run: Run, visit: Path) -> None:
    result = run("compare", visit, AFTER, "--json", "-")
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert [Path(c["path"]).name for c in data["captures"]["before"]] == ["1.frown.jpg", "2.frown.jpg"]
    assert len({c["sha256"] for c in data["captures"]["before"]}) == 2
    assert [Path(c["path"]).name for c in data["captures"]["after"]] == [AFTER.name]
    assert data["regions"]["glabella"]["verdict"] == "improved"
    assert any(issue["code"] == "captures" for issue in data["issues"])


@pytest.mark.slow
def test_a_capture_that_cannot_be_measured_is_left_out_by_name(run: Run, visit: Path) -> None:
    Image.open(visit / "2.frown.jpg").rotate(90, expand=True).save(visit / "2.frown.jpg")
    (visit / "3.frown.jpg").write_bytes(b"")
    result = run("compare", visit, AFTER, "--json", "-")
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    sideways, empty = [issue["message"] for issue in data["issues"] if issue["code"] == "left_out"]
    assert sideways.startswith("2.frown.jpg is left out. The face lies on its side")
    assert empty.startswith("3.frown.jpg is left out. The file is empty.")
    assert data["regions"]["glabella"]["verdict"] == "improved"


def test_a_visit_of_which_no_capture_can_be_measured_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "visit").mkdir()
    for name in ("1.jpg", "2.jpg"):
        (tmp_path / "visit" / name).write_bytes(b"")
    result = run("compare", tmp_path / "visit", tmp_path / "visit")
    assert result.exit_code == 1 and "1.jpg: the file is empty" in result.stderr


def test_captures_of_several_series_are_refused(run: Run, visit: Path) -> None:
    (visit / "2.frown.jpg").rename(visit / "2.rest.jpg")
    result = run("compare", visit, AFTER)
    assert result.exit_code == 2
    assert "frown, rest" in result.stderr and str(visit) in result.stderr


def test_an_empty_folder_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("compare", tmp_path / "empty", AFTER)
    assert result.exit_code == 2
    assert "no photo in this folder" in result.stderr


def test_what_is_left_out_of_a_folder_is_reported(run: Run, tmp_path: Path) -> None:
    (tmp_path / "visit").mkdir()
    for name in ("a.DNG", "b.dng", "c.MOV"):
        (tmp_path / "visit" / name).write_bytes(b"\xd2\xea\xa1\xb8")
    result = run("compare", tmp_path / "visit", AFTER)
    assert result.exit_code == 2
    raw, video, error = result.stderr.splitlines()
    visit = tmp_path / "visit"
    assert raw.startswith(f"Left out: {visit / 'a.DNG'}, {visit / 'b.dng'}: The file is a camera raw file")
    assert raw.endswith("Export it as JPEG or TIFF and use that file.")
    assert video.startswith(f"Left out: {visit / 'c.MOV'}: The file is a video")
    assert "no photo in this folder" in error


def test_of_many_files_left_out_the_number_is_reported(run: Run, tmp_path: Path) -> None:
    for number in range(14):
        (tmp_path / f"{number:02}.mov").write_bytes(b"\xd2\xea\xa1\xb8")
    (line, _) = run("compare", tmp_path, AFTER).stderr.splitlines()
    assert f"{tmp_path / '09.mov'} and 4 more: " in line
    assert "10.mov" not in line


def test_an_original_in_a_folder_is_never_written_over(run: Run, visit: Path) -> None:
    original = (visit / "1.frown.jpg").read_bytes()
    result = run("compare", visit, AFTER, "--json", visit / "1.frown.jpg", "--overwrite")
    assert result.exit_code == 2
    assert (visit / "1.frown.jpg").read_bytes() == original
