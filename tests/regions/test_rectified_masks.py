"""Masks grown and joined, against SciPy's slower ways of doing the same."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy import ndimage
from skimage.filters import apply_hysteresis_threshold

from wrinkle_scan.regions.rectified import GRID_MM, components_touching, dilate_mm, sampled, thinned

SHAPES = st.tuples(st.integers(1, 24), st.integers(1, 24))
SPARSE = st.integers(0, 9).map(lambda number: number == 0)
"""One point in ten, so that most masks have room to grow, and some are empty."""


@given(st.data(), SHAPES, st.floats(0, 40 * GRID_MM))
def test_grown_is_what_lies_so_near(data: st.DataObject, shape: tuple[int, int], mm: float) -> None:
    mask: NDArray[np.bool_] = data.draw(arrays(bool, shape, elements=SPARSE))
    far = ndimage.distance_transform_edt(~mask) if mask.any() else np.full(shape, np.inf)
    steps = mm / GRID_MM
    sure = np.abs(far - steps) > 1e-3  # a point at the very limit may fall to either side
    assert np.array_equal(dilate_mm(mask, mm)[sure], (far <= steps)[sure])


@given(st.data(), SHAPES)
def test_joined_are_the_parts_that_touch_the_core(data: st.DataObject, shape: tuple[int, int]) -> None:
    mask: NDArray[np.bool_] = data.draw(arrays(bool, shape))
    core: NDArray[np.bool_] = data.draw(arrays(bool, shape, elements=SPARSE))
    expected = np.zeros(shape, bool)
    labels, count = ndimage.label(mask)
    for label in range(1, count + 1):
        part = labels == label
        if (part & core).any():
            expected |= part
    assert np.array_equal(components_touching(core, mask), expected)


@pytest.mark.parametrize(("side", "kept"), [(400, 0.25), (40, 1.0)])
def test_a_sample_is_a_quarter_of_many_points_and_all_of_few(side: int, kept: float) -> None:
    """A median of 1600 points may be taken of all of them; of 160,000 it is as sure by a quarter."""
    mask = np.ones((side, side), bool)
    some = thinned(mask)
    assert some.mean() == pytest.approx(kept, abs=0.01)
    assert not (some & ~mask).any()


def test_hysteresis_is_scikit_images() -> None:
    image = cv2.GaussianBlur(np.random.default_rng(3).random((90, 120), np.float32), (0, 0), 1.5)
    low, high = np.quantile(image, (0.6, 0.95))
    found = components_touching(image > high, image > low)
    assert np.array_equal(found, apply_hysteresis_threshold(image, low, high))
    assert 0 < found.sum() < (image > low).sum()


def test_sampled_points_are_scipys_within_and_beyond_the_edges() -> None:
    random = np.random.default_rng(5)
    image = random.normal(size=(40, 60)).astype(np.float32)
    for count in (0, 1, 1024, 3000):
        points = random.uniform((-5, -5), (65, 45), (count, 2)).astype(np.float32)
        expected = ndimage.map_coordinates(image, points.T[::-1], order=1, mode="nearest")
        assert np.allclose(sampled(image, points), expected, rtol=0, atol=2e-5)
