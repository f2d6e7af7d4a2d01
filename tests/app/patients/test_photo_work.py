"""What the processes do for the patients' pages: pictures without metadata, halves, numbers that are kept."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sample_photos import BEFORE, SAMPLES, a_third, analyzed

from wrinkle_scan.app.patients import photo_work
from wrinkle_scan.app.patients.photo_work import Numbers
from wrinkle_scan.photo.reading import read_photo

pytestmark = pytest.mark.slow
WIDTH = 360


def test_nothing_of_the_file_is_sent_along() -> None:
    image = Image.open(io.BytesIO(photo_work.picture(BEFORE, WIDTH)))
    assert image.size == (360, 432) and not image.getexif() and "icc_profile" not in image.info


def test_a_half_is_cut_without_a_change_of_pixels(tmp_path: object) -> None:
    whole = read_photo(a_third())
    half = np.asarray(Image.open(io.BytesIO(photo_work.cut(a_third(), "left"))))
    assert half.shape[1] == whole.width // 2 and (half == whole.pixels[:, : whole.width // 2]).all()


def test_numbers_are_those_of_the_analysis_and_are_known_the_second_time(tmp_path: Path) -> None:
    root = tmp_path / "clinic"
    file = root / "P1" / "2026-01-05_frown.jpg"
    file.parent.mkdir(parents=True)
    shutil.copy(a_third(), file)
    asked = ((file, "frown"), (file, "smile"))
    assert photo_work.known_numbers(root, asked) == [None, None]  # type: ignore[arg-type]
    found = photo_work.measure(root, file, "frown")
    expected = {name: region["severity"] for name, region in analyzed(a_third()).to_dict()["regions"].items()}
    assert found == Numbers(expected)
    assert photo_work.known_numbers(root, asked) == [found, None], "another expression is another question"  # type: ignore[arg-type]


def test_why_a_photo_has_no_numbers_is_said_and_nothing_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "P1" / "2026-01-05_frown.jpg"
    file.parent.mkdir()
    Image.new("RGB", (800, 900), "beige").save(file)
    found = photo_work.measure(tmp_path, file, "frown")
    assert found.severities == {} and found.problem and "face" in found.problem and not found.unkept
    assert photo_work.known_numbers(tmp_path, ((file, "frown"),)) == [None]


def test_a_dropped_file_is_shown_with_its_problem_and_a_strange_face_is_named(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear colleague", encoding="utf-8")
    letter = photo_work.look_at(tmp_path / "letter", "letter.jpg")
    assert letter.thumbnail is None and letter.problem and letter.remedy
    Image.new("RGB", (800, 900), "beige").save(tmp_path / "wall", "JPEG")
    wall = photo_work.look_at(tmp_path / "wall", "wall.jpg")
    assert wall.thumbnail and wall.problem and not wall.composite
    stranger = SAMPLES / "charles_barkla.jpg"
    seen = photo_work.look_at(a_third(), "a.jpg", (stranger,))
    assert (seen.unlike, seen.problem) == (stranger, None) and seen.thumbnail
    assert photo_work.look_at(a_third(), "a.jpg", (a_third(1.0, 1), stranger)).unlike is None
