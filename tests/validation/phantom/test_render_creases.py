"""Rendered creases: dark where they lie, deeper is darker, and nothing else is touched."""

from __future__ import annotations

import dataclasses
from functools import cache

import numpy as np
import pytest
from sample_photos import BEFORE, analyzed

from wrinkle_scan.creases.profiles import MIDDLE, OFFSETS_MM, straighten
from wrinkle_scan.photo.color import linear_light, luminance
from wrinkle_scan.regions.face_chart import FaceChart
from wrinkle_scan.regions.log_luminance import log_luminance
from wrinkle_scan.regions.rectified import GRID_MM, rectify
from wrinkle_scan.validation.phantom.grooves import Groove, draw_grooves
from wrinkle_scan.validation.phantom.render_creases import (
    LENGTH_PER_WIDTH,
    RUN_OUT_MM,
    STUDIO,
    Lamp,
    _fold,
    _fold_slope,
    _profile,
    _sky_table,
    render_creases,
)

pytestmark = pytest.mark.slow
EVEN = Lamp((0.0, 0.0, 1.0), 1.0)


@pytest.fixture(scope="module")
def groove() -> Groove:
    return drawn()


@cache
def drawn() -> Groove:
    return draw_grooves(analyzed(BEFORE).regions["forehead"], 1, 1.0, 0.3, np.random.default_rng(5))[0]


@cache
def rendered(depth_mm: float = 0.3, lamp: Lamp = STUDIO) -> np.ndarray:
    """The sample's pixels with the groove rendered."""
    return render_creases(analyzed(BEFORE), {"forehead": [drawn().at_depth(depth_mm)]}, lamp)


def profile(groove: Groove, pixels: np.ndarray) -> np.ndarray:
    """Mean change of log-luminance across the groove by rendering it, away from its ends."""
    analysis = analyzed(BEFORE)
    region = analysis.regions["forehead"]
    photo = dataclasses.replace(analysis.photo, pixels=pixels)
    patch = rectify(photo, FaceChart(analysis.face), "forehead")
    change = log_luminance(patch.linear_rgb, region.skin.mask) - region.log
    path = np.column_stack([
        (groove.path[:, 0] - patch.u[0]) / GRID_MM,
        (patch.v[0] - groove.path[:, 1]) / GRID_MM,
    ])  # fmt: skip
    return straighten(change, path)[10:-10].mean(axis=0)


def test_no_depth_leaves_the_photo_as_it_is(groove: Groove) -> None:
    assert np.array_equal(rendered(0.0), analyzed(BEFORE).photo.pixels)
    assert np.array_equal(render_creases(analyzed(BEFORE), {}), analyzed(BEFORE).photo.pixels)


def test_the_floor_is_dark_and_lies_on_the_path(groove: Groove) -> None:
    change = profile(groove, rendered(lamp=EVEN))
    assert abs(OFFSETS_MM[np.argmin(change)]) <= 0.3  # two steps of the grid
    assert change[MIDDLE] < -0.02
    assert np.abs(change[np.abs(OFFSETS_MM) > 2.0]).max() < 0.2 * abs(change[MIDDLE])


def test_deeper_is_darker(groove: Groove) -> None:
    floors = [profile(groove, rendered(d))[MIDDLE - 6 : MIDDLE + 7].min() for d in (0.15, 0.3, 0.45, 0.6)]
    assert all(b < a - 0.01 for a, b in zip([0.0, *floors], floors, strict=False))


def test_shade_is_redder_as_in_real_creases(groove: Groove) -> None:
    """Red falls by 0.66 and blue by 1.24 of green's logarithm: the medians of 453 labelled creases."""
    before, after = (linear_light(pixels) for pixels in (analyzed(BEFORE).photo.pixels, rendered(0.6)))
    dark = luminance(after) < 0.9 * luminance(before)
    red, green, blue = (float(np.log(after[dark][:, k] / before[dark][:, k]).mean()) for k in range(3))
    assert dark.sum() > 100
    assert red / green == pytest.approx(0.66, abs=0.05)
    assert blue / green == pytest.approx(1.24, abs=0.08)


def test_a_lamp_across_the_groove_lights_one_flank_and_darkens_the_other(groove: Groove) -> None:
    from_above = profile(groove, rendered(lamp=Lamp((0.0, 1.0, 0.6), 0.1)))
    from_below = profile(groove, rendered(lamp=Lamp((0.0, -1.0, 0.6), 0.1)))
    one, other = slice(MIDDLE - 8, MIDDLE - 2), slice(MIDDLE + 3, MIDDLE + 9)
    assert (from_above[one].mean() - from_above[other].mean()) * (from_below[one].mean() - from_below[other].mean()) < 0
    assert abs(from_above[one].mean() - from_above[other].mean()) > 0.1


