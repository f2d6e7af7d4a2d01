"""Conditions are drawn where they belong, in the face's own millimetres, and are the same each time."""

from __future__ import annotations

import numpy as np
import pytest
from sample_photos import a_third, analyzed

from wrinkle_scan.analysis.results import Analysis
from wrinkle_scan.photo.color import luminance
from wrinkle_scan.photo.reading import Photo
from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.validation.phantom import capture_effects as takes
from wrinkle_scan.validation.phantom import occluders, simulated_marks
from wrinkle_scan.validation.phantom.canvas import Canvas
from wrinkle_scan.validation.phantom.conditions import CONDITIONS, apply_condition

pytestmark = pytest.mark.slow


def base() -> Analysis:
    """The sample at a third of its size, quicker to draw on."""
    return analyzed(a_third())


def changed(photo: Photo) -> np.ndarray:
    """Where a photo differs visibly from the sample, bool (H, W)."""
    return np.abs(photo.pixels.astype(int) - base().photo.pixels).max(axis=2) > 8


def within(name: str, mask: np.ndarray) -> float:
    """Share of a region's skin that a mask of the photo covers."""
    region = base().regions[name]
    x, y = np.floor(region.patch.photo_xy[region.skin.mask]).astype(int).T
    return float(mask[y, x].mean())


@pytest.mark.parametrize("at", [(0.0, 50.0), (-40.0, 30.0), (45.0, 0.0)])
def test_a_spot_lies_where_the_chart_says(at: tuple[float, float]) -> None:
    canvas = Canvas(base().face_chart)
    mask = canvas.empty()
    canvas.spot(mask, at, 1.0)
    covered = changed(canvas.cover(base().photo, mask, (0.0, 0.0, 0.0)))
    rows, columns = np.nonzero(covered)
    expected = base().face_chart.to_photo(np.array([at[0]]), np.array([at[1]]))[0, 0]
    off_mm = np.hypot(columns.mean() + 0.5 - expected[0], rows.mean() + 0.5 - expected[1]) * base().face.mm_per_px
    assert off_mm < 0.3
    assert np.sqrt(covered.sum()) * base().face.mm_per_px < 5


def test_what_is_worn_lies_where_it_is_worn() -> None:
    glasses = changed(occluders.glasses(base(), 4.0, occluders.BLACK_PLASTIC))
    assert within("forehead", glasses) < 0.02
    assert min(within(f"crows_feet_{side}", glasses) for side in ("left", "right")) > 0.05
    band = changed(occluders.headband(base()))
    assert within("forehead", band) > 0.2
    assert max(within(name, band) for name in REGION_NAMES if name != "forehead") < 0.05
    beard = changed(occluders.beard(base(), 8.0, np.random.default_rng(0)))
    assert beard.mean() > 0.01
    assert max(within(name, beard) for name in REGION_NAMES) < 0.01


def test_a_fresh_scar_is_red_and_a_pale_one_bright() -> None:
    for fresh in (True, False):
        photo = simulated_marks.scar(base(), fresh)
        where = changed(photo)
        before, after = (np.log(p.pixels[where].mean(axis=0)) for p in (base().photo, photo))
        red, green, _ = after - before
        assert (green < red - 0.05 and green < 0) if fresh else green > 0.02


def test_a_beauty_filter_leaves_the_eyes_and_a_moving_hand_does_not() -> None:
    eyes = base().face.landmarks[468:478, :2].astype(int)
    box = slice(eyes[:, 1].min() - 3, eyes[:, 1].max() + 3), slice(eyes[0, 0] - 7, eyes[0, 0] + 7)
    photos = base().photo, takes.beautified(base(), 1.0, keeps_edges=True), takes.motion_blurred(base(), 2.0, 90.0)
    contrast = [float(luminance(photo.pixels[box].astype(np.float32) / 255).std()) for photo in photos]
    assert contrast[1] > 0.9 * contrast[0]
    assert contrast[2] < contrast[0]


def test_copies_have_the_size_that_was_asked_for() -> None:
    photo = base().photo
    half = takes.at_another_size(base(), 0.5)
    assert (half.width, half.height) == (round(photo.width / 2), round(photo.height / 2))
    assert (takes.screenshot(base()).width, takes.screenshot(base()).height) == takes.SCREEN_PX


@pytest.mark.parametrize("condition", ["acne", "photo of a screen", "single strands"])
def test_the_same_seed_gives_the_same_photo(condition: str) -> None:
    one, same, other = (apply_condition(base(), condition, seed).pixels for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_every_condition_changes_the_photo() -> None:
    for name in ("make-up", "wet skin", "flash", "freckles", "stubble"):
        assert name in CONDITIONS
        photo = apply_condition(base(), name)
        assert changed(photo).any() and photo.sha256 == ""
