"""How a region's two photos differ in anything but the skin."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sample_photos import BEFORE, analyzed

from wrinkle_scan.comparison.levels import conditions_of
from wrinkle_scan.comparison.region_pair import plain_texture, register_region
from wrinkle_scan.regions.names import REGION_NAMES


def test_texture_that_one_region_alone_has_lost_went_with_its_lines() -> None:
    """A filter that halves texture, 0.69 in natural logarithms, takes it from the whole face.

    A photo that is registered to itself is resampled, which costs less than 0.03.
    """
    photo = analyzed(BEFORE)
    pairs = {name: register_region(photo, photo, name) for name in REGION_NAMES}
    textures = [plain_texture(pair) for pair in pairs.values()]
    halved = [replace(texture, after=texture.after / 2) for texture in textures]

    def lost(some: list) -> float:
        return conditions_of(photo, photo, pairs["forehead"], some, 0.0).texture

    assert lost(textures) == pytest.approx(0, abs=0.03)
    assert lost([halved[0], *textures[1:]]) == pytest.approx(0, abs=0.03)
    assert lost(halved) == pytest.approx(np.log(2), abs=0.03)
    assert lost(halved[:2]) == pytest.approx(np.log(2), abs=0.03)  # two regions are enough to say so
    assert lost(halved[:1]) == 0  # nothing to tell a filter from what went with the lines
    assert lost([]) == 0
