"""Where lines of known length end, and what is too short to be one."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sample_photos import at_home, flat_patch
from scipy.stats import norm

from wrinkle_scan.creases.ends import between_ends
from wrinkle_scan.creases.measuring import Crease, find_creases
from wrinkle_scan.creases.proposals import Skin
from wrinkle_scan.creases.settings import ENDS
from wrinkle_scan.regions.rectified import GRID_MM

WIDTH_MM, HEIGHT_MM = 60.0, 30.0
FROM_MM, SIGMA_MM = 20.0, 0.45
NOISE = 0.015


def lines_on_skin(length_mm: float, depth: float, seed: int = 0) -> list[Crease]:
    """What is found of a level line of the given length, depth (natural logarithm) and a sigma of 0.45 mm."""
    patch = flat_patch("crows_feet_left", WIDTH_MM, HEIGHT_MM)
    u, v = np.meshgrid(patch.u, patch.v)
    off = np.hypot(u - u.clip(FROM_MM, FROM_MM + length_mm), v - HEIGHT_MM / 2)
    log = cv2.GaussianBlur(np.random.default_rng(seed).normal(size=u.shape), (0, 0), 2.0)
    log *= NOISE / log.std()
    log -= depth * np.exp(-(off**2) / (2 * SIGMA_MM**2))
    nowhere = np.zeros(u.shape, bool)
    skin = Skin(log.astype(np.float32), ~nowhere, nowhere, *2 * [nowhere.astype(np.float32)])
    return find_creases(at_home(patch), skin)


def along_the_middle(lines: list[Crease]) -> list[Crease]:
    """Those that lie where the line was drawn."""
    return [line for line in lines if abs(np.median(line.path[:, 1]) * GRID_MM - HEIGHT_MM / 2) < 1.0]


@pytest.mark.parametrize("length_mm", [8.0, 15.0, 25.0])
@pytest.mark.parametrize("depth", [0.05, 0.1, 0.3])
def test_a_line_is_as_long_as_it_is(length_mm: float, depth: float) -> None:
    """In the median of five skins: texture goes on where a faint line ends, and now and then it is joined to it."""
    drawn = [along_the_middle(lines_on_skin(length_mm, depth, seed)) for seed in range(5)]
    found = np.median([max((line.length_mm for line in lines), default=0.0) for lines in drawn])
    # It fades out over its own sigma and the 1 mm over which profiles are averaged; 1 mm at
    # either end for noise, 3 where the line is 4 times as dark as the texture or less.
    last = min(ENDS.faded, ENDS.faint_percent / (100 * -np.expm1(-depth)))
    beyond = np.hypot(SIGMA_MM, 1.0) * norm.isf(last)
    assert found == pytest.approx(length_mm + 2 * beyond, abs=2.0 if depth > 4 * NOISE else 6.0)


def test_a_dark_spot_is_no_line() -> None:
    """It looks as a line of 6 mm does to a filter that averages along lines."""
    spot, line = (
        sum(found.probability for found in along_the_middle(lines_on_skin(length, 0.3))) for length in (0.0, 6.0)
    )
    assert line > 0.3
    assert spot < 0.05


@given(arrays(float, st.integers(3, 60), elements=st.floats(-40, 60)))
def test_what_is_left_has_no_more_to_lose(rows: np.ndarray) -> None:
    kept = between_ends(rows)
    assert 0 <= kept.start < kept.stop <= len(rows)
    assert between_ends(rows[kept]) == slice(0, kept.stop - kept.start)


@given(st.integers(0, 15), st.integers(0, 15), st.floats(1, 50))
def test_ends_are_where_the_darkness_begins_and_stops(before: int, after: int, depth: float) -> None:
    rows = np.concatenate([np.zeros(before), np.full(60, depth), np.zeros(after)])
    assert between_ends(rows) == slice(before, before + 60)
