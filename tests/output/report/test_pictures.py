"""The pictures of a page: same skin at the same place, equally light, and nothing in the files but the picture."""

from __future__ import annotations

import io

import numpy as np
import pytest
from follow_up import SCALE
from numpy.typing import NDArray
from PIL import Image

from wrinkle_scan.comparison.results import Comparison
from wrinkle_scan.output.report.affine import scale_of
from wrinkle_scan.output.report.exposure import Picture
from wrinkle_scan.output.report.pictures import FACE_WIDTH_PX, FacePair, face_pair
from wrinkle_scan.photo.color import linear_light


@pytest.fixture(scope="module")
def pair(comparison: Comparison) -> FacePair:
    return face_pair(comparison)


def light_of(picture: Picture) -> NDArray[np.float32]:
    with Image.open(io.BytesIO(picture.jpeg)) as image:
        return linear_light(np.asarray(image))


def mm_per_px(pair: FacePair, comparison: Comparison) -> float:
    return comparison.before.face.mm_per_px / scale_of(pair.from_before)


def test_both_faces_are_of_one_size_and_no_larger_than_needed(pair: FacePair) -> None:
    assert (pair.before.width, pair.before.height) == (pair.after.width, pair.after.height)
    assert pair.before.width == FACE_WIDTH_PX
    for picture in (pair.before, pair.after):
        assert light_of(picture).shape == (picture.height, picture.width, 3)
        assert len(picture.jpeg) < 250_000


def test_the_follow_up_is_what_it_claims(comparison: Comparison) -> None:
    """Guards the truth that the tests above compare with."""
    ratio = comparison.after.face.mm_per_px / comparison.before.face.mm_per_px
    assert ratio == pytest.approx(1 / SCALE, rel=0.02)
