"""Close-ups of one eye: the frame leaves half a face, which is found where it is, and as large."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from sample_photos import SAMPLES, london, needs_shared_photos

from wrinkle_scan.face.finding import find_face
from wrinkle_scan.face.geometry import Face, measure_face
from wrinkle_scan.face.half_faces import both_eyes_seen
from wrinkle_scan.face.mesh_points import EYE_RING
from wrinkle_scan.photo.reading import Photo, read_photo

BARKLA = SAMPLES / "charles_barkla.jpg"


def close_up(photo: Photo, face: Face, side: str) -> tuple[Photo, np.ndarray]:
    """A photo cut at the middle line, above the brow and below the eye, and where its corner was in the photo."""
    ring = face.landmarks[list(EYE_RING[side]), :2]
    (x, y), wide = ring.mean(axis=0), float(np.ptp(ring[:, 0]))
    outer, inner = (2.6, 0.8) if side == "right" else (0.8, 2.6)
    left, right = max(round(x - outer * wide), 0), round(x + inner * wide)
    top, bottom = max(round(y - 1.8 * wide), 0), round(y + 1.8 * wide)
    cut = np.ascontiguousarray(photo.pixels[top:bottom, left:right])
    return dataclasses.replace(photo, pixels=cut), np.array([left, top])


@pytest.mark.slow
@needs_shared_photos
@pytest.mark.parametrize(("number", "side"), [("005", "left"), ("014", "right"), ("021", "left"), ("029", "right")])
def test_one_eye_is_found_where_it_is_and_as_large(number: str, side: str) -> None:
    photo = read_photo(london(number))
    whole = measure_face(photo, upper_alone=False)
    half, corner = close_up(photo, whole, side)
    found = find_face(half)
    eye = list(EYE_RING[side])
    off = (found.landmarks[eye, :2] + corner - whole.landmarks[eye, :2]).mean(axis=0)
    assert found.half
    assert np.hypot(*off) * whole.mm_per_px < 2
    # by one iris: its diameter varies by 4 % between people, and is seen to a pixel of 0.3 mm
    assert measure_face(half, upper_alone=False).mm_per_px == pytest.approx(whole.mm_per_px, rel=0.15)


def test_half_a_portrait_of_1917_is_no_face_on_its_cheek() -> None:
    """What is taken for a whole face in it lies 70 mm off."""
    photo = read_photo(BARKLA)
    whole = measure_face(photo, upper_alone=False)
    half, corner = close_up(photo, whole, "right")
    eye = list(EYE_RING["right"])
    off = find_face(half).landmarks[eye, :2] + corner - whole.landmarks[eye, :2]
    assert np.hypot(*off.mean(axis=0)) * whole.mm_per_px < 3


@pytest.mark.parametrize("name", ["charles_barkla.jpg", "grace_hopper.jpg", "before.frown.heic"])
def test_a_whole_face_is_none_cut_in_half(name: str) -> None:
    photo = read_photo(SAMPLES / name)
    found = find_face(photo)
    assert not found.half
    assert both_eyes_seen(photo, found.landmarks)


def test_an_iris_that_is_painted_over_is_not_seen() -> None:
    photo = read_photo(BARKLA)
    landmarks = find_face(photo).landmarks
    x, y = landmarks[list(EYE_RING["left"]), :2].mean(axis=0).astype(int)
    pixels = photo.pixels.copy()
    wide = int(np.ptp(landmarks[list(EYE_RING["left"]), 0]))
    pixels[y - wide : y + wide, x - wide : x + wide] = pixels[y + wide, x]
    assert not both_eyes_seen(dataclasses.replace(photo, pixels=pixels), landmarks)
