"""A face that stands on its head is distinguished from one that does not, although the model finds a face in either."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from sample_photos import BEFORE, SAMPLES, SHARED_PHOTOS, needs_shared_photos

from wrinkle_scan.face.finding import find_face
from wrinkle_scan.photo.reading import Photo, read_photo
from wrinkle_scan.system.errors import PhotoError

PEOPLE = [BEFORE, *(SAMPLES / name for name in ("charles_barkla.jpg", "grace_hopper.jpg", "astronaut.png"))]


def turned(photo: Photo, quarters: int) -> Photo:
    return dataclasses.replace(photo, pixels=np.ascontiguousarray(np.rot90(photo.pixels, quarters)))


@pytest.mark.slow
@pytest.mark.parametrize("path", PEOPLE, ids=lambda path: path.stem)
def test_only_the_upright_photo_is_taken(path: Path) -> None:
    photo = read_photo(path)
    find_face(photo)
    for quarters in (1, 2, 3):
        with pytest.raises(PhotoError) as caught:
            find_face(turned(photo, quarters))
        assert caught.value.code == "wrong_way_up"


def test_a_forehead_photo_cut_below_the_eyes_is_upright() -> None:
    photo = read_photo(BEFORE)
    eyes = find_face(photo).landmarks[[33, 263], 1].mean()
    cut = photo.pixels[: int(eyes + 0.12 * photo.height)]
    find_face(dataclasses.replace(photo, pixels=np.ascontiguousarray(cut)))


@needs_shared_photos
@pytest.mark.slow
def test_nobody_is_measured_upside_down() -> None:
    for path in sorted(SHARED_PHOTOS.glob("*/*.jpg"))[::5]:
        photo = read_photo(path)
        find_face(photo)
        with pytest.raises(PhotoError) as caught:
            find_face(turned(photo, 2))
        assert caught.value.code in ("wrong_way_up", "several_faces")
