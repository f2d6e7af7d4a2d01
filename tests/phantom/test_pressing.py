"""Pressed creases: dark where they lie, deeper is darker, and nothing else is touched."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from support import BEFORE, analyzed

from wrinkle_scan.creases import straighten
from wrinkle_scan.creases.profiles import MIDDLE, OFFSETS_MM
from wrinkle_scan.phantom import Groove, Lamp, draw_grooves, press
from wrinkle_scan.phantom.pressing import _sky_table
from wrinkle_scan.photo import linear_light, luminance
from wrinkle_scan.regions import GRID_MM, Unrolled, rectify
from wrinkle_scan.ridges import log_luminance

EVEN = Lamp((0.0, 0.0, 1.0), 1.0)


@pytest.fixture(scope="module")
def groove() -> Groove:
    return draw_grooves(analyzed(BEFORE).regions["forehead"], 1, 1.0, 0.3, np.random.default_rng(5))[0]


def profile(groove: Groove, pixels: np.ndarray) -> np.ndarray:
    """Mean change of log-luminance across the groove by pressing, away from its ends."""
    analysis = analyzed(BEFORE)
    region = analysis.regions["forehead"]
    photo = dataclasses.replace(analysis.photo, pixels=pixels)
    patch = rectify(photo, Unrolled(analysis.face), "forehead")
    change = log_luminance(patch.linear_rgb, region.skin.mask) - region.log
    path = np.column_stack([
        (groove.path[:, 0] - patch.u[0]) / GRID_MM,
        (patch.v[0] - groove.path[:, 1]) / GRID_MM,
    ])  # fmt: skip
    return straighten(change, path)[10:-10].mean(axis=0)


def test_no_depth_leaves_the_photo_as_it_is(groove: Groove) -> None:
    assert np.array_equal(press(analyzed(BEFORE), {"forehead": [groove.at_depth(0.0)]}), analyzed(BEFORE).photo.pixels)
    assert np.array_equal(press(analyzed(BEFORE), {}), analyzed(BEFORE).photo.pixels)


def test_the_floor_is_dark_and_lies_on_the_path(groove: Groove) -> None:
    change = profile(groove, press(analyzed(BEFORE), {"forehead": [groove]}, EVEN))
    assert abs(OFFSETS_MM[np.argmin(change)]) <= 0.3  # two steps of the grid
    assert change[MIDDLE] < -0.02
    assert np.abs(change[np.abs(OFFSETS_MM) > 2.0]).max() < 0.2 * abs(change[MIDDLE])


def test_deeper_is_darker(groove: Groove) -> None:
    floors = [
        profile(groove, press(analyzed(BEFORE), {"forehead": [groove.at_depth(d)]}))[MIDDLE - 6 : MIDDLE + 7].min()
        for d in (0.15, 0.3, 0.45, 0.6)
    ]
    assert all(b < a - 0.01 for a, b in zip([0.0, *floors], floors, strict=False))


def test_a_lamp_across_the_groove_lights_one_flank_and_darkens_the_other(groove: Groove) -> None:
    from_above = profile(groove, press(analyzed(BEFORE), {"forehead": [groove]}, Lamp((0.0, 1.0, 0.6), 0.1)))
    from_below = profile(groove, press(analyzed(BEFORE), {"forehead": [groove]}, Lamp((0.0, -1.0, 0.6), 0.1)))
    one, other = slice(MIDDLE - 8, MIDDLE - 2), slice(MIDDLE + 3, MIDDLE + 9)
    assert (from_above[one].mean() - from_above[other].mean()) * (from_below[one].mean() - from_below[other].mean()) < 0
    assert abs(from_above[one].mean() - from_above[other].mean()) > 0.1


def test_nothing_else_is_touched(groove: Groove) -> None:
    analysis = analyzed(BEFORE)
    pixels = press(analysis, {"forehead": [groove]})
    changed = (pixels != analysis.photo.pixels).any(axis=2)
    rows, columns = np.nonzero(changed)
    ends = np.array([analysis.unrolled.to_photo(np.array([u]), np.array([v]))[0, 0] for u, v in groove.path])
    reach_px = 3.0 / analysis.face.mm_per_px
    assert columns.min() > ends[:, 0].min() - reach_px and columns.max() < ends[:, 0].max() + reach_px
    assert rows.min() > ends[:, 1].min() - reach_px and rows.max() < ends[:, 1].max() + reach_px
    before, after = (luminance(linear_light(p))[changed].mean() for p in (analysis.photo.pixels, pixels))
    assert after < before


def test_the_sky_over_a_flat_surface_is_whole_and_over_a_deep_floor_is_not() -> None:
    sky = _sky_table()
    assert sky([[0.0, 0.0], [0.0, 2.0]]) == pytest.approx([1.0, 1.0])
    floors = sky([[d, 0.0] for d in (0.25, 0.5, 1.0, 2.0)])
    assert (np.diff(floors) < 0).all()
    # From the floor of a Gaussian valley as deep as its sigma the horizon stands at atan(max (1 - exp(-x2/2)) / x).
    assert floors[2] == pytest.approx(np.cos(np.arctan(0.4514)), abs=0.005)
