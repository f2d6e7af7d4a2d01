"""A reduced photo holds the means of its pixels, each where it was."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wrinkle_scan.photo.pyramid import reduced
from wrinkle_scan.photo.reading import Photo, photo_of_pixels


def noise(height: int, width: int, seed: int = 0) -> Photo:
    return photo_of_pixels(np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8))


@given(st.integers(64, 300), st.integers(64, 300), st.floats(0.1, 20.0))
def test_each_pixel_is_the_mean_of_those_it_stands_for(height: int, width: int, at_most: float) -> None:
    photo = noise(height, width)
    pixels, factor = reduced(photo, at_most)
    assert factor == 1 or factor <= at_most < 2 * factor
    rows, columns = height // factor, width // factor
    assert pixels.shape == (rows, columns, 3)
    blocks = photo.pixels[: rows * factor, : columns * factor].reshape(rows, factor, columns, factor, 3)
    steps = np.log2(factor)  # each halving rounds by half a code value
    assert np.abs(pixels - blocks.mean(axis=(1, 3))).max() <= 0.5 * steps + 1e-6


@pytest.mark.parametrize("at_most", [0.0, 0.5, 1.0, 1.99])
def test_nothing_is_reduced_that_need_not_be(at_most: float) -> None:
    photo = noise(70, 90)
    pixels, factor = reduced(photo, at_most)
    assert factor == 1 and pixels is photo.pixels


def test_a_photo_is_never_reduced_to_nothing() -> None:
    pixels, factor = reduced(noise(64, 200), 1e6)
    assert pixels.shape[0] == 1 and factor == 64
