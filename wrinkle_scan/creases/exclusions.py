"""What is no fold of skin whatever else speaks for it: hairs, which are too dark, and scars and veins, which are red.

Such lines are rare among those that were labelled, so that no fit would learn them. Each limit is passed gradually.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

DARKEST_PER_MM, DARKEST_SPREAD = 60.0, 4.0
"""Darkening, %, over width, mm, at which a line is as likely a hair: the steepest of 70 lines in 22 photos of the
London set and two finer ones has 41, a dark strand across a forehead 90."""
REDDEST, REDDEST_PER_DARKENING, REDDEST_SPREAD = 0.2, 0.8, 0.015
"""Redness (`skin.redness`) at which a line is as likely a scar, a vein or a scratch: both by itself and over
the line's darkening in natural logarithm. Of 60 lines in six people of the London set: 0.13 at the most, on the darkest
skin, where it is 0.9 of the darkening; a frown line a third darker than its skin has 0.17 and 0.5, a fresh scar as dark
as a deep line 0.33 and 1.2."""
ASLANT_DEG, ASLANT_DEG_PER_MM, ASLANT_SPREAD_DEG = 12.0, 2.5, 3.0
"""A line beside the hair is as likely a loose strand where it runs so much off its region's usual direction, and so
much more for each mm away from it. Where creases reach the hair line, at the temples, they bend by less."""


def shading_probability(depth_percent: float, width_mm: float, redness: float) -> float:
    """The probability that a line is shade, and neither a hair nor colour.

    Args:
        depth_percent: its darkening.
        width_mm: its full width at half depth.
        redness: median along it.
    """
    not_hair = expit((DARKEST_PER_MM - depth_percent / width_mm) / DARKEST_SPREAD)
    not_red = expit((redness_limit(depth_percent) - redness) / REDDEST_SPREAD)
    return float(not_hair * not_red)


def redness_limit(depth_percent: ArrayLike) -> NDArray[np.float64]:
    """Redness at which lines of some darkening are as likely colour as shade; the argument's shape."""
    darker = -np.log1p(-np.clip(depth_percent, 0, 99) / 100)
    return np.asarray(np.maximum(REDDEST, REDDEST_PER_DARKENING * darker))


def attached_probability(off_usual: float, from_hair_mm: float) -> float:
    """The probability that a line is no loose strand of hair.

    Args:
        off_usual: its angle from the direction in which the region's creases run, radians.
        from_hair_mm: its distance from hair.
    """
    limit = ASLANT_DEG + ASLANT_DEG_PER_MM * from_hair_mm
    return float(expit((limit - np.degrees(off_usual)) / ASLANT_SPREAD_DEG))
