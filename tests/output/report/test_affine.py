"""How a face is turned and scaled into its picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.face.finding import find_face
from wrinkle_scan.output.report.affine import compose, inverse, pixel_centers, scale_of, similarity, transformed
from wrinkle_scan.output.report.pictures import FacePair, face_pair
from wrinkle_scan.photo.reading import read_photo

RIGID = (33, 133, 362, 263, 168, 6, 197, 9, 151)


@pytest.fixture(scope="module")
def pair(comparison: Comparison) -> FacePair:
    return face_pair(comparison)


def mm_per_px(pair: FacePair, comparison: Comparison) -> float:
    return comparison.before.face.mm_per_px / scale_of(pair.from_before)


def test_the_camera_is_undone(pair: FacePair, comparison: Comparison, camera_moved: NDArray[np.float64]) -> None:
    """The after photo is the before photo seen by a camera that moved in a known way."""
    points = comparison.before.face.landmarks[list(RIGID), :2]
    by_truth = transformed(compose(pair.from_after, camera_moved), points)
    off_mm = np.hypot(*(by_truth - transformed(pair.from_before, points)).T) * mm_per_px(pair, comparison)
    assert off_mm.max() < 0.3


def test_landmarks_found_again_in_both_pictures_agree(pair: FacePair, comparison: Comparison, tmp_path: Path) -> None:
    found = []
    for name, picture in (("before.jpg", pair.before), ("after.jpg", pair.after)):
        (tmp_path / name).write_bytes(picture.jpeg)
        found.append(find_face(read_photo(tmp_path / name)).landmarks[list(RIGID), :2])
    assert np.hypot(*(found[0] - found[1]).T).max() * mm_per_px(pair, comparison) < 2.0


def test_the_eyes_are_level(pair: FacePair, comparison: Comparison) -> None:
    right, left = transformed(pair.from_before, comparison.before.face.landmarks[[33, 263], :2])
    assert right[0] < left[0], "the patient's right is on the picture's left"
    assert right[1] == pytest.approx(left[1], abs=0.01)


def test_all_regions_are_in_the_picture(pair: FacePair, comparison: Comparison) -> None:
    for region in comparison.before.regions.values():
        points = transformed(pair.from_before, region.patch.photo_xy[region.patch.inside])
        assert (points > 0).all() and (points < (pair.before.width, pair.before.height)).all()


def test_affines() -> None:
    rng = np.random.default_rng(0)
    points = rng.uniform(-50, 50, (20, 2))
    turn = np.radians(25)
    known = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0]]) * 1.7
    known[:, 2] = (12, -7)
    assert similarity(points, transformed(known, points)) == pytest.approx(known)
    assert scale_of(known) == pytest.approx(1.7)
    assert transformed(compose(inverse(known), known), points) == pytest.approx(points)
    assert pixel_centers((3, 2)).tolist() == [
        [[0.5, 0.5], [1.5, 0.5], [2.5, 0.5]],
        [[0.5, 1.5], [1.5, 1.5], [2.5, 1.5]],
    ]
