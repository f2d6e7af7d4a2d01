"""A face drawn beside a photo: what the photo shows stays to the last bit."""

from __future__ import annotations

import numpy as np
import pytest
from sample_photos import BEFORE, analyzed

from wrinkle_scan.face.drawing import draw_outside
from wrinkle_scan.face.mesh_points import BROW_TOP, EYE_RING, OUTER_CANTHUS
from wrinkle_scan.face.settings import DRAWING, HEAD

GREY = np.full((500, 400, 3), 128, np.uint8)
SKIN = np.array([200.0, 150.0, 130.0])


def head() -> np.ndarray:
    """The sample's landmarks, in the middle of the picture."""
    points = analyzed(BEFORE).face.landmarks[:468, :2].astype(float)
    points = points - points.min(axis=0)
    return points * (300 / points.max()) + [60, 60]


def test_the_photo_stays_as_it_is() -> None:
    inside = np.zeros(GREY.shape[:2], bool)
    inside[:200] = True
    drawn = draw_outside(GREY, inside, head(), SKIN)
    assert np.array_equal(drawn[:200], GREY[:200])
    assert (drawn[200:] != GREY[200:]).any()
    assert np.array_equal(draw_outside(GREY, ~np.zeros_like(inside), head(), SKIN), GREY)


def test_cheeks_are_of_the_skins_colour_and_brows_and_eyes_of_theirs() -> None:
    points = head()
    drawn = draw_outside(GREY, np.zeros(GREY.shape[:2], bool), points, SKIN)

    def at(where: np.ndarray) -> np.ndarray:
        column, row = np.round(where).astype(int)
        return drawn[row, column].astype(float)

    assert np.abs(at(points[205]) - SKIN).max() < 12
    brow = points[list(BROW_TOP["left"])].mean(axis=0) + [0, 2]
    assert at(brow).sum() < 0.8 * SKIN.sum()
    eye = at(points[list(EYE_RING["right"])].mean(axis=0))
    assert np.abs(eye - DRAWING.iris).sum() < np.abs(eye - SKIN).sum()


def test_no_edge_of_the_drawing_is_sharper_than_its_blur() -> None:
    """Across the face's edge beside the cheek: a step blurred by so much has a slope of that standard deviation."""
    points = head()
    drawn = draw_outside(GREY, np.zeros(GREY.shape[:2], bool), points, SKIN)[..., 0].astype(float)
    px_per_mm = np.hypot(*(points[OUTER_CANTHUS["left"]] - points[OUTER_CANTHUS["right"]])) / HEAD.canthi_mm
    column, row = points[234]  # the face's outline, at the ear
    across = np.arange(round(column) - 15, round(column) + 15)
    slope = np.abs(np.diff(drawn[round(row), across]))
    middle = (slope * across[1:]).sum() / slope.sum()
    spread = np.sqrt((slope * (across[1:] - middle) ** 2).sum() / slope.sum())
    assert spread / px_per_mm == pytest.approx(DRAWING.blur_mm, rel=0.25)
    assert DRAWING.blur_mm == pytest.approx(1.2, rel=0.5), "less is a drawing's edge, more is no face"
