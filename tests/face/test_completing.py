"""Photos cut at the eyes: the face is found where it is, with the rest drawn in."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from sample_photos import BEFORE, analyzed, london, needs_shared_photos

from wrinkle_scan.face.completing import _lay, brows_fit, find_completed
from wrinkle_scan.face.geometry import measure_face
from wrinkle_scan.face.mesh_points import BROW_BOTTOM, BROW_TOP
from wrinkle_scan.photo.reading import Photo, read_photo

BROWS = [point for side in ("right", "left") for edge in (BROW_TOP, BROW_BOTTOM) for point in edge[side]]
UPPER_LIDS = [159, 386]


def cut(photo: Photo, row: float) -> Photo:
    return dataclasses.replace(photo, pixels=np.ascontiguousarray(photo.pixels[: round(row)]))


@needs_shared_photos
@pytest.mark.parametrize("number", ["005", "014"])
def test_brows_are_found_without_the_eyes(number: str) -> None:
    photo = read_photo(london(number))
    whole = measure_face(photo)
    upper = cut(photo, whole.landmarks[UPPER_LIDS, 1].min())
    for landmarks in (measure_face(upper).landmarks, found.landmarks if (found := find_completed(upper)) else None):
        assert landmarks is not None
        distance_mm = np.hypot(*(landmarks - whole.landmarks)[BROWS, :2].T) * whole.mm_per_px
        assert np.median(distance_mm) < 6
        assert brows_fit(photo, landmarks)


@needs_shared_photos
def test_a_scale_without_eyes_is_called_assumed() -> None:
    photo = read_photo(london("014"))
    whole = measure_face(photo)
    upper = measure_face(cut(photo, whole.landmarks[UPPER_LIDS, 1].min()))
    assert (whole.scale_assumed, upper.scale_assumed) == (False, True)
    assert upper.mm_per_px == pytest.approx(whole.mm_per_px, rel=0.1)


def test_what_the_model_imagines_out_of_sight_hardly_moves_the_drawing() -> None:
    """A photo that ends at the brows: eyes imagined 10 mm too low draw the head down by less than 1."""
    face = analyzed(BEFORE).face
    in_sight = np.zeros(len(face.landmarks), bool)
    in_sight[BROWS] = True
    imagined = face.landmarks.copy()
    imagined[~in_sight, 1] += 10 / face.mm_per_px
    true, moved = (_lay(landmarks, face.yaw_deg, in_sight) for landmarks in (face.landmarks, imagined))
    assert np.hypot(*(moved - true)[BROWS].T).mean() * face.mm_per_px < 1


def test_nothing_is_invented_in_noise() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (400, 400, 3), np.uint8)
    assert find_completed(Photo(Path("noise.png"), "", pixels, None, None)) is None
