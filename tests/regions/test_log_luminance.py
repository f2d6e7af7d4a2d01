"""Log-luminance: blind to exposure, tone and hidden skin, and to a red channel that burnt out."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import gaussian_filter

from wrinkle_scan.regions.log_luminance import fill_by_normalized_convolution, log_luminance
from wrinkle_scan.regions.rectified import gaussian_mean

SKIN = np.array([0.8, 0.5, 0.4], np.float32)
"""As linear light: its red burns out well before its green."""


def lined(depth: float, brightness: float) -> np.ndarray:
    """Skin with level lines, brighter to the right, cut off at 1 as in a photo."""
    rows, columns = np.mgrid[0:80, 0:120]
    darker = 1 - depth * (np.sin(rows / 4) > 0.7)
    return np.minimum(darker[..., None] * (1 + columns / 400)[..., None] * brightness * SKIN, 1).astype(np.float32)


ALL = np.ones((80, 120), bool)


@given(depth=st.floats(0.0, 0.3), brightness=st.floats(0.1, 0.9))
@settings(max_examples=30, deadline=None)
def test_exposure_adds_a_constant(depth: float, brightness: float) -> None:
    difference = log_luminance(lined(depth, brightness), ALL) - log_luminance(lined(depth, 0.1), ALL)
    assert np.ptp(difference) < 1e-4
    assert difference.mean() == pytest.approx(np.log(brightness / 0.1), abs=1e-4)


@given(factor=st.floats(0.25, 2.0))
@settings(max_examples=20, deadline=None)
def test_exposure_only_adds_a_constant(factor: float) -> None:
    rgb = np.random.default_rng(0).uniform(0.1, 0.4, (40, 50, 3)).astype(np.float32)
    skin = np.ones((40, 50), bool)
    shift = log_luminance(rgb * np.float32(factor), skin) - log_luminance(rgb, skin)
    assert np.allclose(shift, np.log(factor), atol=1e-5)


@pytest.mark.parametrize("brightness", [1.0, 1.2, 1.5])
def test_lines_keep_their_contrast_where_red_is_burnt_out(brightness: float) -> None:
    whole, burnt = lined(0.1, 0.5), lined(0.1, brightness)
    assert (burnt[..., 0] >= 1).mean() > 0.1  # or nothing is tested
    across = [np.ptp(log_luminance(rgb, ALL), axis=0) for rgb in (whole, burnt)]
    assert across[1] == pytest.approx(across[0], rel=0.05)


def test_where_red_begins_to_burn_out_there_is_no_edge() -> None:
    smooth = lined(0.0, 1.1)
    border = np.flatnonzero(np.diff((smooth[0, :, 0] > 0.92).astype(int)))
    log = log_luminance(smooth, ALL)
    assert len(border) == 1
    assert np.abs(np.diff(log, axis=1)).max() < 0.01  # of the brightening to the right alone: 0.003


def test_what_is_not_skin_is_filled_in_smoothly() -> None:
    rgb, skin = lined(0.0, 0.5), ALL.copy()
    skin[30:50, 40:60] = False
    rgb[~skin] = 0.0
    log = log_luminance(rgb, skin)
    assert log == pytest.approx(log_luminance(lined(0.0, 0.5), ALL), abs=0.05)
    assert np.array_equal(log[skin], log_luminance(lined(0.0, 0.5), ALL)[skin])


def test_continuing_keeps_the_known_and_stays_within_it() -> None:
    grain = np.random.default_rng(3).normal(size=(160, 220))
    values = np.asarray(cv2.GaussianBlur(grain, (0, 0), 1.5), np.float32) + np.linspace(0, 1, 220, dtype=np.float32)
    known = np.ones(values.shape, bool)
    known[40:110, 60:150] = False
    spoilt = np.where(known, values, 50).astype(np.float32)
    filled = fill_by_normalized_convolution(spoilt, known)
    assert np.array_equal(filled[known], values[known])
    assert values[known].min() <= filled[~known].min() and filled[~known].max() <= values[known].max()
    left, right = filled[75, 60:65].mean(), filled[75, 145:150].mean()
    assert right - left > 0.15  # the slope goes on across the hole: 0.39 in all, the ends are nearest to the known


def test_the_part_that_is_asked_for_is_filled_as_in_the_whole() -> None:
    values = np.random.default_rng(4).normal(size=(160, 220)).astype(np.float32)
    known = np.ones(values.shape, bool)
    known[40:110, 60:150] = False
    here = (slice(50, 90), slice(55, 120))
    part = fill_by_normalized_convolution(values, known, here)
    assert part == pytest.approx(fill_by_normalized_convolution(values, known)[here], abs=1e-6)
    assert np.array_equal(part[:, :5], values[50:90, 55:60]), "what is known stays"


@pytest.mark.parametrize("first", [0, 30])
def test_a_gaussian_mean_of_a_part_is_scipys_of_the_whole(first: int) -> None:
    """Near the edge, where the image goes on as its mirror image, and away from it."""
    image = np.random.default_rng(5).normal(size=(90, 100)).astype(np.float32)
    here = (slice(first, first + 20), slice(first, first + 25))
    assert gaussian_mean(image, 3.0, here) == pytest.approx(gaussian_filter(image, 3.0, mode="reflect")[here], abs=2e-4)


def test_a_burnt_spot_of_skin_changes_nothing_of_the_rest() -> None:
    """Red is burnt out in one spot of skin and in what is no skin."""
    whole, skin = lined(0.1, 0.5), ALL.copy()
    skin[:20] = False
    burnt = whole.copy()
    burnt[40:44, 60:66, 0] = 1.0
    burnt[:20, :, 0] = 1.0
    logs = log_luminance(burnt, skin), log_luminance(whole, skin)
    assert logs[0][20:] == pytest.approx(logs[1][20:], abs=0.01)
    elsewhere = skin.copy()
    elsewhere[40:44, 60:66] = False
    assert np.array_equal(logs[0][elsewhere], logs[1][elsewhere])
