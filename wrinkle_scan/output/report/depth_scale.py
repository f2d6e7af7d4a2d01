"""Depth of a crease as a colour: one scale for every picture, so that colours can be compared between pictures."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

DEEPEST_PERCENT = 40.0
"""The scale's end; deeper creases have its last colour. A frown line at full contraction darkens by about this much."""
TICKS_PERCENT = (0, 10, 20, 30, 40)

# Viridis (van der Walt and Smith 2015, CC0) from 0.3 to 1.0: its hues are distinct to every kind of colour vision;
# brightness rises with depth, so that it reads in grey. The darkest third is left out: it would vanish in the casing.
_VIRIDIS = np.array(
    [
        (0x35, 0x60, 0x8D),
        (0x2A, 0x78, 0x8E),
        (0x21, 0x91, 0x8C),
        (0x22, 0xA8, 0x84),
        (0x44, 0xBF, 0x70),
        (0x7A, 0xD1, 0x51),
        (0xBD, 0xDF, 0x26),
        (0xFD, 0xE7, 0x25),
    ],
    float,
)

Rgb = tuple[int, int, int]


def depth_rgb(percent: float) -> Rgb:
    """The colour of a crease that darkens the skin by `percent`: (red, green, blue), 0 to 255."""
    at = np.clip(percent / DEEPEST_PERCENT, 0, 1) * (len(_VIRIDIS) - 1)
    red, green, blue = (round(float(np.interp(at, np.arange(len(_VIRIDIS)), channel))) for channel in _VIRIDIS.T)
    return red, green, blue


def depth_hex(percent: float) -> str:
    """The same colour as ``#rrggbb``."""
    return "#{:02x}{:02x}{:02x}".format(*depth_rgb(percent))


def scale_hexes(steps: int) -> Iterable[str]:
    """Colours along the whole scale from 0 to DEEPEST_PERCENT, for a legend."""
    return [depth_hex(DEEPEST_PERCENT * (i + 0.5) / steps) for i in range(steps)]
