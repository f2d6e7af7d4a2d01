"""People pass; drawings and statues, which the landmark model takes for faces, do not."""

from __future__ import annotations

import dataclasses
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest
from fake_faces import drawn_face, turned_to_stone
from PIL import Image
from sample_photos import BEFORE, SAMPLES, SHARED_PHOTOS, london, needs_shared_photos

from wrinkle_scan.face.geometry import measure_face
from wrinkle_scan.face.mesh_points import EYE_RING
from wrinkle_scan.photo.reading import Photo, read_photo
from wrinkle_scan.skin.liveness import IRIS, LivenessSigns, _eye_grid, check_liveness, liveness_signs
from wrinkle_scan.skin.segmentation import segment_head
from wrinkle_scan.system.errors import PhotoError

PEOPLE = [BEFORE, SAMPLES / "charles_barkla.jpg", SAMPLES / "grace_hopper.jpg"]
STONES = {
    "blank eyes": {},
    "carved irises": {"iris": 0.35},
    "bronze": {"tone": (0.6, 0.38, 0.2)},
    "granite": {"grain": 0.2, "tone": (0.6, 0.6, 0.6)},
}
DRAWINGS = {
    "light skin": {},
    "dark skin": {"skin": (120, 80, 60), "hair": (20, 15, 12), "iris": (50, 30, 20)},
    "blue eyes": {"iris": (90, 120, 160), "hair": (190, 150, 80)},
}


def signs(photo: Photo) -> LivenessSigns:
    face = measure_face(photo)
    return liveness_signs(photo, face, segment_head(photo, face))


def refusal(photo: Photo) -> str | None:
    """The sentence with which a photo is refused, if it is."""
    face = measure_face(photo)
    try:
        check_liveness(photo, face, segment_head(photo, face))
    except PhotoError as error:
        assert error.code == "not_a_real_face"
        return str(error)
    return None


