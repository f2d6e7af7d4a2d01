"""Faces that are small, cut by the frame, leaning, doubled, upside down or not there."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from sample_photos import BEFORE, analyzed, london, needs_shared_photos

from wrinkle_scan.face.geometry import measure_face
from wrinkle_scan.photo.cropping import crop_photo
from wrinkle_scan.photo.reading import Photo, read_photo
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.regions.rectified import rectify
from wrinkle_scan.system.errors import PhotoError


@pytest.fixture(scope="module")
def photo() -> Photo:
    """The sample, at half its size: everything here is about where things are."""
    whole = read_photo(BEFORE)
    return with_pixels(whole, cv2.resize(whole.pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))


def with_pixels(photo: Photo, pixels: np.ndarray) -> Photo:
    return dataclasses.replace(photo, pixels=np.ascontiguousarray(pixels))


def warped(photo: Photo, degrees: float, scale: float = 1.0, size: int | None = None) -> tuple[Photo, np.ndarray]:
    """The photo turned and scaled on a larger grey canvas, and the (2, 3) map that did it."""
    side = size or round(1.3 * max(photo.width, photo.height))
    turn = cv2.getRotationMatrix2D((photo.width / 2, photo.height / 2), -degrees, scale)
    turn[:, 2] += (side - photo.width) / 2, (side - photo.height) / 2
    out = cv2.warpAffine(photo.pixels, turn, (side, side), flags=cv2.INTER_AREA, borderValue=(120, 120, 120))
    return with_pixels(photo, out), turn


@pytest.mark.slow
@pytest.mark.parametrize("degrees", [-45, 20, 45])
def test_a_leaning_face_is_found_and_its_roll_measured(photo: Photo, degrees: float) -> None:
    upright = measure_face(photo)
    leaning, turn = warped(photo, degrees)
    face = measure_face(leaning)
    assert face.roll_deg - upright.roll_deg == pytest.approx(degrees, abs=3)
    assert face.yaw_deg == pytest.approx(upright.yaw_deg, abs=4)
    expected = upright.landmarks[:468, :2] @ turn[:, :2].T + turn[:, 2]
    off = np.hypot(*(face.landmarks[:468, :2] - expected).T) * upright.mm_per_px
    assert np.median(off) < 1.5


def test_a_face_of_five_percent_of_the_frame_is_found(photo: Photo) -> None:
    small = with_pixels(photo, cv2.resize(photo.pixels, None, fx=0.28, fy=0.28, interpolation=cv2.INTER_AREA))
    width = np.ptp(measure_face(small).landmarks[:468, 0])
    side = int(width / 0.05)
    canvas = np.full((side, side, 3), 90, np.uint8)
    top, left = int(side * 0.55), int(side * 0.6)
    canvas[top : top + small.height, left : left + small.width] = small.pixels
    face = measure_face(with_pixels(photo, canvas))
    expected = measure_face(small).landmarks[:468, :2] + (left, top)
    assert np.median(np.hypot(*(face.landmarks[:468, :2] - expected).T)) < 0.02 * width


@pytest.mark.parametrize("below", ["eyelids", "nose tip"])
def test_a_face_cut_by_the_frame_keeps_its_regions(photo: Photo, below: str) -> None:
    whole = measure_face(photo)
    row = whole.landmarks[[145, 374, 153, 380], 1].max() + 2 if below == "eyelids" else whole.landmarks[1, 1]
    cut = with_pixels(photo, photo.pixels[: int(row)])
    face = measure_face(cut)
    for name in ("forehead", "glabella"):
        here, there = (outline_in_photo(p, f, name) for p, f in ((photo, whole), (cut, face)))
        assert np.hypot(*(here - there).T).max() * whole.mm_per_px < 2.0


def outline_in_photo(photo: Photo, face, name: str) -> np.ndarray:
    face_chart = FaceChart(face)
    outline = rectify(photo, face_chart, name).outline
    return np.array([face_chart.to_photo(np.array([u]), np.array([v]))[0, 0] for u, v in outline])


def test_what_is_outside_the_frame_is_not_measured() -> None:
    photo = analyzed(BEFORE).photo
    canthus = int(analyzed(BEFORE).face.landmarks[33, 0])
    cut = with_pixels(photo, photo.pixels[:, canthus:])  # the patient's right temple is gone
    patch = rectify(cut, FaceChart(measure_face(cut)), "crows_feet_right")
    assert patch.in_frame[patch.inside].mean() < 0.1


@pytest.mark.parametrize("quarter_turns", [1, 2, 3])
def test_a_photo_that_is_not_upright_is_refused(photo: Photo, quarter_turns: int) -> None:
    with pytest.raises(PhotoError) as refused:
        measure_face(with_pixels(photo, np.rot90(photo.pixels, quarter_turns)))
    assert refused.value.code == "wrong_way_up"


@pytest.mark.parametrize(
    ("rows", "columns", "counted"), [(1, 2, "two"), (2, 1, "two"), (1, 3, "three"), (2, 2, "four"), (5, 1, "five")]
)
def test_several_faces_of_like_size_are_counted(photo: Photo, rows: int, columns: int, counted: str) -> None:
    """A column of five is so small a face in the whole picture that the model sees but one of them."""
    with pytest.raises(PhotoError) as refused:
        measure_face(with_pixels(photo, np.tile(photo.pixels, (rows, columns, 1))))
    assert refused.value.code == "several_faces"
    assert f"{counted} faces of like size" in refused.value.problem and "one photo each" in refused.value.remedy


def test_eyes_above_eyes_are_two_faces(photo: Photo) -> None:
    """Two strips from forehead to nose: the model takes the lower one's eyes for the upper one's mouth."""
    points = measure_face(photo).landmarks[:468, :2]
    top, bottom = int(points[:, 1].min()), int(points[1, 1])
    strip = photo.pixels[max(top - (bottom - top) // 5, 0) : bottom]
    with pytest.raises(PhotoError) as refused:
        measure_face(with_pixels(photo, np.vstack([strip, strip])))
    assert "two faces" in refused.value.problem


@pytest.mark.parametrize(("side", "stack"), [("left", np.hstack), ("bottom", np.vstack)])
def test_a_half_that_is_named_is_measured_as_if_alone(
    photo: Photo, side: str, stack: Callable[..., np.ndarray]
) -> None:
    other = np.ascontiguousarray(photo.pixels[:, ::-1])
    both = stack([photo.pixels, other] if side == "left" else [other, photo.pixels])
    half = measure_face(crop_photo(with_pixels(photo, both), side))
    assert np.array_equal(half.landmarks, measure_face(photo).landmarks)


def test_a_bystander_far_behind_is_no_matter(photo: Photo) -> None:
    far = cv2.resize(photo.pixels, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    canvas = np.full((photo.height, photo.width + far.shape[1], 3), 90, np.uint8)
    canvas[:, : photo.width], canvas[: far.shape[0], photo.width :] = photo.pixels, far
    face = measure_face(with_pixels(photo, canvas))
    assert face.mm_per_px == pytest.approx(measure_face(photo).mm_per_px, rel=0.03)


def test_no_face(photo: Photo) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (600, 800, 3)).astype(np.uint8)
    with pytest.raises(PhotoError) as refused:
        measure_face(with_pixels(photo, noise))
    assert refused.value.code == "no_face"


@needs_shared_photos
@pytest.mark.slow
@pytest.mark.parametrize("number", ["003", "061"])
def test_a_cut_photo_of_the_london_set(number: str) -> None:
    """The brows of the second are hardly darker than his skin."""
    photo = read_photo(london(number))
    whole = measure_face(photo)
    for row in (whole.landmarks[[145, 374, 153, 380], 1].max() + 2, whole.landmarks[1, 1]):
        cut = with_pixels(photo, photo.pixels[: int(row)])
        face = measure_face(cut)
        for name in ("forehead", "glabella"):
            here, there = (outline_in_photo(p, f, name) for p, f in ((photo, whole), (cut, face)))
            assert np.hypot(*(here - there).T).max() * whole.mm_per_px < 2.0
