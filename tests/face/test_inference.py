"""What a model finds, against what the photo shows."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import pytest
from sample_photos import BEFORE, analyzed

from wrinkle_scan.face import finding
from wrinkle_scan.face.finding import FoundFace
from wrinkle_scan.face.inference import DetectedFace
from wrinkle_scan.photo.reading import Photo, read_photo


@pytest.fixture(scope="module")
def photo() -> Photo:
    """The sample, at half its size: everything here is about where things are."""
    whole = read_photo(BEFORE)
    return with_pixels(whole, cv2.resize(whole.pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))


def with_pixels(photo: Photo, pixels: np.ndarray) -> Photo:
    return dataclasses.replace(photo, pixels=np.ascontiguousarray(pixels))


@pytest.mark.parametrize(
    ("seen", "its_brows", "drawn", "taken"),
    [
        (False, False, True, "drawn"), (True, False, True, "drawn"), (True, True, True, "seen"),
        (True, False, False, "seen"),
    ],
)  # fmt: skip
def test_a_cut_face_is_the_one_whose_brows_the_photo_shows(
    photo: Photo, seen: bool, its_brows: bool, drawn: bool, taken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A face that the frame cuts may be fitted wrongly; completed by a drawing it is found by its brows."""
    marks = analyzed(BEFORE).face.landmarks
    cut_off = FoundFace(marks - (0, marks[:, 1].max(), 0), np.eye(3), {})
    faces = {"seen": cut_off, "drawn": DetectedFace(marks, np.eye(3), {})}
    monkeypatch.setattr(finding, "_find_ordinarily", lambda _: faces["seen"] if seen else None)
    monkeypatch.setattr(finding, "brows_fit", lambda *_: its_brows)
    monkeypatch.setattr(finding, "find_completed", lambda _: faces["drawn"] if drawn else None)
    assert np.array_equal(finding.find_face(photo).landmarks, faces[taken].landmarks)
