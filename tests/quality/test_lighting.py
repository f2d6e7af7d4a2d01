"""The light's direction and hardness as measured in real photos."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from sample_photos import BEFORE, SAMPLES, analyzed

from wrinkle_scan.face.geometry import measure_face
from wrinkle_scan.photo.color import linear_light
from wrinkle_scan.photo.reading import read_photo
from wrinkle_scan.quality.lighting import light_moved, measure_light
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.skin.segmentation import segment_head


def with_pixels(photo, pixels):
    return dataclasses.replace(photo, pixels=np.ascontiguousarray(pixels))


def light_of(photo):
    face = measure_face(photo)
    light = measure_light(photo, FaceChart(face), segment_head(photo, face))
    assert light is not None
    return light


@pytest.mark.slow
def test_light_of_a_mirrored_photo_comes_from_the_other_side() -> None:
    photo = read_photo(SAMPLES / "charles_barkla.jpg")
    light, mirrored = light_of(photo), light_of(with_pixels(photo, photo.pixels[:, ::-1]))
    assert abs(light.direction[0]) > 0.3
    assert mirrored.direction[0] == pytest.approx(-light.direction[0], abs=0.25)
    assert mirrored.direction[1] == pytest.approx(light.direction[1], abs=0.25)


@pytest.mark.slow
def test_exposure_does_not_move_the_light_and_a_slope_does() -> None:
    analysis = analyzed(BEFORE)
    light = linear_light(analysis.photo.pixels)
    side = analysis.face.landmarks[[234, 454], 0]  # the face's right and left edge
    columns = np.interp(np.arange(analysis.photo.width), side, [0.3, 0.9]).astype(np.float32)[None, :, None]

    def encoded(linear):
        return np.round(255 * np.where(linear < 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)).clip(
            0, 255
        )

    darker = with_pixels(analysis.photo, encoded(light * 0.6).astype(np.uint8))
    sloped = with_pixels(analysis.photo, encoded(np.clip(light * columns, 0, 1)).astype(np.uint8))
    here = analysis.light
    assert np.linalg.norm(light_of(darker).direction - here.direction) < 0.15
    assert np.linalg.norm(light_moved(here, light_of(darker))) < 0.05
    assert light_of(sloped).direction[0] - here.direction[0] > 0.2  # brighter towards the patient's left
    assert light_moved(here, light_of(sloped))[0] > 0.3


def test_what_lies_on_the_sides_of_the_head_says_nothing_of_the_light() -> None:
    """Sideburns and ears, 80 mm of arc and more from the midline: a dark one is no shadow."""
    analysis = analyzed(BEFORE)
    side = analysis.face.landmarks[:468, :2][np.abs(analysis.face_chart.landmarks_uv[:468, 0]) > 80]
    pixels, reach = analysis.photo.pixels.copy(), round(2 / analysis.face.mm_per_px)
    for x, y in side.astype(int):
        pixels[max(y - reach, 0) : y + reach, max(x - reach, 0) : x + reach] //= 2
    found = measure_light(with_pixels(analysis.photo, pixels), analysis.face_chart, analysis.segmentation)
    assert found is not None and (pixels != analysis.photo.pixels).any()
    assert found.direction == pytest.approx(analysis.light.direction, abs=0.01)


def test_light_that_is_not_seen_in_both_photos_is_not_known() -> None:
    light = analyzed(BEFORE).light
    unseen = dataclasses.replace(light, brightness=np.full(468, np.nan))
    assert light_moved(light, unseen) is None
    assert not light_moved(light, light).any()