@cache
def shrunk(path: Path) -> Photo:
    """A photo, at most 1000 px high."""
    photo = read_photo(path)
    scale = min(1000 / photo.height, 1)
    return with_pixels(photo, cv2.resize(photo.pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def with_pixels(photo: Photo, pixels: np.ndarray) -> Photo:
    return dataclasses.replace(photo, pixels=np.ascontiguousarray(pixels))


@pytest.mark.parametrize("path", PEOPLE, ids=lambda path: path.stem)
def test_people_pass_without_colour_too(path: Path) -> None:
    photo = shrunk(path)
    assert refusal(photo) is None
    grey = photo.pixels.mean(axis=2, keepdims=True).astype(np.uint8)
    assert refusal(with_pixels(photo, grey.repeat(3, axis=2))) is None


@pytest.mark.parametrize("style", DRAWINGS)
def test_a_drawing_is_refused(style: str) -> None:
    drawing = with_pixels(shrunk(BEFORE), np.asarray(drawn_face(**DRAWINGS[style])))
    assert "drawing" in (refusal(drawing) or "")


@pytest.mark.slow
@pytest.mark.parametrize("stone", STONES)
@pytest.mark.parametrize("path", [BEFORE, SAMPLES / "charles_barkla.jpg"], ids=lambda path: path.stem)
def test_a_statue_is_refused(path: Path, stone: str) -> None:
    person = shrunk(path)
    assert "statue" in (
        refusal(with_pixels(person, turned_to_stone(person, measure_face(person), **STONES[stone]))) or ""
    )


def test_lamps_of_two_colours_do_not_make_stone_skin() -> None:
    """A warm lamp on the left and a cool one on the right tint a statue across, as no blood does."""
    person = shrunk(BEFORE)
    stone = turned_to_stone(person, measure_face(person))
    across = np.linspace(-1, 1, person.width)[:, None] * (0.12, 0.0, -0.15)
    tinted = with_pixels(person, np.clip(stone * np.exp(across), 0, 255).astype(np.uint8))
    assert signs(tinted).of_one_colour
    assert refusal(tinted)


@pytest.mark.parametrize("covered", ["mask", "shadow"])
def test_half_a_face_in_sight_is_a_face(covered: str) -> None:
    person = shrunk(BEFORE)
    nose = measure_face(person).landmarks[4].astype(int)
    pixels = person.pixels.copy()
    if covered == "mask":
        pixels[nose[1] :] = (140, 190, 215)
    else:
        pixels[:, : nose[0]] = pixels[:, : nose[0]] * 0.15
    assert refusal(with_pixels(person, pixels)) is None


@pytest.mark.parametrize("path", PEOPLE, ids=lambda path: path.stem)
def test_an_eye_is_looked_at_above_and_below_its_middle_and_not_at_the_lids_edges(path: Path) -> None:
    """Or else a lash, or the upper lid's shadow, would stand for the iris."""
    face = measure_face(shrunk(path))
    for side, iris in IRIS.items():
        rows = _eye_grid(face, side)[0][:, 33, 1]  # of the middle column
        ring = face.landmarks[list(EYE_RING[side]), 1]
        top, bottom = ring[3:6].min(), ring[11:14].max()
        assert rows[0] < face.landmarks[iris, 1] < rows[-1]
        assert top + 0.1 * (bottom - top) < rows[0] and rows[-1] < bottom - 0.1 * (bottom - top)


@pytest.mark.parametrize(
    ("found", "drawn", "carved"),
    [
        (LivenessSigns(0.92, 0.5, (4.0, 4.0), False), False, False),
        (LivenessSigns(0.92, 0.5, (0.5, 0.3), False), False, False),  # in shadow: blood in the skin is enough
        (LivenessSigns(0.92, 0.5, (), False), False, False),  # cut above the eyes
        (LivenessSigns(0.92, 0.0, (), False), False, False),  # the same without colour
        (LivenessSigns(0.92, 0.0, (0.3, 0.3), True), False, False),  # asleep
        (LivenessSigns(0.92, 0.0, (-0.3, 4.0), False), False, True),
        (LivenessSigns(0.92, 0.0, (4.0, 4.0), False), False, False),
        (LivenessSigns(0.3, 0.5, (7.0, 7.0), False), True, False),
    ],
)
def test_what_follows_from_the_signs(found: LivenessSigns, drawn: bool, carved: bool) -> None:
    assert (found.drawn, found.carved) == (drawn, carved)


def test_a_person_cut_above_the_eyes_passes() -> None:
    person = shrunk(BEFORE)
    lids = measure_face(person).landmarks[[159, 386], 1].min()
    assert refusal(with_pixels(person, person.pixels[: int(lids) - 2])) is None


@needs_shared_photos
@pytest.mark.slow
def test_margins_over_many_people() -> None:
    """The limits stand well inside the gaps that their docstrings state."""
    everybody = [signs(read_photo(path)) for path in sorted(SHARED_PHOTOS.glob("*/*.jpg"))[::6]]
    assert len(everybody) == 12
    assert min(found.skin for found in everybody) > 0.85
    assert min(found.colour_spread for found in everybody) > 0.3
    assert min(float(np.mean(found.eyes)) for found in everybody) > 2.8
    assert not any(found.drawn or found.carved for found in everybody)


@needs_shared_photos
@pytest.mark.slow
@pytest.mark.parametrize("number", ["042", "140"])
def test_people_of_the_london_set_turned_to_stone(number: str) -> None:
    person = read_photo(london(number))
    found = signs(with_pixels(person, turned_to_stone(person, measure_face(person))))
    assert found.colour_spread < 0.1
    assert np.mean(found.eyes) < 2.0


def test_a_drawing_saved_as_jpeg_is_still_a_drawing(tmp_path: Path) -> None:
    drawn_face().resize((900, 900), Image.Resampling.LANCZOS).save(tmp_path / "portrait.jpg", quality=70)
    assert signs(read_photo(tmp_path / "portrait.jpg")).drawn
