"""Which of several photos shows another face: the first that shows a face decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from sample_photos import SAMPLES, a_third

from wrinkle_scan.app.patients.whose_face import unlike, unlike_of_content, unlike_of_file
from wrinkle_scan.photo.reading import read_photo

pytestmark = pytest.mark.slow
STRANGER = SAMPLES / "charles_barkla.jpg"


@pytest.fixture
def wall(tmp_path: Path) -> Path:
    """A photo without a face."""
    Image.new("RGB", (640, 800), "beige").save(tmp_path / "wall.jpg")
    return tmp_path / "wall.jpg"


def test_the_first_other_that_shows_a_face_decides(wall: Path, tmp_path: Path) -> None:
    again = a_third(1.0, 1)
    for others, found in (
        ([again, STRANGER], None),
        ([STRANGER, again], 0),
        ([wall, tmp_path / "gone.jpg", STRANGER], 2),
        ([wall], None),
        ([], None),
    ):
        assert unlike_of_file(a_third(), others) == found, others
        assert unlike_of_content(a_third().read_bytes(), others) == found, others
    assert unlike(read_photo(a_third()), [read_photo(STRANGER)]) == 0, "photos that are read already"


def test_nothing_is_said_of_what_shows_no_face_or_cannot_be_read(wall: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.jpg").write_text("Dear colleague", encoding="utf-8")
    for file in (wall, tmp_path / "letter.jpg", tmp_path / "gone.jpg"):
        assert unlike_of_file(file, [STRANGER]) is None
    assert unlike_of_content(b"Dear colleague", [STRANGER]) is None


def test_a_file_that_was_replaced_is_looked_at_anew(tmp_path: Path) -> None:
    other = tmp_path / "other.jpg"
    other.write_bytes(STRANGER.read_bytes())
    assert unlike_of_file(a_third(), [other]) == 0
    other.unlink()
    other.write_bytes(a_third(1.0, 1).read_bytes())
    assert unlike_of_file(a_third(), [other]) is None
