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
