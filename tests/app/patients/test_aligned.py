"""Pictures aligned on the eyes: compared with where landmarks are found in them."""

from __future__ import annotations

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from sample_photos import BEFORE, a_third

from wrinkle_scan.app.patients import aligned
from wrinkle_scan.face.finding import find_face
from wrinkle_scan.face.mesh_points import EYE_RING
from wrinkle_scan.photo.reading import Photo, read_photo

pytestmark = pytest.mark.slow
WIDTH = 360


def eyes(photo: Photo) -> NDArray[np.float64]:
    """The middles of the eyes, the patient's right one first, px."""
    landmarks = find_face(photo).landmarks
    return np.array([landmarks[list(EYE_RING[side]), :2].mean(axis=0) for side in ("right", "left")])


def as_photo(jpeg: bytes) -> Photo:
    pixels = np.asarray(Image.open(io.BytesIO(jpeg)))
    return Photo(BEFORE, "", np.ascontiguousarray(pixels), None, None)


@pytest.mark.parametrize("turned", [0, 8, -8])
def test_the_eyes_stand_in_one_place_however_the_photo_was_taken(turned: float) -> None:
    photo = read_photo(a_third())
    image = Image.fromarray(photo.pixels).rotate(turned, expand=True, fillcolor=(90, 90, 90))
    again = photo.with_pixels(np.array(image))
    right, left = eyes(as_photo(aligned.aligned_jpeg(again, aligned.align(again, WIDTH))))
    assert abs(right[1] - left[1]) < 3, "level"
    assert (right + left) / 2 == pytest.approx([WIDTH / 2, WIDTH * aligned.ASPECT * aligned.EYES_DOWN], abs=3)
    assert left[0] - right[0] == pytest.approx(WIDTH * aligned.EYES_APART, rel=0.05)


def test_a_photo_without_a_face_is_shown_whole() -> None:
    photo = Photo(BEFORE, "", np.full((200, 400, 3), 200, np.uint8), None, None)
    small = np.asarray(Image.open(io.BytesIO(aligned.aligned_jpeg(photo, aligned.align(photo, WIDTH)))))
    assert small.shape == (432, 360, 3)
    assert (small[126:306] > 190).all() and (abs(small[:120].astype(int) - 128) < 4).all()
