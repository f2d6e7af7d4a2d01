"""Millimetres, head pose and the average head."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import pytest
from sample_photos import BEFORE, SAMPLES, SHARED_PHOTOS, analyzed, london, needs_shared_photos

from wrinkle_scan.face.canonical_face import average_normals, canonical_face_mm
from wrinkle_scan.face.finding import FoundFace
from wrinkle_scan.face.geometry import IRIS_EDGES, measure_face
from wrinkle_scan.face.pose import rotation_of
from wrinkle_scan.photo.reading import Photo, read_photo
from wrinkle_scan.system.errors import PhotoError

CANTHI = (33, 263)
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


@pytest.mark.slow
def test_eye_corners_have_a_persons_distance() -> None:
    for path in (BEFORE, SAMPLES / "charles_barkla.jpg"):
        face = measure_face(read_photo(path))
        right, left = face.at_depth(face.landmarks[[33, 263], :2], canonical_face_mm()[[33, 263], 2])
        assert left[0] - right[0] == pytest.approx(81.8, abs=3 * 2.2)
        assert right[0] < -30 and left[0] > 30


@pytest.mark.parametrize(
    ("yaw", "pitch", "measured"),
    [(50, 0, True), (-50, 0, True), (80, 0, False), (-80, 0, False), (0, 30, True), (0, 50, False), (0, -50, False)],
)
def test_obliques_are_measured_and_profiles_refused(
    yaw: float, pitch: float, measured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clinics take obliques at 45 degrees; half of a profile does not show, nor a forehead seen from below."""
    face, photo = analyzed(BEFORE).face, analyzed(BEFORE).photo
    turned = FoundFace(face.landmarks, rotation_of(yaw, pitch, 0.0), face.blendshapes)
    monkeypatch.setattr("wrinkle_scan.face.geometry.find_face", lambda _: turned)
    if measured:
        assert measure_face(photo).yaw_deg == pytest.approx(yaw)
        return
    with pytest.raises(PhotoError, match="is turned away") as refused:
        measure_face(photo)
    assert refused.value.code == "turned_away"


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


def test_the_average_head_is_a_head() -> None:
    head, normals = canonical_face_mm(), average_normals()
    assert np.linalg.norm(head[263] - head[33]) == pytest.approx(81.8)
    mirrored = head[[263, 33]] * (-1, 1, 1)
    assert np.allclose(head[[33, 263]], mirrored, atol=0.1)  # symmetric
    assert head[1, 2] > 30 and head[10, 1] > 40 > -90 > head[152, 1]  # nose forward, forehead up, chin down
    assert np.allclose(np.linalg.norm(normals, axis=1), 1)
    assert normals[9, 2] > 0.9 and normals[127, 0] < -0.7 and normals[356, 0] > 0.7  # glabella, temples


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
