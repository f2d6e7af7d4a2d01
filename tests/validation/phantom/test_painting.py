"""A gain on a region's grid changes the photo's light where the grid lies, by as much, and nothing else."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from sample_photos import flat_patch

from wrinkle_scan.photo.color import encode_srgb, linear_light
from wrinkle_scan.validation.phantom.painting import onto_grid, paint

LEFT, TOP, TIMES = 10, 20, 2.0
"""Where the grid lies in the photo, px, and how many px its steps are."""
PATCH = flat_patch("forehead", 6.0, 4.5)
PATCH = dataclasses.replace(PATCH, photo_xy=PATCH.photo_xy * np.float32(TIMES) + np.array([LEFT, TOP], np.float32))
HEIGHT, WIDTH = len(PATCH.v), len(PATCH.u)
GREY = np.full((120, 130, 3), 180, np.uint8)


def test_each_pixel_finds_its_place_on_the_grid() -> None:
    box, points = onto_grid(PATCH.photo_xy, GREY.shape)
    assert (box[0].start, box[1].start) == (TOP, LEFT)
    row, column = 30, 25  # of the rectangle; a pixel's middle is half a px from its corner
    assert points[row, column] == pytest.approx([(column + 0.5) / TIMES, (row + 0.5) / TIMES], abs=1e-4)
    far, _ = onto_grid(PATCH.photo_xy + np.float32(1000), (1060, 1060, 3))
    assert (far[0].stop, far[1].stop) == (1060, 1060), "it ends where the photo does"


def test_light_is_multiplied_by_the_gain() -> None:
    """By half in the middle of the grid; blue by another factor where each channel has its own."""
    gain = np.ones((HEIGHT, WIDTH, 3), np.float32)
    gain[5:-5, 5:-5] = (0.5, 0.5, 0.25)
    painted = paint(GREY, PATCH, gain)
    middle = TOP + HEIGHT, LEFT + WIDTH
    light = linear_light(GREY)[middle]
    assert painted[middle].tolist() == encode_srgb(light * np.array([0.5, 0.5, 0.25], np.float32)).tolist()
    plain = paint(GREY, PATCH, gain[..., 0])
    assert plain[middle].tolist() == encode_srgb(light * np.float32(0.5)).tolist()


def test_what_is_not_changed_is_the_same_to_the_bit() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, GREY.shape, np.uint8)
    kept = pixels.copy()
    assert np.array_equal(paint(pixels, PATCH, np.ones((HEIGHT, WIDTH), np.float32)), pixels)
    gain = np.ones((HEIGHT, WIDTH), np.float32)
    gain[10:14, 10:14] = 0.5
    changed = (paint(pixels, PATCH, gain) != pixels).any(axis=2)
    rows, columns = np.nonzero(changed)
    assert (rows.min(), columns.min()) >= (TOP + 2 * 9, LEFT + 2 * 9)
    assert rows.max() <= TOP + 2 * 15 and columns.max() <= LEFT + 2 * 15
    assert np.array_equal(pixels, kept), "the photo given is left alone"
