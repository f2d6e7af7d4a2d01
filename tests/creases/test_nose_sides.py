"""A frown line and the shade on the nose's side below it are two lines, however they were traced."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from numpy.typing import NDArray
from sample_photos import flat_patch

from wrinkle_scan.creases.nose_sides import cut_at_nose_side
from wrinkle_scan.creases.paths import path_length_mm
from wrinkle_scan.creases.settings import EXCLUSIONS, PROFILES
from wrinkle_scan.regions.rectified import RectifiedRegion

SHORTEST_MM = 4.0


@pytest.fixture(scope="module")
def glabella() -> RectifiedRegion:
    """Where it lies on a face: 20 mm to either side of the midline, 10 mm below the eyes' corners to 40 above."""
    patch = flat_patch("glabella", 40.0, 50.0)
    return dataclasses.replace(patch, u=patch.u - 20, v=patch.v - 10)


def traced(patch: RectifiedRegion, *corners_mm: tuple[float, float]) -> NDArray[np.float64]:
    """A path through some points (u, v), mm, spaced as traced ones are."""
    corners = np.array(corners_mm)
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(corners, axis=0).T))])
    at = np.arange(0, along[-1], PROFILES.along_mm)
    return patch.on_grid(np.column_stack([np.interp(at, along, corners[:, axis]) for axis in (0, 1)]))


def lowest_and_highest(patch: RectifiedRegion, path: NDArray[np.float64]) -> tuple[float, float]:
    heights = patch.on_chart(path)[:, 1]
    return float(heights.min()), float(heights.max())


def test_a_frown_line_that_goes_on_beside_the_nose_is_two(glabella: RectifiedRegion) -> None:
    whole = traced(glabella, (5, 32), (7, 14), (6, -8))
    frown, nose = cut_at_nose_side(whole, glabella, SHORTEST_MM)
    between = np.mean(EXCLUSIONS.root_mm)
    assert lowest_and_highest(glabella, frown) == pytest.approx((between, 32), abs=1.0)
    assert lowest_and_highest(glabella, nose) == pytest.approx((-8, between), abs=1.0)
    assert len(frown) + len(nose) == len(whole), "nothing is lost"
    backwards = cut_at_nose_side(whole[::-1], glabella, SHORTEST_MM)
    assert sorted(map(len, backwards)) == sorted((len(frown), len(nose)))


@pytest.mark.parametrize(
    "corners",
    [
        pytest.param([(-9, 5), (9, 3)], id="across the nasal root"),
        pytest.param([(6, 34), (7, 15)], id="a frown line by itself"),
        pytest.param([(6, 9), (5, -8)], id="a side of the nose by itself"),
        pytest.param([(6, 34), (6, 10)], id="a little way down"),
        pytest.param([(-15, 17), (-2, 8), (9, 6)], id="bent into the root's lines"),
    ],
)
def test_every_other_line_is_left_whole(glabella: RectifiedRegion, corners: list[tuple[float, float]]) -> None:
    whole = traced(glabella, *corners)
    (kept,) = cut_at_nose_side(whole, glabella, SHORTEST_MM)
    assert path_length_mm(kept) == pytest.approx(path_length_mm(whole))


def test_elsewhere_nothing_is_cut(glabella: RectifiedRegion) -> None:
    whole = traced(glabella, (5, 32), (6, -8))
    assert len(cut_at_nose_side(whole, dataclasses.replace(glabella, name="forehead"), SHORTEST_MM)) == 1
