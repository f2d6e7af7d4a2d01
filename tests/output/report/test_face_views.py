"""The whole face before and after."""

from __future__ import annotations

import io

import numpy as np
import pytest
from follow_up import DARKER
from numpy.typing import NDArray
from PIL import Image

from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.output.report.affine import compose, scale_of, similarity, transformed
from wrinkle_scan.output.report.exposure import Picture
from wrinkle_scan.output.report.face_views import ANCHORS, FaceView, on_the_same_grid, upper_face
from wrinkle_scan.output.report.pictures import FACE_WIDTH_PX, FacePair, face_pair
from wrinkle_scan.photo.color import linear_light, luminance

RIGID = (33, 133, 362, 263, 168, 6, 197, 9, 151)


@pytest.fixture(scope="module")
def pair(comparison: Comparison) -> FacePair:
    return face_pair(comparison)


def light_of(picture: Picture) -> NDArray[np.float32]:
    with Image.open(io.BytesIO(picture.jpeg)) as image:
        return linear_light(np.asarray(image))


def mm_per_px(pair: FacePair, comparison: Comparison) -> float:
    return comparison.before.face.mm_per_px / scale_of(pair.from_before)


def test_a_coarse_photo_is_not_blown_up(comparison: Comparison) -> None:
    view = upper_face(comparison.before, 10_000)
    assert scale_of(view.from_photo) == pytest.approx(1.0)


def test_skin_is_equally_light_in_both_faces(pair: FacePair, comparison: Comparison) -> None:
    view = upper_face(comparison.before, FACE_WIDTH_PX)
    one, other = (float(np.median(luminance(light_of(p)[view.skin]))) for p in (pair.before, pair.after))
    assert other == pytest.approx(one, rel=0.03)
    assert pair.gain == pytest.approx(1 / DARKER, rel=0.03)


def test_the_before_face_keeps_its_own_light(pair: FacePair, comparison: Comparison) -> None:
    view = upper_face(comparison.before, FACE_WIDTH_PX)
    shown, real = light_of(pair.before)[view.skin], view.light[view.skin]
    assert float(np.median(luminance(shown))) == pytest.approx(float(np.median(luminance(real))), rel=0.01)


def test_beyond_the_photos_edge_is_plain_grey(comparison: Comparison) -> None:
    """A follow-up that shows less of the face must not be filled up with made-up skin."""
    view = upper_face(comparison.before, 300)
    shifted = FaceView(comparison.before, view.from_photo + np.array([[0, 0, 5000.0], [0, 0, 0]]), view.size)
    assert not shifted.in_frame.any() and not shifted.skin.any()


def test_the_match_does_not_follow_strange_skin(comparison: Comparison) -> None:
    """With nothing in common to go by, the after photo stays where the landmarks put it."""
    view = upper_face(comparison.before, 300)
    laid = similarity(*(a.face.landmarks[list(ANCHORS), :2] for a in (comparison.after, comparison.before)))
    matched = on_the_same_grid(view, comparison.after)
    points = comparison.after.face.landmarks[list(RIGID), :2]
    moved = transformed(matched.from_photo, points) - transformed(compose(view.from_photo, laid), points)
    assert np.hypot(*moved.T).max() * comparison.before.face.mm_per_px / scale_of(view.from_photo) < 3.0
