"""Millimetres on faces: compared with where landmarks are known to be."""

from __future__ import annotations

import re

import numpy as np
import pytest
from sample_photos import a_third

from wrinkle_scan.app.patients import aligned, face_maps, photo_work
from wrinkle_scan.face.finding import find_face
from wrinkle_scan.face.mesh_points import INNER_CORNERS
from wrinkle_scan.photo.reading import read_photo

pytestmark = pytest.mark.slow


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
