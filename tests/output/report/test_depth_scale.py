"""Colours of depths, for every kind of vision."""

from __future__ import annotations

import numpy as np

from wrinkle_scan.output.report.depth_scale import DEEPEST_PERCENT, depth_hex, depth_rgb, scale_hexes


def test_deeper_creases_are_brighter_in_every_kind_of_vision() -> None:
    luma = [np.dot(depth_rgb(percent), (0.2126, 0.7152, 0.0722)) for percent in np.linspace(0, DEEPEST_PERCENT, 21)]
    assert (np.diff(luma) > 0).all()


def test_depth_beyond_the_scale_has_its_end_colours() -> None:
    assert depth_rgb(-5) == depth_rgb(0) == (0x35, 0x60, 0x8D)
    assert depth_rgb(90) == depth_rgb(DEEPEST_PERCENT) == (0xFD, 0xE7, 0x25)
    assert depth_hex(90) == "#fde725"
    assert len(set(scale_hexes(40))) == 40