def test_nothing_else_is_touched(groove: Groove) -> None:
    analysis = analyzed(BEFORE)
    pixels = rendered()
    changed = (pixels != analysis.photo.pixels).any(axis=2)
    rows, columns = np.nonzero(changed)
    ends = np.array([analysis.face_chart.to_photo(np.array([u]), np.array([v]))[0, 0] for u, v in groove.path])
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
    # From the floor of a fold as deep as its length the horizon stands at atan(max (1 - exp(r - hypot(x, r))) / x).
    assert floors[2] == pytest.approx(np.cos(np.arctan(0.5866)), abs=0.005)


def test_the_narrowest_and_deepest_groove_is_in_the_table() -> None:
    """0.6 mm deep, 0.4 mm wide: a table that ends before goes on straight and makes its floor 4 % too dark."""
    deep = 0.6 / (0.4 * LENGTH_PER_WIDTH)
    assert _sky_table()([[deep, 0.0]])[0] == pytest.approx(np.cos(np.arctan(0.5866 * deep)), abs=0.005)


def test_a_groove_is_as_wide_at_half_its_depth_as_is_said() -> None:
    half = 0.5 / LENGTH_PER_WIDTH  # of a groove 1 mm wide, in its profile's lengths
    assert _fold(np.array([0.0, half, -half])) == pytest.approx([1.0, 0.5, 0.5])
    step = 1e-5
    for x in (-1.0, -0.1, 0.05, 0.7):
        rise = (_fold(np.array(x + step)) - _fold(np.array(x - step))) / (2 * step)
        assert _fold_slope(np.array(x)) == pytest.approx(float(rise), rel=1e-4)


def test_the_sky_changes_smoothly_across_a_groove() -> None:
    """No point is off the mean of its neighbours; a slope between two points that are one made spikes of 2 %."""
    across = np.arange(0, 4, 0.05)
    for depth in (0.1, 0.2, 0.3, 0.4):
        sky = _sky_table()(np.column_stack([np.full(len(across), depth), across]))
        assert np.abs(np.diff(sky, 2)).max() < 0.006


def test_a_groove_runs_out_without_stairs() -> None:
    straight = Groove(np.column_stack([np.linspace(0, 20.1, 68), np.zeros(68)]), 1.0, 0.3)
    u = np.arange(0, 20, 0.02)
    depth = _profile(np.column_stack([u, np.full(len(u), 0.1)]), straight, 2.0)[2]
    steepest = 0.3 * np.pi / 2 / RUN_OUT_MM  # of depth sin2, mm per mm
    assert np.abs(np.diff(depth)).max() < 1.1 * steepest * 0.02
    assert depth[0] == pytest.approx(0, abs=1e-6) and depth[(u > 3) & (u < 17)] == pytest.approx(0.3)


def test_the_spacing_of_a_paths_points_does_not_matter(groove: Groove) -> None:
    """A run-out counted in points would be twice as long with every second one."""
    sparse = dataclasses.replace(groove, path=np.vstack([groove.path[:-1:2], groove.path[-1:]]))
    other = render_creases(analyzed(BEFORE), {"forehead": [sparse.at_depth(0.6)]}).astype(int)
    one = rendered(0.6).astype(int)
    assert np.abs(one - other).max() <= 6  # of 255, beside lines of up to 25: the bend within 0.6 mm


def test_the_studio_light_darkens_as_much_as_is_said(groove: Groove) -> None:
    """On paper 2.8 % at the floor and 13 % on the darker flank, 0.3 mm aside; pixels and grid average over them."""
    change = 100 * np.expm1(profile(groove, rendered()))
    assert -6.0 < change[MIDDLE] < -2.5
    assert -10.0 < change[MIDDLE - 6 : MIDDLE + 7].min() < -6.0
    assert abs(OFFSETS_MM[np.argmin(change)]) <= 0.5


def test_the_same_is_rendered_twice(groove: Groove) -> None:
    again = render_creases(analyzed(BEFORE), {"forehead": [groove]})
    assert np.array_equal(rendered(), again) and not np.array_equal(again, analyzed(BEFORE).photo.pixels)
