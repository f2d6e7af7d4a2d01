"""Where lines of known length end, and what is too short to be one."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import norm
from support import flat_patch

from wrinkle_scan.creases import Crease, Skin, find_creases
from wrinkle_scan.creases.ends import FADED, FAINT_PERCENT, between_ends
from wrinkle_scan.regions import GRID_MM

WIDTH_MM, HEIGHT_MM = 60.0, 30.0
FROM_MM, SIGMA_MM = 20.0, 0.45
NOISE = 0.015


def lines_on_skin(length_mm: float, depth: float) -> list[Crease]:
    """What is found of a level line of the given length, depth (natural logarithm) and a sigma of 0.45 mm."""
    patch = flat_patch("crows_feet_left", WIDTH_MM, HEIGHT_MM)
    u, v = np.meshgrid(patch.u, patch.v)
    off = np.hypot(u - u.clip(FROM_MM, FROM_MM + length_mm), v - HEIGHT_MM / 2)
    log = cv2.GaussianBlur(np.random.default_rng(0).normal(size=u.shape), (0, 0), 2.0)
    log *= NOISE / log.std()
    log -= depth * np.exp(-(off**2) / (2 * SIGMA_MM**2))
    nowhere = np.zeros(u.shape, bool)
    skin = Skin(log.astype(np.float32), ~nowhere, nowhere, nowhere.astype(np.float32))
    return [line for line in find_creases(patch, skin) if line.likely]


@pytest.mark.parametrize("length_mm", [8.0, 15.0, 25.0])
@pytest.mark.parametrize("depth", [0.05, 0.1, 0.3])
def test_a_line_is_as_long_as_it_is(length_mm: float, depth: float) -> None:
    line = lines_on_skin(length_mm, depth)[0]
    # It fades out over its own sigma and the 1 mm over which profiles are averaged; 1 mm at
    # either end for noise, 1.25 where the line is 4 times as dark as the texture or less.
    last = min(FADED, FAINT_PERCENT / (100 * -np.expm1(-depth)))
    beyond = np.hypot(SIGMA_MM, 1.0) * norm.isf(last)
    assert line.length_mm == pytest.approx(length_mm + 2 * beyond, abs=2.0 if depth > 4 * NOISE else 2.5)


def test_a_dark_spot_is_no_line() -> None:
    assert lines_on_skin(6.0, 0.3)
    assert not [line for line in lines_on_skin(0.0, 0.3) if abs(line.path[:, 1].mean() * GRID_MM - HEIGHT_MM / 2) < 1.5]


@given(arrays(float, st.integers(3, 60), elements=st.floats(-40, 60)))
def test_what_is_left_has_no_more_to_lose(rows: np.ndarray) -> None:
    kept = between_ends(rows)
    assert 0 <= kept.start < kept.stop <= len(rows)
    assert between_ends(rows[kept]) == slice(0, kept.stop - kept.start)


@given(st.integers(0, 15), st.integers(0, 15), st.floats(1, 50))
def test_ends_are_where_the_darkness_begins_and_stops(before: int, after: int, depth: float) -> None:
    rows = np.concatenate([np.zeros(before), np.full(60, depth), np.zeros(after)])
    assert between_ends(rows) == slice(before, before + 60)
