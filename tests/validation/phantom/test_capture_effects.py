"""Simulated lamps, filters, screens and copies do to a photo what the real ones do."""

from __future__ import annotations

import numpy as np
import pytest
from drawn_conditions import base

from wrinkle_scan.photo.color import luminance
from wrinkle_scan.validation.phantom import capture_effects

pytestmark = pytest.mark.slow


def test_a_beauty_filter_leaves_the_eyes_and_a_moving_hand_does_not() -> None:
    eyes = base().face.landmarks[468:478, :2].astype(int)
    box = slice(eyes[:, 1].min() - 3, eyes[:, 1].max() + 3), slice(eyes[0, 0] - 7, eyes[0, 0] + 7)
    photos = (
        base().photo,
        capture_effects.beautified(base(), 1.0, keeps_edges=True),
        capture_effects.motion_blurred(base(), 2.0, 90.0),
    )
    contrast = [float(luminance(photo.pixels[box].astype(np.float32) / 255).std()) for photo in photos]
    assert contrast[1] > 0.9 * contrast[0]
    assert contrast[2] < contrast[0]


def test_copies_have_the_size_that_was_asked_for() -> None:
    photo = base().photo
    half = capture_effects.at_another_size(base(), 0.5)
    assert (half.width, half.height) == (round(photo.width / 2), round(photo.height / 2))
    assert (
        capture_effects.screenshot(base()).width,
        capture_effects.screenshot(base()).height,
    ) == capture_effects.SCREEN_PX
