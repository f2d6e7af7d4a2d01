"""Occluders cover the part of the face that they are drawn on, and no other."""

from __future__ import annotations

import numpy as np
import pytest
from drawn_conditions import base, changed, within

from wrinkle_scan.regions.names import REGION_NAMES
from wrinkle_scan.validation.phantom import occluders

pytestmark = pytest.mark.slow


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


def test_a_fringe_hangs_over_the_forehead_and_no_lower() -> None:
    hair = changed(occluders.fringe(base(), 40, np.random.default_rng(0)))
    assert within("forehead", hair) > 0.05
    assert max(within(f"crows_feet_{side}", hair) for side in ("left", "right")) < 0.02
