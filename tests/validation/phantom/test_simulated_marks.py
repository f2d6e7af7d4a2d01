"""Simulated marks have the colour and the size of what they stand for."""

from __future__ import annotations

import numpy as np
import pytest
from drawn_conditions import base, changed

from wrinkle_scan.validation.phantom import simulated_marks

pytestmark = pytest.mark.slow


def test_a_fresh_scar_is_red_and_a_pale_one_bright() -> None:
    for fresh in (True, False):
        photo = simulated_marks.scar(base(), fresh)
        where = changed(photo)
        before, after = (np.log(p.pixels[where].mean(axis=0)) for p in (base().photo, photo))
        red, green, _ = after - before
        assert (green < red - 0.05 and green < 0) if fresh else green > 0.02


def test_pigment_takes_blue_light_and_inflamed_skin_green() -> None:
    """Melanin absorbs blue most and red least; blood absorbs green and hardly any red."""
    rng = np.random.default_rng(0)
    for photo, most in ((simulated_marks.freckles(base(), 250, rng), 2), (simulated_marks.acne(base(), 25, rng), 1)):
        where = changed(photo)
        before, after = (np.log(p.pixels[where].astype(float) + 1).mean(axis=0) for p in (base().photo, photo))
        assert np.argmin(after - before) == most
        assert np.argmax(after - before) == 0
        assert 0.001 < where.mean() < 0.2


def test_water_makes_skin_brighter_and_never_darker() -> None:
    change = simulated_marks.wet(base(), np.random.default_rng(0)).pixels.astype(int) - base().photo.pixels
    assert change.max() > 30 and change.min() >= -1
