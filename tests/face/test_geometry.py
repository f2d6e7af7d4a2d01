"""Millimetres, head pose and the average head."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import pytest
from sample_photos import BEFORE, SAMPLES, SHARED_PHOTOS, analyzed, london, needs_shared_photos

from wrinkle_scan.face.finding import FoundFace
from wrinkle_scan.face.geometry import IRIS_EDGES, measure_face
from wrinkle_scan.face.pose import rotation_of
from wrinkle_scan.photo.reading import Photo, read_photo

CLOSED = SHARED_PHOTOS.parent / "faults" / "11_eyes" / "closed_rest.jpg"


def resized(photo: Photo, factor: float) -> Photo:
    pixels = cv2.resize(photo.pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return dataclasses.replace(photo, pixels=np.ascontiguousarray(pixels))


def test_half_the_pixels_are_twice_as_wide() -> None:
    face = analyzed(BEFORE).face
    assert measure_face(resized(analyzed(BEFORE).photo, 0.5)).mm_per_px == pytest.approx(2 * face.mm_per_px, rel=0.02)


@pytest.mark.slow
def test_a_mirrored_face_is_turned_the_other_way() -> None:
    photo = read_photo(SAMPLES / "charles_barkla.jpg")
    face = measure_face(photo)
    mirrored = measure_face(dataclasses.replace(photo, pixels=np.ascontiguousarray(photo.pixels[:, ::-1])))
    assert abs(face.yaw_deg) > 4  # he looks past the camera
    assert mirrored.yaw_deg == pytest.approx(-face.yaw_deg, abs=2)
    assert mirrored.roll_deg == pytest.approx(-face.roll_deg, abs=2)
    assert mirrored.pitch_deg == pytest.approx(face.pitch_deg, abs=2)
    assert mirrored.mm_per_px == pytest.approx(face.mm_per_px, rel=0.02)


@pytest.mark.parametrize(("shut", "larger"), [(0.0, 1.25), (0.9, 1.0)])
def test_millimetres_are_those_of_the_irises_unless_the_eyes_are_shut(
    shut: float, larger: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Irises drawn wider by a quarter show a face that is a quarter nearer; behind lids the model only guesses them."""
    face, photo = analyzed(BEFORE).face, analyzed(BEFORE).photo

    def scale(wider: float) -> float:
        landmarks = face.landmarks.copy()
        for edges in IRIS_EDGES:
            ends = landmarks[list(edges)]
            landmarks[list(edges)] = ends.mean(axis=0) + wider * (ends - ends.mean(axis=0))
        found = FoundFace(landmarks, rotation_of(0, 0, 0), {"eyeBlinkLeft": shut, "eyeBlinkRight": shut})
        monkeypatch.setattr("wrinkle_scan.face.geometry.find_face", lambda _: found)
        return measure_face(photo).mm_per_px

    assert scale(1.0) / scale(1.25) == pytest.approx(larger)


def test_places_on_the_head_lie_where_they_were_seen() -> None:
    face = analyzed(BEFORE).face
    depth = np.linspace(-40, 20, 468)
    places = face.at_depth(face.landmarks[:468, :2], depth)
    assert np.allclose(face.to_photo(np.column_stack([places, depth])), face.landmarks[:468, :2], atol=1e-6)


@needs_shared_photos
@pytest.mark.slow
def test_distance_from_the_camera_does_not_change_the_size_of_a_face() -> None:
    sizes = []
    for distance in (30, 45, 60):
        face = measure_face(read_photo(SHARED_PHOTOS / "repeats" / f"{distance}cm.jpg"))
        sizes.append(np.hypot(*(face.landmarks[263, :2] - face.landmarks[33, :2])) * face.mm_per_px)
    assert np.std(sizes) / np.mean(sizes) < 0.02


@needs_shared_photos
@pytest.mark.skipif(not CLOSED.is_file(), reason="no ../shared/faults beside the checkout")
def test_lids_closed_by_computation_are_closed_eyes_and_screwed_up_ones_are_not() -> None:
    assert measure_face(read_photo(CLOSED)).eyes_closed
    for number in ("005", "172", "119"):  # the narrowest eyes of the London set
        assert not measure_face(read_photo(london(number, smiling=True))).eyes_closed
