"""Where the segmenter's classes lie in the photo."""

from __future__ import annotations

import numpy as np
import pytest
from sample_photos import BEFORE, analyzed

from wrinkle_scan.face.views import ModelView
from wrinkle_scan.skin.segmentation import Segmentation, facial_skin
from wrinkle_scan.skin.settings import SEGMENTATION


def test_a_confidence_is_read_where_it_lies_and_is_none_outside_the_view() -> None:
    view = ModelView((200.0, 100.0), 80.0, 0.0, 40)  # a point of it is 2 px of the photo
    face = np.zeros((40, 40), np.float32)
    face[10, 30] = 1.0
    found = Segmentation(view, {"face_skin": face}).at(
        np.array([[[160 + 2 * 30.5, 60 + 2 * 10.5], [160 + 2 * 20.5, 60 + 2 * 10.5], [10, 10]]], np.float32),
        "face_skin",
    )
    assert found[0][0] == pytest.approx([1, 0, 0], abs=1e-4)


def test_skin_is_sure_to_be_skin_and_no_hair() -> None:
    sure, hairy = SEGMENTATION.skin_above + 0.1, SEGMENTATION.hair_below + 0.1
    skin, hair = np.array([[sure, sure, 0.1]], np.float32), np.array([[0.0, hairy, 0.0]], np.float32)
    assert facial_skin(skin, hair).tolist() == [[True, False, False]]


def test_cheeks_are_skin_and_the_hair_above_is_not() -> None:
    analysis = analyzed(BEFORE)
    points = analysis.face.landmarks[:468, :2]
    cheeks = points[[50, 280, 205, 425]]
    above = points[[10]] + [0, -40 / analysis.face.mm_per_px]
    found = analysis.segmentation.is_skin(np.vstack([cheeks, above])[None].astype(np.float32))
    assert found[0].tolist() == [True] * 4 + [False]
