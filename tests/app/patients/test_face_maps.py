"""Millimetres on faces, and pictures aligned on the eyes: compared with where landmarks are known to be."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from sample_photos import BEFORE, a_third

from wrinkle_scan.app.patients import aligned, face_maps, photo_work
from wrinkle_scan.face.finding import find_face
from wrinkle_scan.face.mesh_points import EYE_RING, INNER_CORNERS
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


def test_nothing_of_the_file_is_sent_along() -> None:
    image = Image.open(io.BytesIO(photo_work.picture(BEFORE, WIDTH)))
    assert image.size == (360, 432) and not image.getexif() and "icc_profile" not in image.info


def test_places_on_a_photo_lie_where_the_landmarks_are() -> None:
    made = face_maps.photo_map(a_third())
    grid = made["grid"]
    nodes = np.array(grid["nodes"])
    at_origin = nodes[-grid["low"] // grid["step"], -grid["left"] // grid["step"]]
    photo = read_photo(a_third())
    alignment = aligned.align(photo, photo_work.PICTURE_PX)
    corners = alignment.to_picture(find_face(photo).landmarks[list(INNER_CORNERS), :2])
    assert at_origin == pytest.approx(corners.mean(axis=0), abs=15), "3 mm on the skin"
    middle = nodes.shape[1] // 2
    assert (np.diff(nodes[:, middle, 1]) < 0).all(), "up on the face is up in the picture"
    assert (np.diff(nodes[nodes.shape[0] // 2, 4:-4, 0]) > 0).all(), "the patient's left is the picture's right"
    sides = {(m["muscle"], m["side"]): m["mm"] for m in made["muscles"]}
    assert sides["corrugator", "left"][0] > 10 > -10 > sides["corrugator", "right"][0]
    assert made["picture"].startswith("data:image/jpeg;base64,")


def test_the_drawn_face_is_symmetrical_and_fills_its_picture() -> None:
    made = face_maps.drawn_map()
    nodes = np.array(made["grid"]["nodes"])
    assert nodes[:, :, 0] + nodes[:, ::-1, 0] == pytest.approx(made["size"][0], abs=0.2)
    numbers = [float(number) for line in made["lines"] for number in re.findall(r"[\d.]+", line)]
    x, y = numbers[::2], numbers[1::2]
    assert min(x) > 0 and max(x) < made["size"][0] and min(y) > 0 and max(y) < made["size"][1]
    assert max(y) - min(y) > 0.8 * made["size"][1]


def test_a_half_is_cut_without_a_change_of_pixels(tmp_path: object) -> None:
    whole = read_photo(a_third())
    half = np.asarray(Image.open(io.BytesIO(photo_work.cut(a_third(), "left"))))
    assert half.shape[1] == whole.width // 2 and (half == whole.pixels[:, : whole.width // 2]).all()
